package sqlite

import (
	"context"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/convene-ssh/convene/session/ledger"
)

func openLog(t testing.TB, s ledger.Store) ledger.Log {
	t.Helper()
	l, err := s.Log(t.Context(), "asia")
	must(t, err)
	return l
}

// batch returns a batch of n records.
func batch(after ledger.Seq, n int) ledger.Batch {
	b := ledger.Batch{After: after}
	for i := range n {
		b.Records = append(b.Records, ledger.Record{
			Seq:  after + 1 + ledger.Seq(i),
			ID:   "id",
			At:   time.Date(2022, time.August, 9, 9, 0, 0, 0, time.UTC),
			Kind: "item.added/1",
			Body: []byte(`{"text":"` + strings.Repeat("Birth registration ", 10) + `"}`),
		})
	}
	return b
}

func count(t testing.TB, l ledger.Log) (n int) {
	t.Helper()
	for _, err := range l.Read(t.Context(), 0) {
		must(t, err)
		n++
	}
	return n
}

func TestSecondServerIsRefused(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "store.db")
	first := openTest(t, path)
	link := filepath.Join(folder, "link.db")
	must(t, os.Symlink("store.db", link))
	for _, again := range []string{path, link, folder + "/../" + filepath.Base(folder) + "/store.db"} {
		if _, err := Open(t.Context(), again); err == nil || !strings.Contains(err.Error(), "another server has it open") {
			t.Errorf("second open by %s: %v", again, err)
		}
	}
	must(t, openLog(t, first).Append(t.Context(), batch(0, 1)))
	must(t, first.Close())
	second := openTest(t, link)
	if n := count(t, openLog(t, second)); n != 1 {
		t.Errorf("%d records instead of 1", n)
	}
}

func TestOnlyTheOwnerMayRead(t *testing.T) {
	folder := t.TempDir()
	s := openTest(t, filepath.Join(folder, "store.db"))
	must(t, openLog(t, s).Append(t.Context(), batch(0, 1)))
	must(t, s.Backup(t.Context(), filepath.Join(folder, "copy.db")))
	for _, name := range []string{"store.db", "store.db-wal", "store.db.lock", "store.db.head", "copy.db"} {
		info, err := os.Stat(filepath.Join(folder, name))
		must(t, err)
		if info.Mode() != 0o600 {
			t.Errorf("%s has mode %v", name, info.Mode())
		}
	}
}

func TestNewerFormatIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	s := openTest(t, path)
	must(t, s.writer.Exec(`UPDATE meta SET value = 2 WHERE name = 'format'`))
	must(t, s.Close())
	for name, open := range map[string]func() (*Store, error){
		"to write": func() (*Store, error) { return Open(t.Context(), path) },
		"to read":  func() (*Store, error) { return OpenReadOnly(t.Context(), path) },
	} {
		if _, err := open(); !errors.Is(err, ledger.ErrTooNew) || !strings.Contains(err.Error(), "has format 2") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestForeignFilesAreRefused(t *testing.T) {
	folder := t.TempDir()
	text := filepath.Join(folder, "notes.txt")
	must(t, os.WriteFile(text, []byte(strings.Repeat("not a database\n", 100)), 0o600))
	if _, err := Open(t.Context(), text); err == nil {
		t.Error("a text file was opened")
	}
	missing := filepath.Join(folder, "missing.db")
	if _, err := OpenReadOnly(t.Context(), missing); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing file opened to read: %v", err)
	}
	if _, err := Open(t.Context(), filepath.Join(folder, "nowhere", "store.db")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a missing folder: %v", err)
	}
}

func TestPathsAreTakenAsTheyAre(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{"two words.db", "a+b.db", "100%25.db", "why?.db", "c#.db", "ที่ประชุม.db"} {
		s := openTest(t, filepath.Join(folder, name))
		must(t, openLog(t, s).Append(t.Context(), batch(0, 1)))
		must(t, s.Close())
		if _, err := os.Stat(filepath.Join(folder, name)); err != nil {
			t.Error(err)
		}
	}
	files, err := os.ReadDir(folder)
	must(t, err)
	if len(files) != 18 { // each with its lock and its head
		t.Errorf("found %v", files)
	}
}

func TestReadOnlyBesideAServer(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	server := openTest(t, path)
	must(t, openLog(t, server).Append(t.Context(), batch(0, 3)))
	reader, err := OpenReadOnly(t.Context(), path)
	must(t, err)
	defer func() { must(t, reader.Close()) }()
	for i := range 5 {
		if n := count(t, openLog(t, reader)); n != 3+i {
			t.Errorf("read %d records instead of %d", n, 3+i)
		}
		must(t, openLog(t, server).Append(t.Context(), batch(ledger.Seq(3+i), 1)))
	}
	must(t, reader.Check(t.Context()))
	must(t, reader.Backup(t.Context(), filepath.Join(t.TempDir(), "copy.db")))
	must(t, server.Forget(t.Context()))
	for call, err := range map[string]error{
		"append": openLog(t, reader).Append(t.Context(), batch(8, 1)),
		"follow": openLog(t, reader).Follow(t.Context(), 0, func([]ledger.Record) error { return nil }),
		"keep":   reader.Keep(t.Context()),
		"sweep":  reader.Sweep(t.Context(), "draft", time.Time{}),
		"forget": reader.Forget(t.Context()),
	} {
		if !errors.Is(err, errReadOnly) {
			t.Errorf("%s: %v", call, err)
		}
	}
}

func TestReadOnlyWithoutAServer(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	s := openTest(t, path)
	must(t, openLog(t, s).Append(t.Context(), batch(0, 3)))
	must(t, s.Close())
	reader, err := OpenReadOnly(t.Context(), path)
	must(t, err)
	if n := count(t, openLog(t, reader)); n != 3 {
		t.Errorf("read %d records instead of 3", n)
	}
	must(t, reader.Close())
	must(t, openLog(t, openTest(t, path)).Append(t.Context(), batch(3, 1)))
}

func TestForgetWaitsForReaders(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	s := openTest(t, path)
	must(t, openLog(t, s).Append(t.Context(), batch(0, 1)))
	must(t, openLog(t, s).Append(t.Context(), ledger.Batch{After: 1, Redact: map[ledger.Seq][]byte{1: nil}}))
	reader, err := OpenReadOnly(t.Context(), path)
	must(t, err)
	defer func() { must(t, reader.Close()) }()
	must(t, reader.reader.Exec(`BEGIN; SELECT count(*) FROM records`))
	for range 2 {
		if err := s.Forget(t.Context()); err == nil || !strings.Contains(err.Error(), "a reader still holds") {
			t.Errorf("forgot beside a reader: %v", err)
		}
		pending, err := s.Pending(t.Context())
		must(t, err)
		if pending != 1 {
			t.Errorf("pending beside a reader: %d instead of 1", pending)
		}
	}
	must(t, openLog(t, s).Append(t.Context(), batch(1, 1))) // writing goes on
	must(t, reader.reader.Exec(`ROLLBACK`))
	must(t, s.Forget(t.Context()))
	pending, err := s.Pending(t.Context())
	must(t, err)
	if pending != 0 {
		t.Errorf("pending after forgetting: %d", pending)
	}
	must(t, s.Check(t.Context()))
}

// TestReadingGoesOnWhileTheFileIsRebuilt: whoever opens a community does not wait for
// the words of others to be forgotten.
func TestReadingGoesOnWhileTheFileIsRebuilt(t *testing.T) {
	d := newDisk(t, rand.New(rand.NewPCG(2022, 8)))
	s, err := open(t.Context(), filepath.Join(t.TempDir(), "store.db"), options{vfs: t.Name()})
	must(t, err)
	defer func() { must(t, s.Close()) }()
	must(t, openLog(t, s).Append(t.Context(), batch(0, 1000)))
	must(t, openLog(t, s).Append(t.Context(), ledger.Batch{After: 1000, Redact: map[ledger.Seq][]byte{1: nil}}))
	var read []string
	d.logged = sync.OnceValue(func() error {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second) // only where it waits
		defer cancel()
		read, err = s.Logs(ctx)
		return nil
	})
	must(t, s.Forget(t.Context()))
	if len(read) != 1 || err != nil {
		t.Errorf("read %q, %v", read, err)
	}
}

func TestCheckFindsAGap(t *testing.T) {
	s := openTest(t, filepath.Join(t.TempDir(), "store.db"))
	must(t, openLog(t, s).Append(t.Context(), batch(0, 3)))
	must(t, s.Check(t.Context()))
	must(t, s.writer.Exec(`DELETE FROM records WHERE seq = 2`))
	if err := s.Check(t.Context()); err == nil || !strings.Contains(err.Error(), "gaps") {
		t.Errorf("a gap was not found: %v", err)
	}
}
