package groups

import (
	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/groups"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/place"
)

// brought is what the groups of an item bring back to all, group by group.
type brought struct {
	session.InItem
	list kit.List
}

// NewBrought opens what the groups of an item of the meeting's agenda bring back.
func NewBrought(d *desk.Desk, at place.Brought) desk.Screen {
	return &brought{InItem: session.InItem{Meeting: d.Meeting, Item: at.Agenda}}
}

// Gone reports whether nobody works in groups in the item any more.
func (b *brought) Gone(d *desk.Desk) bool {
	a, _ := d.Current().AgendaItem(b.Item)
	return !groups.Given(a.Kind)
}

func (b *brought) Title(d *desk.Desk) string {
	a, _ := d.Current().AgendaItem(b.Item)
	return d.T("groups.brought") + d.Between() + a.Title
}

func (b *brought) Update(*desk.Desk, tea.Msg) tea.Cmd { return nil }

// entries are the items with all their words, under the names of the groups.
func (b *brought) entries(d *desk.Desk) kit.Entries {
	var all []kit.Part
	for _, group := range groups.Of(d.Shared.Community, b.InItem) {
		all = append(all, kit.Part{Heading: group.Subject, Entries: kit.Many[*session.Item]{
			All: groups.Brought(d.Shared.Community, group), Keep: func(it *session.Item) string { return string(it.ID) },
			Rows: func(it *session.Item, chosen bool, w int) []string { return d.Whole(desk.ItemLabel(d, it), chosen, w) },
		}})
	}
	return d.Parts(all...)
}

func (b *brought) Body(d *desk.Desk, w, h int) kit.Page {
	all := b.entries(d)
	if all.Len() == 0 {
		return kit.Page{Rows: append([]string{""}, kit.Indented(d.T("groups.nothing_brought"), w, d.Theme.Muted)...)}
	}
	return kit.Page{Rows: b.list.Show(d.Look, all, w, h)}
}

func (b *brought) Keys(d *desk.Desk) kit.Keys {
	all := b.entries(d)
	return kit.Keys{}.
		If(all.Len() > 0, kit.On("Enter", d.T("key.open"), func() tea.Cmd {
			return d.Go(place.Item{ID: method.ItemID(b.list.Choice(all))})
		}), b.list.Moves(d.Look, all).Aside()).
		And(d.BackKey())
}
