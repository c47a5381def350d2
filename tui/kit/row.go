package kit

import (
	"strings"

	"github.com/convene-ssh/convene/tui/text"
)

// Cell is a part of a table's row, so many cells wide: a badge, words, or both.
type Cell struct {
	Width int
	Badge Badge
	Words string // right behind the badge, which is cut where they do not both fit
}

// draw is the cell, exactly as wide as it is.
func (c Cell) draw(look Look, selected bool) string {
	words := look.Cut(c.Words, c.Width)
	drawn := c.Badge.draw(look, selected, c.Width-text.Width(words)) + words
	return drawn + strings.Repeat(" ", max(0, c.Width-text.Width(drawn)))
}

// Row is a row of a table, with the pointer where it is chosen. Its cells stand one
// cell apart.
func (l Look) Row(chosen bool, cells ...Cell) string {
	parts := make([]string, len(cells))
	for i, c := range cells {
		parts[i] = c.draw(l, chosen)
	}
	row := strings.Join(parts, " ")
	if chosen {
		return l.Theme.Selected.Render(" " + l.Theme.Glyphs.Pointer + " " + row)
	}
	return "   " + row
}
