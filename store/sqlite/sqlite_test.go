package sqlite

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/store/storetest"
)

func TestContract(t *testing.T) {
	storetest.Run(t, storetest.Engine{
		Open: func(t testing.TB, folder string) ledger.Store {
			return openTest(t, filepath.Join(folder, "a store.db"))
		},
		OpenBackup: func(t testing.TB, path string) ledger.Store {
			return openTest(t, path)
		},
		// Reading the file beside SQLite is safe where closing another
		// descriptor does not end its locks, as on all systems that run tests.
		Bytes: func(t testing.TB, folder string) []byte {
			var held []byte
			files, err := os.ReadDir(folder)
			must(t, err)
			for _, f := range files {
				content, err := os.ReadFile(filepath.Join(folder, f.Name()))
				must(t, err)
				held = append(held, content...)
			}
			return held
		},
	})
}

func openTest(t testing.TB, path string) *Store {
	t.Helper()
	s, err := Open(t.Context(), path)
	must(t, err)
	t.Cleanup(func() { must(t, s.Close()) })
	return s
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
