package kit

import (
	"slices"
	"strings"

	"github.com/convene-ssh/convene/tui/text"
)

// Hints shows keys, the first ones rather than the others, in as few rows as they need
// and at most so many. The last key, which leads out of here, and how to get help, where a
// key does, are always there, and so is the first, which leads on, if it takes a row more.
func (l Look) Hints(table Keys, helpKey string, w, most int) []string {
	var hints []string
	for _, k := range table.Hinted() {
		hints = append(hints, l.Hint(k))
	}
	end := ""
	if helpKey != "" {
		end = l.Hint(Shown(helpKey, l.T("key.help")))
	}
	if n := len(hints); n > 0 {
		if out := strings.TrimRight(hints[n-1]+" "+end, " "); text.Width(out) <= w {
			hints, end = hints[:n-1], out
		}
	}
	rows, left := fill(hints, end, w, 1)
	if most == 1 && len(left) > 0 && left[0] == hints[0] && text.Width(left[0]) <= w {
		most = 2
	}
	for n := 2; len(left) > 0 && n <= most; n++ {
		rows, left = fill(hints, end, w, n)
	}
	return rows
}

// fill puts hints into n rows, with some words at the end of the last one. Those that are
// left had no room.
func fill(hints []string, end string, w, n int) (rows, left []string) {
	rows = make([]string, n)
	room := slices.Repeat([]int{w + 1}, n) // each hint takes a space before it, but the first
	room[n-1] -= 1 + text.Width(end)
	for _, hint := range hints {
		takes := 1 + text.Width(hint)
		at := slices.IndexFunc(room, func(left int) bool { return takes <= left })
		if at < 0 {
			left = append(left, hint)
			continue
		}
		room[at] -= takes
		rows[at] = Beside(rows[at], hint)
	}
	rows[n-1] = Beside(rows[n-1], end)
	return rows, left
}

// Beside puts a hint behind others.
func Beside(row, words string) string {
	if row == "" {
		return words
	}
	return row + " " + words
}

// Hint shows a key and what it does.
func (l Look) Hint(k Key) string {
	return " " + l.Theme.Key.Render(text.Display(l.KeyName(k.Help().Key))) + " " + text.Display(k.Help().Desc)
}

// KeyName is what stands on a key in the person's language.
func (l Look) KeyName(name string) string {
	if slices.Contains([]string{"Enter", "Esc", "Space", "Tab", "Up Down", "Left Right", "Del", "Alt+Enter"}, name) {
		return l.T("key.name." + strings.ToLower(strings.ReplaceAll(name, " ", "_")))
	}
	return name
}
