package storetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/convene-ssh/convene/session/ledger"
)

func runLog(t *testing.T, e Engine) {
	runParts(t, e, []part{
		{"begins empty", testBeginsEmpty},
		{"keeps every field", testKeepsFields},
		{"refuses what is not after the last", testRaced},
		{"refuses gaps", testNoGaps},
		{"takes appends from many at once", testManyAppenders},
		{"reads after a sequence", testReadAfter},
		{"reads to the end through pages of any size", testReadLarge},
		{"reads without holding anything", testReadHoldsNothing},
		{"recognises a write in doubt", testInDoubt},
		{"redacts", testRedact},
		{"writes a batch whole or not at all", testAtomic},
		{"lists logs", testLogs},
	})
}

func testBeginsEmpty(t *testing.T, s ledger.Store) {
	if got := read(t, openLog(t, s, "asia"), 0); len(got) != 0 {
		t.Errorf("a new log holds %v", got)
	}
	if _, err := s.Log(t.Context(), ""); err == nil {
		t.Error("a log without a name was opened")
	}
}

func testKeepsFields(t *testing.T, s ledger.Store) {
	want := []ledger.Record{
		{Seq: 1, ID: "one", At: epoch, Author: "siti", Kind: "item.added/1", Body: []byte(`{"text":"ทำ \u0000"}`)},
		{Seq: 2, ID: "two", At: epoch.Add(-time.Hour), Kind: "vote.closed/2", Body: []byte{0, 255}},
		{Seq: 3, ID: "three", At: epoch, Kind: "nothing/1"},
	}
	must(t, openLog(t, s, "asia").Append(t.Context(), ledger.Batch{Records: want}))
	got := read(t, openLog(t, s, "asia"), 0)
	if len(got) != len(want) {
		t.Fatalf("%d records instead of %d", len(got), len(want))
	}
	for i, w := range want {
		w.At = time.UnixMilli(w.At.UnixMilli()).UTC()
		if g := got[i]; fmt.Sprintf("%+v", g) != fmt.Sprintf("%+v", w) {
			t.Errorf("got %+v, want %+v", g, w)
		}
	}
}

func testRaced(t *testing.T, s ledger.Store) {
	l := openLog(t, s, "asia")
	must(t, l.Append(t.Context(), batch(0, "a", "b")))
	for _, after := range []ledger.Seq{0, 1, 3} {
		if err := l.Append(t.Context(), batch(after, "late")); !errors.Is(err, ledger.ErrRaced) {
			t.Errorf("append after %d of 2: %v", after, err)
		}
	}
	must(t, openLog(t, s, "europe").Append(t.Context(), batch(0, "another log")))
	must(t, l.Append(t.Context(), batch(2, "c")))
	wantEqual(t, "bodies", bodies(t, l), "a", "b", "c")
}

func testNoGaps(t *testing.T, s ledger.Store) {
	l := openLog(t, s, "asia")
	must(t, l.Append(t.Context(), batch(0, "a")))
	for _, seqs := range [][]ledger.Seq{{0}, {1}, {3}, {2, 2}, {2, 4}, {3, 2}} {
		b := batch(1, make([]string, len(seqs))...)
		for i, seq := range seqs {
			b.Records[i].Seq = seq
		}
		if err := l.Append(t.Context(), b); err == nil {
			t.Errorf("records %v were taken after 1", seqs)
		}
	}
	wantEqual(t, "bodies", bodies(t, l), "a")
}

func testManyAppenders(t *testing.T, s ledger.Store) {
	const appenders, each = 16, 5
	l := openLog(t, s, "asia")
	var group sync.WaitGroup
	for i := range appenders {
		group.Go(func() {
			for j := range each {
				if err := appendNext(t.Context(), l, ledger.ChangeID(fmt.Sprintf("%d-%d", i, j))); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	seen := map[ledger.ChangeID]bool{}
	records := read(t, l, 0)
	for i, r := range records {
		if r.Seq != ledger.Seq(i+1) || seen[r.ID] {
			t.Errorf("record %d has sequence %d and id %s, seen before: %t", i+1, r.Seq, r.ID, seen[r.ID])
		}
		seen[r.ID] = true
	}
	if len(records) != appenders*each {
		t.Errorf("%d records instead of %d", len(records), appenders*each)
	}
}

// appendNext appends a record at the end of a log, wherever that is by then.
func appendNext(ctx context.Context, l ledger.Log, id ledger.ChangeID) error {
	var last ledger.Seq
	for {
		for r, err := range l.Read(ctx, last) {
			if err != nil {
				return err
			}
			last = r.Seq
		}
		b := batch(last, "text")
		b.Records[0].ID = id
		if err := l.Append(ctx, b); !errors.Is(err, ledger.ErrRaced) {
			return err
		}
	}
}

func testReadAfter(t *testing.T, s ledger.Store) {
	l := openLog(t, s, "asia")
	must(t, l.Append(t.Context(), batch(0, make([]string, 1100)...)))
	for _, c := range []struct {
		after ledger.Seq
		want  int
	}{{0, 1100}, {1, 1099}, {100, 1000}, {600, 500}, {1099, 1}, {1100, 0}, {5000, 0}} {
		got := read(t, l, c.after)
		if len(got) != c.want {
			t.Errorf("after %d: %d records instead of %d", c.after, len(got), c.want)
		}
		for i, r := range got {
			if r.Seq != c.after+ledger.Seq(i)+1 {
				t.Fatalf("after %d: record %d has sequence %d", c.after, i, r.Seq)
			}
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, err := range l.Read(ctx, 0) {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("read with an ended context: %v", err)
		}
	}
}

// testReadLarge writes more bytes than an engine hands out at once: its pages may be
// short, and the log does not end there.
func testReadLarge(t *testing.T, s ledger.Store) {
	const records = 60
	l := openLog(t, s, "asia")
	large := strings.Repeat("x", 100_000)
	for at := range ledger.Seq(records) {
		must(t, l.Append(t.Context(), batch(at, large)))
	}
	if got := bodies(t, l); len(got) != records || got[records-1] != large {
		t.Errorf("%d records instead of %d", len(got), records)
	}
}

func testReadHoldsNothing(t *testing.T, s ledger.Store) {
	l := openLog(t, s, "asia")
	must(t, l.Append(t.Context(), batch(0, make([]string, 1100)...)))
	for r, err := range l.Read(t.Context(), 0) {
		must(t, err)
		if r.Seq == 1 {
			b := batch(1100, "meanwhile")
			b.Redact = map[ledger.Seq][]byte{900: []byte("redacted")}
			must(t, l.Append(t.Context(), b))
			must(t, s.Forget(t.Context()))
			wantPending(t, s, 0)
		}
		if r.Seq == 900 && string(r.Body) != "redacted" {
			t.Errorf("read on with the old body %q", r.Body)
		}
		if r.Seq == 1000 {
			break
		}
	}
}

func testInDoubt(t *testing.T, s ledger.Store) {
	l := openLog(t, s, "asia")
	must(t, l.Append(t.Context(), batch(0, "before")))
	mine := batch(1, "mine")
	must(t, l.Append(t.Context(), mine)) // the answer is lost on its way
	if err := l.Append(t.Context(), mine); !errors.Is(err, ledger.ErrRaced) {
		t.Errorf("the second try: %v", err)
	}
	found := slices.IndexFunc(read(t, l, mine.After), func(r ledger.Record) bool { return r.ID == mine.Records[0].ID })
	if found != 0 {
		t.Errorf("the record in doubt is at %d of those after it", found)
	}
}

func testRedact(t *testing.T, s ledger.Store) {
	l := openLog(t, s, "asia")
	must(t, l.Append(t.Context(), batch(0, "one", "two", "three")))
	must(t, openLog(t, s, "europe").Append(t.Context(), batch(0, "one", "two")))
	b := batch(3, "redacts 1 and 3")
	b.Redact = map[ledger.Seq][]byte{1: []byte("{}"), 3: []byte("a longer body than there was")}
	must(t, l.Append(t.Context(), b))
	wantEqual(t, "bodies", bodies(t, l), "{}", "two", "a longer body than there was", "redacts 1 and 3")
	wantEqual(t, "the other log", bodies(t, openLog(t, s, "europe")), "one", "two")
	if first := read(t, l, 0)[0]; first.ID != "id-1" || first.Author != "siti" {
		t.Errorf("redacting changed more than the body: %+v", first)
	}
	for _, seq := range []ledger.Seq{0, 5, 6} {
		b := batch(4, "five")
		b.Redact = map[ledger.Seq][]byte{seq: nil}
		if err := l.Append(t.Context(), b); err == nil {
			t.Errorf("a batch after 4 redacted record %d", seq)
		}
	}
}

func testAtomic(t *testing.T, s ledger.Store) {
	l := openLog(t, s, "asia")
	first := batch(0, "kept")
	first.Shelf = []ledger.ShelfWrite{value("asia", "siti", "draft", "1", "a draft")}
	must(t, l.Append(t.Context(), first))
	for name, spoil := range map[string]func(*ledger.Batch){
		"raced":                 func(b *ledger.Batch) { b.After, b.Records = 7, nil; b.Redact[1] = []byte("7") },
		"gap":                   func(b *ledger.Batch) { b.Records[0].Seq = 5 },
		"oversized value":       func(b *ledger.Batch) { b.Shelf[1].Value = make([]byte, ledger.MaxShelfValue+1) },
		"another's shelf":       func(b *ledger.Batch) { b.Shelf[1].Log = "europe" },
		"nameless value":        func(b *ledger.Batch) { b.Shelf[1].Name = "" },
		"redacts the unwritten": func(b *ledger.Batch) { b.Redact[2] = nil },
	} {
		b := batch(1, "not kept")
		b.Redact = map[ledger.Seq][]byte{1: []byte("not redacted")}
		b.Shelf = []ledger.ShelfWrite{deletion("asia", "siti", "draft", "1"), value("asia", "siti", "link", "1", "x")}
		spoil(&b)
		if err := l.Append(t.Context(), b); err == nil {
			t.Errorf("%s: the batch was taken", name)
		}
		wantEqual(t, name+": log", bodies(t, l), "kept")
		wantEqual(t, name+": shelf", onShelf(t, s, "asia", ""), "siti/draft/1=a draft")
		wantPending(t, s, 0)
	}
}

func testLogs(t *testing.T, s ledger.Store) {
	var want []string
	for i := range 30 {
		want = append(want, fmt.Sprintf("community-%02d", i))
	}
	for _, name := range slices.Backward(want) {
		must(t, openLog(t, s, name).Append(t.Context(), batch(0, "first", "second")))
	}
	openLog(t, s, "empty")
	got, err := s.Logs(t.Context())
	must(t, err)
	wantEqual(t, "logs", got, want...)
}
