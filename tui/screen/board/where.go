package board

import (
	"slices"
	"strings"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/theme"
)

// where asks into which part of its board an item goes.
type where struct{ asking bool }

// question asks it.
func (w *where) question(d *desk.Desk, l *session.Layout) string {
	return d.T("board.where_to", "letters", letters(l, ", "))
}

// letters are those of a layout's parts.
func letters(l *session.Layout, between string) string {
	var all []string
	for _, p := range l.Parts {
		all = append(all, string(p))
	}
	return strings.Join(all, between)
}

// answer takes a key, and returns the part once one is chosen. Esc chooses
// none; any other key says which there are.
func (w *where) answer(d *desk.Desk, l *session.Layout, key string) (session.Part, bool) {
	to := session.Part(strings.ToUpper(key))
	switch {
	case l.Has(to):
		w.asking = false
		return to, true
	case key == "esc":
		w.asking = false
	default:
		d.Say("board.where_to", "letters", letters(l, ", "))
	}
	return "", false
}

func (w *where) keys(d *desk.Desk, l *session.Layout) []kit.Hint {
	return []kit.Hint{d.Hint(letters(l, " "), "key.where"), d.Hint("Esc", "key.cancel")}
}

// mark is how a part of a board is marked: by its place among the others.
func mark(d *desk.Desk, l *session.Layout, p session.Part) theme.Mark {
	return d.Theme.Marks[slices.Index(l.Parts, p)]
}

// part is what a part of a board is called.
func part(d *desk.Desk, l *session.Layout, p session.Part) string {
	return d.T("part." + l.Name + "." + string(p))
}
