package sqlite

import (
	"context"
	"database/sql"
	"fmt"

	"github.com/convene-ssh/convene/session"
)

// tx is one write transaction.
type tx struct {
	*sql.Tx
	ctx context.Context // of the write, which a tx never outlives
}

// last returns the sequence of the last record of a log.
func (t *tx) last(log string) (last session.Seq, err error) {
	err = t.QueryRowContext(t.ctx, `SELECT ifnull(max(seq), 0) FROM records WHERE log = ?`, log).Scan(&last)
	return last, err
}

func (t *tx) insert(log string, records []session.Record) error {
	if len(records) == 0 {
		return nil
	}
	insert, err := t.PrepareContext(t.ctx, `INSERT INTO records (log, seq, id, at, author, kind, body)
		VALUES (?, ?, ?, ?, ?, ?, ifnull(?, x''))`)
	if err != nil {
		return err
	}
	for _, r := range records {
		if _, err := insert.ExecContext(t.ctx, log, int64(r.Seq), string(r.ID), r.At.UnixMilli(),
			string(r.Author), r.Kind, r.Body); err != nil {
			return fmt.Errorf("sqlite: record %d of %s: %w", r.Seq, log, err)
		}
	}
	return insert.Close()
}

func (t *tx) redact(log string, bodies map[session.Seq][]byte) error {
	for seq, body := range bodies {
		if err := t.forget(`UPDATE records SET body = ifnull(?, x'') WHERE log = ? AND seq = ?`,
			body, log, int64(seq)); err != nil {
			return err
		}
	}
	return nil
}

func (t *tx) keep(writes []session.ShelfWrite) error {
	for _, w := range writes {
		if err := t.keepOne(w); err != nil {
			return fmt.Errorf("sqlite: the %s on the shelf of %s: %w", w.Kind, w.Log, err)
		}
	}
	return nil
}

func (t *tx) keepOne(w session.ShelfWrite) error {
	if w.Delete {
		return t.forget(`DELETE FROM shelf WHERE log = ?1 AND member = ?2 AND kind = ?3
			AND (?4 = '' OR name = ?4)`, w.Log, string(w.Of), w.Kind, w.Name)
	}
	_, err := t.ExecContext(t.ctx, `INSERT INTO shelf (log, member, kind, name, value, at)
		VALUES (?, ?, ?, ?, ifnull(?, x''), ?)
		ON CONFLICT DO UPDATE SET value = excluded.value, at = excluded.at`,
		w.Log, string(w.Of), w.Kind, w.Name, w.Value, w.At.UnixMilli())
	return err
}

// forget runs a statement that redacts or deletes, and counts the rows as
// pending in the same transaction. What a shelf value was before it was
// overwritten is not counted: every shelf value is deleted in the end, and what
// makes the engine forget that, makes it forget all.
func (t *tx) forget(statement string, args ...any) error {
	result, err := t.ExecContext(t.ctx, statement, args...)
	if err != nil {
		return err
	}
	rows, err := result.RowsAffected()
	if err != nil || rows == 0 {
		return err
	}
	_, err = t.ExecContext(t.ctx, `UPDATE meta SET value = value + ? WHERE name = 'pending'`, rows)
	return err
}
