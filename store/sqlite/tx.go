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
	ctx      context.Context // of the write, which a tx never outlives
	prepared *statements
}

// last returns the sequence of the last record of a log.
func (t *tx) last(log string) (last session.Seq, err error) {
	err = t.StmtContext(t.ctx, t.prepared.last).QueryRowContext(t.ctx, log).Scan(&last)
	return last, err
}

func (t *tx) insert(log string, records []session.Record) error {
	insert := t.StmtContext(t.ctx, t.prepared.insert)
	for _, r := range records {
		if _, err := insert.ExecContext(t.ctx, log, int64(r.Seq), string(r.ID), r.At.UnixMilli(),
			string(r.Author), r.Kind, r.Body); err != nil {
			return fmt.Errorf("sqlite: record %d of %s: %w", r.Seq, log, err)
		}
	}
	return nil
}

func (t *tx) redact(log string, bodies map[session.Seq][]byte) error {
	for seq, body := range bodies {
		if err := t.forget(t.prepared.redact, body, log, int64(seq)); err != nil {
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
		return t.forget(t.prepared.unshelve, w.Log, string(w.Of), w.Kind, w.Name)
	}
	_, err := t.exec(t.prepared.shelve, w.Log, string(w.Of), w.Kind, w.Name, w.Value, w.At.UnixMilli())
	return err
}

// forget runs a statement that redacts or deletes, and counts the rows as
// pending in the same transaction. What a shelf value was before it was
// overwritten is not counted: every shelf value is deleted in the end, and what
// makes the engine forget that, makes it forget all.
func (t *tx) forget(statement *sql.Stmt, args ...any) error {
	result, err := t.exec(statement, args...)
	if err != nil {
		return err
	}
	rows, err := result.RowsAffected()
	if err != nil || rows == 0 {
		return err
	}
	_, err = t.exec(t.prepared.pend, rows)
	return err
}

func (t *tx) exec(statement *sql.Stmt, args ...any) (sql.Result, error) {
	return t.StmtContext(t.ctx, statement).ExecContext(t.ctx, args...)
}
