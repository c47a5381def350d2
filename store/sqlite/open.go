package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/convene-ssh/convene/session"
)

// format is the version of the tables below. A store of a higher one is refused.
const format = 1

// A record is found by its log and sequence through the index, while its row is
// always added at the end of the table.
const schema = `
CREATE TABLE meta (
	name  TEXT PRIMARY KEY,
	value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE records (
	log    TEXT    NOT NULL,
	seq    INTEGER NOT NULL,
	id     TEXT    NOT NULL,
	at     INTEGER NOT NULL, -- milliseconds since 1970, UTC
	author TEXT    NOT NULL,
	kind   TEXT    NOT NULL,
	body   BLOB    NOT NULL,
	PRIMARY KEY (log, seq)
) STRICT;
CREATE TABLE shelf (
	log    TEXT    NOT NULL,
	member TEXT    NOT NULL,
	kind   TEXT    NOT NULL,
	name   TEXT    NOT NULL,
	value  BLOB    NOT NULL,
	at     INTEGER NOT NULL, -- milliseconds since 1970, UTC
	PRIMARY KEY (log, member, kind, name)
) STRICT, WITHOUT ROWID`

// Open opens the store in the file, to read and write, and creates it with mode
// 0600 where it is missing; the folder has to exist. One server at a time may
// have it open. The error wraps [session.ErrTooNew] where a newer Convene wrote
// the file.
func Open(ctx context.Context, path string) (*Store, error) {
	return open(ctx, path, options{})
}

// OpenReadOnly opens the store in the file only to read, also beside a server
// that writes: every read sees the newest commit. Following, and everything that
// writes, is refused.
func OpenReadOnly(ctx context.Context, path string) (*Store, error) {
	return opened(path, options{}, func(s *Store) (err error) {
		if s.path, err = resolve(path); err != nil {
			return err
		}
		s.reader, err = connectReader(ctx, s.path, s.options)
		if err != nil {
			return err
		}
		if err := checkFormat(ctx, s.reader); err != nil {
			return err
		}
		s.page, err = preparePage(ctx, s.reader)
		return err
	})
}

func open(ctx context.Context, path string, o options) (*Store, error) {
	return opened(path, o, func(s *Store) (err error) {
		if err := create(path); err != nil {
			return err
		}
		if s.path, err = resolve(path); err != nil {
			return err
		}
		if s.lock, err = lock(ctx, s.path); err != nil {
			return err
		}
		if s.writer, err = connectWriter(ctx, s.path, o); err != nil {
			return err
		}
		if err := makeTables(ctx, s.writer); err != nil {
			return err
		}
		if s.prepared, err = prepareStatements(ctx, s.writer); err != nil {
			return err
		}
		if s.reader, err = connectReader(ctx, s.path, o); err != nil {
			return err
		}
		s.page, err = preparePage(ctx, s.reader)
		return err
	})
}

// opened returns the store that connect has filled, or closes what it had
// opened before it failed.
func opened(path string, o options, connect func(*Store) error) (*Store, error) {
	s := &Store{options: o, logs: map[string]*log{}}
	if err := connect(s); err != nil {
		return nil, fmt.Errorf("sqlite: open %s: %w", path, errors.Join(err, s.shut()))
	}
	return s, nil
}

// makeTables makes the tables where the file is new.
func makeTables(ctx context.Context, db *sql.DB) (err error) {
	t, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, end(t, err)) }()
	var tables int
	if err := t.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_schema`).Scan(&tables); err != nil {
		return err
	}
	if tables > 0 {
		return checkFormat(ctx, t)
	}
	if _, err := t.ExecContext(ctx, schema); err != nil {
		return err
	}
	_, err = t.ExecContext(ctx, `INSERT INTO meta VALUES ('format', ?), ('pending', 0)`, format)
	return err
}

func end(t *sql.Tx, err error) error {
	if err != nil {
		return t.Rollback()
	}
	return t.Commit()
}

// checkFormat refuses a store that a newer Convene wrote.
func checkFormat(ctx context.Context, db interface {
	QueryRowContext(context.Context, string, ...any) *sql.Row
}) error {
	var found int
	if err := db.QueryRowContext(ctx, `SELECT value FROM meta WHERE name = 'format'`).Scan(&found); err != nil {
		return fmt.Errorf("this is no Convene store: %w", err)
	}
	if found > format {
		return fmt.Errorf("the store has format %d and this program knows %d: %w", found, format, session.ErrTooNew)
	}
	return nil
}
