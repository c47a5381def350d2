package sqlite

import (
	"context"
	"time"

	"github.com/ncruces/go-sqlite3"

	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/store/internal/engine"
)

// Shelf lists the values of a log, or of one member of it.
func (s *Store) Shelf(ctx context.Context, log string, of ledger.MemberID) ([]ledger.ShelfValue, error) {
	return query(ctx, s, `SELECT log, member, kind, name, value, at FROM shelf
		WHERE log = ?1 AND (?2 = '' OR member = ?2) ORDER BY log, member, kind, name`, []any{log, string(of)},
		func(row *sqlite3.Stmt) ledger.ShelfValue {
			return ledger.ShelfValue{
				ShelfKey: ledger.ShelfKey{
					Log:  row.ColumnText(0),
					Of:   ledger.MemberID(row.ColumnText(1)),
					Kind: row.ColumnText(2),
					Name: row.ColumnText(3),
				},
				Value: row.ColumnBlob(4, nil),
				At:    time.UnixMilli(row.ColumnInt64(5)).UTC(),
			}
		})
}

// Keep writes to shelves in one durable write.
func (s *Store) Keep(ctx context.Context, writes ...ledger.ShelfWrite) error {
	if err := engine.CheckShelf(writes); err != nil {
		return err
	}
	return s.write(ctx, func(t tx) error { return t.keep(writes) })
}

// Sweep deletes the values of a kind that were last written before a time.
func (s *Store) Sweep(ctx context.Context, kind string, before time.Time) error {
	return s.write(ctx, func(t tx) error {
		return t.erase(`DELETE FROM shelf WHERE kind = ? AND at < ?`, kind, before.UnixMilli())
	})
}
