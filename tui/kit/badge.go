package kit

import (
	"strings"

	"github.com/convene-ssh/convene/tui/text"
	"github.com/convene-ssh/convene/tui/theme"
)

// Badge is a short fact beside an entry, such as its stage: words in the style of
// one of [theme.Badges].
type Badge struct {
	Of    theme.Badge
	Words string
}

// Badges are those that say something, behind each other.
func Badges(all ...Badge) string { return badges(all, theme.Badge.Render) }

func badges(all []Badge, draw func(theme.Badge, string) string) string {
	var said []string
	for _, b := range all {
		if b.Words != "" {
			said = append(said, draw(b.Of, text.Display(b.Words)))
		}
	}
	return strings.Join(said, " ")
}

// Badged is words with badges right behind them, at most w cells. Where they do
// not all fit it is the words that are cut. The row of the selected entry has a
// style of its own, so there they are only words too.
func Badged(t *theme.Theme, words string, selected bool, w int, all ...Badge) string {
	draw := theme.Badge.Render
	if selected {
		draw = theme.Badge.Words
	}
	behind := badges(all, draw)
	if behind == "" {
		return text.Truncate(words, w, t.Glyphs.Ellipsis)
	}
	if text.Width(behind) > w-1 {
		return text.Truncate(words, w, t.Glyphs.Ellipsis)
	}
	return text.Truncate(words, w-1-text.Width(behind), t.Glyphs.Ellipsis) + " " + behind
}
