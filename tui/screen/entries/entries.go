// Package entries is where the entries of registers are read, written, followed
// between meetings and reviewed.
package entries

import (
	"strings"
	"unique"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/text"
)

// entries lists what the meeting has added to a register.
type entries struct {
	register *session.Register
	list     kit.List
}

// New opens the list of a register.
func New(r *session.Register) desk.Screen { return &entries{register: r} }

func (s *entries) Title(d *desk.Desk) string { return d.T(s.register.Name + ".many") }

func (s *entries) entries(d *desk.Desk) kit.Entries {
	return kit.Many[*session.Entry]{
		All: d.Shared.EntriesOf(s.register, d.Meeting), Keep: keyOf,
		Rows: func(e *session.Entry, chosen bool, w int) []string { return entryRows(d, e, chosen, w) },
	}
}

// keyOf is the key of an entry in a list.
func keyOf(e *session.Entry) string { return string(e.ID) }

func (s *entries) Update(*desk.Desk, tea.Msg) tea.Cmd { return nil }

// entriesView is what the picture of a list of entries depends on besides them:
// which list it is, where this person stands in it, and what the members and their
// organisations are called.
type entriesView struct {
	register string
	list     kit.List
	names    session.Version
}

func (s *entries) Share(d *desk.Desk) any {
	return unique.Make(entriesView{s.register.Name, s.list.View(func() kit.Entries { return s.entries(d) }), d.Shared.Revision})
}

func (s *entries) Body(d *desk.Desk, w, h int) kit.Page {
	all := s.entries(d)
	if all.Len() == 0 {
		say := s.register.Name + ".none"
		if d.May(method.Contribute) {
			say = s.register.Name + ".empty"
		}
		return kit.Page{Rows: append([]string{""}, kit.Indented(d.T(say), w, d.Theme.Muted)...)}
	}
	heading := ""
	if w >= tableFrom {
		heading = d.Theme.Muted.Render("   " + columns(d, w-3, headings(d, s.register)))
	}
	return kit.Page{Rows: append([]string{heading}, s.list.Show(d.Look, all, w, max(1, h-1))...)}
}

func (s *entries) Keys(d *desk.Desk) kit.Keys {
	all := s.entries(d)
	return kit.Keys{}.
		If(all.Len() > 0, kit.On("Enter", d.T("key.open"), func() tea.Cmd {
			return desk.OpenContribution(d, method.ContributionID(s.list.Choice(all)))
		})).
		If(d.May(method.Contribute), kit.On("a", d.T("key.add"), kit.Now(func() { d.Show(newForm(d, s.register)) }))).
		If(all.Len() > 0, s.list.Moves(d.Look, all).Aside()).
		And(d.BackKey())
}

// tableFrom is the width from which a list is a table.
const tableFrom = 60

// The widths of the columns that do not grow.
const (
	codeColumn  = 6
	stageColumn = 14
)

// cells are what a list says of an entry.
type cells struct{ code, title, beside, mark, stage string }

// headings name the columns.
func headings(d *desk.Desk, r *session.Register) cells {
	c := cells{code: d.T("entries.code"), title: d.T(r.Name + ".one")}
	if f, ok := besideField(r); ok {
		c.beside = d.Words.Label(r, f)
	}
	if f, ok := r.With(field.UseStage); ok {
		c.stage = d.Words.Label(r, f)
	}
	return c
}

// cellsOf says of an entry what a list shows.
func cellsOf(d *desk.Desk, e *session.Entry) cells {
	r := e.Register
	c := cells{code: e.Code(), title: d.Words.Titled(e)}
	if e.TakenBack {
		return c
	}
	if f, ok := besideField(r); ok {
		c.beside = besideTitle(d, e, f)
	}
	for _, f := range r.Fields {
		if f.Shape == field.ShapeFollows {
			if word := d.Words.Answer(d.Shared.Community, r, f, e.Fields); word != "" {
				c.mark += " " + d.Theme.Glyphs.Across + " " + word
			}
		}
	}
	if f, ok := r.With(field.UseStage); ok {
		c.stage = d.Words.Answer(d.Shared.Community, r, f, e.Fields)
	}
	return c
}

// besideField is the field that a list shows beside the title.
func besideField(r *session.Register) (field.Field, bool) {
	for _, f := range r.Fields {
		if f.Beside {
			return f, true
		}
	}
	return field.Field{}, false
}

// besideTitle is what stands there: several countries by their codes, ID·MY·TH.
func besideTitle(d *desk.Desk, e *session.Entry, f field.Field) string {
	if f.Shape == field.ShapeCountries {
		return strings.Join(f.Get(e.Fields), d.Theme.Glyphs.Between)
	}
	return d.Words.Answer(d.Shared.Community, e.Register, f, e.Fields)
}

// columns is one row of the table, exactly w cells.
func columns(d *desk.Desk, w int, c cells) string {
	side := w / 3
	return d.Fit(c.code, codeColumn) +
		d.Fit(c.title, w-codeColumn-side-stageColumn-4) + "  " +
		d.Fit(marked(d, c.beside, c.mark, side), side) + "  " +
		d.Fit(c.stage, stageColumn)
}

// marked puts a mark behind words; where they do not both fit, the words are cut.
func marked(d *desk.Desk, words, mark string, w int) string {
	return d.Cut(words, w-text.Width(mark)) + d.Cut(mark, w)
}

// entryRows is an entry in a list: a row of the table, or two rows on a phone.
func entryRows(d *desk.Desk, e *session.Entry, chosen bool, w int) []string {
	c := cellsOf(d, e)
	if w >= tableFrom {
		return []string{d.Line(columns(d, w-3, c), chosen, w)}
	}
	below, room := d.Between()+c.stage, w-5
	if c.mark == "" {
		room -= text.Width(below)
	}
	// Which countries act together matters more than how far they are.
	below = strings.Trim(marked(d, c.beside, c.mark, room)+below, d.Between())
	return []string{
		d.Line(c.code+" "+c.title, chosen, w),
		d.Theme.Muted.Render(d.Cut("     "+below, w)),
	}
}
