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
	ErrPanicked      = errors.New("ledger: the change panicked") // or one that a log holds
	ErrNotSaved      = errors.New("ledger: the store failed")    // the change may be made all the same
	ErrClosed        = errors.New("ledger: it is closed")
)
