package tui

import (
	"slices"
	"strings"

	"github.com/convene-ssh/convene/tui/text"
)

// hint is a key and what it does.
type hint struct{ key, does string }

// hints shows keys, the first ones rather than the others, in as few rows as
// they need and at most so many. The last key, which leads out of here, and how
// to get help are always there.
func (d *desk) hints(keys []hint, helpKey string, w, most int) []string {
	end := d.hint(hint{helpKey, d.t("key.help")})
	if n := len(keys); n > 0 {
		if out := d.hint(keys[n-1]) + " " + end; text.Width(out) <= w {
			keys, end = keys[:n-1], out
		}
	}
	rows, all := d.fill(keys, end, w, 1)
	if !all && most > 1 {
		rows, _ = d.fill(keys, end, w, most)
	}
	return rows
}

// fill puts keys into n rows, with some words at the end of the last one. It
// reports whether all of them fitted.
func (d *desk) fill(keys []hint, end string, w, n int) (rows []string, all bool) {
	rows, all = make([]string, n), true
	room := slices.Repeat([]int{w + 1}, n) // each hint takes a space before it, but the first
	room[n-1] -= 1 + text.Width(end)
	for _, k := range keys {
		words := d.hint(k)
		takes := 1 + text.Width(words)
		at := slices.IndexFunc(room, func(left int) bool { return takes <= left })
		if at < 0 {
			all = false
			continue
		}
		room[at] -= takes
		rows[at] = beside(rows[at], words)
	}
	rows[n-1] = beside(rows[n-1], end)
	return rows, all
}

// beside puts a hint behind others.
func beside(row, words string) string {
	if row == "" {
		return words
	}
	return row + " " + words
}

func (d *desk) hint(k hint) string {
	return " " + d.Theme.Key.Render(text.Display(d.keyName(k.key))) + " " + text.Display(k.does)
}

// keyName is what stands on a key in the person's language.
func (d *desk) keyName(key string) string {
	if slices.Contains([]string{"Enter", "Esc", "Space", "Tab", "Up Down"}, key) {
		return d.t("key.name." + strings.ToLower(strings.ReplaceAll(key, " ", "_")))
	}
	return key
}
