package session

import (
	"context"
	"maps"
	"sync/atomic"
	"time"
)

// idleFor is how long nobody uses a community before it is closed, at least. It
// is also how often the Host looks, so that it may take twice as long.
const idleFor = 10 * time.Minute

// usage is who needs a community open: every call for as long as it takes, every
// watcher, and everybody who is in a room. It begins under the Host's lock only,
// so that under the lock nobody can come in beside a closing.
type usage struct {
	now    atomic.Int64
	lately bool // since the last look; under the Host's lock
}

func (u *usage) begin() {
	u.now.Add(1)
	u.lately = true
}

// ended reports whether nobody has used it since the last time this was asked.
func (u *usage) ended() bool {
	before := u.lately
	u.lately = u.now.Load() > 0
	return !before && !u.lately
}

// release ends one use of the community.
func (l *live) release() { l.usage.now.Add(-1) }

// closing closes, until ctx ends, the communities that nobody uses. All that they
// hold is in the store, and whoever asks next opens them again.
func (h *Host) closing(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-h.env.Clock.After(idleFor):
		}
		h.mu.Lock()
		maps.DeleteFunc(h.live, func(_ CommunityID, l *live) bool {
			// A write whose maker gave up may still be under way: it is not cut off,
			// and nobody reads the log beside it.
			return l.usage.ended() && l.opened() && l.CloseIdle()
		})
		h.mu.Unlock()
	}
}
