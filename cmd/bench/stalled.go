package main

import (
	"context"
	"fmt"
	"time"
)

// seatOf is what kind of client somebody has.
type seatOf struct {
	window uint32 // bytes
	// halts: once it has stalled it does not even read its socket.
	halts bool
}

var (
	// stock is what everybody has who is not about to stall.
	stock = seatOf{window: 2 << 20}
	// narrow lets the server send hardly anything, and is otherwise alive: it
	// answers keepalives.
	narrow = seatOf{window: 1 << 10}
	// stopped has taken a whole window and does no more than a process after
	// SIGSTOP.
	stopped = seatOf{window: 2 << 20, halts: true}
)

const (
	// redraw is the time between the resizes by which a window is filled.
	redraw = 5 * time.Millisecond
	// verdict is how long it takes to notice that one was let go.
	verdict = 300 * time.Millisecond
)

// stall seats a viewer of each kind and redraws their screens until the server
// can send them nothing more.
func (r *room) stall(ctx context.Context) ([]*person, error) {
	var stuck []*person
	for i, kind := range []seatOf{narrow, stopped} {
		p, _, err := r.seat(ctx, len(r.viewers)+1+i, kind)
		if err != nil {
			return nil, err
		}
		if err := p.fill(ctx); err != nil {
			return nil, fmt.Errorf("stalling: %w", err)
		}
		stuck = append(stuck, p)
	}
	return stuck, r.calm(ctx)
}

// fill stalls a viewer and makes the server send until it may send no more.
func (p *person) fill(ctx context.Context) error {
	ctx, done := context.WithTimeout(ctx, 6*patience)
	defer done()
	p.Stall()
	for i := 0; ; i++ {
		if err := p.Resize(width, height-i%2); err != nil {
			return err
		}
		select {
		case <-p.full:
			return nil
		case <-p.ended:
			return errGone
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(redraw):
		}
	}
}

// notLetGo counts those whom the server still keeps.
func notLetGo(ctx context.Context, stuck []*person) (n int, err error) {
	for _, p := range stuck {
		if p.halts {
			go p.read()
		}
	}
	if err := pause(ctx, verdict); err != nil {
		return 0, err
	}
	for _, p := range stuck {
		select {
		case <-p.ended:
		default:
			n++
		}
	}
	return n, nil
}
