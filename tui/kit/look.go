// Package kit holds what screens are made of: lists, forms and their questions,
// drafts, texts to read, keys. It knows a language and a terminal, and nothing of
// a community.
package kit

import (
	"math"
	"unique"

	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/tui/frame"
	"github.com/convene-ssh/convene/tui/text"
	"github.com/convene-ssh/convene/tui/theme"
)

// Narrow is the width below which a screen is laid out for a phone.
const Narrow = 60

// Look is how things are drawn for somebody: in their language, and in what
// their terminal can show.
type Look struct {
	Words *locale.Words
	Theme *theme.Theme
	Pool  *frame.Pool // holds what this terminal's pictures have in common with others'
}

// T is the sentence of a key; see [locale.Words.T].
func (l Look) T(key string, pairs ...any) string { return l.Words.T(key, pairs...) }

// Between joins two things on one line.
func (l Look) Between() string { return " " + l.Theme.Glyphs.Between + " " }

// Fit is [text.Fit] with this terminal's ellipsis.
func (l Look) Fit(s string, w int) string { return text.Fit(s, w, l.Theme.Glyphs.Ellipsis) }

// Cut is [text.Truncate] with this terminal's ellipsis.
func (l Look) Cut(s string, w int) string { return text.Truncate(s, w, l.Theme.Glyphs.Ellipsis) }

// Styled gives each row a style.
func Styled(rows []string, style theme.Style) []string {
	for i := range rows {
		rows[i] = style.Render(rows[i])
	}
	return rows
}

// Warning is what somebody should know before they go on.
func (l Look) Warning(words string, w int) []string {
	return Styled(l.AtMost(2, words, w), l.Theme.Error)
}

// wrapping is what the rows of a text depend on.
type wrapping struct {
	words       string
	width, most int
	more        string
}

// Wrap is [text.Wrap] for words that stay on the screen while much else changes:
// they are wrapped once. Nobody may change the rows.
func (l Look) Wrap(words string, w int) []string { return l.WrapTo(words, w, math.MaxInt) }

// WrapTo is [Look.Wrap] to so many rows at the most; the last is cut where more would
// follow.
func (l Look) WrapTo(words string, w, most int) []string {
	more := l.Theme.Glyphs.Ellipsis
	return l.Pool.Rows(unique.Make(wrapping{words, w, most, more}), func() []string {
		return text.WrapTo(words, w, most, more)
	})
}

// Wrapped is a text in rows of w cells, each in a style.
func (l Look) Wrapped(s string, w int, style theme.Style) []string {
	return Styled(text.Wrap(s, w), style)
}

// Line is one entry of a list, with the pointer where it is chosen.
func (l Look) Line(words string, chosen bool, w int) string {
	if chosen {
		return l.Theme.Selected.Render(l.Fit(" "+l.Theme.Glyphs.Pointer+" "+words, w))
	}
	return l.Cut("   "+words, w)
}

// Whole is an entry of a list with all its words, and the pointer on the first of its rows.
func (l Look) Whole(words string, chosen bool, w int) []string {
	return l.WholeTo(words, math.MaxInt, chosen, w)
}

// WholeTo is [Look.Whole] in so many rows at the most; the last is cut where more would follow.
func (l Look) WholeTo(words string, most int, chosen bool, w int) []string {
	var rows []string
	for i, row := range l.WrapTo(words, max(1, w-5), most) {
		if i > 0 {
			row = "  " + row
		}
		rows = append(rows, l.Line(row, chosen && i == 0, w))
	}
	return rows
}

// LineBeside is [Look.Line] with what is said of it right behind: the words are cut first.
func (l Look) LineBeside(words, beside string, chosen bool, w int) string {
	if beside == "" {
		return l.Line(words, chosen, w)
	}
	words = l.Cut(words, max(0, w-4-text.Width(beside)))
	if chosen {
		return l.Line(words+" "+beside, true, w)
	}
	return l.Line(words, false, w) + " " + l.Theme.Muted.Render(l.Cut(beside, w-4))
}

// AtMost wraps a text into a few rows; the last is cut where more would follow.
func (l Look) AtMost(n int, s string, w int) []string {
	var rows []string
	for _, row := range l.WrapTo(s, max(1, w-1), n) {
		rows = append(rows, " "+row)
	}
	return rows
}

// Intro is what a screen of h rows says above its list, in a few rows: no more than two fifths
// of them, so that what is chosen is seen.
func (l Look) Intro(n int, s string, w, h int) []string {
	return Styled(l.AtMost(min(n, h*2/5), s, w), l.Theme.Muted)
}

// Indented is a text in rows of at most w cells, away from the edges.
func Indented(s string, w int, style theme.Style) []string {
	var rows []string
	for _, row := range text.Wrap(s, max(1, w-4)) {
		rows = append(rows, "  "+style.Render(row))
	}
	return rows
}
