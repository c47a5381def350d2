package desk

import (
	"cmp"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/clean"
	"github.com/convene-ssh/convene/session/interpret"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/place"
)

// OpenContribution shows the item or the entry of that id, if it is there.
func OpenContribution(d *Desk, id method.ContributionID) tea.Cmd {
	if _, it := d.Shared.Item(method.ItemID(id)); it != nil {
		return d.Go(place.Item{ID: it.ID})
	} else if e := d.Shared.Entries[method.EntryID(id)]; e != nil {
		return d.Go(place.Entry{ID: e.ID})
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
	return it.Code + " " + d.Words.ItemText(it)
}

// Interprets reports whether the person may say now what the items of a board say in
// another language.
func (d *Desk) Interprets(b *session.Board) bool {
	m := d.Shared.Meetings[b.Meeting]
	return m != nil && !m.Closed && interpret.May(d.Shared.Community, b, d.Member, d.RoleIn(b.Meeting))
}

// InterpretedRows stand below an item's words: what it says in the person's language, or, if
// nobody has written that, in every other, for those who sit beside them.
func InterpretedRows(d *Desk, it *session.Item, w int) []string {
	var rows []string
	for _, line := range interpret.Shown(it, d.Words.Language) {
		rows = append(rows, d.Wrapped(InterpretedWords(d, string(line.Language), line), w, d.Theme.Muted)...)
	}
	return rows
}

// InterpretedWords are a line behind what its language is called, and whether the item has
// other words by now.
func InterpretedWords(d *Desk, called string, line session.Interpretation) string {
	words := called + ": " + line.Text
	if line.Earlier {
		words += " " + d.T("interpreted.earlier")
	}
	return words
}

// Written is an item or an entry in the report of a meeting, one of the two.
type Written struct {
	Item  *session.Item
	Entry *session.Entry
	board *session.Board // of an item
}

// WrittenHere lists what is in the report of the meeting that somebody has written: the
// items of boards, then entries. What was taken back or hidden is not among them. Nobody
// may change the list.
func WrittenHere(d *Desk) []Written {
	type written struct{ meeting method.MeetingID }
	return session.Derived(d.Shared, written{d.Meeting}, func() []Written {
		var all []Written
		for _, b := range Boards(d) {
			for _, p := range b.Layout.Parts {
				all = append(all, itemsWritten(b, b.In(p))...)
			}
		}
		for _, r := range d.Shared.Registers {
			all = append(all, entriesWritten(d.Shared.EntriesOf(r, d.Meeting))...)
		}
		return append(all, entriesWritten(Reviewed(d))...)
	})
}

func itemsWritten(b *session.Board, items []*session.Item) []Written {
	var all []Written
	for _, it := range items {
		if !it.TakenBack && it.Moderation == nil {
			all = append(all, Written{Item: it, board: b})
		}
	}
	return all
}

func entriesWritten(entries []*session.Entry) []Written {
	var all []Written
	for _, e := range entries {
		if !e.TakenBack {
			all = append(all, Written{Entry: e})
		}
	}
	return all
}

// ID is that of the item or the entry.
func (x Written) ID() method.ContributionID {
	if x.Item != nil {
		return method.ContributionID(x.Item.ID)
	}
	return method.ContributionID(x.Entry.ID)
}

// Authored is what it shows of its author, and whom that lets read it.
func (x Written) Authored() session.Authored {
	if x.Item != nil {
		return x.Item.Authored
	}
	return x.Entry.Authored
}

// Revision is that of its words.
func (x Written) Revision() int {
	if x.Item != nil {
		return x.Item.Revision
	}
	return x.Entry.Revision
}

// Reads is the widest circle that reads it.
func (x Written) Reads() method.Audience {
	if x.Item != nil {
		return x.Item.Audience
	}
	return x.Entry.Audience
}

// Meant is the circle for which it was written.
func (x Written) Meant() method.Audience { return cmp.Or(x.Authored().Widening.Meant, x.Reads()) }

// Label is its code and its words.
func (x Written) Label(d *Desk) string {
	if x.Item != nil {
		return ItemLabel(d, x.Item)
	}
	return x.Entry.Code() + " " + d.Words.Titled(x.Entry)
}

// Among names what it is one of: what its board is about, or its register.
func (x Written) Among(d *Desk) string {
	if x.Item != nil {
		return x.board.Subject
	}
	return d.T(x.Entry.Register.Name + ".many")
}

// Kind names what kind of thing it is.
func (x Written) Kind(d *Desk) string {
	if x.Item != nil {
		return d.T("withheld.item")
	}
	return x.Among(d)
}

// KindsOf names the kinds of things among some, never how many there are of each, which
// would tell readers what they may not know.
func KindsOf(d *Desk, all []Written) string {
	var kinds []string
	for _, x := range all {
		if kind := x.Kind(d); !slices.Contains(kinds, kind) {
			kinds = append(kinds, kind)
		}
	}
	return strings.Join(kinds, d.Between())
}

// Asked lists what the person has written in this meeting's report about which they are
// asked who reads it, or have answered, and how many of them wait for their word.
func (d *Desk) Asked() (all []Written, waiting int) {
	if len(d.Own.Widenings) == 0 {
		return nil, 0
	}
	for _, x := range WrittenHere(d) {
		w, asked := d.Own.Widenings[x.ID()]
		if asked {
			all = append(all, x)
		}
		if asked && w.Answer == "" {
			waiting++
		}
	}
	return all, waiting
}

// Codes finds contributions by their codes, or by a few words of what they say.
type Codes struct {
	all   []coded
	named map[string]string // ids by themselves, and by the codes
}

// coded is a contribution with what it is found by.
type coded struct{ id, code, words string }

// List adds one, unless it is listed.
func (c *Codes) List(id, code, words string) {
	if c.named == nil {
		c.named = map[string]string{}
	}
	if c.named[id] == "" {
		c.all = append(c.all, coded{id, clean.Plain(code), clean.Plain(words)})
		c.named[id], c.named[clean.Plain(code)] = id, id
	}
}

// Named is what has this code, or this id; empty for nothing.
func (c *Codes) Named(typed string) string {
	return cmp.Or(c.named[strings.TrimSpace(typed)], c.named[clean.Plain(typed)])
}

// mostOffered is how many are offered at once.
const mostOffered = 50

// Offered are those whose codes begin so, and then those with such words.
func (c *Codes) Offered(typed string) []string {
	var began, worded []string
	if typed = clean.Plain(typed); typed == "" {
		return nil
	}
	for _, x := range c.all {
		switch {
		case strings.HasPrefix(x.code, typed):
			began = append(began, x.id)
		case strings.Contains(x.words, typed):
			worded = append(worded, x.id)
		}
	}
	all := append(began, worded...)
	return all[:min(mostOffered, len(all))]
}
