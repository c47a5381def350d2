// Package help lists the keys of a screen.
package help

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/place"
	"github.com/convene-ssh/convene/tui/text"
)

// Help lists the keys of a screen and says how to get by.
type Help struct {
	of desk.Screen
	kit.Scroll
}

// New opens the help about a screen.
func New(of desk.Screen) desk.Screen { return &Help{of: of} }

// Gone reports whether the screen that it explains is.
func (h *Help) Gone(d *desk.Desk) bool {
	p, passing := h.of.(desk.Passing)
	return passing && p.Gone(d)
}

func (h *Help) Title(d *desk.Desk) string { return d.T("key.help") }

func (h *Help) Update(*desk.Desk, tea.Msg) tea.Cmd { return nil }

func (h *Help) Body(d *desk.Desk, w, height int) kit.Page {
	keys := d.KeysOf(h.of)
	column := 0
	for _, k := range keys {
		column = max(column, text.Width(text.Display(d.KeyName(k.Help().Key))))
	}
	rows := []string{"", d.Theme.Title.Render(d.Cut(" "+d.T("help.here")+" ", w))}
	for _, k := range keys {
		rows = append(rows, "  "+d.Theme.Key.Render(d.Fit(d.KeyName(k.Help().Key), column))+"  "+d.Cut(k.Help().Desc, w-column-4))
	}
	rows = append(rows, "")
	for _, paragraph := range strings.Split(d.T("help.text"), "\n") {
		for _, row := range text.Wrap(paragraph, max(1, w-2)) {
			rows = append(rows, " "+row)
		}
	}
	return kit.Page{Rows: h.View(d.Look, rows, w, height)}
}

func (h *Help) Keys(d *desk.Desk) kit.Keys {
	return kit.Keys{h.Moves(d.Look)}.
		If(d.Person != "", kit.On("h", d.T("key.holdings"), d.To(place.Holdings{}))).
		And(kit.On("Esc", d.T("key.back"), kit.Now(d.Back), "esc", "enter", "q", "?", "f1"))
}
