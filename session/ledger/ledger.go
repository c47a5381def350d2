package ledger

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// State is what the records of a log add up to. A state that is published is never
// changed again; changes go into a working copy of it.
type State[S any] interface {
	// Begin makes a working copy, which shares with its origin what no change
	// touches; see [Tx].
	Begin() S
	// Settle ends the changes of a working copy that is about to be published.
	Settle()
	// ClearShelf removes all private values from a working copy.
	ClearShelf()
	// Keep takes a private value into a working copy, or removes it.
	Keep(ShelfWrite)
}

// Observer is told of each new state, with the authors of the changes that led to
// it: nil where they came from elsewhere.
type Observer[S any] interface {
	// Show is called before the state is current and before anybody is answered.
	Show(s S, authors []MemberID, urgent bool)
	// Wake is called after both. Where it is urgent, others are told at once.
	Wake(authors []MemberID, urgent bool)
}

// Ledger keeps one log live. Its goroutine takes the deeds that wait, checks each
// against a working copy, writes them in one batch, publishes the copy, and only
// then answers.
type Ledger[S State[S]] struct {
	name     string
	env      Env
	words    Vocabulary[S]
	log      Log
	observer Observer[S]
	waiting  chan pending[S]
	swept    chan struct{} // holds one signal: the shelf was changed beside the ledger
	stop     chan struct{}
	stopOnce sync.Once
	retire   chan struct{} // received from while there is nothing to do
	done     chan struct{}
	current  atomic.Pointer[published[S]]
	seen     recent // belongs to the goroutine
}

// published is a state with the last record in it and the bytes of all of them.
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
	maxWaiting = 256 // how many deeds the queue holds; while it is full, Do waits
	maxRaces   = 20  // lost races before a batch is given up
)

// Open reads the log of that name into an empty state and begins to take deeds. It
// returns [ErrTooNew] for a log that a newer version wrote.
func Open[S State[S]](ctx context.Context, env Env, name string, empty S, words Vocabulary[S], o Observer[S]) (*Ledger[S], error) {
	log, err := env.Store.Log(ctx, name)
	if err != nil {
		return nil, err
	}
	l := &Ledger[S]{
		name: name, env: env, words: words, log: log, observer: o,
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

// State is the current state.
func (l *Ledger[S]) State() S { return l.current.Load().state }

// Last is the last record that the current state holds; zero for none.
func (l *Ledger[S]) Last() Seq { return l.current.Load().last }

// Done is closed when the ledger takes no more deeds.
func (l *Ledger[S]) Done() <-chan struct{} { return l.done }

// Swept makes the ledger read its shelf again, after the store has deleted from it.
func (l *Ledger[S]) Swept() {
	select {
	case l.swept <- struct{}{}:
	default:
	}
}

// publish makes a state the current one. The observer gets it first, so that
// whoever finds something in the state also finds it in the views.
func (l *Ledger[S]) publish(p *published[S], authors []MemberID, urgent bool) {
	p.state.Settle()
	l.observer.Show(p.state, authors, urgent)
	l.current.Store(p)
}

// reread brings the current state up to what the store holds. Where that fails,
// the state stays as it is.
func (l *Ledger[S]) reread(ctx context.Context) error {
	now := l.current.Load()
	next := &published[S]{now.state.Begin(), now.last, now.bytes}
	found, err := l.catchUp(ctx, next)
	if err != nil {
		return fmt.Errorf("log %s: %w", l.name, err)
	}
	values, err := l.env.Store.Shelf(ctx, l.name, "")
	if err != nil {
		return fmt.Errorf("shelf of %s: %w", l.name, err)
	}
	next.state.ClearShelf()
	for _, v := range values {
		next.state.Keep(ShelfWrite{ShelfValue: v})
	}
	l.seen.add(found...)
	l.publish(next, nil, true)
	l.observer.Wake(nil, true)
	return nil
}

// catchUp applies the records that come after a state, and returns their ids.
func (l *Ledger[S]) catchUp(ctx context.Context, to *published[S]) (found []ChangeID, err error) {
	for r, err := range l.log.Read(ctx, to.last) {
		if err != nil {
			return nil, err
		}
		change, err := l.words.decode(r)
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

// guarded turns a panic of a change into [ErrPanicked], so that it fails no other.
// It logs the type of the panic's value and not the value, which could hold
// somebody's words.
func (l *Ledger[S]) guarded(change any, do func() error) (err error) {
	defer func() {
		if value := recover(); value != nil {
			l.env.Logf("log %s: a %T panicked with a %T\n%s", l.name, change, value, debug.Stack())
			err = ErrPanicked
		}
	}()
	return do()
}

// Do makes a deed and waits until it is durable or refused. It returns what Check
// refused, or one of this package's errors. When ctx ends first, the outcome is
// unknown: a deed that still waits is left out, and one whose write has begun is
// made. Try again with the same id.
func (l *Ledger[S]) Do(ctx context.Context, d Deed[S]) error {
	return l.DoAll(ctx, []Deed[S]{d})[0]
}

// DoAll makes deeds in their order, and returns what became of each, as Do does. Many
// of them share a write.
func (l *Ledger[S]) DoAll(ctx context.Context, all []Deed[S]) []error {
	errs, waiting := make([]error, len(all)), make([]pending[S], len(all))
	began := time.Now()
	for i, d := range all {
		waiting[i] = pending[S]{d, ctx, make(chan error, 1)}
		errs[i] = l.enqueue(ctx, waiting[i])
	}
	for i, p := range waiting {
		if errs[i] != nil {
			continue
		}
		if errs[i] = l.answered(ctx, p); errs[i] == nil {
			l.env.Meter.add(began, time.Now())
		}
	}
	return errs
}

// enqueue hands a deed in.
func (l *Ledger[S]) enqueue(ctx context.Context, p pending[S]) error {
	if p.ID == "" { // no retry of it could be recognised
		return ErrNoID
	}
	select {
	case l.waiting <- p:
		return nil
	case <-l.done:
		return ErrClosed
	case <-ctx.Done():
		return ctx.Err()
	}
}

// answered waits for the answer to a deed that was handed in.
func (l *Ledger[S]) answered(ctx context.Context, p pending[S]) error {
	select {
	case err := <-p.answer:
		return err
	case <-l.done:
		select { // the last batch may have answered
		case err := <-p.answer:
			return err
		default:
			return ErrClosed
		}
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Would returns what new deeds would be refused for now, and makes none of them. Their
// changes are spent: whoever makes them later makes new ones. After one that panics,
// [ErrPanicked] stands for all that follow.
func (l *Ledger[S]) Would(all []Deed[S]) []error {
	now := l.current.Load()
	w := &write[S]{next: now.state.Begin(), batch: Batch{After: now.last, Redact: map[Seq][]byte{}}}
	errs := make([]error, len(all))
	for i, d := range all {
		errs[i] = l.guarded(d.Change, func() error { return l.take(w, d) })
		if errors.Is(errs[i], ErrPanicked) { // the copy may be half changed
			for after := i + 1; after < len(all); after++ {
				errs[after] = ErrPanicked
			}
			break
		}
	}
	return errs
}

// Close ends the ledger after the batch that has begun.
func (l *Ledger[S]) Close() {
	l.stopOnce.Do(func() { close(l.stop) })
	<-l.done
}

// CloseIdle ends the ledger if it has nothing to do, and reports whether it did.
// Nobody may call Do at the same time.
func (l *Ledger[S]) CloseIdle() bool {
	select {
	case l.retire <- struct{}{}:
		return true
	default:
		return false
	}
}

func (l *Ledger[S]) run() {
	defer close(l.done)
	for {
		select {
		case <-l.stop:
			return
		case <-l.retire:
			return
		case <-l.swept:
			if err := l.reread(context.Background()); err != nil {
				l.env.Failed("read", err)
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
func (l *Ledger[S]) commit(batch []pending[S]) {
	ctx := context.Background() // a write that has begun is seen to its end
	batch = slices.DeleteFunc(batch, func(p pending[S]) bool { return p.ctx.Err() != nil })
	if len(batch) == 0 {
		return
	}
	var failed error
	for range maxRaces {
		w := l.prepare(batch)
		err := l.write(ctx, w)
		if err == nil {
			l.accept(w)
			return
		}
		raced := errors.Is(err, ErrRaced)
		if !raced {
			failed = err
			l.env.Failed("append to "+l.name, err)
		}
		// The log is right, not the memory: read what is there and check everything
		// again. A write whose outcome was unknown is recognised by its ids.
		if err := l.reread(ctx); err != nil {
			l.env.Failed("read", err)
			break
		}
		written := w.written(&l.seen)
		if written {
			l.seen.add(w.ids...)
		}
		if raced || written {
			continue
		}
		if len(batch) == 1 {
			break
		}
		for _, p := range batch { // one that the store refuses must not fail the others
			l.commit([]pending[S]{p})
		}
		return
	}
	for _, p := range batch {
		p.answer <- notSaved(failed)
	}
}

// notSaved is what those are told whose deed was not saved. What is known of the
// reason is told too, and nothing else that the store says.
func notSaved(why error) error {
	if trouble, told := TroubleOf(why); told {
		return errors.Join(ErrNotSaved, trouble)
	}
	return ErrNotSaved
}

// accept publishes what is durable now, and then answers.
func (l *Ledger[S]) accept(w *write[S]) {
	l.seen.add(w.ids...)
	bytes := l.current.Load().bytes
	for _, r := range w.batch.Records {
		bytes += r.size()
	}
	accepted := len(w.authors) > 0
	if accepted {
		l.publish(&published[S]{w.next, w.batch.After + Seq(len(w.batch.Records)), bytes}, w.authors, w.urgent)
	}
	for _, answer := range w.answers {
		answer()
	}
	if accepted {
		// Those who were answered run first: the picture that an author's terminal
		// draws is the one that the others share.
		runtime.Gosched()
		l.observer.Wake(w.authors, w.urgent)
	}
	if w.forgets {
		l.env.Forget()
	}
}
