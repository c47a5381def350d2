package desk

import (
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/tui/kit"
)

// Timer is what is left of the current item: minutes, and in the last one seconds.
func (d *Desk) Timer(m *session.Meeting, w int) string {
	if m.Deadline.IsZero() {
		return ""
	}
	switch left := time.Until(m.Deadline); {
	case left <= 0:
		return d.T("header.time_over")
	case left < time.Minute:
		return d.T("header.seconds", "n", started(left, time.Second))
	case w < kit.Narrow:
		return d.T("header.minutes_short", "n", started(left, time.Minute))
	default:
		return d.T("header.minutes", "n", started(left, time.Minute))
	}
}

// started counts the units of which at least a part is left.
func started(left, unit time.Duration) int { return int((left + unit - 1) / unit) }

// timerCells is how wide the bar of the timer is.
const timerCells = 6

// TimerBar is the timer with a bar of what is left, where there is room for one.
func (d *Desk) TimerBar(m *session.Meeting, w int) string {
	words := d.Timer(m, w)
	bar := d.BarLeft(m, timerCells)
	if bar == "" || w < kit.Narrow {
		return words
	}
	return bar + " " + words
}

// BarLeft is a bar of what is left of the current item, empty where nothing is.
func (d *Desk) BarLeft(m *session.Meeting, cells int) string {
	left := time.Until(m.Deadline)
	if m.Deadline.IsZero() || left <= 0 || m.Timed <= 0 {
		return ""
	}
	unit := TimerUnit(left)
	return kit.Bar(d.Theme, started(left, unit), started(m.Timed, unit), cells)
}

// Left is the number in the timer, where there is one.
func (d *Desk) Left(m *session.Meeting) (n int, some bool) {
	left := time.Until(m.Deadline)
	return started(left, TimerUnit(left)), !m.Deadline.IsZero() && left > 0
}

// TimerUnit is in what the timer counts when so much is left.
func TimerUnit(left time.Duration) time.Duration {
	if left <= time.Minute {
		return time.Second
	}
	return time.Minute
}
