package session

import "io"

// environment is what everything that runs in a Host shares.
type environment struct {
	store  Store
	clock  Clock
	random io.Reader
	words  vocabulary
	logf   func(format string, args ...any)
	pace   *pace
	forget func() // asks for redacted bytes to be forgotten, soon
}
