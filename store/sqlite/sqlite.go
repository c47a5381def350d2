// Package sqlite is the embedded store engine: one SQLite file, written by one
// server, readable by local commands beside it.
//
// Every commit is synced to the disk before it returns (WAL with
// synchronous=FULL). There is one connection that writes and one that reads,
// each lent to one caller at a time.
//
// What is guaranteed of a loss from outside. Nothing is acknowledged unless, after
// the commit, the file and its write-ahead log are still those under their names:
// the ones that the next start opens. Beside the file stands its head: how many
// writes and records there are, and a hash chained over the records. It is written
// after each commit and before that is acknowledged, and where that failed, before
// anything is read. It is not synced, which would double what a commit costs. So after
// a kill it tells of all that was acknowledged, and after a power cut it may tell of an
// earlier moment, mostly of less than a minute before. A store that ends before its
// head, or led there by other records, has lost something and is refused; one that goes
// on after its head is not, because that is what a power cut leaves. What neither tells
// of is a change of words that keeps all records, and, after a power cut, a loss of what
// came after the head that was left.
package sqlite

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/ncruces/go-sqlite3"

	"github.com/convene-ssh/convene/session/ledger"
)

var (
	errClosed   = errors.New("sqlite: the store is closed")
	errReadOnly = errors.New("sqlite: the store was opened only to read")
)

// Store is a [ledger.Store] in one SQLite file.
type Store struct {
	path    string
	options options
	writer  *conn // nil where the store is only read
	reader  *conn
	lock    *sqlite3.Conn // keeps a second server out; nil where only read

	head     headFile // nothing where only read, as the next two
	end      head     // belongs to whoever has the writer
	identity identity

	open   sync.RWMutex // held to read by every call, to write by Close
	closed bool

	mu   sync.Mutex // guards logs
	logs map[string]*log
}

// use keeps the store open until done is called. It refuses a store whose files are
// no longer there under their names, because what it reads is not what the next start
// will, and one whose head cannot be kept.
func (s *Store) use() (done func(), err error) {
	s.open.RLock()
	if s.closed {
		s.open.RUnlock()
		return nil, errClosed
	}
	if err := errors.Join(s.identity.check(), s.head.catchUp()); err != nil {
		s.open.RUnlock()
		return nil, err
	}
	return s.open.RUnlock, nil
}

// Log opens the log of that name.
func (s *Store) Log(_ context.Context, name string) (ledger.Log, error) {
	if name == "" {
		return nil, errors.New("sqlite: a log needs a name")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	l, found := s.logs[name]
	if !found {
		l = &log{store: s, name: name}
		s.logs[name] = l
	}
	return l, nil
}

// Logs lists the names of the logs that hold a record, sorted.
func (s *Store) Logs(ctx context.Context) ([]string, error) {
	return query(ctx, s, `SELECT DISTINCT log FROM records ORDER BY log`, nil,
		func(row *sqlite3.Stmt) string { return row.ColumnText(0) })
}

// Pending counts the redactions and deletions that [Store.Forget] has not yet
// dealt with.
func (s *Store) Pending(ctx context.Context) (int, error) {
	counts, err := query(ctx, s, `SELECT value FROM meta WHERE name = 'pending'`, nil,
		func(row *sqlite3.Stmt) int { return row.ColumnInt(0) })
	if err != nil {
		return 0, err
	}
	return counts[0], nil
}

// Check returns an error where the file is damaged or a log has a gap.
func (s *Store) Check(ctx context.Context) error {
	return s.read(ctx, check)
}

func check(db *conn) error {
	text := func(row *sqlite3.Stmt) string { return row.ColumnText(0) }
	found, err := rows(db, `PRAGMA integrity_check`, nil, text)
	if err != nil {
		return err
	}
	if len(found) != 1 || found[0] != "ok" {
		return fmt.Errorf("it is damaged: %q", found)
	}
	gaps, err := rows(db, `SELECT log FROM records GROUP BY log
		HAVING min(seq) <> 1 OR max(seq) <> count(*)`, nil, text)
	if err != nil {
		return err
	}
	if len(gaps) > 0 {
		return fmt.Errorf("it has gaps in %q", gaps)
	}
	return nil
}

// Close waits for what has begun and closes the file. It may be called again.
func (s *Store) Close() error {
	s.open.Lock()
	defer s.open.Unlock()
	if s.closed {
		return nil
	}
	s.closed = true
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, l := range s.logs {
		l.bell.Ring() // so that followers see that it is closed
	}
	return s.shut()
}

// shut closes what is open. The last connection that closes empties the
// write-ahead log into the file and removes it, so it has to be the one that may
// write. SQLite leaves alone what has come in place of the file.
func (s *Store) shut() error {
	var errs []error
	for _, db := range []*conn{s.reader, s.writer} {
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	if s.head.File != nil {
		errs = append(errs, s.head.Sync(), s.head.Close())
	}
	return errors.Join(append(errs, s.lock.Close())...)
}

// query returns what scan makes of the rows of a query, in one short read
// transaction.
func query[T any](ctx context.Context, s *Store, text string, args []any,
	scan func(*sqlite3.Stmt) T) (found []T, err error) {
	err = s.read(ctx, func(db *conn) error {
		found, err = rows(db, text, args, scan)
		return err
	})
	return found, err
}

// read runs do on the connection that reads.
func (s *Store) read(ctx context.Context, do func(*conn) error) (err error) {
	defer named(&err)
	done, err := s.use()
	if err != nil {
		return err
	}
	defer done()
	give, err := s.reader.take(ctx)
	if err != nil {
		return err
	}
	defer give()
	defer s.reader.interrupt(ctx)()
	return readError(ctx, do(s.reader))
}

// write runs do in one transaction, which is durable when write returns nil, in the
// file that the next start will open.
func (s *Store) write(ctx context.Context, do func(tx) error) (err error) {
	defer named(&err)
	if s.writer == nil {
		return errReadOnly
	}
	done, err := s.use()
	if err != nil {
		return err
	}
	defer done()
	give, err := s.writer.take(ctx)
	if err != nil {
		return fmt.Errorf("sqlite: begin: %w", err)
	}
	defer give()
	end := s.end
	if err := s.writer.transact(ctx, &end, do); err != nil {
		return s.withWriteBeside(err)
	}
	s.end = end
	return errors.Join(s.head.put(end), s.identity.check())
}

// readError prefers the reason of the context to SQLite's "interrupted".
func readError(ctx context.Context, err error) error {
	if err != nil && ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		return fmt.Errorf("sqlite: read: %w", err)
	}
	return nil
}
