package store_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/convene-ssh/convene/store"
)

// TestWhatAKillLeavesIsRemoved, and neither what is at work nor what is another's.
func TestWhatAKillLeavesIsRemoved(t *testing.T) {
	in := t.TempDir()
	aside, err := store.NewAside(t.Context(), in, ".copy-")
	must(t, err)
	must(t, os.WriteFile(filepath.Join(aside.Path, "store.db"), []byte("words"), 0o600))
	killed := filepath.Join(in, ".copy-killed")
	must(t, os.CopyFS(killed, os.DirFS(filepath.Dir(aside.Path)))) // without the lock, as a kill leaves it
	for _, others := range []string{".copy-of-theirs", "copies"} {
		must(t, os.Mkdir(filepath.Join(in, others), 0o700))
	}
	for _, want := range [][]string{{killed}, nil} {
		removed, err := store.RemoveAsides(t.Context(), in, ".copy-")
		must(t, err)
		if !slices.Equal(removed, want) {
			t.Errorf("removed %q, want %q", removed, want)
		}
	}
	if _, err := os.Stat(filepath.Join(aside.Path, "store.db")); err != nil {
		t.Errorf("what is at work: %v", err)
	}
	must(t, aside.Close())
	left, err := os.ReadDir(in)
	must(t, err)
	if len(left) != 2 {
		t.Errorf("there are %v", left)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
