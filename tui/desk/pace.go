package desk

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/kit"
)

// Left is what is left of the current item, in the unit in which the timer counts now:
// minutes, and in the last one seconds. Unit is 0 where nothing is timed. N is 0 once the
// time is over.
type Left struct {
	N    int
	Unit time.Duration
}

// Left is what is left of a meeting's current item.
func (d *Desk) Left(m *session.Meeting) Left {
	if m.Deadline.IsZero() {
		return Left{}
	}
	left := max(0, time.Until(m.Deadline))
	unit := timerUnit(left)
	return Left{Started(left, unit), unit}
}

// Started counts the units of which at least a part is left.
func Started(left, unit time.Duration) int { return int((left + unit - 1) / unit) }

// Timer says what is left of the current item.
func (d *Desk) Timer(m *session.Meeting, w int) string {
	switch left := d.Left(m); {
	case left.Unit == 0:
		return ""
	case left.N == 0:
		return d.T("header.time_over")
	case left.Unit == time.Second:
		return d.T("header.seconds", "n", left.N)
	case w < kit.Narrow:
		return d.T("header.minutes_short", "n", left.N)
	default:
		return d.T("header.minutes", "n", left.N)
	}
}

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
	left := d.Left(m)
	if left.N == 0 || m.Timed <= 0 {
		return ""
	}
	return kit.Bar(d.Theme, left.N, Started(m.Timed, left.Unit), cells)
}

// timerUnit is in what the timer counts when so much is left.
func timerUnit(left time.Duration) time.Duration {
	if left < time.Minute {
		return time.Second
	}
	return time.Minute
}

// Ready is how many are ready with the item that is on.
func (d *Desk) Ready() (r host.Ready) {
	if d.Room.Ready.Item == d.current() {
		r = d.Room.Ready
	}
	return r
}

// Pace is what whoever steers is told of the item that is on, where there may be a reason to
// go on.
type Pace struct {
	Over  bool // its time has just run out
	Ready bool // all are
	Still bool // nobody has written for a while, where people gather
}

// Pace is how the item goes; nothing for somebody who does not steer.
func (d *Desk) Pace() (p Pace) {
	m := d.Current()
	if m == nil || d.onWall {
		return p
	}
	over := time.Since(m.Deadline)
	p.Over = 0 <= over && over < overFor
	p.Ready = d.Ready().All()
	still := d.stillAt()
	p.Still = !still.IsZero() && time.Until(still) <= 0
	if p != (Pace{}) && !d.May(method.Steer) {
		return Pace{}
	}
	return p
}

// Words say it in one line.
func (p Pace) Words(d *Desk) string {
	var said []string
	if p.Over {
		said = append(said, d.T("pace.over"))
	}
	if p.Ready {
		said = append(said, d.T("pace.ready", "n", d.Ready().Of))
	}
	if p.Still {
		said = append(said, d.T("pace.still", "n", int(stillFor/time.Minute)))
	}
	return strings.Join(said, d.Between())
}

// overFor is how long whoever steers is told that the time is up. The head goes on saying so.
const overFor = 10 * time.Second

// stillFor is how long nobody writes before whoever steers is told.
const stillFor = 2 * time.Minute

// gathering is the item that is on, while people gather on its board.
type gathering struct {
	item  method.AgendaID
	since time.Time // when that began, for whoever steers; zero for everybody else
}

// noteGathering notes whether people gather on the board of the item that is on, and for
// whoever steers since when.
func (d *Desk) noteGathering() {
	var item method.AgendaID
	a, _ := d.on()
	if b := d.Shared.Boards[a.Board]; b != nil && b.Phase == layout.Gather {
		item = a.ID
	}
	if item == d.gathering.item {
		return
	}
	d.gathering = gathering{item: item}
	if item != "" && d.Steers() {
		d.gathering.since = time.Now()
	}
}

// stillAt is when nobody has written for a while, where people gather; zero for never.
func (d *Desk) stillAt() time.Time {
	since := d.gathering.since
	if since.IsZero() || d.Room.Writing > 0 {
		return time.Time{}
	}
	if d.Room.Stopped.After(since) {
		since = d.Room.Stopped
	}
	return since.Add(stillFor)
}

// Due is when the picture changes although nobody does anything, and [Desk.Came] is to be
// called; zero for never. The timer counts for everybody, and whoever steers is told for some
// time that it is up, and when nobody has written for a while.
func (d *Desk) Due() (at time.Time) {
	m, now := d.Current(), time.Now()
	if m == nil {
		return at
	}
	if left := m.Deadline.Sub(now); left > 0 {
		at = now.Add(left%timerUnit(left) + justAfter)
	}
	for _, told := range []time.Time{m.Deadline.Add(overFor), d.stillAt()} {
		if told.After(now) && (at.IsZero() || told.Before(at)) {
			at = told
		}
	}
	return at
}

// justAfter is how long after a number is over the timer shows the next.
const justAfter = time.Millisecond

// Came rings if the time that has come is the end of the timer.
func (d *Desk) Came(due time.Time) tea.Cmd {
	if m := d.Current(); m != nil && due.Equal(m.Deadline.Add(justAfter)) {
		return d.ring()
	}
	return nil
}
