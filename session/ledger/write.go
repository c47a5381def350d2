package ledger

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"time"
)

// write is one attempt at a batch.
type write[S any] struct {
	batch   Batch
	next    S
	answers []func()
	ids     []ChangeID // of the deeds that were accepted, with those that no log keeps
	authors []MemberID // of the same
	urgent  bool       // others are told at once
	// forgets is set where the change makes the store delete words, or who wrote or voted
	// for what. A draft that was handed in waits for the next pass.
	forgets bool
}

// written reports whether a record of it is in the log.
func (w *write[S]) written(seen *recent) bool {
	return slices.ContainsFunc(w.batch.Records, func(r Record) bool { return seen.has(r.ID) })
}

// prepare checks every deed against a copy on which the earlier ones are applied.
// A deed that panics may have left the copy half changed. The others are then
// checked against a new copy, without it.
func (l *Ledger[S]) prepare(batch []pending[S]) *write[S] {
	failed := map[int]bool{}
	for {
		w, panicked := l.try(batch, failed)
		if panicked < 0 {
			return w
		}
		failed[panicked] = true
	}
}

// try is prepare without the deeds that have failed. It returns the place of a deed
// that panicked, or a negative number.
func (l *Ledger[S]) try(batch []pending[S], failed map[int]bool) (*write[S], int) {
	now := l.current.Load()
	w := &write[S]{next: now.state.Begin(), batch: Batch{After: now.last, Redact: map[Seq][]byte{}}}
	taken := map[ChangeID]bool{}
	for i, p := range batch {
		var err error
		switch {
		case failed[i]:
			err = ErrPanicked
		case !l.seen.has(p.ID) && !taken[p.ID]:
			if err = l.guarded(p.Change, func() error { return l.take(w, p.Deed) }); errors.Is(err, ErrPanicked) {
				return nil, i
			}
			taken[p.ID] = err == nil
		}
		w.answers = append(w.answers, func() { p.answer <- err })
	}
	return w, -1
}

// quietTime is how exactly a record says when somebody did what they did unnamed: less
// so than it takes to find out who was there.
const quietTime = 24 * time.Hour

// take checks one deed and adds it to the write.
func (l *Ledger[S]) take(w *write[S], d Deed[S]) error {
	c := d.Change
	c.Tidy() // only now: whoever gave up may hand in the same deed twice
	if err := c.Check(w.next, d.Who); err != nil {
		return err
	}
	for _, s := range d.Shelf {
		if len(s.Value) > MaxShelfValue {
			return ErrShelfTooLarge
		}
	}
	at := time.Now().UTC().Truncate(time.Millisecond)
	c.Decide(w.next, Decision{at, l.env.Random, d.Who})
	author, told := d.Who.Member, at
	if c.Quiet(w.next, d.Who) {
		author, told = "", at.Truncate(quietTime)
	}
	shelf := c.Shelve(w.next, d.Who)
	w.forgets = w.forgets || slices.ContainsFunc(shelf, func(s ShelfWrite) bool { return s.Delete })
	w.redact(c.Redact(w.next))
	w.urgent = w.urgent || c.Urgent()
	stamp, err := l.record(w, d, told, author)
	if err != nil {
		return err
	}
	c.Apply(w.next, stamp)
	for _, s := range slices.Concat(shelf, d.Shelf) {
		s.Log, s.At = l.name, at
		w.batch.Shelf = append(w.batch.Shelf, s)
		w.next.Keep(s)
	}
	w.ids, w.authors = append(w.ids, d.ID), append(w.authors, d.Who.Member)
	return nil
}

// record adds the record of a deed, if its change is one that the log keeps, and
// returns the stamp.
func (l *Ledger[S]) record(w *write[S], d Deed[S], at time.Time, author MemberID) (Stamp, error) {
	stamp := Stamp{w.batch.After + Seq(len(w.batch.Records)), at, author}
	kind := l.words.Name(d.Change)
	if kind == "" {
		return stamp, nil
	}
	body, err := json.Marshal(d.Change)
	if err != nil {
		return stamp, err
	}
	stamp.Seq++
	w.batch.Records = append(w.batch.Records, Record{stamp.Seq, d.ID, at, author, kind, body})
	return stamp, nil
}

// redact overwrites records of the log, or of this very batch.
func (w *write[S]) redact(bodies map[Seq][]byte) {
	w.forgets = w.forgets || len(bodies) > 0
	for seq, body := range bodies {
		if seq > w.batch.After {
			w.batch.Records[seq-w.batch.After-1].Body = body
			delete(bodies, seq)
		}
	}
	maps.Copy(w.batch.Redact, bodies)
}

func (l *Ledger[S]) write(ctx context.Context, w *write[S]) error {
	switch {
	case len(w.batch.Records) > 0:
		return l.log.Append(ctx, w.batch)
	case len(w.batch.Shelf) > 0:
		return l.env.Store.Keep(ctx, w.batch.Shelf...)
	}
	return nil
}
