package tui

import (
	"strings"

	"github.com/convene-ssh/convene/session"
)

// where asks into which part of its board an item goes.
type where struct{ asking bool }

// question asks it.
func (w *where) question(d *desk, l *session.Layout) string {
	return d.t("board.where_to", "letters", letters(l, ", "))
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
func (w *where) answer(d *desk, l *session.Layout, key string) (session.Part, bool) {
	to := session.Part(strings.ToUpper(key))
	switch {
	case l.Has(to):
		w.asking = false
		return to, true
	case key == "esc":
		w.asking = false
	default:
		d.say("board.where_to", "letters", letters(l, ", "))
	}
	return "", false
}

func (w *where) keys(d *desk, l *session.Layout) []hint {
	return []hint{{letters(l, " "), d.t("key.where")}, {"Esc", d.t("key.cancel")}}
}
