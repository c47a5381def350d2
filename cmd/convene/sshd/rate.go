package sshd

import (
	"maps"
	"sync"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/ledger"
)

// How many changes one person may make: a burst, refilled every second. A person
// at a keyboard does not come near, on however many terminals.
const (
	changesAtOnce    = 40
	changesPerSecond = 20
)

// bucket holds what somebody may still do: as much at once, and so much more
// every second.
type bucket struct {
	clock             ledger.Clock
	atOnce, perSecond float64

	mu     sync.Mutex
	left   float64
	filled time.Time
}

func newBucket(clock ledger.Clock, atOnce, perSecond float64) *bucket {
	return &bucket{clock: clock, atOnce: atOnce, perSecond: perSecond, left: atOnce, filled: clock.Now()}
}

// take counts one, or refuses it with [session.TooFast].
func (b *bucket) take() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.fill()
	if b.left < 1 {
		return session.Refuse(session.TooFast)
	}
	b.left--
	return nil
}

func (b *bucket) fill() {
	now := b.clock.Now()
	b.left = min(b.atOnce, b.left+now.Sub(b.filled).Seconds()*b.perSecond)
	b.filled = now
}

func (b *bucket) full() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.fill()
	return b.left == b.atOnce
}

// rates counts the changes of people, whose connections share a bucket. A
// stranger's connection has one of its own.
type rates struct {
	clock ledger.Clock

	mu    sync.Mutex
	of    map[session.PersonID]*bucket
	swept time.Time // when full buckets were last thrown away
}

func newRates(clock ledger.Clock) *rates {
	return &rates{clock: clock, of: map[session.PersonID]*bucket{}}
}

// sweepRates is how often full buckets are thrown away: a new one is as good.
const sweepRates = time.Minute

// take counts a change of a person, or of a stranger's connection.
func (r *rates) take(person session.PersonID, stranger *bucket) error {
	if person == "" {
		return stranger.take()
	}
	return r.bucket(person).take()
}

func (r *rates) bucket(person session.PersonID) *bucket {
	r.mu.Lock()
	defer r.mu.Unlock()
	if now := r.clock.Now(); now.Sub(r.swept) >= sweepRates {
		r.swept = now
		maps.DeleteFunc(r.of, func(_ session.PersonID, b *bucket) bool { return b.full() })
	}
	b := r.of[person]
	if b == nil {
		b = newBucket(r.clock, changesAtOnce, changesPerSecond)
		r.of[person] = b
	}
	return b
}
