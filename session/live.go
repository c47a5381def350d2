package session

import (
	"sync/atomic"
	"time"

	"github.com/convene-ssh/convene/session/ledger"
)

// live is a community that is open, or whose log is being read.
type live struct {
	*ledger.Ledger[*Community]
	ready    chan struct{} // closed when the ledger or err is set
	err      error
	usage    usage
	opening  opening
	views    map[Audience]*atomic.Pointer[Shared]
	owns     owns
	watchers *watchers
	rooms    *rooms
	fresh    chan struct{} // what is shared has changed
	news     chan struct{} // the rooms have changed
	moved    bool          // the last state changed what is shared; the ledger's own
}

// newLive is a community before its log is read.
func newLive(o opening) *live {
	l := &live{
		views: map[Audience]*atomic.Pointer[Shared]{}, watchers: newWatchers(), rooms: newRooms(),
		ready: make(chan struct{}), fresh: make(chan struct{}, 1), news: make(chan struct{}, 1), opening: o,
	}
	for _, a := range Audiences() {
		l.views[a] = &atomic.Pointer[Shared]{}
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

const (
	// roomEvery is how long those who watch wait for what changes in a room, and
	// for every one of them another roomEach, so that a thousand people who come
	// in are not a million pictures.
	roomEvery = 100 * time.Millisecond
	roomEach  = time.Millisecond
	// breath is how long they are left alone after they were woken, and for
	// every one of them another breathEach, about what waking them takes: what
	// many do at once is shown to all at once.
	breath     = 20 * time.Millisecond
	breathEach = 20 * time.Microsecond
)

// stir says that a room has changed.
func (l *live) stir() { ring(l.news) }

// tell wakes those who watch when there is something new to see or a room has
// changed, until the community is closed. A room is told of with whatever else
// is told first, and what is told for a room alone holds up nothing else.
func (l *live) tell(clock ledger.Clock) {
	var rooms <-chan time.Time
	for {
		select {
		case <-l.Done():
			return
		case <-l.news:
			if rooms == nil {
				rooms = clock.After(roomEvery + time.Duration(l.watchers.count())*roomEach)
			}
			continue
		case <-rooms:
			rooms = nil
			l.rooms.look()
			l.watchers.wakeAll()
			continue
		case <-l.fresh:
		}
		if rooms != nil {
			rooms = nil
			l.rooms.look()
		}
		woken := l.watchers.wakeAll()
		select {
		case <-l.Done():
			return
		case <-clock.After(breath + time.Duration(woken)*breathEach):
		}
	}
}

// Show renews what is seen of a state.
func (l *live) Show(c *Community, authors []MemberID) {
	l.owns.renew(c, authors)
	l.moved = authors == nil
	for a, view := range l.views {
		before := view.Load()
		now := c.view(l.opening, a, before)
		l.moved = l.moved || before == nil || before.Revision != now.Revision
		view.Store(now)
	}
}

// see is what a member sees: the view of their audience, and their own.
func (l *live) see(member MemberID) (*Shared, *Own, error) {
	c := l.State()
	if c.Members.Of(member) == nil {
		return nil, nil, Refuse(NotAllowed)
	}
	shared := l.views[c.AudienceOf(member)].Load()
	return shared, l.owns.of(shared.source, member), nil // both of the same state
}

// Wake wakes the authors, and sees to it that everybody is woken, but for what
// only the authors can see, such as a draft or a dot: at once where it is urgent,
// or else for the room.
func (l *live) Wake(authors []MemberID, urgent bool) {
	l.watchers.wake(authors)
	switch {
	case !l.moved:
	case urgent:
		ring(l.fresh)
	default:
		l.stir()
	}
}
