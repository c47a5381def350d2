package lens

import (
	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/lens"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
)

// newMatching asks with which item of another country one belongs together.
func newMatching(d *desk.Desk, id method.ItemID) desk.Screen {
	other := kit.SearchField("items", d.T("lens.other"), nil, method.MaxTitle, others{d, id}, false)
	other.Note = d.T("lens.other_note")
	s := &desk.FormScreen{Form: &kit.Form{Fields: kit.Questions{other}}, Heading: "key.match"}
	s.Send = func(d *desk.Desk) tea.Cmd {
		return d.Do(&lens.Confirm{Meeting: d.Meeting, Items: [2]method.ItemID{id, method.ItemID(s.Get("items"))}}, "")
	}
	s.Done = func(d *desk.Desk) tea.Cmd {
		d.Say("matches.confirmed")
		return nil
	}
	return s.Open(d)
}

// others finds the items of other countries that an item may belong with.
type others struct {
	desk *desk.Desk
	item method.ItemID
}

// here are those items, listed once for all who see the same.
func (o others) here() *desk.Codes {
	return session.Derived(o.desk.Shared, othersOf{o.item}, func() *desk.Codes {
		s := &desk.Codes{}
		for _, x := range desk.Lens(o.desk).Beside(o.item) {
			s.List(string(x.Item.ID), x.Item.Code, x.Item.Text)
		}
		return s
	})
}

// othersOf names them.
type othersOf struct{ item method.ItemID }

// Named is what has this code, or this id.
func (o others) Named(typed string) string { return o.here().Named(typed) }

// Offered are those whose codes begin so, and then those with such words.
func (o others) Offered(typed string) []string { return o.here().Offered(typed) }

// Said is what the item says.
func (o others) Said(id string) string {
	return o.desk.Words.Linked(o.desk.Shared.Community, method.ContributionID(id))
}

// Line is the same in the list.
func (o others) Line(id, _ string) string { return o.Said(id) }
