package theme

import (
	"strings"

	"charm.land/lipgloss/v2"
)

// Style is how a piece of text looks: what goes before it and what after. The
// zero value leaves it as it is.
type Style struct{ start, end string }

// styled renders a style of Lip Gloss once, around a character that takes no
// room, and keeps what it put on either side.
func styled(s lipgloss.Style) Style {
	const joiner = "\u2060"
	start, end, _ := strings.Cut(s.Render(joiner), joiner)
	return Style{start, end}
}

// Render returns text in this style. Styles do not nest: text must hold none.
func (s Style) Render(text string) string {
	if text == "" {
		return ""
	}
	return s.start + text + s.end
}

// Index is where text in this style begins in a row, in bytes, or -1.
func (s Style) Index(row string) int {
	if s.start == "" {
		return -1
	}
	return strings.Index(row, s.start)
}

// Badge is how a short fact stands beside an entry: on a ground of its own, or
// between brackets where the terminal has none.
type Badge struct {
	Style Style
	left  string
	right string
}

// Words are the words of a badge without its style, for a row that has one
// already, such as the selected one. They are two cells wider than words.
func (b Badge) Words(words string) string { return b.left + words + b.right }

// Render returns the badge that says words.
func (b Badge) Render(words string) string { return b.Style.Render(b.Words(words)) }
