package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

const (
	// updates is how many items the writer writes, after some that do not count,
	// and fewer, but as many as leastUpdates, where that takes longer than enough.
	updates      = 50
	leastUpdates = 17
	warming      = 2
	enough       = 12 * time.Second
	// together is how many people arrive at the same time. Of many it is one in
	// share, because every arrival changes the screens of all who are there, up to
	// what a server lets shake hands.
	together = 8
	share    = 16
	most     = 128
	// beat is the time between the writer's keys, so that even two of them for
	// every change stay below what servers allow one person.
	beat = 40 * time.Millisecond
	// calm is how long nothing has to come before everybody is up to date, and for
	// every viewer another calmEach: a large room is told less often who is in it.
	calm     = 300 * time.Millisecond
	calmEach = 1200 * time.Microsecond
)

// letters tell the items apart, and lasts of the Cyrillic alphabet, from
// firstLast, end them.
const (
	letters   = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	firstLast = 'А'
	lasts     = 64
)

// words are the i-th item and its last letter. Any two differ in every place,
// and no letter stands beside itself, so that a server that sends only the cells
// that have changed still sends all of it. The last letter stands in no other,
// so that it tells when all has been typed also where a server shows the letters
// one by one.
func words(i int) (all, last string) {
	last = string(rune(firstLast + i%lasts))
	this, next := letters[i%len(letters)], letters[(i+1)%len(letters)]
	return string([]byte{this, next, this, next, this}) + last, last
}

// room is the people on one server.
type room struct {
	subject subject
	server  *server
	probe   probe
	viewers []*person
	writer  *person

	mu  sync.Mutex
	all []*person // to be closed
}

// arrivals are the times from dialling.
type arrivals struct{ screen, board []time.Duration }

// fill lets the viewers and the writer in and waits until all is calm.
func (r *room) fill(ctx context.Context, viewers int) (arrivals, error) {
	took := arrivals{make([]time.Duration, viewers+1), make([]time.Duration, viewers+1)}
	people := make([]*person, viewers+1)
	group, joining := errgroup.WithContext(ctx)
	group.SetLimit(max(together, min(viewers/share, most)))
	for i := range people {
		group.Go(func() (err error) {
			began := time.Now()
			people[i], took.screen[i], err = r.seat(joining, i, stock)
			took.board[i] = time.Since(began)
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return took, err
	}
	r.viewers, r.writer = people[:viewers], people[viewers]
	if err := r.writer.walk(ctx, r.subject.compose); err != nil {
		return took, err
	}
	return took, r.calm(ctx)
}

// seat brings somebody to the board, and returns how long their first screen
// took.
func (r *room) seat(ctx context.Context, i int, kind seatOf) (*person, time.Duration, error) {
	ctx, done := context.WithTimeout(ctx, 6*patience)
	defer done()
	began := time.Now()
	p, err := sit(ctx, r.server, i, kind)
	if err != nil {
		return nil, 0, err
	}
	r.mu.Lock()
	r.all = append(r.all, p)
	r.mu.Unlock()
	seen := p.lookFor(r.subject.first)
	go p.read()
	at, err := await(ctx, seen)
	if err != nil {
		return nil, 0, fmt.Errorf("waiting for the first screen: %w", err)
	}
	return p, at.Sub(began), p.walk(ctx, r.subject.enter)
}

// calm waits until nothing comes to anybody's screen any more. Keepalives do, to
// somebody or other of many people, all the time.
func (r *room) calm(ctx context.Context) error {
	for before := int64(-1); before != r.shown(); {
		before = r.shown()
		if err := pause(ctx, calm+time.Duration(len(r.viewers))*calmEach); err != nil {
			return err
		}
	}
	return nil
}

// shown counts what has come to the viewers' screens, in bytes.
func (r *room) shown() (n int64) {
	for _, p := range r.viewers {
		n += p.shown.Load()
	}
	return n
}

// received counts what has come to the viewers, in bytes.
func (r *room) received() (n int64) {
	for _, p := range r.viewers {
		n += p.Received()
	}
	return n
}

// written is what the writer's items took.
type written struct {
	typed, echo   []time.Duration // to the writer's own screen
	fan           fan
	bytes         int64 // to all viewers
	before, after reading
}

// fan is what items took to each viewer: the whole patience where one had not
// come by then.
type fan struct {
	took   []time.Duration
	missed int
}

// write writes all items, each when the one before has reached everybody.
func (r *room) write(ctx context.Context) (*written, error) {
	w := &written{}
	tick := time.NewTicker(beat)
	defer tick.Stop()
	began := time.Now()
	for i := range warming + updates {
		if i == warming {
			*w = written{bytes: -r.received(), before: r.probe.read()}
			began = time.Now()
		}
		if i >= warming+leastUpdates && time.Since(began) > enough {
			break
		}
		if i > 0 && i%r.subject.perPart == 0 {
			if err := r.writer.walk(ctx, r.subject.next); err != nil {
				return nil, err
			}
			tick.Reset(beat) // one that came meanwhile would put two keys into a paste
		}
		if err := r.update(ctx, i, tick.C, w); err != nil {
			return nil, fmt.Errorf("update %d: %w", i, err)
		}
	}
	err := r.calm(ctx)
	w.bytes, w.after = w.bytes+r.received(), r.probe.read()
	return w, err
}

// update writes the i-th item.
func (r *room) update(ctx context.Context, i int, tick <-chan time.Time, w *written) error {
	words, last := words(i)
	looking := lookFor(r.viewers, words)
	<-tick
	typed, err := r.press(ctx, words, last)
	if err != nil {
		return fmt.Errorf("typing: %w", err)
	}
	<-tick
	began := time.Now()
	echo, err := r.press(ctx, "\r", words)
	if err != nil {
		return fmt.Errorf("echo: %w", err)
	}
	w.typed, w.echo = append(w.typed, typed), append(w.echo, echo)
	return w.fan.wait(ctx, began, looking)
}

// press types keys of the writer and returns how long it took until their own
// screen showed the words.
func (r *room) press(ctx context.Context, keys, words string) (time.Duration, error) {
	ctx, done := context.WithTimeout(ctx, patience)
	defer done()
	began := time.Now()
	at, err := r.writer.press(ctx, keys, words)
	return at.Sub(began), err
}

// lookFor lets many look out for the same words.
func lookFor(people []*person, words string) []<-chan time.Time {
	looking := make([]<-chan time.Time, len(people))
	for i, p := range people {
		looking[i] = p.lookFor(words)
	}
	return looking
}

// wait waits until all have seen what was sent.
func (f *fan) wait(ctx context.Context, sent time.Time, looking []<-chan time.Time) error {
	waiting, done := context.WithDeadline(ctx, sent.Add(patience))
	defer done()
	for _, seen := range looking {
		at, err := await(waiting, seen)
		switch {
		case err == nil:
			f.took = append(f.took, at.Sub(sent))
		case errors.Is(err, context.DeadlineExceeded):
			f.missed++
			f.took = append(f.took, patience)
		default:
			return err
		}
	}
	return nil
}

// leave hangs up for everybody.
func (r *room) leave() {
	for _, p := range r.all {
		_ = p.Close() // some were let go
	}
}
