package sqlite

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	"github.com/ncruces/go-sqlite3"
)

// Nobody else writes, so the writer waits only for moments; a local command may
// have to wait for a checkpoint of the server.
const (
	writerPatience = 100 * time.Millisecond
	readerPatience = 5 * time.Second
)

// options are how a store is opened. The first three are for tests.
type options struct {
	vfs         string                  // "" is the operating system
	beside      func(path string) error // nil is [writeBeside]
	synchronous string                  // "" is FULL
	asItIs      bool                    // what the store lacks is given up
}

// uri names a file of the store with parameters.
func (o options) uri(path string, params url.Values) string {
	params.Set("vfs", registerBeside(o.vfs, filepath.Dir(path)))
	return fileURI(path, params)
}

func connectWriter(ctx context.Context, path string, o options) (*conn, error) {
	return connect(ctx, path, o, writerPatience, url.Values{
		"mode":    {"rw"},
		"modeof":  {path}, // the write-ahead log is as private as the file
		"_pragma": {"journal_mode(wal)", "secure_delete(on)", "synchronous(" + cmp.Or(o.synchronous, "full") + ")"},
	})
}

func connectReader(ctx context.Context, path string, o options) (*conn, error) {
	return connect(ctx, path, o, readerPatience, url.Values{"mode": {"ro"}})
}

// connectCopy opens an empty file that becomes a copy. Where that fails it is
// thrown away, so it needs no journal.
func connectCopy(ctx context.Context, path string, o options) (*conn, error) {
	return connect(ctx, path, o, readerPatience, url.Values{
		"mode":    {"rw"},
		"_pragma": {"journal_mode(off)", "synchronous(off)"},
	})
}

func connect(ctx context.Context, path string, o options, patience time.Duration, params url.Values) (*conn, error) {
	wait := fmt.Sprintf("busy_timeout(%d)", patience.Milliseconds())
	params["_pragma"] = append([]string{wait}, params["_pragma"]...)
	db, err := sqlite3.OpenContext(ctx, o.uri(path, params))
	if err != nil {
		return nil, err
	}
	return &conn{Conn: db, lent: make(chan struct{}, 1), prepared: map[string]*sqlite3.Stmt{}}, nil
}

// conn is one connection, which is lent to one caller at a time.
type conn struct {
	*sqlite3.Conn
	lent     chan struct{} // full while somebody has it
	prepared map[string]*sqlite3.Stmt
}

// take waits until nobody else has the connection. It is the caller's until
// give is called.
func (c *conn) take(ctx context.Context) (give func(), err error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	select {
	case c.lent <- struct{}{}:
		return func() { <-c.lent }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// interrupt breaks off what the connection runs once ctx ends, until done is
// called.
func (c *conn) interrupt(ctx context.Context) (done func()) {
	c.SetInterrupt(ctx)
	return func() { c.SetInterrupt(context.Background()) }
}

// Close closes the connection and its statements.
func (c *conn) Close() error {
	var errs []error
	for _, statement := range c.prepared {
		errs = append(errs, statement.Close())
	}
	return errors.Join(append(errs, c.Conn.Close())...)
}

// Lock keeps an empty file beside the path locked until it is closed or the program
// ends, also where that is killed. It returns an error where another has it locked.
func Lock(ctx context.Context, path string) (io.Closer, error) {
	db, err := lock(ctx, path)
	if err != nil {
		return nil, err // and no closer that only seems to be one
	}
	return db, nil
}

// lock makes sure that no other server has the store open: it keeps an empty
// file beside it locked for as long as the connection is open. SQLite itself
// would let two servers write in turns.
func lock(ctx context.Context, path string) (*sqlite3.Conn, error) {
	path += ".lock"
	if err := create(path); err != nil {
		return nil, err
	}
	db, err := sqlite3.OpenContext(ctx, fileURI(path, url.Values{"mode": {"rw"}}))
	if err != nil {
		return nil, err
	}
	err = db.Exec(`BEGIN EXCLUSIVE`)
	if errors.Is(err, sqlite3.BUSY) {
		err = fmt.Errorf("another server has it open (it holds %s)", path)
	}
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// fileURI names a file with parameters the way SQLite reads it. It knows no
// plus sign for a space.
func fileURI(path string, params url.Values) string {
	uri := url.URL{
		Scheme:   "file",
		OmitHost: true,
		Path:     filepath.ToSlash(path),
		RawQuery: strings.ReplaceAll(params.Encode(), "+", "%20"),
	}
	return uri.String()
}
