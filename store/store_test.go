package store_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/store"
)

func TestOpen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	s, err := store.Open(t.Context(), "sqlite:"+path)
	if err != nil {
		t.Fatal(err)
	}
	reader, err := store.Open(t.Context(), "sqlite:"+path+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	if err := reader.Keep(t.Context(), ledger.ShelfWrite{}); err == nil {
		t.Error("a store opened to read was written")
	}
	for _, s := range []ledger.Store{reader, s} {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestOpenRelative(t *testing.T) {
	t.Chdir(t.TempDir())
	s, err := store.Open(t.Context(), "sqlite:store.db")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

func TestOpenRefuses(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	for url, want := range map[string]string{
		"":                                  "no known engine",
		"store.db":                          "no known engine",
		"postgres:store":                    "no known engine",
		"sqlite:":                           "lacks the path",
		"sqlite:?mode=ro":                   "lacks the path",
		"sqlite:" + path + "?mode=rw":       "mode=rw is not known",
		"sqlite:" + path + "?vfs=memdb":     "vfs=memdb is not known",
		"sqlite:" + path + "?mode=ro&mode=": "mode=ro, is not known",
		"sqlite:" + path + "?%zz":           "invalid URL escape",
		"sqlite:" + path + "?mode=ro":       "no such file",
	} {
		if s, err := store.Open(t.Context(), url); s != nil || err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v and %v, want an error with %q", url, s, err, want)
		}
	}
}

// TestAFolderMayHaveAQuestionMark in its name.
func TestAFolderMayHaveAQuestionMark(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "which?")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	url := "sqlite:" + filepath.Join(folder, "store.db")
	for _, url := range []string{url, store.In(url, "ro"), store.In(store.In(url, "ro"), "as-it-is")} {
		s, err := store.Open(t.Context(), url)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
	files, err := store.Files(store.In(url, "ro"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(files[0]); err != nil {
		t.Error(err)
	}
}
