package kit

import (
	"strings"

	"github.com/convene-ssh/convene/tui/text"
	"github.com/convene-ssh/convene/tui/theme"
)

// TitleBar is the first row of a screen: where one is, and what is always seen,
// however little room there is.
type TitleBar struct {
	// Where are the names of where one is, the widest place first. It is that one
	// which is cut, and then left out, where there is too little room.
	Where []string
	// Steps and Current are as in [Stepper]; the current one is shown alone. There
	// may be none.
	Steps   []string
	Current int
	// Facts stand at the right edge: how much time is left, how many are here.
	Facts []string
}

// leastName is how many cells of a name still say what it is of.
const leastName = 8

// Row draws the title bar, exactly w cells.
func (b TitleBar) Row(t *theme.Theme, w int) string {
	names, between := make([]string, len(b.Where)), " "+t.Glyphs.Between+" "
	for i, name := range b.Where {
		names[i] = text.Display(name)
	}
	least := 0 // that the step takes, with its ends
	if len(b.Steps) > 0 {
		least = min(w-3, text.Width(text.Display(b.Steps[b.Current]))+2)
	}
	facts := text.Truncate(strings.Join(b.Facts, "  "), w-3-least, t.Glyphs.Ellipsis) + " "
	room := w - 2 - text.Width(facts)
	if least == 0 {
		left := " " + whereabouts(names, between, room, t.Glyphs.Ellipsis)
		return t.TitleBar.Render(left + gap(w-text.Width(left)-text.Width(facts)) + facts)
	}
	all := text.Width(strings.Join(names, between))
	step := stepWords(b.Steps, b.Current, max(least, room-1-all)-2, t.Glyphs.Ellipsis)
	cells := 2 + text.Width(step)
	left := " " + whereabouts(names, between, room-1-cells, t.Glyphs.Ellipsis) + " "
	return t.TitleBar.Render(left) + t.Steps.Current.Render(step) +
		t.TitleBar.Render(gap(w-text.Width(left)-cells-text.Width(facts))+facts)
}

func gap(cells int) string { return strings.Repeat(" ", max(0, cells)) }

// whereabouts is as much of some names as there is room for in w cells.
func whereabouts(names []string, between string, w int, ellipsis string) string {
	for ; len(names) > 1; names = names[1:] {
		rest := between + strings.Join(names[1:], between)
		if room := w - text.Width(rest); room >= min(leastName, text.Width(names[0])) {
			return text.Truncate(names[0], room, ellipsis) + rest
		}
	}
	return text.Truncate(strings.Join(names, ""), w, ellipsis)
}
