package lens

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session/lens"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/place"
)

// matches lists what is confirmed that countries share, and where one can learn from
// another, and what may be confirmed. Each item of a match is chosen by itself.
type matches struct{ list kit.List }

// NewMatches opens what belongs together across countries.
func NewMatches() desk.Screen { return &matches{} }

func (s *matches) Title(d *desk.Desk) string { return d.T("matches.title") }

// half is an item of a match in the list.
type half struct {
	lens.Match
	side int
}

func (x half) key() string { return fmt.Sprint(x.Name(), "/", x.side) }

func (s *matches) entries(d *desk.Desk) kit.Entries {
	l := desk.Lens(d)
	shared, exchange := halves(l.Confirmed, lens.Shared), halves(l.Confirmed, lens.Exchange)
	proposed := append(halves(l.Proposed, lens.Shared), halves(l.Proposed, lens.Exchange)...)
	return d.Parts(
		kit.Part{Heading: d.T("matches.shared"), Entries: listed(d, shared)},
		kit.Part{Heading: d.T("matches.exchange"), Entries: listed(d, exchange)},
		kit.Part{Heading: d.T("matches.proposed"), Entries: listed(d, proposed)},
	)
}

// halves are the items of the matches of a kind, one behind the other.
func halves(all []lens.Match, kind lens.Kind) []half {
	var found []half
	for _, m := range all {
		if m.Kind == kind {
			found = append(found, half{m, 0}, half{m, 1})
		}
	}
	return found
}

func listed(d *desk.Desk, all []half) kit.Entries {
	return kit.Many[half]{
		All: all, Keep: half.key,
		Rows: func(x half, chosen bool, w int) []string { return halfRows(d, x, chosen, w) },
	}
}

// halfRows are an item of a match, and behind the second why both may belong together.
func halfRows(d *desk.Desk, x half, chosen bool, w int) []string {
	rows := d.Whole(d.Words.LinkedItem(x.Sides[x.side].Item), chosen, w)
	if x.side == 0 {
		return rows
	}
	if why := reason(d, x.Match); why != "" {
		rows = append(rows, kit.Indented(why, w, d.Theme.Muted)...)
	}
	return append(rows, "")
}

// reason says why a match is proposed; nothing of one that is confirmed.
func reason(d *desk.Desk, m lens.Match) string {
	var why []string
	if len(m.Why.Words) > 0 {
		why = append(why, d.T("matches.why.words", "words", strings.Join(m.Why.Words, ", ")))
	}
	if m.Why.Heading != "" {
		why = append(why, d.T("matches.why.heading", "heading", m.Why.Heading))
	}
	for _, e := range m.Why.Entries {
		why = append(why, d.T("matches.why.entry", "code", e.Code()))
	}
	if len(why) == 0 {
		return ""
	}
	return d.T("matches.may."+string(m.Kind), "why", strings.Join(why, "; "))
}

// chosen is the match to which the chosen item belongs, and whether it is confirmed.
func (s *matches) chosen(d *desk.Desk, all kit.Entries) (x half, confirmed, found bool) {
	key, l := s.list.Choice(all), desk.Lens(d)
	for i, m := range append(l.Confirmed[:len(l.Confirmed):len(l.Confirmed)], l.Proposed...) {
		for side := range m.Sides {
			if x = (half{m, side}); x.key() == key {
				return x, i < len(l.Confirmed), true
			}
		}
	}
	return half{}, false, false
}

func (s *matches) Update(d *desk.Desk, msg tea.Msg) tea.Cmd {
	if a, ok := msg.(desk.Answer); ok && a.Err == nil {
		switch a.Change.(type) {
		case *lens.Confirm:
			d.Say("matches.confirmed")
		case *lens.Withdraw:
			d.Say("matches.withdrawn")
		}
	}
	return nil
}

func (s *matches) Body(d *desk.Desk, w, h int) kit.Page {
	return listPage(d, &s.list, s.entries(d), d.T("matches.say"), d.T("matches.none"), w, h)
}

func (s *matches) Keys(d *desk.Desk) kit.Keys {
	all := s.entries(d)
	x, confirmed, found := s.chosen(d, all)
	if !found {
		return kit.Keys{d.BackKey()}
	}
	items := x.Items()
	return kit.Keys{kit.On("Enter", d.T("key.open"), d.To(place.Item{ID: items[x.side]}))}.
		If(d.May(method.Steer) && !confirmed, kit.On("y", d.T("key.confirm"), func() tea.Cmd {
			return d.Do(&lens.Confirm{Meeting: d.Meeting, Items: items}, "")
		})).
		If(d.May(method.Steer) && confirmed, kit.On("x", d.T("key.withdraw"), func() tea.Cmd {
			return d.Do(&lens.Withdraw{Meeting: d.Meeting, Match: x.Name()}, "")
		})).
		If(d.May(method.Contribute), kit.On("c", d.T("key.comes_of"), d.To(place.Registers{
			From: method.ContributionID(items[0]), With: method.ContributionID(items[1]),
		}))).
		And(s.list.Moves(d.Look, all).Aside(), d.BackKey())
}
