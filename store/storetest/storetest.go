// Package storetest holds the contract that every store engine passes, and
// [Memory], an engine for the tests of what stands above a store.
package storetest

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/convene-ssh/convene/session/ledger"
)

// Engine is how the contract reaches an engine.
type Engine struct {
	// Open opens the store that is kept in a folder. Once that is closed, the
	// same folder gives the same store again.
	Open func(t testing.TB, folder string) ledger.Store
	// OpenBackup opens what Backup wrote to path. It is nil for an engine that
	// makes no backups.
	OpenBackup func(t testing.TB, path string) ledger.Store
	// Bytes returns every byte that the engine keeps in a folder. It is nil for
	// an engine that keeps nothing there.
	Bytes func(t testing.TB, folder string) []byte
}

// Run tests that an engine keeps the contract of [ledger.Store].
func Run(t *testing.T, e Engine) {
	t.Run("log", func(t *testing.T) { runLog(t, e) })
	t.Run("follow", func(t *testing.T) { runFollow(t, e) })
	t.Run("shelf", func(t *testing.T) { runShelf(t, e) })
	t.Run("forget", func(t *testing.T) { runForget(t, e) })
	t.Run("life", func(t *testing.T) { runLife(t, e) })
	if e.OpenBackup != nil {
		t.Run("backup", func(t *testing.T) { runBackup(t, e) })
	}
}

// part is one named piece of the contract, tested on a new store.
type part struct {
	name string
	test func(t *testing.T, s ledger.Store)
}

func runParts(t *testing.T, e Engine, parts []part) {
	for _, p := range parts {
		t.Run(p.name, func(t *testing.T) {
			s := e.Open(t, t.TempDir())
			t.Cleanup(func() { must(t, s.Close()) })
			p.test(t, s)
		})
	}
}

// epoch is the time of the contract's writes, with more digits than are kept.
var epoch = time.Date(2022, time.August, 9, 9, 0, 0, 123_456_789, time.FixedZone("MYT", 8*60*60))

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func openLog(t testing.TB, s ledger.Store, name string) ledger.Log {
	t.Helper()
	l, err := s.Log(t.Context(), name)
	must(t, err)
	return l
}

// batch returns a batch with a record for each body.
func batch(after ledger.Seq, bodies ...string) ledger.Batch {
	b := ledger.Batch{After: after}
	for i, body := range bodies {
		seq := after + 1 + ledger.Seq(i)
		b.Records = append(b.Records, ledger.Record{
			Seq:    seq,
			ID:     ledger.ChangeID(fmt.Sprintf("id-%d", seq)),
			At:     epoch,
			Author: "siti",
			Kind:   "item.added/1",
			Body:   []byte(body),
		})
	}
	return b
}

func read(t testing.TB, l ledger.Log, after ledger.Seq) []ledger.Record {
	t.Helper()
	var records []ledger.Record
	for r, err := range l.Read(t.Context(), after) {
		must(t, err)
		records = append(records, r)
	}
	return records
}

func bodies(t testing.TB, l ledger.Log) []string {
	t.Helper()
	var found []string
	for _, r := range read(t, l, 0) {
		found = append(found, string(r.Body))
	}
	return found
}

func value(log string, of ledger.MemberID, kind, name, text string) ledger.ShelfWrite {
	return ledger.ShelfWrite{ShelfValue: ledger.ShelfValue{
		ShelfKey: ledger.ShelfKey{Log: log, Of: of, Kind: kind, Name: name},
		Value:    []byte(text),
		At:       epoch,
	}}
}

func deletion(log string, of ledger.MemberID, kind, name string) ledger.ShelfWrite {
	w := value(log, of, kind, name, "")
	w.Delete = true
	return w
}

// onShelf returns what a shelf holds, as lines that are easy to compare.
func onShelf(t testing.TB, s ledger.Store, log string, of ledger.MemberID) []string {
	t.Helper()
	values, err := s.Shelf(t.Context(), log, of)
	must(t, err)
	var lines []string
	for _, v := range values {
		lines = append(lines, fmt.Sprintf("%s/%s/%s=%s", v.Of, v.Kind, v.Name, v.Value))
	}
	return lines
}

func wantEqual[T comparable](t testing.TB, what string, got []T, want ...T) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

func wantPending(t testing.TB, s ledger.Store, want int) {
	t.Helper()
	got, err := s.Pending(t.Context())
	must(t, err)
	if got != want {
		t.Errorf("pending: got %d, want %d", got, want)
	}
}
