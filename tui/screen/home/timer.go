package home

import (
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/text"
)

// timer is the line on which a facilitator types how many minutes the current
// item has.
type timer struct{ text text.Field }

func newTimer() *timer { return &timer{text.NewField(6, false)} }

// timerMinutes reads what was typed: so many minutes from now, 0 to stop, or +5
// for five more than are left.
func timerMinutes(typed string, left time.Duration) (int, bool) {
	typed = strings.TrimSpace(typed)
	n, err := strconv.Atoi(typed)
	if err != nil || n < 0 {
		return 0, false
	}
	if strings.HasPrefix(typed, "+") && left > 0 {
		n += int((left + time.Minute - 1) / time.Minute)
	}
	return n, true
}

// update takes what is typed.
func (t *timer) update(msg tea.Msg) {
	if key, ok := msg.(tea.KeyPressMsg); ok {
		kit.Edit(&t.text, key)
	}
}

func (t *timer) draw(d *desk.Desk, w int) kit.Page {
	prompt := d.Cut(" "+d.T("timer.minutes")+" ", max(0, w-8))
	left := text.Width(prompt)
	rows, x, _ := t.text.View(max(1, w-left), 1)
	p := kit.Page{Rows: []string{d.Theme.Key.Render(prompt) + rows[0], d.Theme.Muted.Render(d.Cut(" "+d.T("timer.note"), w))}}
	p.Cursor.X, p.Cursor.Visible = left+x, true
	return p
}
