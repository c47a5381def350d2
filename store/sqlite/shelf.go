package sqlite

import (
	"context"
	"database/sql"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/store/internal/engine"
)

// Shelf lists the values of a log, or of one member of it.
func (s *Store) Shelf(ctx context.Context, log string, of session.MemberID) ([]session.ShelfValue, error) {
	return query(ctx, s, `SELECT log, member, kind, name, value, at FROM shelf
		WHERE log = ?1 AND (?2 = '' OR member = ?2) ORDER BY log, member, kind, name`, []any{log, string(of)},
		func(rows *sql.Rows) (v session.ShelfValue, err error) {
			var at int64
			err = rows.Scan(&v.Log, &v.Of, &v.Kind, &v.Name, &v.Value, &at)
			v.At = time.UnixMilli(at).UTC()
			return v, err
		})
}

// Keep writes to shelves in one durable write.
func (s *Store) Keep(ctx context.Context, writes ...session.ShelfWrite) error {
	if err := engine.CheckShelf(writes); err != nil {
		return err
	}
	return s.write(ctx, func(t *tx) error { return t.keep(writes) })
}

// Sweep deletes the values of a kind that were last written before a time.
func (s *Store) Sweep(ctx context.Context, kind string, before time.Time) error {
	return s.write(ctx, func(t *tx) error {
		return t.forget(t.prepared.expire, kind, before.UnixMilli())
	})
}
