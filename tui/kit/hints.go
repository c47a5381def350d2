package kit

import (
	"slices"
	"strings"

	"github.com/convene-ssh/convene/tui/text"
)

// Hint is a key and what it does.
type Hint struct{ Key, Does string }

// Hint is a key with what it does in words; see [Look.T].
func (l Look) Hint(key, does string, pairs ...any) Hint { return Hint{key, l.T(does, pairs...)} }

// Hints shows keys, the first ones rather than the others, in as few rows as
// they need and at most so many. The last key, which leads out of here, and how
// to get help are always there.
func (l Look) Hints(keys []Hint, helpKey string, w, most int) []string {
	end := l.DrawHint(l.Hint(helpKey, "key.help"))
	if n := len(keys); n > 0 {
		if out := l.DrawHint(keys[n-1]) + " " + end; text.Width(out) <= w {
			keys, end = keys[:n-1], out
		}
	}
	rows, all := l.fill(keys, end, w, 1)
	if !all && most > 1 {
		rows, _ = l.fill(keys, end, w, most)
	}
	return rows
}

// fill puts keys into n rows, with some words at the end of the last one. It
// reports whether all of them fitted.
func (l Look) fill(keys []Hint, end string, w, n int) (rows []string, all bool) {
	rows, all = make([]string, n), true
	room := slices.Repeat([]int{w + 1}, n) // each hint takes a space before it, but the first
	room[n-1] -= 1 + text.Width(end)
	for _, k := range keys {
		words := l.DrawHint(k)
		takes := 1 + text.Width(words)
		at := slices.IndexFunc(room, func(left int) bool { return takes <= left })
		if at < 0 {
			all = false
			continue
		}
		room[at] -= takes
		rows[at] = Beside(rows[at], words)
	}
	rows[n-1] = Beside(rows[n-1], end)
	return rows, all
}

// Beside puts a hint behind others.
func Beside(row, words string) string {
	if row == "" {
		return words
	}
	return row + " " + words
}

// KeyName is what stands on a key in the person's language.
func (l Look) KeyName(key string) string {
	if slices.Contains([]string{"Enter", "Esc", "Space", "Tab", "Up Down"}, key) {
		return l.T("key.name." + strings.ToLower(strings.ReplaceAll(key, " ", "_")))
	}
	return key
}

// DrawHint shows a key and what it does.
func (l Look) DrawHint(k Hint) string {
	return " " + l.Theme.Key.Render(text.Display(l.KeyName(k.Key))) + " " + text.Display(k.Does)
}
