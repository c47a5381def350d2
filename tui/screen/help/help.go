// Package help lists the keys of a screen.
package help

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
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

func (h *Help) Update(d *desk.Desk, msg tea.Msg) tea.Cmd {
	if key, ok := msg.(tea.KeyPressMsg); ok && !h.Scroll.Update(key) {
		d.Back()
	}
	return nil
}

func (h *Help) Body(d *desk.Desk, w, height int) kit.Page {
	column := 0
	for _, k := range h.of.Keys(d) {
		column = max(column, text.Width(text.Display(d.KeyName(k.Key))))
	}
	rows := []string{"", d.Theme.Title.Render(d.Cut(" "+d.T("help.here")+" ", w))}
	for _, k := range h.of.Keys(d) {
		rows = append(rows, "  "+d.Theme.Key.Render(d.Fit(d.KeyName(k.Key), column))+"  "+d.Cut(k.Does, w-column-4))
	}
	rows = append(rows, "")
	for _, paragraph := range strings.Split(d.T("help.text"), "\n") {
		for _, row := range text.Wrap(paragraph, max(1, w-2)) {
			rows = append(rows, " "+row)
		}
	}
	return kit.Page{Rows: h.View(d.Look, rows, w, height)}
}

func (h *Help) Keys(d *desk.Desk) []kit.Hint {
	return []kit.Hint{d.Hint("Esc", "key.back"), d.Hint("Up Down", "key.scroll")}
}
