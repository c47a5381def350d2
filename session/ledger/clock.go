package ledger

import "time"

// Clock tells the time, and when some has passed.
type Clock interface {
	Now() time.Time
	After(d time.Duration) <-chan time.Time
	// AfterFunc calls f on a goroutine of its own after d, unless it is stopped
	// before.
	AfterFunc(d time.Duration, f func()) (stop func() bool)
}

// SystemClock is the clock of the machine.
type SystemClock struct{}

// Now is the time.
func (SystemClock) Now() time.Time { return time.Now() }

// After delivers the time once, after d.
func (SystemClock) After(d time.Duration) <-chan time.Time { return time.After(d) }

// AfterFunc calls f once, after d.
func (SystemClock) AfterFunc(d time.Duration, f func()) func() bool {
	return time.AfterFunc(d, f).Stop
}
