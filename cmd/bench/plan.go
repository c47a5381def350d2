package main

import (
	"context"
	"fmt"
	"io"
	"slices"
)

// plan says what is measured.
type plan struct {
	subjects []subject // the first is compared with the others
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

// failure is a scene that could not be played to its end.
type failure struct {
	cell // of no metric
	err  error
}

// measure plays every scene in every round. Scenes that are compared follow
// each other. It goes on after a failure, unless ctx has ended.
func (p plan) measure(ctx context.Context, progress io.Writer) (figures, []failure) {
	all := figures{}
	var failed []failure
	for round := range p.rounds {
		for _, n := range p.viewers {
			for _, s := range p.subjects {
				if n > s.most || ctx.Err() != nil {
					continue
				}
				_, _ = fmt.Fprintf(progress, "round %d of %d, %s, %d viewers\n", round+1, p.rounds, s.name, n)
				got, err := once(ctx, s, n, round)
				if err != nil {
					failed = append(failed, failure{cell{subject: s.name, viewers: n}, err})
				}
				for m, value := range got {
					c := cell{s.name, n, m}
					all[c] = append(all[c], value)
				}
			}
		}
	}
	return all, failed
}

// once plays all that a subject does, forwards and backwards in turn.
func once(ctx context.Context, s subject, viewers, round int) (results, error) {
	acts := []act{scene.plain}
	if viewers >= many {
		acts = append(acts, scene.busy)
	}
	stalled := s.stalls && viewers >= many
	if stalled {
		acts = append(acts, scene.withStalled)
	}
	if round%2 == 1 {
		slices.Reverse(acts)
	}
	got := results{}
	for _, a := range acts {
		if err := (scene{s, viewers, a}).play(ctx, got); err != nil {
			return got, err
		}
	}
	if stalled {
		compare(got)
	}
	return got, nil
}

// compare adds what stalled viewers cost the others in this round.
func compare(got results) {
	got[stalledRatio50] = got[stalledFan50] / got[fan50]
	got[stalledRatio99] = got[stalledFan99] / got[fan99]
}
