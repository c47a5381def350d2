package session

import "time"

// Clock tells the time, and when some has passed.
type Clock interface {
	Now() time.Time
	After(d time.Duration) <-chan time.Time
}

// SystemClock is the clock of the machine.
type SystemClock struct{}

// Now is the time.
func (SystemClock) Now() time.Time { return time.Now() }

// After delivers the time once, after d.
func (SystemClock) After(d time.Duration) <-chan time.Time { return time.After(d) }
