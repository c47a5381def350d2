package sqlite

import (
	"context"
	"errors"
	"fmt"

	"github.com/convene-ssh/convene/session/ledger"
)

// tx is one write transaction.
type tx struct {
	*conn
	end *head // where it leaves the store
}

// transact runs do in one transaction, and moves end to where that leaves the store.
// It is durable when transact returns nil, and over when it returns an error. It is
// not broken off, because it is short, but it is not committed once ctx has ended.
func (c *conn) transact(ctx context.Context, end *head, do func(tx) error) (err error) {
	if err := c.run(`BEGIN IMMEDIATE`); err != nil {
		return fmt.Errorf("sqlite: begin: %w", err)
	}
	defer func() { err = errors.Join(err, c.rollback()) }()
	t := tx{c, end}
	if err := t.count(); err != nil {
		return err
	}
	if err := do(t); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return c.run(`COMMIT`)
}

// rollback ends a transaction that is still open. After some errors SQLite has
// ended it.
func (c *conn) rollback() error {
	if c.GetAutocommit() {
		return nil
	}
	return c.run(`ROLLBACK`)
}

// count counts the transaction, of which a shelf keeps no other trace. It refuses a
// store that somebody else has written to meanwhile.
func (t tx) count() error {
	err := t.run(`UPDATE meta SET value = value + 1 WHERE name = 'writes' AND value = ?`, t.end.writes)
	if err == nil && t.Changes() != 1 {
		err = fmt.Errorf("sqlite: another program wrote to it: %w", ledger.ErrReplaced)
	}
	t.end.writes++
	return err
}

// last returns the sequence of the last record of a log.
func (t tx) last(log string) (ledger.Seq, error) {
	last, err := t.number(`SELECT ifnull(max(seq), 0) FROM records WHERE log = ?`, log)
	return ledger.Seq(last), err
}

func (t tx) insert(log string, records []ledger.Record) error {
	for _, r := range records {
		err := t.run(`INSERT INTO records (log, seq, id, at, author, kind, body)
			VALUES (?, ?, ?, ?, ?, ?, ifnull(?, x''))`,
			log, int64(r.Seq), string(r.ID), r.At.UnixMilli(), string(r.Author), r.Kind, r.Body)
		if err != nil {
			return fmt.Errorf("sqlite: record %d of %s: %w", r.Seq, log, err)
		}
		*t.end = t.end.with(log, int64(r.Seq), string(r.ID))
	}
	return nil
}

func (t tx) redact(log string, bodies map[ledger.Seq][]byte) error {
	for seq, body := range bodies {
		err := t.erase(`UPDATE records SET body = ifnull(?, x'') WHERE log = ? AND seq = ?`, body, log, int64(seq))
		if err != nil {
			return err
		}
	}
	return nil
}

func (t tx) keep(writes []ledger.ShelfWrite) error {
	for _, w := range writes {
		if err := t.keepOne(w); err != nil {
			return fmt.Errorf("sqlite: the %s on the shelf of %s: %w", w.Kind, w.Log, err)
		}
	}
	return nil
}

func (t tx) keepOne(w ledger.ShelfWrite) error {
	if w.Delete {
		return t.erase(`DELETE FROM shelf WHERE log = ? AND member = ? AND kind = ? AND name = ?`,
			w.Log, string(w.Of), w.Kind, w.Name)
	}
	return t.run(`INSERT INTO shelf (log, member, kind, name, value, at)
		VALUES (?, ?, ?, ?, ifnull(?, x''), ?)
		ON CONFLICT DO UPDATE SET value = excluded.value, at = excluded.at`,
		w.Log, string(w.Of), w.Kind, w.Name, w.Value, w.At.UnixMilli())
}

// erase runs a statement that redacts or deletes, and counts the rows as pending in
// the same transaction: [Store.Forget] does the rest. What a shelf value was before it was
// overwritten is not counted: every shelf value is deleted in the end, and what
// makes the engine forget that, makes it forget all.
func (t tx) erase(text string, args ...any) error {
	if err := t.run(text, args...); err != nil {
		return err
	}
	rows := t.Changes()
	if rows == 0 {
		return nil
	}
	return t.run(`UPDATE meta SET value = value + ? WHERE name = 'pending'`, rows)
}
