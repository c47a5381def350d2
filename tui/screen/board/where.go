package board

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/theme"
)

// where asks into which part of its board an item goes.
type where struct{ item method.ItemID }

// asks reports whether it is asked now.
func (w where) asks() bool { return w.item != "" }

// target is a part to which the item may go.
type target struct {
	key   string
	part  layout.Part
	words string
}

// targets are all parts of the board but the one in which the item is; none once it is gone.
func (w where) targets(d *desk.Desk) (all []target) {
	b, it := find(d, w.item)
	if it == nil {
		return nil
	}
	for i, p := range b.Layout.Parts {
		if p != it.Part {
			all = append(all, target{partKey(i, p), p, part(d, b.Layout, p)})
		}
	}
	return all
}

// question asks it.
func (w where) question(d *desk.Desk) string {
	var all []string
	for _, to := range w.targets(d) {
		if to.key != string(to.part) {
			to.key += " " + string(to.part)
		}
		all = append(all, to.key)
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
func (w *where) keys(d *desk.Desk) kit.Keys {
	var keys kit.Keys
	for _, to := range w.targets(d) {
		keys = keys.And(kit.On(to.key, to.words, func() tea.Cmd {
			move := &session.MoveItem{Item: w.item, To: to.part}
			*w = where{}
			return d.Do(move, "")
		}))
	}
	return keys.And(kit.On("Esc", d.T("key.cancel"), kit.Now(func() { *w = where{} })))
}

// mark is how a part of a board is marked: by its place among the others.
func mark(d *desk.Desk, l *layout.Layout, p layout.Part) theme.Mark {
	return d.Theme.Marks[slices.Index(l.Parts, p)]
}

// part is what a part of a board is called.
func part(d *desk.Desk, l *layout.Layout, p layout.Part) string {
	return d.Words.Part(l, p)
}
