package sqlite

import (
	"context"
	"iter"
	"time"

	"github.com/ncruces/go-sqlite3"

	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/store/internal/engine"
)

// log is one [ledger.Log] of a store.
type log struct {
	store *Store
	name  string
	bell  engine.Bell
}

// Append writes the batch.
func (l *log) Append(ctx context.Context, b ledger.Batch) error {
	if err := engine.CheckBatch(l.name, b); err != nil {
		return err
	}
	// Also after an error: what is in doubt may have been written.
	defer l.bell.Ring()
	return l.store.write(ctx, func(t tx) error {
		last, err := t.last(l.name)
		if err != nil {
			return err
		}
		if last != b.After {
			return ledger.ErrRaced
		}
		if err := t.insert(l.name, b.Records); err != nil {
			return err
		}
		if err := t.redact(l.name, b.Redact); err != nil {
			return err
		}
		return t.keep(b.Shelf)
	})
}

// Read yields the records after a sequence.
func (l *log) Read(ctx context.Context, after ledger.Seq) iter.Seq2[ledger.Record, error] {
	return engine.Pager(l.page).Read(ctx, after)
}

// Follow calls found with the records after a sequence as they are committed
// through this store.
func (l *log) Follow(ctx context.Context, after ledger.Seq, found func([]ledger.Record) error) error {
	if l.store.writer == nil {
		return errReadOnly // nobody would ring the bell
	}
	return engine.Pager(l.page).Follow(ctx, &l.bell, after, found)
}

// pageSize is the most records that a page holds: enough to make the cost of a query
// small, few enough to hold in memory for a slow reader.
const pageSize = 500

// page is an [engine.Pager].
func (l *log) page(ctx context.Context, after ledger.Seq) ([]ledger.Record, error) {
	return query(ctx, l.store, `SELECT seq, id, at, author, kind, body FROM records
		WHERE log = ? AND seq > ? ORDER BY seq LIMIT ?`, []any{l.name, int64(after), int64(pageSize)},
		func(row *sqlite3.Stmt) ledger.Record {
			return ledger.Record{
				Seq:    ledger.Seq(row.ColumnInt64(0)),
				ID:     ledger.ChangeID(row.ColumnText(1)),
				At:     time.UnixMilli(row.ColumnInt64(2)).UTC(),
				Author: ledger.MemberID(row.ColumnText(3)),
				Kind:   row.ColumnText(4),
				Body:   row.ColumnBlob(5, nil),
			}
		})
}
