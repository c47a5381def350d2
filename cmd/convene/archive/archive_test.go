package archive_test

import (
	"archive/tar"
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/convene-ssh/convene/cmd/convene/archive"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// written is an archive of one file and two secrets.
func written(t *testing.T, passphrase string) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "store")
	must(t, os.WriteFile(path, []byte("what was said"), 0o600))
	var b bytes.Buffer
	must(t, archive.Write(&b, archive.Contents{
		Version: "v1", At: time.Date(2022, 8, 9, 9, 0, 0, 0, time.UTC), Files: []string{path},
		Secrets: map[string][]byte{"a.key": []byte("the first key"), "b.key": []byte("the second key")},
	}, passphrase))
	return b.Bytes()
}

func TestAllComesOutAsItWasPutIn(t *testing.T) {
	for name, passphrase := range map[string]string{"open": "", "sealed": "correct horse"} {
		t.Run(name, func(t *testing.T) {
			b, folder := written(t, passphrase), t.TempDir()
			if sealed := !bytes.Contains(b, []byte("the first key")); sealed != (passphrase != "") {
				t.Errorf("sealed: %v", sealed)
			}
			must(t, archive.Extract(bytes.NewReader(b), folder, passphrase))
			for name, want := range map[string]string{"store": "what was said", "a.key": "the first key", "b.key": "the second key"} {
				got, err := os.ReadFile(filepath.Join(folder, name))
				must(t, err)
				about, err := os.Stat(filepath.Join(folder, name))
				must(t, err)
				if string(got) != want || about.Mode().Perm() != 0o600 {
					t.Errorf("%s holds %q, with mode %v", name, got, about.Mode())
				}
			}
		})
	}
}

// TestEveryByteCounts spoils each byte that is not padding.
func TestEveryByteCounts(t *testing.T) {
	b := written(t, "")
	for i, original := range b {
		if original == 0 {
			continue
		}
		spoilt := bytes.Clone(b)
		spoilt[i] ^= 0x01
		folder := t.TempDir()
		if err := archive.Extract(bytes.NewReader(spoilt), folder, ""); err != nil {
			continue
		}
		for name, want := range map[string]string{"store": "what was said", "a.key": "the first key", "b.key": "the second key"} {
			if got, err := os.ReadFile(filepath.Join(folder, name)); err != nil || string(got) != want {
				t.Errorf("byte %d: %s holds %q, %v", i, name, got, err)
			}
		}
	}
}

// pair is a name and a content in a tar.
type pair struct{ name, content string }

func tarOf(t *testing.T, files ...pair) []byte {
	t.Helper()
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, f := range files {
		must(t, w.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: f.name, Size: int64(len(f.content)), Mode: 0o600}))
		_, err := w.Write([]byte(f.content))
		must(t, err)
	}
	must(t, w.Close())
	return b.Bytes()
}

func TestStrangeArchivesAreRefused(t *testing.T) {
	const none = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
	holds := func(name string) pair {
		return pair{"manifest.json", `{"format":1,"members":[{"name":"` + name + `","sha256":"` + none + `"}]}`}
	}
	empty := func(name string) pair { return pair{name, ""} }
	for name, test := range map[string]struct {
		b    []byte
		want error
	}{
		"nothing":             {nil, archive.ErrDamaged},
		"no manifest":         {tarOf(t, empty("store")), archive.ErrDamaged},
		"a newer one":         {tarOf(t, pair{"manifest.json", `{"format":2,"members":"elsewhere"}`}), archive.ErrTooNew},
		"a file is missing":   {tarOf(t, holds("store")), archive.ErrDamaged},
		"another file":        {tarOf(t, holds("store"), empty("other")), archive.ErrDamaged},
		"one file more":       {tarOf(t, holds("store"), empty("store"), empty("more")), archive.ErrDamaged},
		"out of the folder":   {tarOf(t, holds("../store"), empty("../store")), archive.ErrDamaged},
		"an absolute path":    {tarOf(t, holds("/store"), empty("/store")), archive.ErrDamaged},
		"a folder in between": {tarOf(t, holds("a/store"), empty("a/store")), archive.ErrDamaged},
		"no name":             {tarOf(t, holds("."), empty(".")), archive.ErrDamaged},
		"as it should be":     {tarOf(t, holds("store"), empty("store")), nil},
	} {
		if err := archive.Extract(bytes.NewReader(test.b), t.TempDir(), ""); !errors.Is(err, test.want) {
			t.Errorf("%s: got %v, want %v", name, err, test.want)
		}
	}
}
