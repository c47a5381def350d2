package host

import (
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
	views        *views
	owns         owns
	watchers     *watchers
	rooms        *rooms
	viewsChanged chan struct{} // holds one signal
	roomsChanged chan struct{} // holds one signal
	news         bool          // the last state has some for an audience; belongs to the ledger's goroutine
	ballots      int           // that there were in it
	voted        bool          // they may count otherwise
}

// newLive is a community before its log is read.
func newLive(o session.Opening) *live {
	l := &live{
		ready: make(chan struct{}), views: newViews(o), watchers: newWatchers(),
		viewsChanged: make(chan struct{}, 1), roomsChanged: make(chan struct{}, 1),
	}
	l.rooms = newRooms(l)
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
		if roomsDue != nil || signalled(l.roomsChanged) {
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

// Show takes a new state into the views; see [ledger.Observer].
func (l *live) Show(c *session.Community, authors []session.MemberID, urgent bool) {
	l.owns.renew(c, authors)
	l.rooms.forgetReady(c)
	ballots := c.Ballots()
	l.news = l.views.show(c, urgent) || authors == nil
	l.voted = ballots != l.ballots || ballots > 0 && l.news // what they say something of may be gone
	l.ballots = ballots
}

// look is what a member sees with others, and what they see alone of the same state.
func (l *live) look(member session.MemberID, reads reader) (*session.Shared, *session.Own, error) {
	shared, of, err := l.views.lookAs(reads)
	if err != nil {
		return nil, nil, err
	}
	return shared, l.owns.of(of, member), nil
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
	case !l.news:
	case urgent:
		signal(l.viewsChanged)
	default:
		l.roomChanged()
	}
}
