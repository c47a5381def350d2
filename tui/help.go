package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/tui/text"
)

// help lists the keys of a screen and says how to get by.
type help struct {
	of screen
	scroll
}

func newHelp(of screen) screen { return &help{of: of} }

func (h *help) title(d *desk) string { return d.t("key.help") }

func (h *help) update(d *desk, msg tea.Msg) tea.Cmd {
	if key, ok := msg.(tea.KeyPressMsg); ok && !h.scroll.update(key) {
		d.back()
	}
	return nil
}

func (h *help) body(d *desk, w, height int) page {
	column := 0
	for _, k := range h.of.keys(d) {
		column = max(column, text.Width(text.Display(d.keyName(k.key))))
	}
	rows := []string{"", d.Theme.Title.Render(d.cut(" "+d.t("help.here")+" ", w))}
	for _, k := range h.of.keys(d) {
		rows = append(rows, "  "+d.Theme.Key.Render(d.fit(d.keyName(k.key), column))+"  "+d.cut(k.does, w-column-4))
	}
	rows = append(rows, "")
	for _, paragraph := range strings.Split(d.t("help.text"), "\n") {
		for _, row := range text.Wrap(paragraph, max(1, w-2)) {
			rows = append(rows, " "+row)
		}
	}
	return page{rows: h.view(d, rows, w, height)}
}

func (h *help) keys(d *desk) []hint {
	return []hint{{"Esc", d.t("key.back")}, {"Up Down", d.t("key.scroll")}}
}
