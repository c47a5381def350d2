package sqlite

import (
	"path/filepath"
	"testing"

	"github.com/convene-ssh/convene/session/ledger"
)

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
		after := ledger.Seq(i + 1)
		for _, opened := range []*Store{s, reader} {
			if n := count(t, openLog(t, opened)); n != i+1 {
				t.Errorf("read %d records instead of %d", n, i+1)
			}
			must(t, opened.Check(t.Context()))
		}
		b := batch(after, 1)
		b.Redact = map[ledger.Seq][]byte{after: nil}
		must(t, openLog(t, s).Append(t.Context(), b))
		must(t, s.Forget(t.Context()))
	}
}
