package kit

import (
	"fmt"
	"strings"

	"github.com/convene-ssh/convene/tui/text"
	"github.com/convene-ssh/convene/tui/theme"
)

// Stepper shows steps behind each other: those that are done, the current one lit,
// and those to come. Where there is no room for all it is as [Step].
func Stepper(t *theme.Theme, steps []string, current, w int) string {
	var row strings.Builder
	for i, step := range steps {
		step = text.Display(step)
		if i > 0 {
			row.WriteString(t.Muted.Render(" " + t.Glyphs.Then + " "))
		}
		switch {
		case i < current:
			row.WriteString(t.Steps.Done.Render(t.Glyphs.Check + " " + step))
		case i == current:
			row.WriteString(t.Steps.Current.Render(step))
		default:
			row.WriteString(t.Steps.ToCome.Render(step))
		}
	}
	if text.Width(row.String()) > w {
		return Step(t, steps, current, w)
	}
	return row.String()
}

// Step says which of how many steps the current one is, or only which one.
func Step(t *theme.Theme, steps []string, current, w int) string {
	words := text.Display(steps[current])
	if count := fmt.Sprintf("%d/%d ", current+1, len(steps)); text.Width(count+words)+2 <= w {
		words = count + words
	}
	words = text.Truncate(words, w-2, t.Glyphs.Ellipsis)
	return t.Steps.Current.Render(words)
}
