package kit

import (
	"strings"

	"github.com/convene-ssh/convene/tui/text"
)

// Fact is one thing that a sheet says: in badges, in words, or both.
type Fact struct {
	Label  string
	Badges []Badge
	Value  string // behind the badges
}

// Labels stand in a column of the same width on every sheet and in every form, so that
// what they say stands near and below each other, and stays in its place when a sheet is
// opened to be changed.
const (
	labelColumn       = 24
	narrowLabelColumn = 16 // on a phone
)

// Facts draws facts: labels in one column, what they say in the next.
func (l Look) Facts(all []Fact, w int) []string {
	column := labelColumn
	if w < Narrow {
		column = min(narrowLabelColumn, w/2)
	}
	var rows []string
	for _, f := range all {
		rows = append(rows, f.rows(l, column, w)...)
	}
	return rows
}

// rows draws a fact whose value begins in that cell. A label that is too long for its
// column goes on below.
func (f Fact) rows(look Look, column, w int) []string {
	const margin = 2 // before a label, and behind it
	label, value := text.Wrap(f.Label, column-2*margin), f.values(look, w-column)
	rows := make([]string, max(len(label), len(value)))
	for i := range rows {
		if i < len(label) {
			rows[i] = strings.Repeat(" ", margin) + look.Theme.Muted.Render(label[i])
		}
		if i < len(value) {
			rows[i] += strings.Repeat(" ", max(0, column-1-text.Width(rows[i]))) + value[i]
		}
	}
	return rows
}

// values are the badges, as many in a row as fit, and the words behind them. In front of
// words is a cell for the edge that a badge would have there.
func (f Fact) values(look Look, w int) []string {
	const edge = " "
	var rows []string
	if len(f.Badges) == 0 {
		for _, row := range text.Wrap(f.Value, w) {
			rows = append(rows, edge+row)
		}
		return rows
	}
	add := func(between, part string) {
		last := len(rows) - 1
		if last < 0 || text.Width(rows[last]+between+part) > w {
			rows = append(rows, part)
			return
		}
		rows[last] += between + part
	}
	for _, b := range f.Badges {
		add(" ", b.draw(look, false, w))
	}
	if f.Value != "" {
		add("", edge+look.Cut(f.Value, w-1))
	}
	return rows
}
