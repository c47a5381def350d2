package desk

import (
	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/kit"
)

// OpenContribution shows the item or the entry of that id, if it is there.
func OpenContribution(d *Desk, id method.ContributionID) tea.Cmd {
	if _, it := d.Shared.Item(method.ItemID(id)); it != nil {
		return d.Go(Item{it.ID})
	} else if e := d.Shared.Entries[method.EntryID(id)]; e != nil {
		return d.Go(Entry{e.ID})
	}
	return nil
}

// LedTo lists the entries that came from an item or an entry.
func LedTo(d *Desk, from method.ContributionID) kit.Few {
	var all kit.Few
	for _, e := range d.Shared.LedTo(from) {
		all = append(all, kit.Link(d.Look, string(e.ID), e.Code()+" "+d.Words.Titled(e)))
	}
	return all
}

// ItemLabel is an item's code and words, or what became of them.
func ItemLabel(d *Desk, it *session.Item) string {
	switch {
	case it.TakenBack:
		return it.Code + " " + d.T("taken_back")
	case it.Moderation != nil && it.Moderation.Appealed:
		return it.Code + " " + d.T("board.appealed")
	case it.Moderation != nil:
		return it.Code + " " + d.T("moderated")
	case it.Code == "":
		return d.Theme.Glyphs.Bullet + " " + it.Text + " " + d.T("board.yours")
	}
	return it.Code + " " + d.Words.Marked(it.Authored, it.Text)
}
