package tui

import (
	"slices"
	"strings"

	"github.com/convene-ssh/convene/session"
)

// where asks into which quadrant an item goes.
type where struct{ asking bool }

// answer takes a key, and returns the quadrant once one is chosen. Esc chooses
// none; any other key says which there are.
func (w *where) answer(d *desk, key string) (session.Quadrant, bool) {
	to := session.Quadrant(strings.ToUpper(key))
	switch {
	case slices.Contains(session.Quadrants(), to):
		w.asking = false
		return to, true
	case key == "esc":
		w.asking = false
	default:
		d.say("board.where_to")
	}
	return "", false
}

func (w *where) keys(d *desk) []hint {
	return []hint{{"S W O T", d.t("key.where")}, {"Esc", d.t("key.cancel")}}
}
