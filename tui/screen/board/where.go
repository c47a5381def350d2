package board

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/theme"
)

// where asks into which part of its board an item goes.
type where struct{ asking bool }

// question asks it.
func (w *where) question(d *desk.Desk, l *method.Layout) string {
	return d.T("board.where_to", "letters", letters(l, ", "))
}

// letters are those of a layout's parts.
func letters(l *method.Layout, between string) string {
	var all []string
	for _, p := range l.Parts {
		all = append(all, string(p))
	}
	return strings.Join(all, between)
}

// keys are the letters of the parts, each of which takes the item there, and the key
// for none.
func (w *where) keys(d *desk.Desk, l *method.Layout, move func(method.Part) tea.Cmd) kit.Keys {
	var keys kit.Keys
	for _, p := range l.Parts {
		keys = keys.And(kit.On(string(p), part(d, l, p), func() tea.Cmd {
			w.asking = false
			return move(p)
		}))
	}
	return keys.And(kit.On("Esc", d.T("key.cancel"), kit.Now(func() { w.asking = false })))
}

// mark is how a part of a board is marked: by its place among the others.
func mark(d *desk.Desk, l *method.Layout, p method.Part) theme.Mark {
	return d.Theme.Marks[slices.Index(l.Parts, p)]
}

// part is what a part of a board is called.
func part(d *desk.Desk, l *method.Layout, p method.Part) string {
	return d.T("part." + l.Name + "." + string(p))
}
