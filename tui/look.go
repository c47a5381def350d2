package tui

import (
	"strings"
	"unique"

	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/tui/frame"
	"github.com/convene-ssh/convene/tui/text"
	"github.com/convene-ssh/convene/tui/theme"
)

// narrow is the width below which a screen is laid out for a phone.
const narrow = 60

// Look is how things are drawn for somebody: in their language, and in what
// their terminal can show.
type Look struct {
	Words *locale.Words
	Theme *theme.Theme
	Pool  *frame.Pool // holds what this terminal's pictures have in common with others'
}

// t is the sentence of a key; see [locale.Words.T].
func (d *desk) t(key string, pairs ...any) string { return d.Words.T(key, pairs...) }

// between joins two things on one line.
func (d *desk) between() string { return " " + d.Theme.Glyphs.Between + " " }

// fit is [text.Fit] with this terminal's ellipsis.
func (d *desk) fit(s string, w int) string { return text.Fit(s, w, d.Theme.Glyphs.Ellipsis) }

// cut is [text.Truncate] with this terminal's ellipsis.
func (d *desk) cut(s string, w int) string { return text.Truncate(s, w, d.Theme.Glyphs.Ellipsis) }

// styled gives each row a style.
func styled(rows []string, style theme.Style) []string {
	for i := range rows {
		rows[i] = style.Render(rows[i])
	}
	return rows
}

// warning is what somebody should know before they go on.
func (d *desk) warning(words string, w int) []string {
	return styled(d.atMost(2, words, w), d.Theme.Error)
}

// wrapping is what the rows of a text depend on.
type wrapping struct {
	words string
	width int
}

// wrap is [text.Wrap] for words that stay on the screen while much else changes:
// they are wrapped once. Nobody may change the rows.
func (d *desk) wrap(words string, w int) []string {
	return d.Pool.Rows(unique.Make(wrapping{words, w}), func() []string { return text.Wrap(words, w) })
}

// wrapped is a text in rows of w cells, each in a style.
func (d *desk) wrapped(s string, w int, style theme.Style) []string {
	var rows []string
	for _, line := range text.Wrap(s, w) {
		rows = append(rows, style.Render(line))
	}
	return rows
}

// line is one entry of a list, with the pointer where it is chosen.
func (d *desk) line(words string, chosen bool, w int) string {
	if chosen {
		return d.Theme.Selected.Render(d.fit(" "+d.Theme.Glyphs.Pointer+" "+words, w))
	}
	return d.cut("   "+words, w)
}

// lineBeside is line with what is said of it right behind, which is not cut.
func (d *desk) lineBeside(words, beside string, chosen bool, w int) string {
	if beside == "" {
		return d.line(words, chosen, w)
	}
	words = d.cut(words, max(0, w-4-text.Width(beside)))
	if chosen {
		return d.line(words+" "+beside, true, w)
	}
	return d.line(words, false, w) + " " + d.Theme.Muted.Render(d.cut(beside, w-4))
}

// atMost wraps a text into a few rows; the last is cut where more would follow.
func (d *desk) atMost(n int, s string, w int) []string {
	wrapped := d.wrap(s, max(1, w-1))
	var rows []string
	for i, row := range wrapped[:min(n, len(wrapped))] {
		if i == n-1 {
			row = d.cut(strings.Join(wrapped[i:], " "), max(1, w-1))
		}
		rows = append(rows, " "+row)
	}
	return rows
}

// indented is a text in rows of at most w cells, away from the edges.
func indented(s string, w int, style theme.Style) []string {
	var rows []string
	for _, row := range text.Wrap(s, max(1, w-4)) {
		rows = append(rows, "  "+style.Render(row))
	}
	return rows
}
