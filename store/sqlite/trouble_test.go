package sqlite

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/ncruces/go-sqlite3"

	"github.com/convene-ssh/convene/session/ledger"
)

// TestTroublesAreNamed by what the disk says, at whichever access of a write it says
// so, and the store goes on once it says so no longer.
func TestTroublesAreNamed(t *testing.T) {
	for says, want := range map[error]ledger.Trouble{
		syscall.ENOSPC:  ledger.ErrFull,
		syscall.EDQUOT:  ledger.ErrFull,
		sqlite3.FULL:    ledger.ErrFull,
		syscall.EROFS:   ledger.ErrReadOnly,
		syscall.EACCES:  ledger.ErrReadOnly,
		syscall.EMFILE:  ledger.ErrNoFiles,
		syscall.ENFILE:  ledger.ErrNoFiles,
		syscall.ENOMEM:  ledger.ErrNoMemory,
		syscall.EIO:     ledger.ErrDisk,
		sqlite3.IOERR:   ledger.ErrDisk,
		sqlite3.CORRUPT: ledger.ErrDamaged,
	} {
		t.Run(fmt.Sprint(says), func(t *testing.T) {
			d := newDisk(t, rand.New(rand.NewPCG(2022, 8)))
			d.says = says
			beside := func(string) error { return says }
			s, err := open(t.Context(), filepath.Join(t.TempDir(), "store.db"), options{vfs: t.Name(), beside: beside})
			must(t, err)
			defer func() { must(t, s.Close()) }()
			l := openLog(t, s)
			failed := 0
			for accesses := range 6 {
				d.left = accesses
				err := l.Append(t.Context(), batch(ledger.Seq(count(t, l)), 20))
				d.left = -1
				if err == nil {
					continue
				}
				failed++
				if got, _ := ledger.TroubleOf(err); got != want {
					t.Errorf("access %d: %v is the trouble %q, want %q", accesses, err, got, want)
				}
			}
			if failed < 3 {
				t.Errorf("only %d writes failed", failed)
			}
			must(t, l.Append(t.Context(), batch(ledger.Seq(count(t, l)), 1)))
		})
	}
}

// TestNoMemoryEndsNothing: a write that needs more than there is fails, and the next
// that needs less does not.
func TestNoMemoryEndsNothing(t *testing.T) {
	s := openTest(t, filepath.Join(t.TempDir(), "store.db"))
	l := openLog(t, s)
	must(t, l.Append(t.Context(), batch(0, 3)))
	for _, large := range []int{1 << 21, 600_000} {
		must(t, s.writer.Exec(`PRAGMA hard_heap_limit = 1000000`))
		b := batch(3, 2)
		b.Records[1].Body = make([]byte, large)
		if err := l.Append(t.Context(), b); !errors.Is(err, ledger.ErrNoMemory) {
			t.Errorf("got %v", err)
		}
	}
	if n := count(t, l); n != 3 {
		t.Errorf("%d records", n)
	}
	must(t, l.Append(t.Context(), batch(3, 1)))
}

// TestTheSystemIsAsked why a write fails, and nothing of that stays.
func TestTheSystemIsAsked(t *testing.T) {
	folder := t.TempDir()
	must(t, writeBeside(filepath.Join(folder, "store.db")))
	if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
		t.Errorf("it left %v, %v", left, err)
	}
	if err := writeBeside(filepath.Join(folder, "nowhere", "store.db")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}

func TestOtherErrorsAreNoTrouble(t *testing.T) {
	s := openTest(t, filepath.Join(t.TempDir(), "store.db"))
	for _, err := range []error{nil, openLog(t, s).Append(t.Context(), batch(7, 1)), errors.New("else"), sqlite3.BUSY} {
		named(&err)
		if trouble, told := ledger.TroubleOf(err); told {
			t.Errorf("%v is the trouble %q", err, trouble)
		}
	}
}

// TestARebuildThatFailsLeavesNoLog: on a disk that is nearly full it would take the room
// that writes need.
func TestARebuildThatFailsLeavesNoLog(t *testing.T) {
	d := newDisk(t, rand.New(rand.NewPCG(2022, 8)))
	path := filepath.Join(t.TempDir(), "store.db")
	logged := func() int64 {
		about, err := os.Stat(path + "-wal")
		must(t, err)
		return about.Size()
	}
	const room = 64 << 10
	s, err := open(t.Context(), path, options{vfs: t.Name(), beside: func(string) error {
		if logged() > room {
			return syscall.ENOSPC
		}
		return nil
	}})
	must(t, err)
	defer func() { must(t, s.Close()) }()
	l := openLog(t, s)
	must(t, l.Append(t.Context(), batch(0, 2000)))
	must(t, l.Append(t.Context(), ledger.Batch{After: 2000, Redact: map[ledger.Seq][]byte{1: nil}}))
	d.logged = func() error {
		if logged() > room {
			return sqlite3.IOERR_WRITE
		}
		return nil
	}
	err = s.Forget(t.Context())
	d.logged = nil
	if got, _ := ledger.TroubleOf(err); got != ledger.ErrFull {
		t.Errorf("it says %v", err)
	}
	if left := logged(); left > 0 {
		t.Errorf("the log has %d bytes", left)
	}
	if pending, err := s.Pending(t.Context()); err != nil || pending != 1 {
		t.Errorf("pending are %d, %v", pending, err)
	}
	must(t, s.Forget(t.Context()))
}
