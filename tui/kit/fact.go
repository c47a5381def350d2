package kit

import (
	"github.com/convene-ssh/convene/tui/text"
	"github.com/convene-ssh/convene/tui/theme"
)

// Fact is one thing that a sheet says.
type Fact struct{ Label, Value string }

// Rows draws a fact: the label beside the value, or in front of it on a phone.
func (f Fact) Rows(look Look, w int) []string {
	if w < Narrow {
		return Indented(look.T("entry.fact", "label", f.Label, "value", f.Value), w, theme.Style{})
	}
	var rows []string
	for i, row := range text.Wrap(f.Value, w-formColumn-2) {
		label := ""
		if i == 0 {
			label = f.Label
		}
		rows = append(rows, look.Theme.Muted.Render(look.Fit("  "+label, formColumn))+" "+row)
	}
	return rows
}
