package board

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/theme"
)

// where asks into which part of its board an item goes.
type where struct{ asking bool }

// question asks it.
func (w *where) question(d *desk.Desk, l *layout.Layout) string {
	var all []string
	for i, p := range l.Parts {
		if key := partKey(i, p); key != string(p) {
			all = append(all, key+" "+string(p))
		} else {
			all = append(all, key)
		}
	}
	return d.T("board.where_to", "letters", strings.Join(all, ", "))
}

// partKey is the key for the part at a place: its letter, or where it has two, its
// number.
func partKey(place int, p layout.Part) string {
	if len(p) == 1 {
		return string(p)
	}
	return strconv.Itoa(place + 1)
}

// keys are those of the parts, each of which takes the item there, and the key for
// none.
func (w *where) keys(d *desk.Desk, l *layout.Layout, move func(layout.Part) tea.Cmd) kit.Keys {
	var keys kit.Keys
	for i, p := range l.Parts {
		keys = keys.And(kit.On(partKey(i, p), part(d, l, p), func() tea.Cmd {
			w.asking = false
			return move(p)
		}))
	}
	return keys.And(kit.On("Esc", d.T("key.cancel"), kit.Now(func() { w.asking = false })))
}

// mark is how a part of a board is marked: by its place among the others.
func mark(d *desk.Desk, l *layout.Layout, p layout.Part) theme.Mark {
	return d.Theme.Marks[slices.Index(l.Parts, p)]
}

// part is what a part of a board is called.
func part(d *desk.Desk, l *layout.Layout, p layout.Part) string {
	return d.Words.Part(l, p)
}
