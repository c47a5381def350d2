package export

import (
	"strings"

	"github.com/convene-ssh/convene/session/report/block"
	"github.com/convene-ssh/convene/tui/text"
	"github.com/convene-ssh/convene/tui/theme"
)

const (
	columnGap = 2
	// A column that is narrower than leastColumn cannot be read.
	leastColumn = 10
)

// table sets a table in columns, or where there is no room for them each row as facts.
func (s *sheet) table(t block.Table) {
	columns, fit := columnWidths(t, s.width-1)
	if !fit {
		s.facts(t)
		return
	}
	s.cells(t.Head, columns, s.Theme.Muted)
	for row := range t.Rows {
		s.cells(row, columns, theme.Style{})
	}
}

// columnWidths are as wide as their cells, and where that is too much, the widest
// give way.
func columnWidths(t block.Table, w int) (all []int, fit bool) {
	all = make([]int, len(t.Head))
	widen := func(row []string) {
		for i, c := range row {
			all[i] = max(all[i], text.Width(c))
		}
	}
	widen(t.Head)
	for row := range t.Rows {
		widen(row)
	}
	room := w - columnGap*(len(all)-1)
	for {
		sum, widest := 0, 0
		for i, width := range all {
			sum += width
			if width > all[widest] {
				widest = i
			}
		}
		if sum <= room {
			return all, true
		}
		if all[widest] <= leastColumn {
			return nil, false
		}
		all[widest]--
	}
}

// cells sets a row of cells, each wrapped in its column.
func (s *sheet) cells(row []string, columns []int, style theme.Style) {
	var wrapped [][]string
	height := 1
	for i, c := range row {
		wrapped = append(wrapped, text.Wrap(c, max(1, columns[i])))
		height = max(height, len(wrapped[i]))
		s.texts = append(s.texts, passage{len(s.rows), wrapped[i]})
	}
	for line := range height {
		var parts []string
		for i, c := range wrapped {
			cell := ""
			if line < len(c) {
				cell = c[line]
			}
			parts = append(parts, s.Fit(cell, columns[i]))
		}
		s.rows = append(s.rows, " "+style.Render(strings.TrimRight(strings.Join(parts, strings.Repeat(" ", columnGap)), " ")))
	}
}

func (s *sheet) facts(t block.Table) {
	for row := range t.Rows {
		for i, c := range row {
			if c != "" {
				s.fact(t.Head[i], c)
			}
		}
		s.rows = append(s.rows, "")
	}
}
