package tui

import (
	"strings"
	"unique"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/tui/text"
)

// entries lists what the meeting has added to a register.
type entries struct {
	register *session.Register
	list     list
}

func newEntries(r *session.Register) screen { return &entries{register: r} }

func (s *entries) title(d *desk) string { return d.t(s.register.Name + ".many") }

func (s *entries) entries(d *desk) []entry {
	all := d.shared.EntriesOf(s.register, d.meeting)
	rows := make([]entry, len(all))
	for i, e := range all {
		rows[i] = entry{string(e.ID), func(chosen bool, w int) []string { return entryRows(d, e, chosen, w) }}
	}
	return rows
}

func (s *entries) update(d *desk, msg tea.Msg) tea.Cmd {
	key, ok := msg.(tea.KeyPressMsg)
	if !ok || s.list.update(msg, s.entries(d)) {
		return nil
	}
	switch pressed := key.String(); {
	case pressed == "esc":
		d.back()
	case pressed == "enter":
		return openContribution(d, session.ContributionID(s.list.choice(s.entries(d))))
	case pressed == "a" && d.may(session.Contribute):
		d.show(newEntryForm(d, s.register))
	default:
		d.stray(pressed)
	}
	return nil
}

// entriesView is what the picture of a list of entries depends on besides them:
// which list it is, where this person stands in it, and what the members and their
// organisations are called.
type entriesView struct {
	register string
	list     list
	names    session.Version
}

func (s *entries) share(d *desk) any {
	return unique.Make(entriesView{s.register.Name, s.list.view(func() []entry { return s.entries(d) }), d.shared.Revision})
}

func (s *entries) body(d *desk, w, h int) page {
	all := s.entries(d)
	if len(all) == 0 {
		say := s.register.Name + ".none"
		if d.may(session.Contribute) {
			say = s.register.Name + ".empty"
		}
		return page{rows: append([]string{""}, indented(d.t(say), w, d.Theme.Muted)...)}
	}
	heading := ""
	if w >= tableFrom {
		heading = d.Theme.Muted.Render("   " + columns(d, w-3, headings(d, s.register)))
	}
	return page{rows: append([]string{heading}, s.list.show(d, all, w, max(1, h-1))...)}
}

func (s *entries) keys(d *desk) []hint {
	var keys []hint
	if len(d.shared.EntriesOf(s.register, d.meeting)) > 0 {
		keys = append(keys, hint{"Enter", d.t("key.open")})
	}
	if d.may(session.Contribute) {
		keys = append(keys, hint{"a", d.t("key.add")})
	}
	return append(keys, hint{"Esc", d.t("key.back")})
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
func headings(d *desk, r *session.Register) cells {
	c := cells{code: d.t("entries.code"), title: d.t(r.Name + ".one")}
	if f, ok := besideField(r); ok {
		c.beside = d.Words.Label(r, f)
	}
	if f, ok := r.With(session.UseStage); ok {
		c.stage = d.Words.Label(r, f)
	}
	return c
}

// cellsOf says of an entry what a list shows.
func cellsOf(d *desk, e *session.Entry) cells {
	r := e.Register
	c := cells{code: e.Code(), title: d.Words.Titled(e)}
	if e.TakenBack {
		return c
	}
	if f, ok := besideField(r); ok {
		c.beside = besideTitle(d, e, f)
	}
	for _, f := range r.Fields {
		if f.Shape == session.ShapeFollows {
			if word := d.Words.Answer(d.shared.Community, r, f, e.Fields); word != "" {
				c.mark += " " + d.Theme.Glyphs.Across + " " + word
			}
		}
	}
	if f, ok := r.With(session.UseStage); ok {
		c.stage = d.Words.Answer(d.shared.Community, r, f, e.Fields)
	}
	return c
}

// besideField is the field that a list shows beside the title.
func besideField(r *session.Register) (session.Field, bool) {
	for _, f := range r.Fields {
		if f.Beside {
			return f, true
		}
	}
	return session.Field{}, false
}

// besideTitle is what stands there: several countries by their codes, ID·MY·TH.
func besideTitle(d *desk, e *session.Entry, f session.Field) string {
	if f.Shape == session.ShapeCountries {
		return strings.Join(f.Get(e.Fields), d.Theme.Glyphs.Between)
	}
	return d.Words.Answer(d.shared.Community, e.Register, f, e.Fields)
}

// columns is one row of the table, exactly w cells.
func columns(d *desk, w int, c cells) string {
	side := w / 3
	return d.fit(c.code, codeColumn) +
		d.fit(c.title, w-codeColumn-side-stageColumn-4) + "  " +
		d.fit(marked(d, c.beside, c.mark, side), side) + "  " +
		d.fit(c.stage, stageColumn)
}

// marked puts a mark behind words; where they do not both fit, the words are cut.
func marked(d *desk, words, mark string, w int) string {
	return d.cut(words, w-text.Width(mark)) + d.cut(mark, w)
}

// entryRows is an entry in a list: a row of the table, or two rows on a phone.
func entryRows(d *desk, e *session.Entry, chosen bool, w int) []string {
	c := cellsOf(d, e)
	if w >= tableFrom {
		return []string{d.line(columns(d, w-3, c), chosen, w)}
	}
	below, room := d.between()+c.stage, w-5
	if c.mark == "" {
		room -= text.Width(below)
	}
	// Which countries act together matters more than how far they are.
	below = strings.Trim(marked(d, c.beside, c.mark, room)+below, d.between())
	return []string{
		d.line(c.code+" "+c.title, chosen, w),
		d.Theme.Muted.Render(d.cut("     "+below, w)),
	}
}
