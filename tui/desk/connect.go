package desk

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/shell"
	"github.com/convene-ssh/convene/tui/theme"
)

// ConnectRows say how to come here with a code, never cut: the line for a
// terminal, and what programs such as PuTTY ask for one by one.
func (d *Desk) ConnectRows(code string, w int) []string {
	to := d.Address.As(code)
	rows := kit.Styled(shell.POSIX.Rows(to.Connect(), w), d.Theme.Key)
	rows = append(append(rows, ""), d.Wrapped(d.T("connect.form"), w, d.Theme.Muted)...)
	for _, row := range []string{d.T("connect.host", "host", to.Host), d.T("connect.port", "port", to.Port), d.T("connect.user", "user", code)} {
		rows = append(rows, d.Wrapped(row, w, theme.Style{})...)
	}
	return rows
}

// CopyKey hands a line to the terminal, for the person to paste somewhere else. Many
// terminals put it on the clipboard and none says so: the line is on the screen too.
// There is no such key where the terminal would print it.
func (d *Desk) CopyKey(line string) kit.Keys {
	return kit.Keys{}.If(d.Terminal.Titles, kit.On("c", d.T("key.copy_line"), func() tea.Cmd {
		d.Say("desk.copied")
		return tea.SetClipboard(line)
	}))
}

// ShowOnce shows what is never shown again. Where something keeps the person, such as what
// they write, they see it as soon as they leave that.
func (d *Desk) ShowOnce(s Screen) {
	d.unread = append(d.unread, s)
	if d.ShowUnread(); d.Top() != s {
		d.Say("keepsake.waits")
	}
}

// ShowUnread shows what is shown only once and was not left yet, unless something else
// keeps the person.
func (d *Desk) ShowUnread() {
	if len(d.unread) > 0 && !keeps(d.Top()) && !d.StillOpen(d.unread[0]) {
		d.Show(d.unread[0])
	}
}

// Keepsake shows somebody their new return code, once.
type Keepsake struct {
	Code string
	Name string // of whoever it is for; empty for somebody who has just come
}

func (k *Keepsake) Title(d *Desk) string {
	if k.Name == "" {
		return d.T("keepsake.title")
	}
	return d.T("handed.title", "name", d.T("people.you", "name", k.Name))
}

func (k *Keepsake) Keeps() bool { return true }

func (k *Keepsake) Update(*Desk, tea.Msg) tea.Cmd { return nil }

func (k *Keepsake) Body(d *Desk, w, h int) kit.Page { return k.Show(d, "keepsake.say", w, h) }

// Show is the code with what it is for, and how to come with it.
func (k *Keepsake) Show(d *Desk, say string, w, h int) kit.Page {
	code := []string{"", "  " + d.Theme.Selected.Render(d.Cut(" "+k.Code+" ", w-2)), ""}
	return k.ShowBelow(d, append(code, d.Wrapped(d.T(say), w, d.Theme.Muted)...), w, h)
}

// ShowBelow says how to come with the code, below some rows about it: closer together where
// there is little room, and of those rows no more than it leaves, for it is not said again.
func (k *Keepsake) ShowBelow(d *Desk, about []string, w, h int) kit.Page {
	rows := append([]string{""}, d.ConnectRows(k.Code, w)...)
	if len(about)+len(rows) > h {
		blank := func(row string) bool { return row == "" }
		about, rows = slices.DeleteFunc(about, blank), slices.DeleteFunc(rows, blank)
		about = about[:min(len(about), max(0, h-len(rows)))]
	}
	return kit.Page{Rows: append(about, rows...)}
}

// Keys lead on. Enter asks before: whoever comes in with Enter has pressed it already when
// the code is there.
func (k *Keepsake) Keys(d *Desk) kit.Keys {
	leave := kit.Now(func() {
		d.unread = d.unread[1:]
		d.Back()
	})
	return d.CopyKey(d.Address.As(k.Code).Connect()).And(
		kit.On("Esc", d.T("key.written_down"), leave).Aside(),
		d.SureKey("Enter", d.T("key.written_down"), leave, "keepsake.sure"),
	)
}
