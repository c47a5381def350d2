package host

import (
	"sync/atomic"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
)

// live is a community that is open, or whose log is being read.
type live struct {
	*ledger.Ledger[*session.Community]
	ready        chan struct{} // closed when the ledger or err is set
	err          error
	usage        usage
	opening      session.Opening
	views        map[method.Audience]*atomic.Pointer[shown]
	owns         owns
	watchers     *watchers
	rooms        *rooms
	viewsChanged chan struct{} // holds one signal
	roomsChanged chan struct{} // holds one signal
	anyView      bool          // the last state changed a view; belongs to the ledger's goroutine
	ballots      int           // that there were in it
	voted        bool          // they have become more or fewer
}

// shown is a view with the state that it shows.
type shown struct {
	view *session.Shared
	of   *session.Community
}

// newLive is a community before its log is read.
func newLive(o session.Opening) *live {
	l := &live{
		opening: o, ready: make(chan struct{}), watchers: newWatchers(),
		views:        map[method.Audience]*atomic.Pointer[shown]{},
		viewsChanged: make(chan struct{}, 1), roomsChanged: make(chan struct{}, 1),
	}
	l.rooms = newRooms(l)
	for _, a := range method.Audiences() {
		l.views[a] = &atomic.Pointer[shown]{}
	}
	return l
}

// opened reports whether the log is read.
func (l *live) opened() bool {
	select {
	case <-l.ready:
		return true
	default:
		return false
	}
}

// Terminals are not woken for every change. Each wait grows with the number of
// terminals, so that what many do at once is one new picture for all.
const (
	// A change of a room waits this long for others: a thousand people who enter
	// are not a million pictures.
	roomWait        = 100 * time.Millisecond
	roomWaitPerEach = time.Millisecond
	// After terminals were woken they are left alone this long; the part that grows
	// is about what waking one takes.
	pause        = 20 * time.Millisecond
	pausePerEach = 20 * time.Microsecond
)

// roomChanged makes the terminals be woken for a change of a room, soon.
func (l *live) roomChanged() { signal(l.roomsChanged) }

// wakeTerminals wakes the terminals whenever a view or a room has changed, until
// the community is closed. A change of a view is shown at once, together with the
// changes of rooms that wait. A change of a room delays no change of a view.
func (l *live) wakeTerminals() {
	var roomsDue <-chan time.Time // nil while no change of a room waits
	for {
		select {
		case <-l.Done():
			return
		case <-l.roomsChanged:
			if roomsDue == nil {
				roomsDue = time.After(roomWait + time.Duration(l.watchers.count())*roomWaitPerEach)
			}
			continue
		case <-roomsDue:
			roomsDue = nil
			l.rooms.refresh()
			l.watchers.wakeAll()
			continue
		case <-l.viewsChanged:
		}
		if roomsDue != nil {
			roomsDue = nil
			l.rooms.refresh()
		}
		woken := l.watchers.wakeAll()
		select {
		case <-l.Done():
			return
		case <-time.After(pause + time.Duration(woken)*pausePerEach):
		}
	}
}

// Show makes the views of a new state; see [ledger.Observer].
func (l *live) Show(c *session.Community, authors []session.MemberID) {
	l.owns.renew(c, authors)
	l.rooms.opened(c)
	l.anyView = authors == nil
	ballots := c.Ballots()
	l.voted, l.ballots = ballots != l.ballots, ballots
	for a, view := range l.views {
		var before *session.Shared
		if was := view.Load(); was != nil {
			before = was.view
		}
		now := c.View(l.opening, a, before)
		l.anyView = l.anyView || before == nil || before.Revision != now.Revision
		view.Store(&shown{now, c})
	}
}

// see is what a member sees from a meeting, or between meetings: the view of their
// audience, and their own.
func (l *live) see(member session.MemberID, meeting method.MeetingID) (*session.Shared, *session.Own, error) {
	c := l.State()
	if err := c.MayEnter(member, meeting); err != nil {
		return nil, nil, err
	}
	now := l.views[c.AudienceOf(member)].Load()
	return now.view, l.owns.of(now.of, member), nil // both of the same state
}

// voters counts who has voted; see [session.Community.Voters].
func (l *live) voters(meeting method.MeetingID) map[method.BoardID]int {
	return l.State().Voters(meeting)
}

// Wake wakes the authors' terminals at once. The others are woken only where a
// view has changed: a draft or a dot is in nobody's view. What is not urgent is
// shown like a change of a room, and so is how many have voted.
func (l *live) Wake(authors []session.MemberID, urgent bool) {
	l.watchers.wake(authors)
	if l.voted {
		l.roomChanged()
	}
	switch {
	case !l.anyView:
	case urgent:
		signal(l.viewsChanged)
	default:
		l.roomChanged()
	}
}
