package host

import (
	"sync"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
)

// Watcher wakes one terminal when something has changed since it has looked. The
// terminal then looks at the newest state. C holds one wake-up at most, so nobody ever
// waits for a terminal that is slow.
type Watcher struct {
	C       <-chan struct{} // closed with the watcher
	wake    chan struct{}
	member  session.MemberID
	meeting method.MeetingID // in which they sit; empty between meetings
	wall    *wall            // what the terminal is instead of a member's; nil for a member's
	of      *live
	reads   method.Audience // that the member was of when they were let in last
	rights  uint64          // how often those had changed by then; see [views]
}

// See is what the member sees; see [Host.See]. It is refused to whoever was sent out
// meanwhile. Only one at a time may call it.
func (w *Watcher) See() (*session.Shared, *session.Own, error) {
	if w.wall != nil {
		return w.wall.see(w)
	}
	return w.of.look(w.member, w.audience)
}

// audience is that of the member, unless they were sent out; see [reader].
func (w *Watcher) audience(c *session.Community, now uint64) (method.Audience, error) {
	if w.reads == "" || now != w.rights {
		if err := c.MayEnter(w.member, w.meeting); err != nil {
			return "", err
		}
		w.reads, w.rights = c.AudienceOf(w.member), now
	}
	return w.reads, nil
}

// Room is who is present in a meeting, as the member sees it. It changes only when
// the terminals are woken for the rooms.
func (w *Watcher) Room(meeting method.MeetingID) Room { return w.of.rooms.shown(meeting, w.member) }

// Voted counts who has voted on a board at this moment; see [session.Community.Voters].
func (w *Watcher) Voted(board method.BoardID) int { return w.of.State().Voters(w.meeting)[board] }

// Answered counts who has answered in an item of the agenda, while that is not counted.
func (w *Watcher) Answered(item method.AgendaID) int {
	return len(w.of.State().Answers(session.InItem{Meeting: w.meeting, Item: item}))
}

// CallAll calls everybody in the meeting to what is on, and there to what they talk about;
// only whoever steers it may.
func (w *Watcher) CallAll(to method.ContributionID) error {
	if err := w.of.State().Require(method.Steer, w.meeting, session.Who{Member: w.member}); err != nil {
		return err
	}
	w.of.rooms.call(w.meeting, w.member, to)
	w.of.roomChanged()
	return nil
}

// Close ends the watcher. A second call does nothing.
func (w *Watcher) Close() {
	ws := w.of.watchers
	ws.mu.Lock()
	defer ws.mu.Unlock()
	if !ws.all[w] {
		return
	}
	delete(ws.all, w)
	if delete(ws.byMember[w.member], w); len(ws.byMember[w.member]) == 0 {
		delete(ws.byMember, w.member)
	}
	close(w.wake)
	w.of.release()
}

// watchers are the terminals that watch a community.
type watchers struct {
	mu       sync.Mutex
	all      map[*Watcher]bool
	byMember map[session.MemberID]map[*Watcher]bool
}

func newWatchers() *watchers {
	return &watchers{all: map[*Watcher]bool{}, byMember: map[session.MemberID]map[*Watcher]bool{}}
}

// watch adds a watcher. The community stays open until the watcher is closed.
func (l *live) watch(meeting method.MeetingID, member session.MemberID) *Watcher {
	wake := make(chan struct{}, 1)
	w := &Watcher{C: wake, wake: wake, member: member, meeting: meeting, of: l}
	ws := l.watchers
	ws.mu.Lock()
	defer ws.mu.Unlock()
	ws.all[w] = true
	if ws.byMember[member] == nil {
		ws.byMember[member] = map[*Watcher]bool{}
	}
	ws.byMember[member][w] = true
	return w
}

// wake wakes the terminals of some members.
func (ws *watchers) wake(members []session.MemberID) {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	for _, m := range members {
		for w := range ws.byMember[m] {
			signal(w.wake)
		}
	}
}

func (ws *watchers) count() int {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	return len(ws.all)
}

// wakeAll wakes every terminal, and returns how many there are.
func (ws *watchers) wakeAll() int {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	for w := range ws.all {
		signal(w.wake)
	}
	return len(ws.all)
}
