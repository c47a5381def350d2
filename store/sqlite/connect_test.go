package sqlite

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"github.com/ncruces/go-sqlite3"
)

func TestWaitingEndsWithTheContext(t *testing.T) {
	s := openTest(t, filepath.Join(t.TempDir(), "store.db"))
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	for _, c := range []*conn{s.writer, s.reader} {
		give, err := c.take(t.Context())
		must(t, err)
		defer give()
	}
	_, read := s.Logs(ctx)
	for call, err := range map[string]error{
		"append": openLog(t, s).Append(ctx, batch(0, 1)),
		"read":   read,
		"forget": s.Forget(ctx),
	} {
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s: %v", call, err)
		}
	}
}

func TestReadingEndsWithTheContext(t *testing.T) {
	s := openTest(t, filepath.Join(t.TempDir(), "store.db"))
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	_, err := query(ctx, s, `WITH RECURSIVE endless(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM endless)
		SELECT max(n) FROM endless`, nil, (*sqlite3.Stmt).Reset)
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	if n := count(t, openLog(t, s)); n != 0 {
		t.Errorf("then read %d records instead of 0", n)
	}
}

// TestTheStoreOutlivesContexts ends the contexts that the store was opened and
// has worked with.
func TestTheStoreOutlivesContexts(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	must(t, openTest(t, path).Close())
	ctx, cancel := context.WithCancel(t.Context())
	s, err := Open(ctx, path)
	must(t, err)
	defer func() { must(t, s.Close()) }()
	l := openLog(t, s)
	must(t, l.Append(ctx, batch(0, 1)))
	must(t, s.Forget(ctx))
	cancel()
	must(t, l.Append(t.Context(), batch(1, 1)))
	if n := count(t, l); n != 2 {
		t.Errorf("read %d records instead of 2", n)
	}
}
