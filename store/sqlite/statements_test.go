package sqlite

import (
	"path/filepath"
	"testing"

	"github.com/convene-ssh/convene/session"
)

// TestStatementsOutliveTheirConnection closes each connection after every use,
// as database/sql does where a write is broken off.
func TestStatementsOutliveTheirConnection(t *testing.T) {
	s := openTest(t, filepath.Join(t.TempDir(), "store.db"))
	s.writer.SetMaxIdleConns(-1)
	s.reader.SetMaxIdleConns(-1)
	for i := range 3 {
		must(t, openLog(t, s).Append(t.Context(), batch(session.Seq(i), 1)))
		if n := count(t, openLog(t, s)); n != i+1 {
			t.Errorf("read %d records instead of %d", n, i+1)
		}
	}
}

// TestForgetBesideAnIdleReader shows that a prepared statement holds nothing
// of what it has found, and goes on when the file was rebuilt.
func TestForgetBesideAnIdleReader(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	s := openTest(t, path)
	reader, err := OpenReadOnly(t.Context(), path)
	must(t, err)
	defer func() { must(t, reader.Close()) }()
	must(t, openLog(t, s).Append(t.Context(), batch(0, 1)))
	for i := range 3 {
		after := session.Seq(i + 1)
		for _, opened := range []*Store{s, reader} {
			if n := count(t, openLog(t, opened)); n != i+1 {
				t.Errorf("read %d records instead of %d", n, i+1)
			}
		}
		b := batch(after, 1)
		b.Redact = map[session.Seq][]byte{after: nil}
		must(t, openLog(t, s).Append(t.Context(), b))
		must(t, s.Forget(t.Context()))
	}
}
