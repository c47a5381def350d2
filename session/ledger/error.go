package ledger

import "errors"

// ErrRaced is what Append returns where somebody else appended first: read on
// from Batch.After, check again, and try again.
var ErrRaced = errors.New("ledger: the log has moved on")

// ErrTooNew is returned for a log or a record that a newer Convene wrote.
var ErrTooNew = errors.New("ledger: written by a newer version of Convene")

// What a ledger returns for a deed besides the refusals of its change.
var (
	ErrNoID          = errors.New("ledger: a deed without an id")
	ErrShelfTooLarge = errors.New("ledger: a shelf value is too large")
	ErrPanicked      = errors.New("ledger: the change panicked") // only for whoever made it
	ErrNotSaved      = errors.New("ledger: the store failed")    // a value on the shelf may have been kept
	ErrClosed        = errors.New("ledger: it is closed")
)

// Why a store fails, as far as engines can tell. Their errors wrap these, and say
// more.
var (
	ErrLost     = errors.New("the store lacks what it has acknowledged")
	ErrDamaged  = errors.New("the store cannot be read as it was written")
	ErrReplaced = errors.New("the files of the store were replaced or removed while in use")
	ErrFull     = errors.New("the disk is full")
	ErrReadOnly = errors.New("the store may not be written")
	ErrNoFiles  = errors.New("the server has as many files open as it may")
	ErrNoMemory = errors.New("the machine has no memory left")
)
