package session

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
	authors []MemberID
	presses bool // others are told at once
	// forgets: words, or what tells who wrote or voted for what, are gone.
	forgets bool
}

func (w *write[S]) arrived(seen *recent) bool {
	return slices.ContainsFunc(w.batch.Records, func(r Record) bool { return seen.has(r.ID) })
}

// prepare checks every deed against a copy on which the earlier ones are
// applied. A deed that panics may have spoilt the copy: the others are checked
// against a new one, without it.
func (l *ledger[S]) prepare(batch []pending[S]) *write[S] {
	failed := map[int]bool{}
	for {
		w, panicked := l.try(batch, failed)
		if panicked < 0 {
			return w
		}
		failed[panicked] = true
	}
}

// try is prepare without the deeds that have failed. It returns the place of one
// that panics, or a negative number.
func (l *ledger[S]) try(batch []pending[S], failed map[int]bool) (*write[S], int) {
	now := l.current.Load()
	w := &write[S]{next: now.state.begin(), batch: Batch{After: now.last, Redact: map[Seq][]byte{}}}
	taken := map[ChangeID]bool{}
	for i, p := range batch {
		var err error
		switch {
		case failed[i]:
			err = Refuse(Internal)
		case !l.seen.has(p.ID) && !taken[p.ID]:
			if err = l.guarded(p.Change, func() error { return l.take(w, p.Deed) }); errors.Is(err, Refuse(Internal)) {
				return nil, i
			}
			taken[p.ID] = err == nil
		}
		w.answers = append(w.answers, func() { p.answer <- err })
	}
	return w, -1
}

// take checks one deed and adds it to the write.
func (l *ledger[S]) take(w *write[S], d Deed[S]) error {
	// Not before it waited: whoever gave up and tries again sends the same one.
	if t, ok := d.Change.(tidier); ok {
		t.tidy()
	}
	if err := d.Change.Check(w.next, d.Who); err != nil {
		return err
	}
	if len(d.Rest) > MaxShelfValue {
		return Refuse(DraftsFull)
	}
	at := l.env.clock.Now().UTC().Truncate(time.Millisecond)
	if c, ok := d.Change.(decider[S]); ok {
		c.Decide(w.next, Decision{at, l.env.random, d.Who})
	}
	author := d.Who.Member
	if c, ok := d.Change.(quieter[S]); ok && c.Quiet(w.next, d.Who) {
		author = ""
	}
	var shelf []ShelfWrite
	if c, ok := d.Change.(shelver[S]); ok {
		shelf = c.Shelve(w.next, d.Who)
		w.forgets = w.forgets || slices.ContainsFunc(shelf, func(s ShelfWrite) bool { return s.Delete })
	}
	// The words of a draft that was accepted are in the log now.
	if d.Draft != "" {
		shelf = append(shelf, draftWrite(d.Who.Member, d.Draft, d.Rest))
	}
	if c, ok := d.Change.(redacter[S]); ok {
		w.redact(c.Redact(w.next))
	}
	if _, ok := d.Change.(arrival); !ok {
		w.presses = true
	}
	stamp := Stamp{w.batch.After + Seq(len(w.batch.Records)), at, author}
	if kind := l.env.words.kind(d.Change); kind != "" {
		body, err := json.Marshal(d.Change)
		if err != nil {
			return err
		}
		stamp.Seq++
		w.batch.Records = append(w.batch.Records, Record{stamp.Seq, d.ID, at, author, kind, body})
	}
	d.Change.Apply(w.next, stamp)
	for _, s := range shelf {
		s.Log, s.At = l.name, at
		w.batch.Shelf = append(w.batch.Shelf, s)
		w.next.keep(s)
	}
	w.authors = append(w.authors, d.Who.Member)
	return nil
}

// redact overwrites records of the log, or of this very batch.
func (w *write[S]) redact(bodies map[Seq][]byte) {
	w.forgets = true
	for seq, body := range bodies {
		if seq > w.batch.After {
			w.batch.Records[seq-w.batch.After-1].Body = body
			delete(bodies, seq)
		}
	}
	maps.Copy(w.batch.Redact, bodies)
}

func (l *ledger[S]) write(ctx context.Context, w *write[S]) error {
	switch {
	case len(w.batch.Records) > 0:
		return l.log.Append(ctx, w.batch)
	case len(w.batch.Shelf) > 0:
		return l.env.store.Keep(ctx, w.batch.Shelf...)
	}
	return nil
}
