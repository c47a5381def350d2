package sqlite

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/convene-ssh/convene/session/ledger"
)

// TestForgettingNeedsNoFolderOfTheSystem: a store that is too large for SQLite's
// memory is rebuilt beside itself, where nothing of it stays.
func TestForgettingNeedsNoFolderOfTheSystem(t *testing.T) {
	folder := t.TempDir() // from before there is no other
	for _, name := range []string{"SQLITE_TMPDIR", "TMPDIR"} {
		t.Setenv(name, filepath.Join(folder, "nowhere"))
	}
	const records = 20_000 // of 200 bytes: SQLite keeps 2 MB of a temporary file in memory
	s := openTest(t, filepath.Join(folder, "store.db"))
	l := openLog(t, s)
	b := batch(0, records)
	b.Records[7].Body = []byte("SECRET")
	must(t, l.Append(t.Context(), b))
	must(t, l.Append(t.Context(), ledger.Batch{After: records, Redact: map[ledger.Seq][]byte{8: nil}}))
	must(t, s.Forget(t.Context()))
	if n := count(t, l); n != records {
		t.Errorf("%d records are left", n)
	}
	files, err := os.ReadDir(folder)
	must(t, err)
	for _, f := range files {
		held, err := os.ReadFile(filepath.Join(folder, f.Name()))
		must(t, err)
		if bytes.Contains(held, []byte("SECRET")) {
			t.Errorf("%s holds what was redacted", f.Name())
		}
	}
	if len(files) != 6 { // with its log, the index of that, its lock, the journal of the lock, and its head
		t.Errorf("beside the store are %v", files)
	}
}
