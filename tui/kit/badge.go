package kit

import (
	"strings"

	"github.com/convene-ssh/convene/tui/text"
	"github.com/convene-ssh/convene/tui/theme"
)

// Badge is a short fact beside an entry, such as its stage: words in the style of
// one of [theme.Badges]. Without words there is none.
type Badge struct {
	Of    theme.Badge
	Words string
}

// draw is the badge in at most w cells. In the row of the selected entry, which has a
// style of its own, it is only words.
func (b Badge) draw(look Look, selected bool, w int) string {
	words := look.Cut(b.Words, w-2)
	switch {
	case words == "":
		return ""
	case selected:
		return b.Of.Words(words)
	}
	return b.Of.Render(words)
}

// Badged is muted words with badges right behind them, at most w cells. Where they do
// not all fit it is the words that are cut, and then the last badge.
func (l Look) Badged(words string, w int, all ...Badge) string {
	var parts []string
	room := w
	for _, b := range all {
		if drawn := b.draw(l, false, room); drawn != "" {
			parts = append(parts, drawn)
			room -= text.Width(drawn) + 1
		}
	}
	if words = l.Cut(words, room); words != "" && words != l.Theme.Glyphs.Ellipsis {
		parts = append([]string{l.Theme.Muted.Render(words)}, parts...)
	}
	return strings.Join(parts, " ")
}
