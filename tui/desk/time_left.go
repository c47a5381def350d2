package desk

import (
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/tui/kit"
)

// Timer says how many minutes are left of the current item; empty where nobody has set
// a time.
func (d *Desk) Timer(m *session.Meeting, w int) string {
	if m.Deadline.IsZero() {
		return ""
	}
	left := time.Until(m.Deadline)
	switch {
	case left <= 0:
		return d.T("header.time_over")
	case left < time.Minute:
		return d.T("header.last_minute")
	}
	minutes := int((left + time.Minute - 1) / time.Minute)
	if w < kit.Narrow {
		return d.T("header.minutes_short", "n", minutes)
	}
	return d.T("header.minutes", "n", minutes)
}
