package groups

import (
	"maps"
	"slices"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/clean"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// Named is a group that is made. Its board is about what it is called, as that of an
// item of the agenda is about the title.
type Named struct {
	Name    string         `json:"name"`
	Country method.Country `json:"country,omitempty"` // that it is about, where it is about one
	Board   method.BoardID `json:"board"`             // decided
	Prefix  string         `json:"prefix"`            // decided: of the board's codes
}

// Make adds groups to an item, each with a board. A board of that layout that was set
// aside is taken on again by a group of its name.
type Make struct {
	session.InItem
	Layout string  `json:"layout"`
	Groups []Named `json:"groups"`
}

// Tidy makes its words safe.
func (m *Make) Tidy() {
	m.Groups = slices.Clone(m.Groups)
	for i, g := range m.Groups {
		m.Groups[i].Name, m.Groups[i].Country = field.TidyLine(g.Name), method.TidyCountry(g.Country)
	}
}

// Check lets whoever steers the meeting make groups that can have their boards.
func (m *Make) Check(c *session.Community, who session.Who) error {
	if err := require(c, method.Steer, m.InItem, who); err != nil {
		return err
	}
	switch {
	case m.layout() == nil:
		return refusal.New(refusal.Invalid, "field", "layout")
	case len(m.Groups) == 0:
		return refusal.New(refusal.Missing, "field", "subject")
	case len(Of(c, m.InItem))+len(m.Groups) > MaxGroups:
		return refusal.New(refusal.Full, "field", "subject", "max", MaxGroups)
	}
	for _, g := range m.Groups {
		if err := field.CheckText("subject", g.Name, method.MaxTitle, true); err != nil {
			return err
		}
	}
	_, err := m.boards(c, func() method.BoardID { return "" })
	return err
}

// layout is that of the boards.
func (m *Make) layout() *layout.Layout {
	for _, l := range method.WorkingGroup.GroupLayouts() {
		if l.Name == m.Layout {
			return l
		}
	}
	return nil
}

// boards are those of the groups.
func (m *Make) boards(c *session.Community, newID func() method.BoardID) ([]*session.Board, error) {
	var all []*session.Board
	beside := slices.Collect(maps.Values(c.Boards))
	for i, g := range m.Groups {
		b := &session.Board{
			Meeting: m.Meeting, Layout: m.layout(), Owner: m.Item, Subject: g.Name, Country: g.Country,
			Group: &session.Group{Place: m.last(c) + 1 + i, Roles: map[session.MemberID]method.Role{}},
		}
		was := m.setAside(beside, b)
		if was != nil {
			beside = slices.DeleteFunc(beside, func(o *session.Board) bool { return o == was })
			b.ID, b.Prefix = was.ID, was.Prefix
		} else {
			b.ID, b.Prefix = newID(), b.ProposePrefix(beside)
		}
		if err := b.Check(was, beside); err != nil {
			return nil, err
		}
		all, beside = append(all, b), append(beside, b)
	}
	return all, nil
}

// last is the place of the last group that there is.
func (m *Make) last(c *session.Community) int {
	if all := Of(c, m.InItem); len(all) > 0 {
		return all[len(all)-1].Group.Place
	}
	return 0
}

// setAside is a board that a group takes on again, or nil.
func (m *Make) setAside(all []*session.Board, of *session.Board) *session.Board {
	for _, b := range all {
		if b.Meeting == m.Meeting && b.Owner == "" && b.Group == nil && b.Layout == of.Layout && clean.Same(b.Subject, of.Subject) {
			return b
		}
	}
	return nil
}

// Decide gives the groups their boards.
func (m *Make) Decide(c *session.Community, d session.Decision) {
	boards, err := m.boards(c, func() method.BoardID { return method.NewID[method.BoardID](d.Random) })
	if err != nil {
		panic("groups: groups that were not checked: " + err.Error())
	}
	for i, b := range boards {
		m.Groups[i].Board, m.Groups[i].Prefix = b.ID, b.Prefix
	}
}

// Apply makes them.
func (m *Make) Apply(c *session.Community, _ session.Stamp) {
	last, l := m.last(c), m.layout()
	for i, g := range m.Groups {
		if c.Boards[g.Board] == nil {
			b := &session.Board{ID: g.Board, Meeting: m.Meeting, Layout: l, Phase: l.Phases[0], Prefix: g.Prefix}
			if l.Voted() {
				b.Vote(layout.Dots, session.DefaultBudget)
			}
			ledger.Put(c.Tx(), &c.Boards, g.Board, b)
		}
		b := ledger.Edit(c.Tx(), &c.Boards, g.Board)
		b.Owner, b.Subject, b.Country = m.Item, g.Name, g.Country
		b.Group = &session.Group{Place: last + 1 + i, Roles: map[session.MemberID]method.Role{}}
	}
}
