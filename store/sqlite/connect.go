package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/driver"
)

// Nobody else writes, so the writer waits only for moments; a local command may
// have to wait for a checkpoint of the server.
const (
	writerPatience = 100 * time.Millisecond
	readerPatience = 5 * time.Second
)

// options are what tests change. Production code opens with none of them set.
type options struct {
	vfs         string // "" is the operating system
	synchronous string // "" is FULL
}

func connectWriter(ctx context.Context, path string, o options) (*sql.DB, error) {
	return connect(ctx, path, o, writerPatience, url.Values{
		"mode":    {"rw"},
		"modeof":  {path}, // the write-ahead log is as private as the file
		"_pragma": {"journal_mode(wal)", "secure_delete(on)", "synchronous(" + cmp.Or(o.synchronous, "full") + ")"},
	})
}

func connectReader(ctx context.Context, path string, o options) (*sql.DB, error) {
	return connect(ctx, path, o, readerPatience, url.Values{"mode": {"ro"}})
}

// connect opens one connection, which is lent to one caller at a time.
func connect(ctx context.Context, path string, o options, patience time.Duration, params url.Values) (*sql.DB, error) {
	if o.vfs != "" {
		params.Set("vfs", o.vfs)
	}
	wait := fmt.Sprintf("busy_timeout(%d)", patience.Milliseconds())
	params["_pragma"] = append([]string{wait}, params["_pragma"]...)
	db, err := driver.Open(fileURI(path, params))
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	if err := db.PingContext(ctx); err != nil {
		return nil, errors.Join(err, db.Close())
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
