package session

import "sync"

// Watcher is told that something has changed, and reads the newest state when
// it gets to it: a wake-up is one slot, never a queue, and never waited for.
type Watcher struct {
	// C holds at most one wake-up. It is closed with the watcher.
	C      <-chan struct{}
	wake   chan struct{}
	member MemberID
	of     *watchers
	closed func()
}

// Close ends it. Closing it again does nothing.
func (w *Watcher) Close() {
	w.of.mu.Lock()
	defer w.of.mu.Unlock()
	if _, open := w.of.all[w]; open {
		delete(w.of.all, w)
		close(w.wake)
		w.closed()
	}
}

type watchers struct {
	mu  sync.Mutex
	all map[*Watcher]struct{}
}

func newWatchers() *watchers { return &watchers{all: map[*Watcher]struct{}{}} }

// watch adds a watcher that calls closed once, when it is closed.
func (ws *watchers) watch(member MemberID, closed func()) *Watcher {
	wake := make(chan struct{}, 1)
	w := &Watcher{C: wake, wake: wake, member: member, of: ws, closed: closed}
	ws.mu.Lock()
	defer ws.mu.Unlock()
	ws.all[w] = struct{}{}
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

// wakeAll wakes every terminal, and returns how many there are.
func (ws *watchers) wakeAll() int {
	ws.mu.Lock()
	defer ws.mu.Unlock()
	for w := range ws.all {
		ring(w.wake)
	}
	return len(ws.all)
}
