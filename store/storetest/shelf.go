package storetest

import (
	"strings"
	"testing"
	"time"

	"github.com/convene-ssh/convene/session/ledger"
)

func runShelf(t *testing.T, e Engine) {
	runParts(t, e, []part{
		{"keeps and overwrites", testKeep},
		{"deletes", testDelete},
		{"refuses large values", testMaxShelfValue},
		{"refuses keys with a part missing", testShelfKeys},
		{"writes with a batch", testShelfInBatch},
		{"sweeps", testSweep},
	})
}

func testKeep(t *testing.T, s ledger.Store) {
	must(t, s.Keep(t.Context()))
	must(t, s.Keep(t.Context(),
		value("asia", "siti", "link", "item-1", "siti's"),
		value("asia", "siti", "draft", "item-2", "first"),
		value("asia", "dewi", "draft", "item-2", ""),
		value("europe", "siti", "draft", "item-2", "elsewhere"),
		value("asia", "siti", "draft", "item-1", "early"),
	))
	changed := value("asia", "siti", "draft", "item-2", "second")
	changed.At = epoch.Add(time.Hour)
	must(t, s.Keep(t.Context(), changed))
	wantEqual(t, "all", onShelf(t, s, "asia", ""),
		"dewi/draft/item-2=", "siti/draft/item-1=early", "siti/draft/item-2=second", "siti/link/item-1=siti's")
	wantEqual(t, "dewi's", onShelf(t, s, "asia", "dewi"), "dewi/draft/item-2=")
	wantEqual(t, "nobody's", onShelf(t, s, "asia", "somchai"))
	values, err := s.Shelf(t.Context(), "asia", "siti")
	must(t, err)
	if want := time.UnixMilli(changed.At.UnixMilli()).UTC(); values[1].At != want {
		t.Errorf("time of the last write: got %v, want %v", values[1].At, want)
	}
	if values[1].Log != "asia" {
		t.Errorf("log of the value: %q", values[1].Log)
	}
}

func testDelete(t *testing.T, s ledger.Store) {
	for _, log := range []string{"asia", "europe"} {
		for _, of := range []ledger.MemberID{"siti", "dewi"} {
			must(t, s.Keep(t.Context(), value(log, of, "ballot", "1", "x"), value(log, of, "ballot", "2", "x"),
				value(log, of, "link", "1", "x")))
		}
	}
	must(t, s.Keep(t.Context(), deletion("asia", "siti", "ballot", "1"), deletion("asia", "dewi", "ballot", "2"),
		deletion("asia", "dewi", "ballot", "3")))
	wantEqual(t, "asia", onShelf(t, s, "asia", ""), "dewi/ballot/1=x", "dewi/link/1=x", "siti/ballot/2=x", "siti/link/1=x")
	wantEqual(t, "europe", onShelf(t, s, "europe", "siti"), "siti/ballot/1=x", "siti/ballot/2=x", "siti/link/1=x")
}

func testMaxShelfValue(t *testing.T, s ledger.Store) {
	most := strings.Repeat("x", ledger.MaxShelfValue)
	must(t, s.Keep(t.Context(), value("asia", "siti", "draft", "1", most)))
	if err := s.Keep(t.Context(), deletion("asia", "siti", "draft", "1"),
		value("asia", "siti", "draft", "2", most+"x")); err == nil {
		t.Error("a larger value was taken")
	}
	wantEqual(t, "shelf", onShelf(t, s, "asia", ""), "siti/draft/1="+most)
}

func testShelfKeys(t *testing.T, s ledger.Store) {
	for _, w := range []ledger.ShelfWrite{
		value("", "siti", "draft", "1", "x"),
		value("asia", "", "draft", "1", "x"),
		value("asia", "siti", "", "1", "x"),
		value("asia", "siti", "draft", "", "x"),
		deletion("asia", "", "draft", "1"),
		deletion("asia", "siti", "", "1"),
		deletion("asia", "siti", "draft", ""),
	} {
		if err := s.Keep(t.Context(), w); err == nil {
			t.Errorf("%+v was taken", w.ShelfKey)
		}
	}
}

func testShelfInBatch(t *testing.T, s ledger.Store) {
	must(t, s.Keep(t.Context(), value("asia", "siti", "draft", "1", "text")))
	b := batch(0, "text")
	b.Shelf = []ledger.ShelfWrite{deletion("asia", "siti", "draft", "1"), value("asia", "siti", "link", "1", "mine")}
	l := openLog(t, s, "asia")
	must(t, l.Append(t.Context(), b))
	wantEqual(t, "shelf", onShelf(t, s, "asia", ""), "siti/link/1=mine")
	must(t, l.Append(t.Context(), ledger.Batch{
		After: 1,
		Shelf: []ledger.ShelfWrite{deletion("asia", "siti", "link", "1")},
	}))
	wantEqual(t, "shelf", onShelf(t, s, "asia", ""))
	wantEqual(t, "log", bodies(t, l), "text")
}

func testSweep(t *testing.T, s ledger.Store) {
	old, used := value("asia", "siti", "draft", "old", "x"), value("asia", "siti", "draft", "used", "x")
	must(t, s.Keep(t.Context(), old, used,
		value("asia", "siti", "link", "old", "x"), value("europe", "dewi", "draft", "old", "x")))
	used.At = epoch.Add(time.Hour)
	must(t, s.Keep(t.Context(), used))
	must(t, s.Sweep(t.Context(), "draft", epoch.Add(time.Hour)))
	wantEqual(t, "asia", onShelf(t, s, "asia", ""), "siti/draft/used=x", "siti/link/old=x")
	wantEqual(t, "europe", onShelf(t, s, "europe", ""))
	wantPending(t, s, 2)
}
