// Package lens shows what a meeting has written as a whole: what countries share, what
// nothing answers yet, and what came of what.
package lens

import (
	"strconv"
	"unique"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/lens"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/place"
)

// gaps lists what nothing answers yet, analysis by analysis, and what nobody has taken
// further.
type gaps struct{ list kit.List }

// NewGaps opens the gap report of the meeting.
func NewGaps() desk.Screen { return &gaps{} }

func (s *gaps) Title(d *desk.Desk) string { return d.T("gaps.title") }

// entries are the rows of the report.
func (s *gaps) entries(d *desk.Desk) kit.Entries {
	g := desk.Gaps(d)
	var parts []kit.Part
	for _, u := range g.Unanswered {
		parts = append(parts, kit.Part{Heading: d.T("gaps.unanswered", "subject", u.Board.Subject), Entries: unanswered(d, u)})
	}
	return d.Parts(append(parts,
		kit.Part{Heading: d.T("gaps.strategies"), Entries: left(d, g.Strategies)},
		kit.Part{Heading: d.T("gaps.promised"), Entries: left(d, g.Promised)},
		kit.Part{Heading: d.T("offers.unanswered"), Entries: left(d, g.Asks)},
	)...)
}

func unanswered(d *desk.Desk, u lens.Unanswered) kit.Entries {
	return kit.Many[*session.Item]{
		All: u.Items, Keep: func(it *session.Item) string { return string(it.ID) },
		Rows: func(it *session.Item, chosen bool, w int) []string {
			words := d.Words.LinkedItem(it)
			if n := u.Board.Votes(it); n > 0 {
				words += " (" + strconv.Itoa(n) + ")"
			}
			return d.Whole(words, chosen, w)
		},
	}
}

func left(d *desk.Desk, all []*session.Entry) kit.Entries {
	return kit.Many[*session.Entry]{
		All: all, Keep: func(e *session.Entry) string { return string(e.ID) },
		Rows: func(e *session.Entry, chosen bool, w int) []string {
			return d.Whole(d.Words.LinkedEntry(e), chosen, w)
		},
	}
}

// sayKey says what a list is, and for those who may add here what a key does.
func sayKey(d *desk.Desk, say, key string) string {
	if !d.May(method.Contribute) {
		return d.T(say)
	}
	return d.T(say) + " " + d.T(key)
}

// listPage is a list below what it is, or below what there is to say where it is empty.
func listPage(d *desk.Desk, l *kit.List, all kit.Entries, say, none string, w, h int) kit.Page {
	if all.Len() == 0 {
		return kit.Page{Rows: kit.Styled(d.AtMost(4, none, w), d.Theme.Muted)}
	}
	rows := d.Intro(4, say, w, h)
	return kit.Page{Rows: append(rows, l.Show(d.Look, all, w, max(1, h-len(rows)))...)}
}

// Share says that all who stand at the same place of the list see the same.
func (s *gaps) Share(d *desk.Desk) any {
	return unique.Make(s.list.View(func() kit.Entries { return s.entries(d) }))
}

func (s *gaps) Update(*desk.Desk, tea.Msg) tea.Cmd { return nil }

func (s *gaps) Body(d *desk.Desk, w, h int) kit.Page {
	return listPage(d, &s.list, s.entries(d), sayKey(d, "gaps.say", "gaps.adds"), d.T("gaps.none"), w, h)
}

func (s *gaps) Keys(d *desk.Desk) kit.Keys {
	all := s.entries(d)
	chosen := method.ContributionID(s.list.Choice(all))
	return kit.Keys{}.
		If(chosen != "", kit.On("Enter", d.T("key.open"), func() tea.Cmd { return desk.OpenContribution(d, chosen) })).
		If(chosen != "" && d.May(method.Contribute), kit.On("c", d.T("key.comes_of"), d.To(place.Registers{From: chosen}))).
		If(len(desk.Lens(d).Boards) > 1, kit.On("n", d.T("key.lens"), d.To(place.Countries{}))).
		If(chosen != "", s.list.Moves(d.Look, all).Aside()).
		And(d.BackKey())
}
