package host

import (
	"context"
	"maps"
	"sync/atomic"
	"time"

	"github.com/convene-ssh/convene/session/method"
)

// IdleFor is how long at least nobody has used a community when it is closed. The
// Host checks once in that time, so that it may take twice as long.
const IdleFor = 10 * time.Minute

// usage counts who needs a community open: every call for as long as it takes,
// every watcher, and every terminal in a room. A use begins under the Host's lock
// only. So nobody can begin one while the Host, which holds the lock, closes the
// community.
type usage struct {
	now    atomic.Int64
	lately bool // used since the last check; under the Host's lock
}

func (u *usage) begin() {
	u.now.Add(1)
	u.lately = true
}

// ended reports whether nobody has used it since this was last asked.
func (u *usage) ended() bool {
	before := u.lately
	u.lately = u.now.Load() > 0
	return !before && !u.lately
}

// release ends one use of the community.
func (l *live) release() { l.usage.now.Add(-1) }

// closeUnused closes communities that nobody uses, until ctx ends. All that they
// hold is in the store, and whoever asks next opens them again.
func (h *Host) closeUnused(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(IdleFor):
		}
		h.mu.Lock()
		maps.DeleteFunc(h.live, func(_ method.CommunityID, l *live) bool {
			// CloseIdle refuses while a write is under way, also one whose maker gave
			// up: nobody must read the log before it has ended.
			return l.usage.ended() && l.opened() && l.CloseIdle()
		})
		h.mu.Unlock()
	}
}
