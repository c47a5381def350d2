package sqlite

import (
	"context"
	"errors"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"github.com/ncruces/go-sqlite3"

	"github.com/convene-ssh/convene/session/ledger"
)

// TestWritingGoesOnWhereTheDiskFailed lets the disk fail at one access of a
// write after the other.
func TestWritingGoesOnWhereTheDiskFailed(t *testing.T) {
	d := newDisk(t, rand.New(rand.NewPCG(2022, 8)))
	s, err := open(t.Context(), filepath.Join(t.TempDir(), "store.db"), options{vfs: t.Name()})
	must(t, err)
	defer func() { must(t, s.Close()) }()
	l := openLog(t, s)
	failed := 0
	for accesses := range 20 {
		d.left = accesses
		err := l.Append(t.Context(), batch(ledger.Seq(count(t, l)), 100))
		d.left = -1
		if errors.Is(err, sqlite3.IOERR) {
			failed++
		} else {
			must(t, err)
		}
		must(t, l.Append(t.Context(), batch(ledger.Seq(count(t, l)), 1)))
	}
	if failed < 10 {
		t.Errorf("only %d writes failed", failed)
	}
	must(t, s.Check(t.Context()))
}

func TestWritingGoesOnWhereAWriteFailed(t *testing.T) {
	s := openTest(t, filepath.Join(t.TempDir(), "store.db"))
	l := openLog(t, s)
	must(t, l.Append(t.Context(), batch(0, 1)))
	for want, fail := range map[error]func(tx, context.CancelFunc) error{
		sqlite3.CONSTRAINT: func(x tx, _ context.CancelFunc) error { return x.insert("asia", batch(0, 1).Records) },
		sqlite3.MISMATCH:   func(x tx, _ context.CancelFunc) error { return x.run(`SELECT ?`, 1.5) },
		context.Canceled:   func(_ tx, cancel context.CancelFunc) error { cancel(); return nil },
	} {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		err := s.write(ctx, func(x tx) error {
			must(t, x.insert("asia", batch(1, 1).Records))
			return fail(x, cancel)
		})
		if !errors.Is(err, want) {
			t.Errorf("got %v instead of %v", err, want)
		}
		if n := count(t, l); n != 1 {
			t.Errorf("%v: %d records instead of 1", want, n)
		}
	}
	must(t, l.Append(t.Context(), batch(1, 1)))
}
