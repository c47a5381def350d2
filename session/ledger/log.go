package ledger

import (
	"context"
	"iter"
	"time"
)

// Seq is the place of a record in its log: from 1, without gaps.
type Seq uint64

// Record is one accepted change as the log keeps it.
type Record struct {
	Seq    Seq
	ID     ChangeID  // random, so that a write in doubt is recognised
	At     time.Time // UTC, to the millisecond, or to the day without an author; never to order
	Author MemberID  // empty where the author chose not to be named
	Kind   string    // "item.added/1": what it is and the version of its body
	Body   []byte    // JSON
}

// Batch is what becomes durable in one write, or not at all.
type Batch struct {
	// After is the sequence of the last record that the batch was checked
	// against; the records of the batch are numbered from After+1.
	After   Seq
	Records []Record
	// Redact gives earlier records of the same log a new body without the
	// words that must be forgotten.
	Redact map[Seq][]byte
	// Shelf is written beside the records, so that a private value and the
	// record it belongs to never disagree.
	Shelf []ShelfWrite
}

// Log is one ordered, durable sequence of records. What Append has returned
// nil for survives a power cut. All methods may be called at the same time.
type Log interface {
	// Append writes the batch. It returns ErrRaced if the last sequence is not
	// Batch.After. After any other error the outcome is unknown: read on and
	// look for the records' ids.
	Append(ctx context.Context, b Batch) error
	// Read yields the records after a sequence, in order, up to the last.
	Read(ctx context.Context, after Seq) iter.Seq2[Record, error]
	// Follow calls found with records after a sequence, in order and without
	// gaps, as they become durable, until ctx ends or found returns an error,
	// which it returns.
	Follow(ctx context.Context, after Seq, found func([]Record) error) error
}

// ShelfKey names a small private value of one member. A shelf belongs to a log
// and is never part of it.
type ShelfKey struct {
	Log  string
	Of   MemberID
	Kind string // such as "draft"
	Name string // which one, unique within the three above
}

// ShelfValue is a value with the time of its last write.
type ShelfValue struct {
	ShelfKey
	Value []byte
	At    time.Time
}

// ShelfWrite puts a value, or physically deletes it where Delete is set.
type ShelfWrite struct {
	ShelfValue
	Delete bool
}

// MaxShelfValue is the most bytes that a shelf value may have: a form in which
// several questions are pasted full, in any script.
const MaxShelfValue = 256 << 10

// Store is an engine that keeps logs and shelves. Engines live in store/ and
// pass store/storetest.
type Store interface {
	// Log opens the log of that name, which begins empty.
	Log(ctx context.Context, name string) (Log, error)
	// Logs lists the names of the logs that hold a record, sorted.
	Logs(ctx context.Context) ([]string, error)
	// Shelf lists the values of a log, or of one member of it where of is not
	// empty, sorted by key.
	Shelf(ctx context.Context, log string, of MemberID) ([]ShelfValue, error)
	// Keep writes to shelves only, in one durable write.
	Keep(ctx context.Context, writes ...ShelfWrite) error
	// Sweep deletes the values of a kind that were last written before a time.
	Sweep(ctx context.Context, kind string, before time.Time) error
	// Forget makes the engine forget the bytes of what was redacted or deleted.
	Forget(ctx context.Context) error
	// Pending counts the redactions and deletions whose bytes the engine may
	// still hold, those from before a restart too.
	Pending(ctx context.Context) (int, error)
	// Backup writes a copy of all logs to a new file while the store is in use.
	// What is on shelves is not in it. Redacted text is in backups that were made
	// before.
	Backup(ctx context.Context, path string) error
	// Close waits for writes that have begun.
	Close() error
}
