package main

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"github.com/convene-ssh/convene/cmd/internal/line"
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
	shown atomic.Int64  // bytes that have come to the screen

	mu    sync.Mutex
	last  []byte // the end of what came before, mostWords long
	looks []lookout
}

// lookout waits for words.
type lookout struct {
	words []byte
	seen  chan time.Time // one; closed without it when the terminal ends
}

// mostWords is how long words may be that somebody looks for, in bytes.
const mostWords = 64

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
		p.shown.Add(int64(len(chunk)))
		p.take(chunk, time.Now())
		if bytes.Contains(chunk, asked) {
			_ = p.Type(answered) // the next read tells if they are gone
		}
		if !p.Full() {
			continue
		}
		close(p.full) // nothing can come any more, so this is the only time
		if p.halts {
			return
		}
	}
}

// Applications ask what terminal this is, some wait a second for the answer, and
// stock terminals give one: dark, and a VT220.
var asked, answered = []byte("\x1b[c"), "\x1b]11;rgb:0000/0000/0000\x1b\\\x1b[?62;22c"

func (p *person) end() {
	p.mu.Lock()
	defer p.mu.Unlock()
	close(p.ended)
	for _, l := range p.looks {
		close(l.seen)
	}
	p.looks = nil
}

// take looks for the words in what came before and comes now.
func (p *person) take(chunk []byte, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.looks) == 0 {
		p.last = p.last[:0]
		return
	}
	all := append(p.last, chunk...)
	p.looks = slices.DeleteFunc(p.looks, func(l lookout) bool {
		fresh := all[max(0, len(p.last)-len(l.words)+1):] // words that were whole before do not count
		seen := bytes.Contains(fresh, l.words)
		if seen {
			l.seen <- now
		}
		return seen
	})
	p.last = append(p.last[:0], all[max(0, len(all)-mostWords):]...)
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
		p.looks = append(p.looks, lookout{[]byte(words), seen})
	}
	return seen
}

// walk takes steps one by one. A step that shows nothing is not waited for.
func (p *person) walk(ctx context.Context, steps []step) error {
	for _, s := range steps {
		if s.sees == "" {
			if err := p.Type(s.types); err != nil {
				return err
			}
			continue
		}
		if _, err := p.press(ctx, s.types, s.sees); err != nil {
			return fmt.Errorf("waiting for %q: %w", s.sees, err)
		}
	}
	return nil
}

// press types keys and returns when the words come.
func (p *person) press(ctx context.Context, keys, words string) (time.Time, error) {
	seen := p.lookFor(words)
	if err := p.Type(keys); err != nil {
		return time.Time{}, err
	}
	return await(ctx, seen)
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
