package desk

import (
	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/tui/kit"
)

// Keepsake shows somebody their new return code, once.
type Keepsake struct{ Code string }

func (k *Keepsake) Title(d *Desk) string { return d.T("keepsake.title") }

func (k *Keepsake) Keeps() bool { return true }

func (k *Keepsake) Update(*Desk, tea.Msg) tea.Cmd { return nil }

func (k *Keepsake) Body(d *Desk, w, _ int) kit.Page { return k.Show(d, "keepsake.say", w) }

// Show is the code with what it is for.
func (k *Keepsake) Show(d *Desk, say string, w int) kit.Page {
	rows := []string{"", "  " + d.Theme.Selected.Render(d.Cut(" "+k.Code+" ", w-2)), ""}
	rows = append(rows, d.Wrapped(d.T(say), w, d.Theme.Muted)...)
	return kit.Page{Rows: append(append(rows, ""), d.ConnectRows(k.Code, w)...)}
}

func (k *Keepsake) Keys(d *Desk) kit.Keys {
	return d.CopyKey(d.Address.As(k.Code).Connect()).And(kit.On("Enter", d.T("key.next"), kit.Now(d.Back), "enter", "esc"))
}
