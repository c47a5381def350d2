package kit

import (
	"strings"

	"github.com/convene-ssh/convene/tui/text"
	"github.com/convene-ssh/convene/tui/theme"
)

// Fact is one thing that a sheet says: in badges, in words, or both.
type Fact struct {
	Label  string
	Badges []Badge
	Value  string // behind the badges
}

// Facts draws facts: the labels in a column of their own that is as wide as they are,
// or in front of the values on a phone.
func (l Look) Facts(all []Fact, w int) []string {
	column := 0
	for _, f := range all {
		column = max(column, text.Width(text.Display(f.Label)))
	}
	var rows []string
	for _, f := range all {
		rows = append(rows, f.rows(l, min(column, w/2), w)...)
	}
	return rows
}

// rows draws a fact whose label has so many cells.
func (f Fact) rows(look Look, column, w int) []string {
	const gap = 2 // before a label, and behind it
	switch {
	case w < Narrow && len(f.Badges) == 0:
		return Indented(look.T("entry.fact", "label", f.Label, "value", f.Value), w, theme.Style{})
	case w < Narrow:
		label := strings.TrimRight(look.T("entry.fact", "label", look.Cut(f.Label, w/2), "value", ""), " ")
		values := f.values(look, w-gap-text.Width(label)-1)
		rows := []string{"  " + label + " " + values[0]}
		for _, row := range values[1:] {
			rows = append(rows, "  "+row)
		}
		return rows
	}
	var rows []string
	label := f.Label
	for _, row := range f.values(look, w-column-2*gap) {
		rows = append(rows, "  "+look.Theme.Muted.Render(look.Fit(label, column))+"  "+row)
		label = ""
	}
	return rows
}

// values are the badges, as many in a row as fit, and the words behind them, in rows of
// at most w cells.
func (f Fact) values(look Look, w int) []string {
	if len(f.Badges) == 0 {
		return text.Wrap(f.Value, w)
	}
	var rows []string
	add := func(part string) {
		last := len(rows) - 1
		if last < 0 || text.Width(rows[last])+1+text.Width(part) > w {
			rows = append(rows, part)
			return
		}
		rows[last] += " " + part
	}
	for _, b := range f.Badges {
		add(b.draw(look, false, w))
	}
	if f.Value != "" {
		add(look.Cut(f.Value, w))
	}
	return rows
}
