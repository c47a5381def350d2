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
}

// Close ends it. Closing it again does nothing.
func (w *Watcher) Close() {
	w.of.mu.Lock()
	defer w.of.mu.Unlock()
	if _, open := w.of.all[w]; open {
		delete(w.of.all, w)
		close(w.wake)
	}
}

type watchers struct {
	mu  sync.Mutex
	all map[*Watcher]struct{}
}

func newWatchers() *watchers { return &watchers{all: map[*Watcher]struct{}{}} }

func (ws *watchers) watch(member MemberID) *Watcher {
	wake := make(chan struct{}, 1)
	w := &Watcher{C: wake, wake: wake, member: member, of: ws}
	ws.mu.Lock()
	defer ws.mu.Unlock()
	ws.all[w] = struct{}{}
	return w
}

// wakeAll wakes the authors' terminals first: they wait for the answer to
// their own key.
func (ws *watchers) wakeAll(authors []MemberID) {
	first := map[MemberID]bool{}
	for _, a := range authors {
		first[a] = true
	}
	ws.mu.Lock()
	defer ws.mu.Unlock()
	for _, turn := range []bool{true, false} {
		for w := range ws.all {
			if first[w.member] == turn {
				select {
				case w.wake <- struct{}{}:
				default:
				}
			}
		}
	}
}
