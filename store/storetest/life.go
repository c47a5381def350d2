package storetest

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/convene-ssh/convene/session/ledger"
)

func runLife(t *testing.T, e Engine) {
	t.Run("keeps all over a restart", func(t *testing.T) { testReopen(t, e) })
	t.Run("refuses work once closed", func(t *testing.T) { testClosed(t, e) })
	t.Run("keeps what was acknowledged while it closes", func(t *testing.T) { testCloseWaits(t, e) })
}

func testReopen(t *testing.T, e Engine) {
	folder := t.TempDir()
	s := e.Open(t, folder)
	must(t, openLog(t, s, "asia").Append(t.Context(), batch(0, "a", "b")))
	must(t, openLog(t, s, "europe").Append(t.Context(), batch(0, "c")))
	must(t, s.Keep(t.Context(), value("asia", "siti", "draft", "1", "x")))
	must(t, s.Close())
	s = e.Open(t, folder)
	logs, err := s.Logs(t.Context())
	must(t, err)
	wantEqual(t, "logs", logs, "asia", "europe")
	l := openLog(t, s, "asia")
	if err := l.Append(t.Context(), batch(1, "late")); !errors.Is(err, ledger.ErrRaced) {
		t.Errorf("append after 1 of 2: %v", err)
	}
	must(t, l.Append(t.Context(), batch(2, "d")))
	wantEqual(t, "bodies", bodies(t, l), "a", "b", "d")
	wantEqual(t, "shelf", onShelf(t, s, "asia", ""), "siti/draft/1=x")
	must(t, s.Close())
}

func testClosed(t *testing.T, e Engine) {
	s := e.Open(t, t.TempDir())
	l := openLog(t, s, "asia")
	must(t, s.Close())
	must(t, s.Close())
	ctx := t.Context()
	_, logs := s.Logs(ctx)
	_, shelf := s.Shelf(ctx, "asia", "")
	_, pending := s.Pending(ctx)
	var read error
	for _, err := range l.Read(ctx, 0) {
		read = err
	}
	for call, err := range map[string]error{
		"append":  l.Append(ctx, batch(0, "a")),
		"read":    read,
		"follow":  l.Follow(ctx, 0, func([]ledger.Record) error { return nil }),
		"logs":    logs,
		"shelf":   shelf,
		"pending": pending,
		"keep":    s.Keep(ctx, value("asia", "siti", "draft", "1", "x")),
		"sweep":   s.Sweep(ctx, "draft", time.Time{}),
		"forget":  s.Forget(ctx),
		"backup":  s.Backup(ctx, filepath.Join(t.TempDir(), "copy")),
	} {
		if err == nil {
			t.Errorf("%s on a closed store gave no error", call)
		}
	}
}

// testCloseWaits closes a store while several logs are written as fast as they
// take it.
func testCloseWaits(t *testing.T, e Engine) {
	const writers = 8
	folder := t.TempDir()
	s := e.Open(t, folder)
	var acknowledged [writers]ledger.Seq
	var group sync.WaitGroup
	begun := make(chan struct{}, writers)
	for i := range writers {
		l := openLog(t, s, fmt.Sprint("log-", i))
		group.Go(func() {
			for l.Append(t.Context(), batch(acknowledged[i], "a")) == nil {
				acknowledged[i]++
				if acknowledged[i] == 1 {
					begun <- struct{}{}
				}
			}
		})
	}
	for range writers {
		<-begun
	}
	must(t, s.Close())
	group.Wait()
	s = e.Open(t, folder)
	for i, want := range acknowledged {
		if got := len(read(t, openLog(t, s, fmt.Sprint("log-", i)), 0)); got != int(want) {
			t.Errorf("log %d holds %d records, %d were acknowledged", i, got, want)
		}
	}
	must(t, s.Close())
}

func runBackup(t *testing.T, e Engine) {
	runParts(t, e, []part{
		{"copies while in use", func(t *testing.T, s ledger.Store) { testBackup(t, e, s) }},
		{"refuses a path that exists", testBackupExists},
	})
}

func testBackup(t *testing.T, e Engine, s ledger.Store) {
	l := openLog(t, s, "asia")
	b := batch(0, "SECRET", "kept")
	b.Shelf = []ledger.ShelfWrite{value("asia", "siti", "draft", "1", "SECRET")}
	must(t, l.Append(t.Context(), b))
	b = batch(2, "redacts")
	b.Redact = map[ledger.Seq][]byte{1: []byte("{}")}
	must(t, l.Append(t.Context(), b))
	path := filepath.Join(t.TempDir(), "copy.db")
	var group sync.WaitGroup
	group.Go(func() {
		for i := range 50 {
			if err := appendNext(t.Context(), l, ledger.ChangeID(fmt.Sprint("during-", i))); err != nil {
				t.Error(err)
			}
		}
	})
	must(t, s.Backup(t.Context(), path))
	group.Wait()

	written, err := os.ReadFile(path)
	must(t, err)
	if bytes.Contains(written, []byte("SECRET")) {
		t.Error("the copy holds what was redacted before, or what is on a shelf")
	}
	files, err := os.ReadDir(filepath.Dir(path))
	must(t, err)
	if len(files) != 1 {
		t.Errorf("the backup left %v", files)
	}
	wantCopy(t, e.OpenBackup(t, path), l)
}

// wantCopy wants a store that holds the beginning of a log.
func wantCopy(t testing.TB, s ledger.Store, original ledger.Log) {
	got, want := read(t, openLog(t, s, "asia"), 0), read(t, original, 0)
	if len(got) < 3 || len(got) > len(want) {
		t.Fatalf("the copy holds %d of %d records", len(got), len(want))
	}
	if fmt.Sprint(got) != fmt.Sprint(want[:len(got)]) {
		t.Errorf("the copy holds %v instead of %v", got, want[:len(got)])
	}
	wantEqual(t, "shelf of the copy", onShelf(t, s, "asia", ""))
	wantPending(t, s, 0)
	must(t, s.Close())
}

func testBackupExists(t *testing.T, s ledger.Store) {
	path := filepath.Join(t.TempDir(), "precious")
	must(t, os.WriteFile(path, []byte("precious"), 0o600))
	if err := s.Backup(t.Context(), path); !errors.Is(err, fs.ErrExist) {
		t.Errorf("got %v", err)
	}
	kept, err := os.ReadFile(path)
	must(t, err)
	if string(kept) != "precious" {
		t.Errorf("the file now holds %q", kept)
	}
}
