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
//	sqlite:PATH          a database file, created where it is missing
//	sqlite:PATH?mode=ro  the same file, only to read, also beside a running server
//
// PATH is taken as it is, absolute or relative to the working folder. Close the
// store when done. The error wraps [ledger.ErrTooNew] where a newer Convene
// wrote the store.
func Open(ctx context.Context, url string) (ledger.Store, error) {
	scheme, rest, found := strings.Cut(url, ":")
	if !found || scheme != "sqlite" {
		return nil, fmt.Errorf("store: %q names no known engine; write sqlite:PATH", url)
	}
	path, query, _ := strings.Cut(rest, "?")
	if path == "" {
		return nil, fmt.Errorf("store: %q lacks the path of the database file; write sqlite:PATH", url)
	}
	readOnly, err := parseMode(query)
	if err != nil {
		return nil, fmt.Errorf("store: %q: %w", url, err)
	}
	// A nil *sqlite.Store must not become a ledger.Store that is not nil.
	open := sqlite.Open
	if readOnly {
		open = sqlite.OpenReadOnly
	}
	s, err := open(ctx, path)
	if err != nil {
		return nil, err
	}
	return s, nil
}

// parseMode reads the part of a sqlite URL after the question mark.
func parseMode(query string) (readOnly bool, err error) {
	values, err := url.ParseQuery(query)
	if err != nil {
		return false, err
	}
	for name, value := range values {
		if name != "mode" || len(value) != 1 || value[0] != "ro" {
			return false, fmt.Errorf("%s=%s is not known; only mode=ro is", name, strings.Join(value, ","))
		}
		readOnly = true
	}
	return readOnly, nil
}
