package sqlite

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session/ledger"
)

// killed is a folder as kill -9 leaves it: with files that nobody has closed.
type killed struct {
	testing.TB
	path  string // of the store
	older string // a whole copy of it, from before its last writes
}

// kill makes a store whose last record, or last value on a shelf, is in the
// write-ahead log only.
func kill(t testing.TB, lastOnShelf bool) *killed {
	t.Helper()
	folder := t.TempDir()
	path := filepath.Join(folder, "store.db")
	s := openTest(t, path)
	l := openLog(t, s)
	must(t, l.Append(t.Context(), batch(0, 50)))
	must(t, s.Close())
	k := &killed{t, filepath.Join(t.TempDir(), "store.db"), filepath.Join(t.TempDir(), "older.db")}
	k.copy(path, k.older)
	s = openTest(t, path)
	if lastOnShelf {
		must(t, s.Keep(t.Context(), ballot()))
	} else {
		must(t, openLog(t, s).Append(t.Context(), batch(50, 1)))
	}
	for _, end := range []string{"", "-wal", ".head"} {
		k.copy(path+end, k.path+end)
	}
	return k
}

func ballot() ledger.ShelfWrite {
	return ledger.ShelfWrite{ShelfValue: ledger.ShelfValue{
		ShelfKey: ledger.ShelfKey{Log: "asia", Of: "siti", Kind: "ballot", Name: "1"}, Value: []byte("x"),
	}}
}

func (k *killed) copy(from, to string) {
	k.Helper()
	b, err := os.ReadFile(from)
	must(k, err)
	must(k, os.WriteFile(to, b, 0o600))
}

// cut takes bytes from the end of a file.
func (k *killed) cut(end string, n int64) {
	k.Helper()
	about, err := os.Stat(k.path + end)
	must(k, err)
	must(k, os.Truncate(k.path+end, about.Size()-n))
}

func (k *killed) remove(end string) { k.Helper(); must(k, os.Remove(k.path+end)) }

// sql changes the store past Convene.
func (k *killed) sql(text string) {
	k.Helper()
	db, err := connectWriter(k.Context(), k.path, options{})
	must(k, err)
	must(k, errors.Join(db.Exec(text), db.Close()))
}

// place spoils one of the two places of the head file.
func (k *killed) place(n int64) {
	k.Helper()
	f, err := os.OpenFile(k.path+".head", os.O_WRONLY, 0)
	must(k, err)
	_, err = f.WriteAt([]byte("spoilt"), n*headBlock)
	must(k, errors.Join(err, f.Close()))
}

// TestALossIsNoticed at the next start, and said; nothing else is taken for one.
func TestALossIsNoticed(t *testing.T) {
	for name, test := range map[string]struct {
		spoil func(*killed)
		want  error
		says  string
	}{
		"nothing is lost":             {func(*killed) {}, nil, ""},
		"file removed":                {func(k *killed) { k.remove("") }, ledger.ErrLost, "missing or empty"},
		"file emptied":                {func(k *killed) { must(k, os.Truncate(k.path, 0)) }, ledger.ErrLost, "missing or empty"},
		"file and log removed":        {func(k *killed) { k.remove(""); k.remove("-wal") }, ledger.ErrLost, "missing or empty"},
		"file cut off":                {func(k *killed) { k.remove("-wal"); k.cut("", 4096) }, ledger.ErrDamaged, "malformed"},
		"file is something else":      {func(k *killed) { k.remove("-wal"); must(k, os.WriteFile(k.path, []byte("no store"), 0o600)) }, ledger.ErrDamaged, "not a database"},
		"log removed":                 {func(k *killed) { k.remove("-wal") }, ledger.ErrLost, "it ends after 1 writes, and 2 were made"},
		"log emptied":                 {func(k *killed) { must(k, os.Truncate(k.path+"-wal", 0)) }, ledger.ErrLost, "it ends after 1 writes"},
		"log cut off":                 {func(k *killed) { k.cut("-wal", 1) }, ledger.ErrLost, "it ends after 1 writes"},
		"older copy":                  {func(k *killed) { k.remove("-wal"); k.copy(k.older, k.path) }, ledger.ErrLost, "it ends after 1 writes"},
		"last record deleted":         {func(k *killed) { k.sql(`DELETE FROM records WHERE rowid = (SELECT max(rowid) FROM records)`) }, ledger.ErrLost, "records, and"},
		"another record":              {func(k *killed) { k.sql(`UPDATE records SET id = 'other' WHERE seq = 7`) }, ledger.ErrLost, "are not those that were written"},
		"head removed":                {func(k *killed) { k.remove(".head") }, ledger.ErrLost, "nothing beside it says"},
		"head emptied":                {func(k *killed) { must(k, os.Truncate(k.path+".head", 0)) }, ledger.ErrLost, "nothing beside it says"},
		"head spoilt":                 {func(k *killed) { k.place(0); k.place(1) }, ledger.ErrLost, "nothing beside it says"},
		"the older place is spoilt":   {func(k *killed) { k.place(1) }, nil, ""},
		"killed before the head":      {func(k *killed) { k.place(0) }, nil, ""},
		"words redacted past Convene": {func(k *killed) { k.sql(`UPDATE records SET body = x''`) }, nil, ""},
	} {
		for last, lastOnShelf := range map[string]bool{"record": false, "ballot": true} {
			t.Run(name+", last a "+last, func(t *testing.T) {
				k := kill(t, lastOnShelf)
				test.spoil(k)
				for range 2 { // to refuse changes nothing
					s, err := Open(t.Context(), k.path)
					if err == nil {
						must(t, s.Close())
					}
					if !errors.Is(err, test.want) || err != nil && !strings.Contains(err.Error(), test.says) {
						t.Errorf("got %v, want %v that says %q", err, test.want, test.says)
					}
				}
				if test.want != ledger.ErrLost {
					return
				}
				for _, open := range []func(context.Context, string) (*Store, error){OpenAsItIs, Open} {
					s, err := open(t.Context(), k.path)
					must(t, err)
					l := openLog(t, s)
					must(t, l.Append(t.Context(), batch(ledger.Seq(count(t, l)), 1)))
					must(t, s.Close())
				}
			})
		}
	}
}

// TestAnotherStoreIsNoticed also where more was written to it.
func TestAnotherStoreIsNoticed(t *testing.T) {
	k := kill(t, false)
	other := filepath.Join(t.TempDir(), "store.db")
	s := openTest(t, other)
	for i := range 60 {
		b := batch(ledger.Seq(i), 1)
		b.Records[0].ID = "other"
		must(t, openLog(t, s).Append(t.Context(), b))
	}
	must(t, s.Close())
	k.remove("-wal")
	k.copy(other, k.path)
	if _, err := Open(t.Context(), k.path); !errors.Is(err, ledger.ErrLost) || !strings.Contains(err.Error(), "are not those that were written") {
		t.Errorf("got %v", err)
	}
}

// TestACopyBeginsToCount: a backup brings no head with it, and needs none.
func TestACopyBeginsToCount(t *testing.T) {
	path := filepath.Join(t.TempDir(), "copy.db")
	s := openTest(t, filepath.Join(t.TempDir(), "store.db"))
	must(t, openLog(t, s).Append(t.Context(), batch(0, 3)))
	must(t, s.Backup(t.Context(), path))
	for i := range 3 {
		again := openTest(t, path)
		must(t, openLog(t, again).Append(t.Context(), batch(ledger.Seq(3+i), 1)))
		must(t, again.Close())
	}
}

// TestNothingIsAcknowledgedInAFileThatIsGone takes files away from under a store
// that is written to, and puts others in their place.
func TestNothingIsAcknowledgedInAFileThatIsGone(t *testing.T) {
	for name, take := range map[string]func(t testing.TB, path string){
		"file removed": func(t testing.TB, path string) { must(t, os.Remove(path)) },
		"log removed":  func(t testing.TB, path string) { must(t, os.Remove(path+"-wal")) },
		"both replaced": func(t testing.TB, path string) {
			for _, path := range []string{path, path + "-wal"} {
				must(t, os.WriteFile(path+".new", []byte("another file"), 0o600))
				must(t, os.Rename(path+".new", path))
			}
		},
	} {
		for moment, during := range map[string]bool{"between writes": false, "during one": true} {
			t.Run(name+" "+moment, func(t *testing.T) {
				path := filepath.Join(t.TempDir(), "store.db")
				s, err := Open(t.Context(), path)
				must(t, err)
				l := openLog(t, s)
				must(t, l.Append(t.Context(), batch(0, 3)))
				if during {
					err = s.write(t.Context(), func(x tx) error {
						take(t, path)
						return x.insert("asia", batch(3, 1).Records)
					})
				} else {
					take(t, path)
					err = l.Append(t.Context(), batch(3, 1))
				}
				_, read := s.Logs(t.Context())
				for call, err := range map[string]error{"append": err, "keep": s.Keep(t.Context(), ballot()), "read": read} {
					if !errors.Is(err, ledger.ErrReplaced) {
						t.Errorf("%s: %v", call, err)
					}
				}
				must(t, s.Close())
				for _, path := range []string{path, path + "-wal"} {
					if b, err := os.ReadFile(path); name == "both replaced" && string(b) != "another file" {
						t.Errorf("closing left %q of what came in its place, %v", b, err)
					}
				}
			})
		}
	}
}

// TestAFileThatComesBackIsWrittenOn, with everything that was acknowledged.
func TestAFileThatComesBackIsWrittenOn(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	s := openTest(t, path)
	l := openLog(t, s)
	must(t, l.Append(t.Context(), batch(0, 3)))
	must(t, os.Rename(path, path+".away"))
	if err := l.Append(t.Context(), batch(3, 1)); !errors.Is(err, ledger.ErrReplaced) {
		t.Errorf("while it was away: %v", err)
	}
	must(t, os.Rename(path+".away", path))
	must(t, l.Append(t.Context(), batch(3, 1)))
	must(t, s.Close())
	if n := count(t, openLog(t, openTest(t, path))); n != 4 {
		t.Errorf("%d records", n)
	}
}

// TestAnotherProgramThatWritesIsNoticed, because Convene would count on from where
// it was.
func TestAnotherProgramThatWritesIsNoticed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	s := openTest(t, path)
	must(t, openLog(t, s).Append(t.Context(), batch(0, 3)))
	k := &killed{TB: t, path: path}
	k.sql(`UPDATE meta SET value = value + 1 WHERE name = 'writes'`)
	if err := openLog(t, s).Append(t.Context(), batch(3, 1)); !errors.Is(err, ledger.ErrReplaced) {
		t.Errorf("got %v", err)
	}
}

// TestNothingIsAcknowledgedWithoutItsHead lets the head fail once the store was
// written: whoever then reads what is there would take it for acknowledged.
func TestNothingIsAcknowledgedWithoutItsHead(t *testing.T) {
	k := kill(t, false)
	s := openTest(t, k.path)
	l := openLog(t, s)
	works := s.head.File
	fails, err := os.Open(works.Name()) // only to read
	must(t, err)
	defer func() { must(t, fails.Close()) }()
	s.head.File = fails
	appended := l.Append(t.Context(), batch(51, 1))
	_, read := s.Shelf(t.Context(), "asia", "")
	for call, err := range map[string]error{"append": appended, "read": read, "keep": s.Keep(t.Context(), ballot())} {
		if err == nil {
			t.Errorf("%s succeeds without a head", call)
		}
	}
	s.head.File = works
	if n := count(t, l); n != 52 {
		t.Errorf("%d records", n)
	}
	lost := &killed{TB: t, path: filepath.Join(t.TempDir(), "store.db")}
	for _, end := range []string{"", ".head"} {
		k.copy(k.path+end, lost.path+end)
	}
	if _, err := Open(t.Context(), lost.path); !errors.Is(err, ledger.ErrLost) {
		t.Errorf("the end of the store was lost: %v", err)
	}
}
