package sshd

import (
	"maps"
	"sync"
	"time"

	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/refusal"
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
	atOnce, perSecond float64

	mu     sync.Mutex
	left   float64
	filled time.Time
}

func newBucket(atOnce, perSecond float64) *bucket {
	return &bucket{atOnce: atOnce, perSecond: perSecond, left: atOnce, filled: time.Now()}
}

// take counts one, or refuses it with [refusal.TooFast].
func (b *bucket) take() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.fill()
	if b.left < 1 {
		return refusal.New(refusal.TooFast)
	}
	b.left--
	return nil
}

func (b *bucket) fill() {
	now := time.Now()
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
	mu    sync.Mutex
	of    map[directory.PersonID]*bucket
	swept time.Time // when full buckets were last thrown away
}

func newRates() *rates {
	return &rates{of: map[directory.PersonID]*bucket{}}
}

// sweepRates is how often full buckets are thrown away: a new one is as good.
const sweepRates = time.Minute

// take counts a change of a person, or of a stranger's connection.
func (r *rates) take(person directory.PersonID, stranger *bucket) error {
	if person == "" {
		return stranger.take()
	}
	return r.bucket(person).take()
}

func (r *rates) bucket(person directory.PersonID) *bucket {
	r.mu.Lock()
	defer r.mu.Unlock()
	if now := time.Now(); now.Sub(r.swept) >= sweepRates {
		r.swept = now
		maps.DeleteFunc(r.of, func(_ directory.PersonID, b *bucket) bool { return b.full() })
	}
	b := r.of[person]
	if b == nil {
		b = newBucket(changesAtOnce, changesPerSecond)
		r.of[person] = b
	}
	return b
}
