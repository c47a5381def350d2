package main

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestReportHasARowForEverythingAndAColumnForEverySubject(t *testing.T) {
	p := plan{subjects: []subject{{name: "Convene"}, {name: "Echo"}}, viewers: []int{1, 50}, rounds: 3}
	f := figures{
		{"Convene", 1, fan99}:   {12.345, 9, 1234.5},
		{"Convene", 50, missed}: {0, 0, 0},
		{"Echo", 1, fan99}:      {0.5},
	}
	at := machine{at: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC), cpu: "Abacus", cores: 2, system: "any", load: "0.10 0.20 0.30"}
	var b strings.Builder
	if err := report(&b, p, f, at, at); err != nil {
		t.Fatal(err)
	}
	rows := strings.Split(b.String(), "\n")
	for _, want := range []string{
		"| viewers | measured | Convene | Echo |",
		"|--:|---|--:|--:|",
		"| 1 | fan-out p99, ms | 12.3 (9 to 1234) | 0.5 |",
		"| 50 | fan-out p99, ms | n/a | n/a |",
		"| 50 | updates that a viewer had not after 10 s | 0 | n/a |",
	} {
		if !slices.Contains(rows, want) {
			t.Errorf("no row %q in\n%s", want, b.String())
		}
	}
	if got, want := strings.Count(b.String(), "\n| "), 1+2*len(metrics()); got != want {
		t.Errorf("%d rows, want %d", got, want)
	}
	if head := "2026-01-02 03:04 UTC, Abacus, 2 cores, any. Load average 0.10 0.20 0.30 at the beginning"; !strings.HasPrefix(rows[0], head) {
		t.Errorf("it begins with %q, want %q", rows[0], head)
	}
}
