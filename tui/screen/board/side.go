package board

import (
	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/groups"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/place"
)

// sideKeys are those of the board of a working group: they mark the chosen item as one
// that the group brings back to all, and lead to what the group notes down.
func (b *board) sideKeys(d *desk.Desk, it *session.Item) kit.Keys {
	sb := b.of(d)
	a, _ := d.Current().AgendaItem(sb.Owner)
	if sb.Group == nil {
		return nil
	}
	brings := it != nil && it.Code != "" && !it.TakenBack && it.Moderation == nil && !d.Current().Closed &&
		groups.Brings(d.Shared.Community, sb, d.Member, d.Role())
	return kit.Keys{}.
		If(brings, b.bringKey(d, it)...).
		And(kit.On("r", d.T("takeaway.many"), d.To(place.Entries{
			Register: d.Shared.RegisterNamed(a.Kind.Register()), Agenda: sb.Owner, Group: sb.ID,
		})))
}

// bringKey marks an item, or takes its mark away.
func (b *board) bringKey(d *desk.Desk, it *session.Item) kit.Keys {
	if it == nil {
		return nil
	}
	words, marked := "key.bring", b.brings(d, it)
	if marked {
		words = "key.bring_not"
	}
	in := session.InItem{Meeting: d.Meeting, Item: b.of(d).Owner}
	return kit.Keys{kit.On("p", d.T(words), func() tea.Cmd {
		return d.Do(&groups.Bring{InItem: in, Marked: it.ID, Not: marked}, "")
	})}
}

// back is what the groups of the item bring back, where the board is that of one; nil for
// nothing.
func (b *board) back(d *desk.Desk) *groups.Back {
	sb := b.of(d)
	if sb.Group == nil {
		return nil
	}
	return groups.BackFrom(d.Current(), sb.Owner)
}

// brings reports whether an item is among that.
func (b *board) brings(d *desk.Desk, it *session.Item) bool { return b.back(d).Has(it.ID) }
