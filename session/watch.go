package session

import "sync"

// Watcher is told that something has changed, and reads the newest state when
// it gets to it: a wake-up is one slot, never a queue, and never waited for.
type Watcher struct {
	// C holds at most one wake-up. It is closed with the watcher.
	C      <-chan struct{}
	wake   chan struct{}
	member MemberID
	of     *live
}

// See is what the member sees; see [Host.See].
func (w *Watcher) See() (*Shared, *Own, error) { return w.of.see(w.member) }

// Room is who is in a meeting, as the member sees it: as it was when those who
// watch were woken for the rooms last.
func (w *Watcher) Room(meeting MeetingID) Room { return w.of.rooms.shownTo(w.member, meeting) }

// Voted counts who has spent dots in the open vote of a board, for a member who
// steers it: breaking the vote off loses them. It is all that anybody learns of a
// vote before it is closed.
func (w *Watcher) Voted(board BoardID) int {
	c := w.of.State()
	b := c.Boards[board]
	if b == nil || !c.RoleIn(b.Meeting, w.member).May(Steer) {
		return 0
	}
	_, voters := c.tally(b)
	return voters
}

// Close ends it. Closing it again does nothing.
func (w *Watcher) Close() {
	ws := w.of.watchers
	ws.mu.Lock()
	defer ws.mu.Unlock()
	if _, open := ws.all[w]; open {
		delete(ws.all, w)
		close(w.wake)
		w.of.release()
	}
}

type watchers struct {
	mu  sync.Mutex
	all map[*Watcher]struct{}
}

func newWatchers() *watchers { return &watchers{all: map[*Watcher]struct{}{}} }

// watch adds a watcher, which holds the community until it is closed.
func (l *live) watch(member MemberID) *Watcher {
	wake := make(chan struct{}, 1)
	w := &Watcher{C: wake, wake: wake, member: member, of: l}
	l.watchers.mu.Lock()
	defer l.watchers.mu.Unlock()
	l.watchers.all[w] = struct{}{}
	return w
}

// wake wakes the terminals of some members.
func (ws *watchers) wake(members []MemberID) {
	wanted := map[MemberID]bool{}
	for _, m := range members {
		wanted[m] = true
	}
	ws.mu.Lock()
	defer ws.mu.Unlock()
	for w := range ws.all {
		if wanted[w.member] {
			ring(w.wake)
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
		ring(w.wake)
	}
	return len(ws.all)
}
