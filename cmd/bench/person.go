package main

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"sync"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"github.com/convene-ssh/convene/cmd/bench/line"
)

// The window that everybody sees the board in: large enough for all that a
// scene writes on it.
const (
	width  = 120
	height = 50
)

// perAddress is how many people come from one address of the loopback network:
// servers bound them.
const perAddress = 500

// patience is how long somebody waits for anything.
const patience = 10 * time.Second

var errGone = errors.New("a terminal has ended")

// person sits at a terminal and looks out for words. They have no screen: the
// bench shares the machine with the server.
type person struct {
	*line.Terminal
	seatOf
	full  chan struct{} // closed when it has stalled and its window is full
	ended chan struct{} // closed when the terminal is

	mu   sync.Mutex
	last []byte // the end of what came before
	look *lookout
}

// lookout waits for words.
type lookout struct {
	words []byte
	seen  chan time.Time // one; closed without it when the terminal ends
}

// sit connects the i-th person, without reading what the server sends.
func sit(ctx context.Context, s *server, i int, kind seatOf) (*person, error) {
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, err
	}
	key, err := gossh.NewSignerFromKey(private)
	if err != nil {
		return nil, err
	}
	var d net.Dialer
	if group := i / perAddress; group > 0 {
		d.LocalAddr = &net.TCPAddr{IP: net.IPv4(127, 0, 0, byte(1+group))}
	}
	conn, err := d.DialContext(ctx, "tcp", s.address)
	if err != nil {
		return nil, err
	}
	t, err := line.Open(conn, line.Options{User: s.user, Key: key, Width: width, Height: height, Window: kind.window})
	if err != nil {
		return nil, err
	}
	return &person{Terminal: t, seatOf: kind, full: make(chan struct{}), ended: make(chan struct{})}, nil
}

// read takes what the server sends, until the terminal ends or halts.
func (p *person) read() {
	for {
		chunk, err := p.Next()
		if err != nil {
			p.end()
			return
		}
		p.take(chunk, time.Now())
		if !p.Full() {
			continue
		}
		close(p.full) // nothing can come any more, so this is the only time
		if p.halts {
			return
		}
	}
}

func (p *person) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	close(p.ended)
	if p.look != nil {
		close(p.look.seen)
		p.look = nil
	}
}

// take looks for the words in what came before and comes now.
func (p *person) take(chunk []byte, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.look == nil {
		return
	}
	all := append(p.last, chunk...)
	if bytes.Contains(all, p.look.words) {
		p.look.seen <- now
		p.look = nil
		return
	}
	p.last = append(p.last[:0], all[max(0, len(all)-len(p.look.words)+1):]...)
}

// lookFor delivers when the words come, from now on.
func (p *person) lookFor(words string) <-chan time.Time {
	p.mu.Lock()
	defer p.mu.Unlock()
	seen := make(chan time.Time, 1)
	select {
	case <-p.ended:
		close(seen)
	default:
		p.look, p.last = &lookout{[]byte(words), seen}, p.last[:0]
	}
	return seen
}

// walk takes steps one by one.
func (p *person) walk(ctx context.Context, steps []step) error {
	for _, s := range steps {
		seen := p.lookFor(s.sees)
		if err := p.Type(s.types); err != nil {
			return err
		}
		if _, err := await(ctx, seen); err != nil {
			return fmt.Errorf("waiting for %q: %w", s.sees, err)
		}
	}
	return nil
}

// await waits for what a lookout delivers.
func await(ctx context.Context, seen <-chan time.Time) (time.Time, error) {
	select {
	case at, ok := <-seen:
		if !ok {
			return at, errGone
		}
		return at, nil
	case <-ctx.Done():
		return time.Time{}, ctx.Err()
	}
}
