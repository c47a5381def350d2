package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

const (
	// typists is how many people type at once.
	typists = 20
	// keys are what each of them types, one by one. None is on the board, so that
	// one that comes is the one that was typed.
	keys = "αβγδεζηθικλμνξοπρστυ"
	// stroke is the time between the keys of a person, at least.
	stroke = 100 * time.Millisecond
	// changes are then sent by them in turn, at a pace that does not wait for
	// what they take.
	changes = 30
	pace    = 100 * time.Millisecond
	// hesitation is the time between the last letter of an item and the Enter
	// key: servers take an Enter that comes with the words as part of a paste.
	hesitation = 40 * time.Millisecond
)

// busy measures people who type at once, and then changes that come faster than
// some servers can show them.
func (s scene) busy(ctx context.Context, r *room, got results) error {
	if _, err := r.fill(ctx, s.viewers); err != nil {
		return err
	}
	writers := r.viewers[:typists]
	for i, p := range writers {
		if err := r.compose(ctx, p, i); err != nil {
			return err
		}
	}
	if err := r.calm(ctx); err != nil {
		return err
	}
	before := r.probe.read()
	typing, err := r.typeTogether(ctx, writers)
	if err != nil {
		return err
	}
	after := r.probe.read()
	got[together50], got[together99] = ms(quantile(typing.took, 0.5)), ms(quantile(typing.took, 0.99))
	got.put(togetherCPU, ms(after.cpu-before.cpu)/float64(len(typing.took)), after.known)

	open, err := r.openLoop(ctx, writers)
	if err != nil {
		return err
	}
	got[open50], got[open99] = ms(quantile(open.took, 0.5)), ms(quantile(open.took, 0.99))
	got[openMissed] = float64(open.missed)
	return nil
}

// compose opens somebody's line, in one part of the board or another.
func (r *room) compose(ctx context.Context, p *person, i int) error {
	ctx, done := context.WithTimeout(ctx, patience)
	defer done()
	steps := slices.Concat(r.subject.compose, slices.Repeat(r.subject.next, i%parts))
	return p.walk(ctx, steps)
}

// typeTogether times every key of everybody until its own screen shows it.
func (r *room) typeTogether(ctx context.Context, people []*person) (fan, error) {
	var mu sync.Mutex
	var all fan
	group, typing := errgroup.WithContext(ctx)
	for _, p := range people {
		group.Go(func() error {
			var own fan
			tick := time.NewTicker(stroke)
			defer tick.Stop()
			for _, key := range strings.Split(keys, "") {
				<-tick.C
				seen, began := p.lookFor(key), time.Now()
				if err := p.Type(key); err != nil {
					return err
				}
				if err := own.wait(typing, began, []<-chan time.Time{seen}); err != nil {
					return err
				}
			}
			mu.Lock()
			defer mu.Unlock()
			all.add(own)
			return nil
		})
	}
	err := group.Wait()
	return all, err
}

// openLoop sends changes at their pace and times each to everybody but its
// author.
func (r *room) openLoop(ctx context.Context, writers []*person) (fan, error) {
	each := make([]fan, changes)
	group, sending := errgroup.WithContext(ctx)
	tick := time.NewTicker(pace)
	defer tick.Stop()
	for i := range changes {
		<-tick.C
		author := writers[i%len(writers)]
		others := slices.DeleteFunc(slices.Clone(r.viewers), func(p *person) bool { return p == author })
		group.Go(func() error {
			words, _ := words(i)
			looking := lookFor(others, words)
			if err := author.Type(words); err != nil {
				return err
			}
			if err := pause(sending, hesitation); err != nil {
				return err
			}
			sent := time.Now()
			if err := author.Type("\r"); err != nil {
				return err
			}
			if err := each[i].wait(sending, sent, looking); err != nil {
				return fmt.Errorf("change %d: %w", i, err)
			}
			return nil
		})
	}
	err := group.Wait()
	var all fan
	for _, f := range each {
		all.add(f)
	}
	return all, err
}

func (f *fan) add(other fan) {
	f.took = append(f.took, other.took...)
	f.missed += other.missed
}
