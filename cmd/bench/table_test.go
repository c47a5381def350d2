package main

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestReportComparesTheFirstSubjectWithTheOthers(t *testing.T) {
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	where := machine{at: at, cpu: "Abacus", cores: 2, system: "any", load: "0.10 0.20 0.30"}
	o := outcome{
		plan: plan{subjects: []subject{{name: "Convene", most: 500}, {name: "Echo", most: 50}, {name: "Slow", most: 50}}, viewers: []int{1, 50, 500}, rounds: 3},
		figures: figures{
			{"Convene", 1, fan99}:   {12.345, 9, 1234.5},
			{"Echo", 1, fan99}:      {5},
			{"Slow", 1, fan99}:      {24.69, 24.69},
			{"Convene", 50, missed}: {0, 0, 0},
			{"Slow", 50, missed}:    {3},
			{"Convene", 50, echo50}: {4},
			{"Echo", 50, echo50}:    {0},
			{"Convene", 500, fan99}: {6},
		},
		failed:  []failure{{cell{subject: "Slow", viewers: 50}, errGone}},
		without: errors.New("no way"),
		began:   where, ended: where,
	}
	var b strings.Builder
	if err := o.report(&b); err != nil {
		t.Fatal(err)
	}
	rows := strings.Split(b.String(), "\n")
	for _, want := range []string{
		"| viewers: 1 | Convene | Echo | Slow | Convene : Echo | Convene : Slow |",
		"|---|--:|--:|--:|--:|--:|",
		"| fan-out p99, ms | 12.3 (9 to 1234) | 5 | 24.7 | 2.47x | 1/2 |",
		"| updates that a viewer had not after 10 s | 0 | n/a | 3 |  |  |",
		"| echo of a durable change p50, ms | 4 | 0 | n/a | n/a |  |",
		"| viewers: 500 | Convene |",
		"|---|--:|",
		"| fan-out p99, ms | 6 |",
		"- Without peers: no way",
		"- Not measured to the end: Slow with 50 viewers: a terminal has ended",
	} {
		if !slices.Contains(rows, want) {
			t.Errorf("no row %q in\n%s", want, b.String())
		}
	}
	if got, want := strings.Count(b.String(), "\n| "), 3+4; got != want {
		t.Errorf("%d rows, want %d: what nobody measured is left out", got, want)
	}
	if head := "2026-01-02 03:04 UTC, Abacus, 2 cores, any. Load average 0.10 0.20 0.30 at the beginning"; !strings.HasPrefix(rows[0], head) {
		t.Errorf("it begins with %q, want %q", rows[0], head)
	}
}
