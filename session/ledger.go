package session

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// state is what a log adds up to.
type state[S any] interface {
	begin() S        // a working copy that shares what it does not touch
	clearShelf()     // leaves every private value out of a working copy
	keep(ShelfWrite) // takes a private value into a working copy
}

// ledger keeps one log live: one goroutine takes the waiting deeds, checks each
// against a working copy, writes them in one batch, publishes the copy, and
// only then answers.
type ledger[S state[S]] struct {
	name    string
	env     environment
	log     Log
	waiting chan pending[S]
	stop    chan struct{}
	done    chan struct{}
	halt    sync.Once
	current atomic.Pointer[published[S]]

	// What follows belongs to the goroutine.
	seen map[ChangeID]bool // the ids of the log's records
	// publish is called with each new state, before anybody is answered, and
	// with the authors of what led to it.
	publish func(S, []MemberID)
}

// published is a state together with the last record in it.
type published[S any] struct {
	state S
	last  Seq
}

// pending is a deed whose maker waits for the answer.
type pending[S any] struct {
	Deed[S]
	answer chan error
}

const (
	maxWaiting = 256 // deeds that wait for a ledger before their makers do
	maxRaces   = 20  // lost races before a batch is given up
)

// openLedger reads the log and begins to take deeds.
func openLedger[S state[S]](ctx context.Context, env environment, name string, empty S, publish func(S, []MemberID)) (*ledger[S], error) {
	log, err := env.store.Log(ctx, name)
	if err != nil {
		return nil, err
	}
	l := &ledger[S]{
		name: name, env: env, log: log, publish: publish,
		waiting: make(chan pending[S], maxWaiting),
		stop:    make(chan struct{}), done: make(chan struct{}),
		seen: map[ChangeID]bool{},
	}
	l.current.Store(&published[S]{state: empty})
	if err := l.reread(ctx); err != nil {
		return nil, err
	}
	l.publish(l.current.Load().state, nil)
	go l.run()
	return l, nil
}

func (l *ledger[S]) state() S { return l.current.Load().state }

// reread brings the current state up to what the store holds.
func (l *ledger[S]) reread(ctx context.Context) error {
	if err := l.catchUp(ctx); err != nil {
		return err
	}
	return l.takeShelf(ctx)
}

// catchUp applies the records that the log has beyond the current state.
func (l *ledger[S]) catchUp(ctx context.Context) error {
	now := l.current.Load()
	next, last := now.state.begin(), now.last
	for r, err := range l.log.Read(ctx, last) {
		if err != nil {
			return err
		}
		change, err := decode[S](l.env.words, r)
		if err != nil {
			return fmt.Errorf("log %s: %w", l.name, err)
		}
		change.Apply(next, Stamp{r.Seq, r.At, r.Author})
		l.seen[r.ID], last = true, r.Seq
	}
	l.current.Store(&published[S]{next, last})
	return nil
}

func (l *ledger[S]) takeShelf(ctx context.Context) error {
	values, err := l.env.store.Shelf(ctx, l.name, "")
	if err != nil {
		return err
	}
	now := l.current.Load()
	next := now.state.begin()
	next.clearShelf()
	for _, v := range values {
		next.keep(ShelfWrite{ShelfValue: v})
	}
	l.current.Store(&published[S]{next, now.last})
	return nil
}

// Do makes a deed and waits until it is durable or refused. When ctx ends
// first, the outcome is unknown: try again with the same id.
func (l *ledger[S]) Do(ctx context.Context, d Deed[S]) error {
	p := pending[S]{d, make(chan error, 1)}
	select {
	case l.waiting <- p:
	case <-l.done:
		return Refuse(ShuttingDown)
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case err := <-p.answer:
		return err
	case <-l.done:
		select { // the last batch may have answered
		case err := <-p.answer:
			return err
		default:
			return Refuse(ShuttingDown)
		}
	case <-ctx.Done():
		return ctx.Err()
	}
}

// close ends the ledger after the batch that has begun.
func (l *ledger[S]) close() {
	l.halt.Do(func() { close(l.stop) })
	<-l.done
}

func (l *ledger[S]) run() {
	defer close(l.done)
	for {
		select {
		case <-l.stop:
			return
		case first := <-l.waiting:
			batch := []pending[S]{first}
			for len(batch) < maxWaiting && len(l.waiting) > 0 {
				batch = append(batch, <-l.waiting)
			}
			l.commit(batch)
		}
	}
}

// commit makes a batch durable and answers each of its deeds.
func (l *ledger[S]) commit(batch []pending[S]) {
	ctx := context.Background() // a write that has begun is seen to its end
	for range maxRaces {
		w := l.prepare(batch)
		err := l.write(ctx, w)
		if err == nil {
			l.accept(w)
			return
		}
		if !errors.Is(err, ErrRaced) {
			l.env.logf("append to %s: %v", l.name, err)
		}
		// Nobody trusts their memory over the log: read what is there and check
		// everything again. A write in doubt is recognised by its ids.
		if err := l.reread(ctx); err != nil {
			l.env.logf("read %s: %v", l.name, err)
			break
		}
		if !errors.Is(err, ErrRaced) && !w.arrived(l.seen) {
			break
		}
	}
	l.publish(l.state(), nil)
	for _, p := range batch {
		p.answer <- Refuse(NotSaved)
	}
}

// write is one attempt at a batch.
type write[S any] struct {
	batch   Batch
	next    S
	answers []func()
	authors []MemberID
	redacts bool
}

func (w *write[S]) arrived(seen map[ChangeID]bool) bool {
	for _, r := range w.batch.Records {
		if seen[r.ID] {
			return true
		}
	}
	return false
}

// prepare checks every deed against a copy on which the earlier ones are
// applied.
func (l *ledger[S]) prepare(batch []pending[S]) *write[S] {
	now := l.current.Load()
	w := &write[S]{next: now.state.begin(), batch: Batch{After: now.last, Redact: map[Seq][]byte{}}}
	taken := map[ChangeID]bool{}
	for _, p := range batch {
		var err error
		if !l.seen[p.ID] && !taken[p.ID] {
			err = l.take(w, p.Deed)
			taken[p.ID] = err == nil
		}
		w.answers = append(w.answers, func() { p.answer <- err })
	}
	return w
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
	}
	if d.Draft != "" {
		shelf = append(shelf, draftWrite(d.Who.Member, d.Draft, nil))
	}
	if c, ok := d.Change.(redacter[S]); ok {
		w.redact(c.Redact(w.next))
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
	w.redacts = true
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

// accept publishes what is durable now, and then answers.
func (l *ledger[S]) accept(w *write[S]) {
	for _, r := range w.batch.Records {
		l.seen[r.ID] = true
	}
	l.current.Store(&published[S]{w.next, w.batch.After + Seq(len(w.batch.Records))})
	l.publish(w.next, w.authors)
	for _, answer := range w.answers {
		answer()
	}
	if w.redacts || slices.ContainsFunc(w.batch.Shelf, revealing) {
		l.env.forget()
	}
}

// revealing reports whether a deleted value would tell who wrote or voted for
// what. A draft that was accepted would not: its words are in the log now.
func revealing(s ShelfWrite) bool { return s.Delete && s.Kind != shelfDraft }
