package agenda

import (
	"slices"
	"time"

	"github.com/convene-ssh/convene/session"
)

// An item with a start of its own begins then, whatever is before it. One without
// follows the item before it on its day, so that whoever gives an item more minutes
// moves what comes after it, up to the next start that holds.

// Timed is an item of an agenda with when it begins.
type Timed struct {
	session.AgendaItem
	Begins string // 09:30; empty where nothing says it
	Over   int    // how many minutes it runs into the next one, whose start holds
}

// Times are the items of an agenda in its order, with when they begin.
func Times(agenda []session.AgendaItem) []Timed {
	all := make([]Timed, 0, len(agenda))
	var clock time.Time // when the item before ends
	known := false      // whether anything on this day says when that is
	for i, a := range session.Ordered(agenda) {
		known = known && all[i-1].Day == a.Day
		if start, err := time.Parse(session.StartForm, a.Start); err == nil {
			if known && clock.After(start) {
				all[i-1].Over = int(clock.Sub(start) / time.Minute)
			}
			clock, known = start, true
		}
		t := Timed{AgendaItem: a}
		if known {
			t.Begins = clock.Format(session.StartForm)
			clock = clock.Add(time.Duration(a.Minutes) * time.Minute)
		}
		all = append(all, t)
	}
	return all
}

// Following is an agenda without the starts at which its items begin anyway. Those
// of a kind that holds its start keep it.
func Following(agenda []session.AgendaItem) []session.AgendaItem {
	bare := slices.Clone(agenda)
	for i, a := range bare {
		if a.Start == "" || a.Kind.HoldsStart() {
			continue
		}
		bare[i].Start = ""
		for _, t := range Times(bare) {
			if t.ID == a.ID && t.Begins != a.Start {
				bare[i].Start = a.Start
			}
		}
	}
	return bare
}
