package main

import (
	"context"
	"fmt"
	"io"
	"slices"
)

// plan says what is measured.
type plan struct {
	subjects []subject
	viewers  []int
	rounds   int
}

// cell is a place in the table.
type cell struct {
	subject string
	viewers int
	metric  metric
}

// figures are what every round gave for a cell.
type figures map[cell][]float64

// measure plays every scene in every round. Scenes that are compared follow
// each other.
func (p plan) measure(ctx context.Context, progress io.Writer) (figures, error) {
	all := figures{}
	for round := range p.rounds {
		for _, n := range p.viewers {
			for _, s := range p.subjects {
				_, _ = fmt.Fprintf(progress, "round %d of %d, %s, %d viewers\n", round+1, p.rounds, s.name, n)
				got, err := once(ctx, s, n, round)
				if err != nil {
					return nil, fmt.Errorf("bench: %s with %d viewers: %w", s.name, n, err)
				}
				for m, value := range got {
					c := cell{s.name, n, m}
					all[c] = append(all[c], value)
				}
			}
		}
	}
	return all, nil
}

// once plays a subject with stalled viewers and without, in alternating order.
func once(ctx context.Context, s subject, viewers, round int) (results, error) {
	pair := []scene{{s, viewers, false}, {s, viewers, true}}
	if round%2 == 1 {
		slices.Reverse(pair)
	}
	got := results{}
	for _, sc := range pair {
		if err := sc.play(ctx, got); err != nil {
			return nil, err
		}
	}
	compare(got)
	return got, nil
}

// compare adds what stalled viewers cost the others in this round.
func compare(got results) {
	got[stalledRatio50] = got[stalledFan50] / got[fan50]
	got[stalledRatio99] = got[stalledFan99] / got[fan99]
}
