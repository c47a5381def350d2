package home

import (
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
)

// NewTimer asks how many minutes the item that is on has from now.
func NewTimer(d *desk.Desk) desk.Screen {
	minutes := kit.LineField("minutes", d.T("timer.minutes"), "", mostDigits)
	minutes.Note = d.T("timer.note")
	s, item := &desk.FormScreen{Form: &kit.Form{Fields: kit.Questions{minutes}}, Heading: "key.timer"}, d.Current().Current
	s.Send = func(d *desk.Desk) tea.Cmd {
		n, ok := timerMinutes(s.Get("minutes"), time.Until(d.Current().Deadline))
		if !ok {
			s.Refuse(d, desk.NoNumber(s.Form, "minutes", 0))
			return nil
		}
		return d.Do(&agenda.SetTimer{Meeting: d.Meeting, Item: item, Minutes: n}, "")
	}
	return s.Open(d)
}

// mostDigits are those of minutes.
const mostDigits = 6

// timerMinutes reads what was typed: so many minutes from now, 0 to stop, or +5
// for five more than are left.
func timerMinutes(typed string, left time.Duration) (int, bool) {
	typed = strings.TrimSpace(typed)
	n, err := strconv.Atoi(typed)
	if err != nil || n < 0 {
		return 0, false
	}
	if strings.HasPrefix(typed, "+") && left > 0 {
		n += desk.Started(left, time.Minute)
	}
	return n, true
}
