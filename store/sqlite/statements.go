package sqlite

import (
	"context"
	"database/sql"
)

// statements are what write transactions run. They are prepared once for each
// store, because preparing them anew costs a single append a third more CPU, and
// outside of transactions, because one of those takes the only connection. Where
// database/sql replaces that connection it prepares them again. Closing the
// [sql.DB] closes them.
type statements struct {
	last, insert, redact     *sql.Stmt
	shelve, unshelve, expire *sql.Stmt
	pend                     *sql.Stmt
}

func prepareStatements(ctx context.Context, writer *sql.DB) (s statements, err error) {
	prepare := func(text string) (statement *sql.Stmt) {
		if err == nil {
			statement, err = writer.PrepareContext(ctx, text)
		}
		return statement
	}
	s = statements{
		last: prepare(`SELECT ifnull(max(seq), 0) FROM records WHERE log = ?`),
		insert: prepare(`INSERT INTO records (log, seq, id, at, author, kind, body)
			VALUES (?, ?, ?, ?, ?, ?, ifnull(?, x''))`),
		redact: prepare(`UPDATE records SET body = ifnull(?, x'') WHERE log = ? AND seq = ?`),
		shelve: prepare(`INSERT INTO shelf (log, member, kind, name, value, at)
			VALUES (?, ?, ?, ?, ifnull(?, x''), ?)
			ON CONFLICT DO UPDATE SET value = excluded.value, at = excluded.at`),
		unshelve: prepare(`DELETE FROM shelf WHERE log = ?1 AND member = ?2 AND kind = ?3
			AND (?4 = '' OR name = ?4)`),
		expire: prepare(`DELETE FROM shelf WHERE kind = ? AND at < ?`),
		pend:   prepare(`UPDATE meta SET value = value + ? WHERE name = 'pending'`),
	}
	return s, err
}

// preparePage prepares the query that reads a log, which followers run after
// every change.
func preparePage(ctx context.Context, reader *sql.DB) (*sql.Stmt, error) {
	return reader.PrepareContext(ctx, `SELECT seq, id, at, author, kind, body FROM records
		WHERE log = ? AND seq > ? ORDER BY seq LIMIT ?`)
}
