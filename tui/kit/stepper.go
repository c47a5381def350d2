package kit

import (
	"strconv"
	"strings"

	"github.com/convene-ssh/convene/tui/text"
	"github.com/convene-ssh/convene/tui/theme"
)

// Stepper shows steps behind each other: those that are done, the current one lit,
// and those to come. Where there is no room for all it is as [Step].
func Stepper(t *theme.Theme, steps []string, current, w int) string {
	then := " " + t.Glyphs.Then + " "
	check := t.Glyphs.Check + " "
	cells := 2 + current*text.Width(check) + (len(steps)-1)*text.Width(then)
	for _, step := range steps {
		cells += text.Width(text.Display(step))
	}
	if cells > w {
		return Step(t, steps, current, w)
	}
	var row strings.Builder
	for i, step := range steps {
		step = text.Display(step)
		switch {
		case i < current:
			row.WriteString(t.Steps.Done.Render(check + step))
		case i == current:
			row.WriteString(t.Steps.Current.Render(step))
		default:
			row.WriteString(t.Steps.ToCome.Render(step))
		}
		if i < len(steps)-1 {
			row.WriteString(t.Muted.Render(then))
		}
	}
	return row.String()
}

// Step says which of how many steps the current one is, or only which one.
func Step(t *theme.Theme, steps []string, current, w int) string {
	return t.Steps.Current.Render(stepWords(steps, current, w-2, t.Glyphs.Ellipsis))
}

// stepWords are the words of a step in at most w cells.
func stepWords(steps []string, current, w int, ellipsis string) string {
	words := text.Display(steps[current])
	count := strconv.Itoa(current+1) + "/" + strconv.Itoa(len(steps)) + " "
	if text.Width(count)+text.Width(words) <= w {
		return count + words
	}
	return text.Truncate(words, w, ellipsis)
}
