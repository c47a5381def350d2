package session

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"sync"
	"sync/atomic"
)

// state is what a log adds up to.
type state[S any] interface {
	begin() S        // a working copy that shares what it does not touch
	settle()         // no more changes: it is about to be published
	clearShelf()     // leaves every private value out of a working copy
	keep(ShelfWrite) // takes a private value into a working copy
}

// onlooker gets each new state, with the authors of what led to it: nil where it
// came from elsewhere.
type onlooker[S any] interface {
	show(s S, authors []MemberID)          // before the state is current and anybody is answered
	wake(authors []MemberID, presses bool) // after both
}

// ledger keeps one log live: one goroutine takes the waiting deeds, checks each
// against a working copy, writes them in one batch, publishes the copy, and
// only then answers.
type ledger[S state[S]] struct {
	name     string
	env      environment
	log      Log
	onlooker onlooker[S]
	waiting  chan pending[S]
	swept    chan struct{} // one slot: the shelf has changed beside the ledger
	stop     chan struct{}
	retire   chan struct{} // taken while there is nothing to do
	done     chan struct{}
	halt     sync.Once
	current  atomic.Pointer[published[S]]
	seen     recent // belongs to the goroutine
}

// published is a state together with the last record in it, and the bytes of all
// of them.
type published[S any] struct {
	state S
	last  Seq
	bytes int
}

// pending is a deed whose maker waits for the answer until ctx ends.
type pending[S any] struct {
	Deed[S]
	ctx    context.Context
	answer chan error
}

const (
	maxWaiting = 256 // deeds that wait for a ledger before their makers do
	maxRaces   = 20  // lost races before a batch is given up
)

// openLedger reads the log and begins to take deeds.
func openLedger[S state[S]](ctx context.Context, env environment, name string, empty S, o onlooker[S]) (*ledger[S], error) {
	log, err := env.store.Log(ctx, name)
	if err != nil {
		return nil, err
	}
	l := &ledger[S]{
		name: name, env: env, log: log, onlooker: o,
		waiting: make(chan pending[S], maxWaiting),
		swept:   make(chan struct{}, 1),
		stop:    make(chan struct{}), retire: make(chan struct{}), done: make(chan struct{}),
	}
	l.current.Store(&published[S]{state: empty})
	if err := l.reread(ctx); err != nil {
		return nil, err
	}
	go l.run()
	return l, nil
}

func (l *ledger[S]) state() S { return l.current.Load().state }

// publish makes a state the current one. Its views come first, so that whoever
// is in the state is in them.
func (l *ledger[S]) publish(p *published[S], authors []MemberID) {
	p.state.settle()
	l.onlooker.show(p.state, authors)
	l.current.Store(p)
}

// reread brings the current state up to what the store holds, or leaves it.
func (l *ledger[S]) reread(ctx context.Context) error {
	now := l.current.Load()
	next := &published[S]{now.state.begin(), now.last, now.bytes}
	found, err := l.catchUp(ctx, next)
	if err != nil {
		return fmt.Errorf("log %s: %w", l.name, err)
	}
	values, err := l.env.store.Shelf(ctx, l.name, "")
	if err != nil {
		return fmt.Errorf("shelf of %s: %w", l.name, err)
	}
	next.state.clearShelf()
	for _, v := range values {
		next.state.keep(ShelfWrite{ShelfValue: v})
	}
	l.seen.add(found...)
	l.publish(next, nil)
	l.onlooker.wake(nil, true)
	return nil
}

// catchUp applies the records that the log has beyond a state, and returns their
// ids.
func (l *ledger[S]) catchUp(ctx context.Context, to *published[S]) (found []ChangeID, err error) {
	for r, err := range l.log.Read(ctx, to.last) {
		if err != nil {
			return nil, err
		}
		change, err := decode[S](l.env.words, r)
		if err != nil {
			return nil, err
		}
		apply := func() error { change.Apply(to.state, Stamp{r.Seq, r.At, r.Author}); return nil }
		if err := l.guarded(change, apply); err != nil {
			return nil, err
		}
		found, to.last, to.bytes = append(found, r.ID), r.Seq, to.bytes+r.size()
	}
	return found, nil
}

// guarded contains the panic of a change: its [Internal] is for whoever made it
// and for nobody else. What is logged is the kind of the panic: its value could
// hold somebody's words.
func (l *ledger[S]) guarded(change any, do func() error) (err error) {
	defer func() {
		if value := recover(); value != nil {
			l.env.logf("log %s: a %T panicked with a %T\n%s", l.name, change, value, debug.Stack())
			err = Refuse(Internal)
		}
	}()
	return do()
}

// Do makes a deed and waits until it is durable or refused. When ctx ends
// first, the outcome is unknown: a deed that still waits is left out, one whose
// write has begun is made. Try again with the same id.
func (l *ledger[S]) Do(ctx context.Context, d Deed[S]) error {
	if d.ID == "" { // no retry of it could be recognised
		return Refuse(Invalid, "field", "id")
	}
	p := pending[S]{d, ctx, make(chan error, 1)}
	began := l.env.clock.Now()
	select {
	case l.waiting <- p:
	case <-l.done:
		return Refuse(ShuttingDown)
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case err := <-p.answer:
		if err == nil {
			l.env.pace.add(began, l.env.clock.Now())
		}
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

// closeIdle ends the ledger if it has nothing to do, and reports whether it did.
// Nobody may be about to bring it a deed.
func (l *ledger[S]) closeIdle() bool {
	select {
	case l.retire <- struct{}{}:
		return true
	default:
		return false
	}
}

func (l *ledger[S]) run() {
	defer close(l.done)
	for {
		select {
		case <-l.stop:
			return
		case <-l.retire:
			return
		case <-l.swept:
			if err := l.reread(context.Background()); err != nil {
				l.env.logf("%v", err)
			}
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
	batch = slices.DeleteFunc(batch, func(p pending[S]) bool { return p.ctx.Err() != nil })
	if len(batch) == 0 {
		return
	}
	for range maxRaces {
		w := l.prepare(batch)
		err := l.write(ctx, w)
		if err == nil {
			l.accept(w)
			return
		}
		raced := errors.Is(err, ErrRaced)
		if !raced {
			l.env.logf("append to %s: %v", l.name, err)
		}
		// Nobody trusts their memory over the log: read what is there and check
		// everything again. A write in doubt is recognised by its ids.
		if err := l.reread(ctx); err != nil {
			l.env.logf("%v", err)
			break
		}
		if raced || w.arrived(&l.seen) {
			continue
		}
		if len(batch) == 1 {
			break
		}
		for _, p := range batch { // what the store refuses in one fails no other
			l.commit([]pending[S]{p})
		}
		return
	}
	for _, p := range batch {
		p.answer <- Refuse(NotSaved)
	}
}

// accept publishes what is durable now, and then answers.
func (l *ledger[S]) accept(w *write[S]) {
	bytes := l.current.Load().bytes
	for _, r := range w.batch.Records {
		l.seen.add(r.ID)
		bytes += r.size()
	}
	news := len(w.authors) > 0 // otherwise all was refused
	if news {
		l.publish(&published[S]{w.next, w.batch.After + Seq(len(w.batch.Records)), bytes}, w.authors)
	}
	for _, answer := range w.answers {
		answer()
	}
	if news { // last: an answer shows more than a wake-up
		runtime.Gosched() // the author first: one who is answered draws what the others look at
		l.onlooker.wake(w.authors, w.presses)
	}
	if w.forgets {
		l.env.forget()
	}
}
