package sqlite

import (
	"context"
	"errors"
	"fmt"

	"github.com/convene-ssh/convene/session/ledger"
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
// have it open. The error wraps [ledger.ErrTooNew] where a newer Convene wrote
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
		return checkFormat(ctx, s.reader)
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
		s.reader, err = connectReader(ctx, s.path, o)
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

// makeTables makes the tables where the file is new. Where that fails, closing
// the connection takes back what it has done.
func makeTables(ctx context.Context, db *conn) error {
	tables, err := db.number(`SELECT count(*) FROM sqlite_schema`)
	if err != nil {
		return err
	}
	if tables > 0 {
		return checkFormat(ctx, db)
	}
	return db.Exec(fmt.Sprintf(`BEGIN IMMEDIATE; %s;
		INSERT INTO meta VALUES ('format', %d), ('pending', 0); COMMIT`, schema, format))
}

// checkFormat refuses a store that a newer Convene wrote.
func checkFormat(ctx context.Context, db *conn) error {
	defer db.interrupt(ctx)()
	found, err := db.number(`SELECT value FROM meta WHERE name = 'format'`)
	if err != nil {
		return fmt.Errorf("this is no Convene store: %w", err)
	}
	if found > format {
		return fmt.Errorf("the store has format %d and this program knows %d: %w", found, format, ledger.ErrTooNew)
	}
	return nil
}
