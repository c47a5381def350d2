// Package store opens the engine that keeps an installation's logs and shelves.
// An engine is a folder beside this file; it passes the contract of storetest.
package store

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/store/sqlite"
)

// Open opens the store that the URL names:
//
//	sqlite:PATH                a database file, created where it is missing
//	sqlite:PATH?mode=ro        the same file, only to read, also beside a running server
//	sqlite:PATH?mode=as-it-is  the same file, whatever it lacks, which is given up
//
// PATH is absolute, or relative to the working folder. Its folders may have a question mark
// in their names, the file may not.
//
// Close the store when done. The error wraps [ledger.ErrTooNew] where a newer Convene wrote
// the store, and another of the ledger's where it knows why it failed.
func Open(ctx context.Context, url string) (ledger.Store, error) {
	path, open, err := parse(url)
	if err != nil {
		return nil, err
	}
	// A nil *sqlite.Store must not become a ledger.Store that is not nil.
	s, err := open(ctx, path)
	if err != nil {
		return nil, err
	}
	return s, nil
}

// Missing reports whether nothing is where the URL points: a store that is opened
// there would be a new one.
func Missing(url string) (bool, error) {
	path, _, err := parse(url)
	if err != nil {
		return false, err
	}
	return sqlite.Missing(path)
}

// In is the URL of the same store in a mode, or the URL itself where that has one.
func In(url, mode string) string {
	if _, query := cut(url); query == "" && strings.HasPrefix(url, "sqlite:") {
		url += "?mode=" + mode
	}
	return url
}

// Files are those in which the store keeps what people have said: the database, its
// write-ahead log with the index of that, and where it ends. Some are there only at times.
func Files(url string) ([]string, error) {
	path, _, err := parse(url)
	if err != nil {
		return nil, err
	}
	return sqlite.Files(path), nil
}

// SyncFolder makes the names in a folder survive a power cut.
func SyncFolder(path string) error { return sqlite.SyncFolder(path) }

// cut parts a URL from what it says after the path.
func cut(url string) (before, query string) {
	if i := strings.LastIndex(url, "?"); i >= 0 && !strings.Contains(url[i:], "/") {
		return url[:i], url[i+1:]
	}
	return url, ""
}

// opener opens the file of a store.
type opener func(ctx context.Context, path string) (*sqlite.Store, error)

// parse reads a URL.
func parse(url string) (path string, open opener, err error) {
	before, query := cut(url)
	scheme, path, found := strings.Cut(before, ":")
	if !found || scheme != "sqlite" {
		return "", nil, fmt.Errorf("store: %q names no known engine; write sqlite:PATH", url)
	}
	if path == "" {
		return "", nil, fmt.Errorf("store: %q lacks the path of the database file; write sqlite:PATH", url)
	}
	if open, err = parseMode(query); err != nil {
		return "", nil, fmt.Errorf("store: %q: %w", url, err)
	}
	return path, open, nil
}

// parseMode reads the part of a sqlite URL after the question mark.
func parseMode(query string) (opener, error) {
	values, err := url.ParseQuery(query)
	if err != nil {
		return nil, err
	}
	open := opener(sqlite.Open)
	for name, value := range values {
		mode := strings.Join(value, ",")
		switch {
		case name == "mode" && mode == "ro":
			open = sqlite.OpenReadOnly
		case name == "mode" && mode == "as-it-is":
			open = sqlite.OpenAsItIs
		default:
			return nil, fmt.Errorf("%s=%s is not known; only mode=ro and mode=as-it-is are", name, mode)
		}
	}
	return open, nil
}
