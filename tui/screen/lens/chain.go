package lens

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/lens"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/place"
	"github.com/convene-ssh/convene/tui/theme"
)

// chain is all that an item or an entry came from, and all that came of it.
type chain struct {
	of    method.ContributionID
	sheet kit.Sheet
}

// NewChain opens the chain of an item or an entry.
func NewChain(of method.ContributionID) desk.Screen { return &chain{of: of} }

func (s *chain) Title(d *desk.Desk) string { return d.T("chain.title") }

// Gone reports whether the person no longer sees what it is the chain of.
func (s *chain) Gone(d *desk.Desk) bool { return d.Words.Linked(d.Shared.Community, s.of) == "" }

// steps are what a chain leads through in one direction.
type steps struct {
	up bool
	of method.ContributionID
}

// walked is found once for all who see the same.
func (s *chain) walked(d *desk.Desk, up bool) []lens.Step {
	return session.Derived(d.Shared, steps{up, s.of}, func() []lens.Step {
		if up {
			return lens.Why(d.Shared, s.of)
		}
		return lens.SoWhat(d.Shared, s.of)
	})
}

// entries are the thing itself, what it came from, and what came of it.
func (s *chain) entries(d *desk.Desk) kit.Few {
	why, soWhat := s.linked(d, true), s.linked(d, false)
	if len(why) == 0 {
		why = kit.Few{kit.Prose(func(w int) []string { return kit.Indented(s.origin(d), w, d.Theme.Muted) })}
	}
	if len(soWhat) == 0 {
		soWhat = kit.Few{kit.Prose(func(w int) []string { return kit.Indented(d.T("chain.nothing"), w, d.Theme.Muted) })}
	}
	self := kit.Prose(func(w int) []string {
		return append([]string{""}, kit.Indented(d.Words.Linked(d.Shared.Community, s.of), w, d.Theme.Title)...)
	})
	all := append(kit.Few{self}, d.Headed(d.T("entry.why"), why)...)
	return append(all, d.Headed(d.T("item.so_what"), soWhat)...)
}

// linked are the steps in one direction, each as far to the right as it is away.
func (s *chain) linked(d *desk.Desk, up bool) kit.Few {
	var all kit.Few
	for _, step := range s.walked(d, up) {
		all = append(all, kit.Entry{Key: string(step.ID), Rows: func(chosen bool, w int) []string { return stepRows(d, step, up, chosen, w) }})
	}
	return all
}

func stepRows(d *desk.Desk, step lens.Step, up, chosen bool, w int) []string {
	arrow := d.Theme.Glyphs.Below
	if up {
		arrow = d.Theme.Glyphs.Above
	}
	words := strings.Repeat("  ", step.Depth-1) + arrow + " " + d.Words.Linked(d.Shared.Community, step.ID)
	return []string{d.LineBeside(words, d.Between()[1:]+beside(d, step.ID), chosen, w)}
}

// beside is what is said of a step: the board on which an item stands, or how far an
// entry is.
func beside(d *desk.Desk, id method.ContributionID) string {
	if b, it := d.Shared.Item(method.ItemID(id)); it != nil {
		return b.Subject
	}
	e := d.Shared.Entries[method.EntryID(id)]
	if f, ok := e.Register.With(field.UseStage); ok {
		return d.Words.Answer(d.Shared.Community, e.Register, f, e.Fields)
	}
	return d.T(e.Register.Name + ".one")
}

// origin says where something was written that comes from nothing else.
func (s *chain) origin(d *desk.Desk) string {
	m, a, known := lens.Origin(d.Shared, s.of)
	switch {
	case known:
		return d.T("chain.origin", "kind", d.T("agenda."+string(a.Kind)), "item", a.Title, "meeting", m.Title)
	case m != nil:
		return d.T("chain.meeting", "meeting", m.Title)
	}
	return ""
}

func (s *chain) Update(*desk.Desk, tea.Msg) tea.Cmd { return nil }

func (s *chain) Body(d *desk.Desk, w, h int) kit.Page {
	if s.Gone(d) {
		return kit.Page{Rows: append([]string{""}, kit.Indented(d.T("error.not_found"), w, theme.Style{})...)}
	}
	return kit.Page{Rows: s.sheet.Draw(d.Look, s.entries(d), w, h)}
}

func (s *chain) Keys(d *desk.Desk) kit.Keys {
	if s.Gone(d) {
		return kit.Keys{d.BackKey()}
	}
	all := s.entries(d)
	chosen := method.ContributionID(s.sheet.Choice(all))
	return kit.Keys{}.
		If(chosen != "", s.sheet.About(all, kit.On("Enter", d.T("key.open"), func() tea.Cmd { return desk.OpenContribution(d, chosen) }),
			kit.On("w", d.T("key.chain"), d.To(place.Chain{Of: chosen})))...).
		And(s.sheet.Moves(d.Look, all).Aside(), d.BackKey())
}
