package tui

import tea "charm.land/bubbletea/v2"

// keepsake shows a return code, once.
type keepsake struct{ code string }

func (k *keepsake) title(d *desk) string { return d.t("keepsake.title") }

func (k *keepsake) update(d *desk, msg tea.Msg) tea.Cmd {
	switch key, _ := msg.(tea.KeyPressMsg); key.String() {
	case "enter", "esc":
		d.back()
	default:
		d.stray(key.String())
	}
	return nil
}

func (k *keepsake) body(d *desk, w, _ int) page { return k.show(d, "keepsake.say", w) }

// show is the code with what it is for.
func (k *keepsake) show(d *desk, say string, w int) page {
	rows := []string{"", "  " + d.Theme.Selected.Render(d.cut(" "+k.code+" ", w-2)), ""}
	rows = append(rows, d.wrapped(d.t(say), w, d.Theme.Muted)...)
	return page{rows: append(append(rows, ""), d.connectRows(k.code, w)...)}
}

func (k *keepsake) keys(d *desk) []hint { return []hint{{"Enter", d.t("key.next")}} }
