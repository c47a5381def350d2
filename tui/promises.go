package tui

import (
	"strings"
	"unique"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/tui/text"
)

// promises lists a meeting's commitments, or its actions.
type promises struct {
	list list
	noun string // the beginning of its words' keys
	add  string // the key that makes a new one, besides "a"
	all  func(d *desk) []promise
	form func(d *desk) screen
}

func (p *promises) title(d *desk) string { return d.t(p.noun + ".title") }

func (p *promises) entries(d *desk) []entry {
	var all []entry
	for _, one := range p.all(d) {
		all = append(all, entry{one.id, func(chosen bool, w int) []string { return one.rows(d, chosen, w) }})
	}
	return all
}

func (p *promises) update(d *desk, msg tea.Msg) tea.Cmd {
	key, ok := msg.(tea.KeyPressMsg)
	if !ok || p.list.update(msg, p.entries(d)) {
		return nil
	}
	switch pressed := key.String(); {
	case pressed == "esc":
		d.back()
	case pressed == "enter":
		openAnswer(d, p.list.choice(p.entries(d)))
	case (pressed == "a" || pressed == p.add) && d.may(session.Contribute):
		d.show(p.form(d))
	default:
		d.stray(pressed)
	}
	return nil
}

// promisesView is what the picture of a list of promises depends on besides
// them: which list it is, where this person stands in it, and what the members
// and their organisations are called.
type promisesView struct {
	noun  string
	list  list
	names session.Version
}

func (p *promises) share(d *desk) any {
	return unique.Make(promisesView{p.noun, p.list.view(func() []entry { return p.entries(d) }), d.shared.Revision})
}

func (p *promises) body(d *desk, w, h int) page {
	entries := p.entries(d)
	if len(entries) == 0 {
		say := p.noun + ".none"
		if d.may(session.Contribute) {
			say = p.noun + ".empty"
		}
		return page{rows: append([]string{""}, indented(d.t(say), w, d.theme.Muted)...)}
	}
	heading := ""
	if w >= tableFrom {
		label := func(column string) string { return d.t(p.noun + "." + column) }
		heading = d.theme.Muted.Render("   " + columns(d, w-3, label("code"), label("heading"), label("beside"), "", label("standing")))
	}
	return page{rows: append([]string{heading}, p.list.show(d, entries, w, max(1, h-1))...)}
}

// tableFrom is the width from which a list is a table.
const tableFrom = 60

// The widths of the columns that do not grow.
const (
	codeColumn     = 6
	standingColumn = 14
)

// columns is one row of the table, exactly w cells.
func columns(d *desk, w int, code, title, beside, mark, standing string) string {
	side := w / 3
	return d.fit(code, codeColumn) +
		d.fit(title, w-codeColumn-side-standingColumn-4) + "  " +
		d.fit(marked(d, beside, mark, side), side) + "  " +
		d.fit(standing, standingColumn)
}

// marked puts a mark behind words; where they do not both fit, the words are cut.
func marked(d *desk, words, mark string, w int) string {
	return d.cut(words, w-text.Width(mark)) + d.cut(mark, w)
}

// rows is a promise in a list: a row of the table, or two rows on a phone.
func (p *promise) rows(d *desk, chosen bool, w int) []string {
	if w >= tableFrom {
		return []string{d.line(columns(d, w-3, p.code, p.heading(d), p.beside, p.mark, p.standing), chosen, w)}
	}
	below, room := d.between()+p.standing, w-5
	if p.mark == "" {
		room -= text.Width(below)
	}
	// Which countries act together matters more than how far they are.
	below = strings.TrimPrefix(marked(d, p.beside, p.mark, room)+below, d.between())
	return []string{
		d.line(p.code+" "+p.heading(d), chosen, w),
		d.theme.Muted.Render(d.cut("     "+below, w)),
	}
}

func (p *promises) keys(d *desk) []hint {
	var keys []hint
	if p.list.choice(p.entries(d)) != "" {
		keys = append(keys, hint{"Enter", d.t("key.open")})
	}
	if d.may(session.Contribute) {
		keys = append(keys, hint{p.add, d.t("key.add")})
	}
	return append(keys, hint{"Esc", d.t("key.back")})
}
