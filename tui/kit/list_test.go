package kit

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

func plainEntries(keys ...string) Few {
	var all Few
	for _, k := range keys {
		all = append(all, Entry{Key: k, Rows: func(chosen bool, _ int) []string {
			if chosen {
				return []string{">" + k}
			}
			return []string{k}
		}})
	}
	return all
}

// TestTheFirstEntryIsChosenUntilThePersonMoves, whatever others put before it.
func TestTheFirstEntryIsChosenUntilThePersonMoves(t *testing.T) {
	l := &List{}
	for _, keys := range [][]string{{"a", "b"}, {"new", "a", "b"}, {"a", "b"}} {
		all := plainEntries(keys...)
		if l.Lead(all); l.Choice(all) != keys[0] {
			t.Errorf("of %q it is on %q", keys, l.Choice(all))
		}
	}
	l.move("down", plainEntries("a", "b"))
	all := plainEntries("new", "a", "b")
	if l.Lead(all); l.Choice(all) != "b" {
		t.Errorf("moved, it is on %q", l.Choice(all))
	}
}

// TestOthersDoNotMoveTheChoice: what appears or goes above and below the chosen
// entry moves neither the choice nor the row where it stands.
func TestOthersDoNotMoveTheChoice(t *testing.T) {
	var keys []string
	for i := range 30 {
		keys = append(keys, fmt.Sprint("entry ", i))
	}
	l := &List{}
	row := func(keys []string) int {
		rows, _, _ := l.window(plainEntries(keys...), 20, 8)
		return slices.Index(rows, ">entry 12")
	}
	for range 12 {
		l.move("down", plainEntries(keys...))
		l.window(plainEntries(keys...), 20, 8)
	}
	before := row(keys)
	if before < 0 {
		t.Fatal("entry 12 is not chosen")
	}
	for name, others := range map[string][]string{
		"three above": append([]string{"new 1", "new 2", "new 3"}, keys...),
		"two gone":    keys[2:],
		"one below":   append(slices.Clone(keys), "new"),
		"many gone":   keys[4:16],
	} {
		if after := row(others); after != before {
			t.Errorf("%s: the choice moved from row %d to %d", name, before, after)
		}
		row(keys)
	}
	if rows, _, _ := l.window(plainEntries(slices.Concat(keys[:12], keys[13:])...), 20, 8); !slices.Contains(rows, ">entry 13") {
		t.Errorf("once it is gone, what has taken its place is not chosen: %q", rows)
	}
}

// TestRowsStayWhileThePointerMoves from one of them to another, however many rows each entry
// takes: the page scrolls only as far as the chosen entry asks for.
func TestRowsStayWhileThePointerMoves(t *testing.T) {
	var all Few
	var rows []string
	at := map[string]int{} // where each entry begins
	for i := range 40 {
		own := make([]string, 1+i%3)
		for n := range own {
			own[n] = fmt.Sprint(i, ".", n)
		}
		at[fmt.Sprint(i)] = len(rows)
		rows = append(rows, own...)
		all = append(all, Entry{fmt.Sprint(i), func(bool, int) []string { return own }})
	}
	chance := rand.New(rand.NewPCG(2, 0))
	for range 50 {
		l, top, h := &List{}, 0, 6+chance.IntN(len(rows))
		for range 60 {
			l.move([]string{"up", "down", "down", "pgup", "pgdown", "home", "end"}[chance.IntN(7)], all)
			shown, _, _ := l.window(all, 20, h)
			begins := at[l.Chosen]
			top = max(min(top, begins), begins+len(all[l.Find(all)].Rows(true, 20))-h)
			if want := rows[top:min(len(rows), top+h)]; !slices.Equal(shown, want) {
				t.Fatalf("at entry %s it shows %q, want %q", l.Chosen, shown, want)
			}
		}
	}
}

// TestAWindowIsAPartOfTheList around the chosen entry, however many rows each
// takes, and counts what it leaves out. What cannot be in view is not drawn.
func TestAWindowIsAPartOfTheList(t *testing.T) {
	chance := rand.New(rand.NewPCG(1, 0))
	for range 2000 {
		drawn := 0
		var entries Few
		var all []string
		var ends []int
		for i := range chance.IntN(60) {
			rows := slices.Repeat([]string{fmt.Sprint("entry ", i)}, 1+chance.IntN(3))
			entries = append(entries, Entry{Key: fmt.Sprint(i), Rows: func(bool, int) []string { drawn++; return rows }})
			all = append(all, rows...)
			ends = append(ends, len(all))
		}
		h := 3 + chance.IntN(12)
		l := List{Chosen: fmt.Sprint(chance.IntN(60)), At: chance.IntN(20) - 2}
		rows, above, below := l.window(entries, 20, h)
		if len(rows) != min(h, len(all)) || drawn > 2*h+1 {
			t.Fatalf("%d rows of %d in %d, %d entries drawn", len(rows), len(all), h, drawn)
		}
		if len(entries) == 0 {
			continue
		}
		chosen := l.Find(entries)
		top := ends[chosen] - len(entries[chosen].Rows(true, 20)) - l.At
		if top < 0 || !slices.Equal(all[top:top+len(rows)], rows) || !slices.Contains(rows, "entry "+l.Chosen) {
			t.Fatalf("from row %d, %d in %d: %q", top, len(all), h, rows)
		}
		wantAbove, wantBelow := 0, 0
		for _, end := range ends {
			if end <= top {
				wantAbove++
			}
			if end > top+len(rows) {
				wantBelow++
			}
		}
		if above != wantAbove || below != wantBelow {
			t.Fatalf("%d above and %d below, want %d and %d", above, below, wantAbove, wantBelow)
		}
	}
}

// TestThePointerIsSeenBelowAHeading, however few rows there are.
func TestThePointerIsSeenBelowAHeading(t *testing.T) {
	look := plainLook(t)
	all := append(look.Headed("First", plainEntries("a", "b")), look.Headed("Second", plainEntries("c"))...)
	for h := 1; h < 8; h++ {
		for _, chosen := range []string{"a", "b", "c"} {
			l := &List{Chosen: chosen}
			if rows, _, _ := l.window(all, 20, h); !slices.Contains(rows, ">"+chosen) || len(rows) > h {
				t.Errorf("in %d rows %s is chosen in %q", h, chosen, rows)
			}
		}
	}
}
