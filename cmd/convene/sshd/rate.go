package sshd

import (
	"sync"
	"time"

	"github.com/convene-ssh/convene/session"
)

// How many changes one connection may make: a burst, refilled every second. A
// person at a keyboard does not come near.
const (
	changesAtOnce    = 40
	changesPerSecond = 20
)

// bucket holds the changes that a connection may still make.
type bucket struct {
	clock session.Clock

	mu     sync.Mutex
	left   float64
	filled time.Time
}

func newBucket(clock session.Clock) *bucket {
	return &bucket{clock: clock, left: changesAtOnce, filled: clock.Now()}
}

// take counts one change, or refuses it with [session.TooFast].
func (b *bucket) take() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := b.clock.Now()
	b.left = min(changesAtOnce, b.left+now.Sub(b.filled).Seconds()*changesPerSecond)
	b.filled = now
	if b.left < 1 {
		return session.Refuse(session.TooFast)
	}
	b.left--
	return nil
}
