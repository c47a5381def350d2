package tui

import (
	"github.com/convene-ssh/convene/tui/text"
	"github.com/convene-ssh/convene/tui/theme"
)

// fact is one thing that a sheet says.
type fact struct{ label, value string }

// rows draws a fact: the label beside the value, or in front of it on a phone.
func (f fact) rows(d *desk, w int) []string {
	if w < narrow {
		return indented(d.t("entry.fact", "label", f.label, "value", f.value), w, theme.Style{})
	}
	var rows []string
	for i, row := range text.Wrap(f.value, w-formColumn-2) {
		label := ""
		if i == 0 {
			label = f.label
		}
		rows = append(rows, d.Theme.Muted.Render(d.fit("  "+label, formColumn))+" "+row)
	}
	return rows
}
