package ledger

import (
	"errors"
	"maps"
	"slices"
	"sync"
	"time"
)

// Trouble is why a store, or the machine that it is on, fails. It is an error: what
// an engine returns wraps it where the engine can tell.
type Trouble string

// The troubles that are told apart, because something else helps against each.
const (
	ErrLost     Trouble = "lost"
	ErrDamaged  Trouble = "damaged"
	ErrReplaced Trouble = "replaced"
	ErrFull     Trouble = "disk_full" // or the quota on it
	ErrReadOnly Trouble = "read_only"
	ErrDisk     Trouble = "disk_fails" // in another way
	ErrNoFiles  Trouble = "no_files"   // no more file descriptors
	ErrNoMemory Trouble = "no_memory"
)

// Error says what is wrong.
func (t Trouble) Error() string { says, _ := t.words(); return says }

// words are what is wrong, and what helps, for whoever runs the server.
func (t Trouble) words() (says, helps string) {
	const putBack = "stop the server, and put its files back or restore a backup"
	switch t {
	case ErrLost:
		return "the store lacks what it has acknowledged", putBack
	case ErrDamaged:
		return "the store cannot be read as it was written", putBack
	case ErrReplaced:
		return "the files of the store were replaced or removed while in use", putBack
	case ErrFull:
		return "the disk is full", "make room on it"
	case ErrReadOnly:
		return "the store may not be written", "let the server write in its folder again"
	case ErrDisk:
		return "the disk fails", "take a backup, and look at what the machine says of its disk"
	case ErrNoFiles:
		return "the server has as many files open as it may", "raise the limit (ulimit -n)"
	case ErrNoMemory:
		return "there is no memory left", "give the machine more, or let fewer people in"
	}
	return string(t), ""
}

// TroubleOf is the trouble that an error tells of, if it tells of one.
func TroubleOf(err error) (t Trouble, told bool) {
	told = errors.As(err, &t)
	return t, told
}

// Troubles remember what failed lately. The zero value is ready.
type Troubles struct {
	mu     sync.Mutex
	met    map[Trouble]time.Time // last
	logged map[Trouble]time.Time // last
}

// lately is how long a trouble is remembered, and not logged again.
const lately = time.Minute

// meet remembers a trouble, and reports whether it was not logged lately.
func (t *Troubles) meet(trouble Trouble, now time.Time) (news bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.met == nil {
		t.met, t.logged = map[Trouble]time.Time{}, map[Trouble]time.Time{}
	}
	t.met[trouble] = now
	before, logged := t.logged[trouble]
	if logged && now.Sub(before) < lately {
		return false
	}
	t.logged[trouble] = now
	return true
}

// Lately lists what failed in the last minute.
func (t *Troubles) Lately(now time.Time) []Trouble {
	t.mu.Lock()
	defer t.mu.Unlock()
	maps.DeleteFunc(t.met, func(_ Trouble, at time.Time) bool { return now.Sub(at) >= lately })
	return slices.Sorted(maps.Keys(t.met))
}
