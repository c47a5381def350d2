package desk

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/place"
)

// Refresh takes the newest view, and reports whether there is anything new in it. It
// leads people to what was opened, and out where they may no longer be where they sit.
func (d *Desk) Refresh() (news bool, next tea.Cmd) {
	shared, own, err := d.Watcher.See()
	if err != nil {
		return true, d.ledOut(err)
	}
	room := d.Watcher.Room(d.Meeting)
	seen, mine, called := d.Shared, d.Own, room.Called.N != d.Room.Called.N
	news = shared.Revision != seen.Revision || own != mine || !room.Same(d.Room)
	// Most that is new is somebody else's words, which change nothing of this.
	stands := own == mine && shared.Meetings[d.Meeting] == d.Current()
	var was noticed
	if !stands {
		was = d.noticed()
	}
	top, step := d.Top(), d.refusedAt()
	d.Shared, d.Own, d.Room = shared, own, room
	d.closeGone()
	if d.Top() == top && d.refusedAt() != step {
		d.Notice = ""
	}
	d.follows()
	d.withdraw()
	switch {
	case !stands && d.current() != was.item:
		next = d.opened()
	case called:
		next = d.called()
	}
	if !stands && d.speaks() && !was.speaks {
		d.SayWhile(d.speaks, "turns.yours")
	}
	if b := d.voteBegan(seen); b != nil && !d.atActivity() {
		d.SayWhile(func() bool { return VotesOn(d, b) }, "lead.voting", "board", b.Subject, "key", comeKey)
	}
	if t, ok := d.Top().(Teller); ok {
		t.Tell(d, seen)
	}
	if !stands {
		d.tellFrom(was)
	}
	if own != mine {
		d.tellOfYours(seen, mine)
	}
	d.noteGathering()
	return news, next
}

// refusedAt is the step of the screen on top at which something did not work: what the
// person is told of that is over with the step.
func (d *Desk) refusedAt() (step int) {
	if s, ok := d.Top().(Stepped); ok && d.Failed && d.Notice != "" {
		_, step = s.Steps(d)
	}
	return step
}

// follows lets screens go along with the meeting.
func (d *Desk) follows() {
	if d.Stays {
		return
	}
	for _, l := range d.stack {
		if f, ok := l.Screen.(Follower); ok {
			f.Follow(d)
		}
	}
}

// noticed holds the facts of whose change a person is told.
type noticed struct {
	item   method.AgendaID // that was opened last
	speaks bool
	role   method.Role
	closed bool
	kept   session.Kept
	traced time.Time
}

func (d *Desk) noticed() noticed {
	return noticed{d.current(), d.speaks(), d.Role(), d.closed(), d.kept(), LastTrace(d.Own.Member).At}
}

// tellFrom tells the person what they are and what the meeting is now, where that was
// something else.
func (d *Desk) tellFrom(was noticed) {
	if now := d.Role(); now != was.role {
		d.gathering = gathering{} // somebody else may steer now
		d.tellRole(now)
	}
	if now := d.closed(); now != was.closed {
		d.tellClosed(now)
	}
	if d.kept() != was.kept {
		d.tellRetention()
	}
	if t := LastTrace(d.Own.Member); !t.At.Equal(was.traced) && t.By != d.Member {
		d.Say("trace.about_you", "trace", TraceLine(d, t))
	}
}

// ledOut leads somebody to the lobby, and says why.
func (d *Desk) ledOut(why error) tea.Cmd {
	member, err := d.Host.Membership(d.Ctx, d.Person, d.Community)
	d.Stand()
	if d.Wall {
		return d.Only(place.Wall{}) // which says why
	}
	if d.Person != "" && err == nil && member == "" { // they erased themselves at another terminal
		return d.Only(place.Erased{})
	}
	next := d.Only(place.Lobby{})
	d.Refuse(why)
	return next
}

// AskAgain lets each screen ask again for what it shows and is in no view.
func (d *Desk) AskAgain() tea.Cmd {
	var all []tea.Cmd
	for _, l := range d.stack {
		if a, ok := l.Screen.(Asker); ok {
			all = append(all, a.AskAgain(d))
		}
	}
	return tea.Batch(all...)
}

// tellRole tells somebody that they are something else now, by what somebody else
// did or they themselves at another terminal.
func (d *Desk) tellRole(now method.Role) {
	if now == "" {
		d.Say("desk.no_role")
		return
	}
	d.Say("desk.role", "role", d.T("role."+string(now)))
}

// current is the item that was opened last in the meeting that the person is in.
func (d *Desk) current() (item method.AgendaID) {
	if m := d.Current(); m != nil {
		item = m.Current
	}
	return item
}

// closed reports whether the meeting that the person is in is closed.
func (d *Desk) closed() bool { m := d.Current(); return m != nil && m.Closed }

// tellClosed tells everybody that the meeting was closed, or opened again.
func (d *Desk) tellClosed(now bool) {
	switch {
	case now && d.losesWords():
		d.Say("draft.closed")
	case now:
		d.Say("desk.closed")
	default:
		d.Say("desk.reopened")
	}
}
