package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

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
// the file, [ledger.ErrLost] where the store lacks what it has acknowledged, and
// [ledger.ErrDamaged] where the file is damaged.
func Open(ctx context.Context, path string) (*Store, error) {
	return open(ctx, path, options{})
}

// OpenAsItIs opens the store whatever it lacks, which is given up for good.
func OpenAsItIs(ctx context.Context, path string) (*Store, error) {
	return open(ctx, path, options{asItIs: true})
}

// Missing reports whether the file is missing or empty.
func Missing(path string) (bool, error) {
	about, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return true, nil
	}
	return err == nil && about.Size() == 0, err
}

// OpenReadOnly opens the store in the file only to read, also beside a server
// that writes: every read sees the newest commit. Following, and everything that
// writes, is refused.
func OpenReadOnly(ctx context.Context, path string) (*Store, error) {
	return assemble(path, options{}, func(s *Store) (err error) {
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
	return assemble(path, o, func(s *Store) (err error) {
		known, err := s.knownHead(path)
		if err != nil {
			return err
		}
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
		if s.reader, err = connectReader(ctx, s.path, o); err != nil {
			return err
		}
		if err := s.compareHead(known); err != nil {
			return err
		}
		s.identity, err = identify(s.path, s.path+"-wal")
		return err
	})
}

// assemble returns the store whose connections connect opens, or closes what it had
// opened before it failed.
func assemble(path string, o options, connect func(*Store) error) (_ *Store, err error) {
	defer named(&err)
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
		INSERT INTO meta VALUES ('format', %d), ('pending', 0), ('writes', 0); COMMIT`, schema, format))
}

// knownHead reads what is kept beside the file about where the store ended, and
// refuses to make a new store in the place of one that is lost.
func (s *Store) knownHead(path string) (*head, error) {
	if there, err := resolve(path); err == nil {
		path = there
	}
	known, err := knownHead(path + headEnding)
	if err != nil {
		return nil, err
	}
	gone, err := Missing(path)
	if gone && known != nil && known.writes > 0 && !s.options.asItIs {
		err = fmt.Errorf("%w: the file is missing or empty, and %d writes were made", ledger.ErrLost, known.writes)
	}
	return known, err
}

// compareHead refuses a store that lacks something, and begins to keep where it ends.
func (s *Store) compareHead(known *head) error {
	// A store of before heads were kept begins to count.
	if err := s.writer.run(`INSERT OR IGNORE INTO meta VALUES ('writes', 0)`); err != nil {
		return err
	}
	records := int64(0)
	if known != nil {
		records = known.records
	}
	end, then, err := readHeads(s.writer, records)
	if err != nil {
		return err
	}
	if lacks := end.lacks(known, then); lacks != "" && !s.options.asItIs {
		return fmt.Errorf("%w: %s", ledger.ErrLost, lacks)
	}
	s.end = end
	return s.head.begin(s.path+headEnding, end)
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
