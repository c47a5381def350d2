package sshd

import (
	"context"
	"errors"
	"maps"
	"net"
	"net/netip"
	"sync"
	"time"

	"github.com/convene-ssh/convene/session"
)

// Each wrong code doubles the time that the next answer to the same address
// takes. It never locks anybody out: a whole venue is one address.
const (
	firstDelay = 100 * time.Millisecond
	mostDelay  = 5 * time.Second
	forgetSlip = time.Minute // after the last wrong code
	// mostWaiting is how many delayed answers an address waits for at once, so
	// that guessing on many connections is not many times as fast. It is as many
	// people as come into the largest venue within the delay.
	mostWaiting = 128
)

// origin is where a connection comes from, as it is counted: one address, or all
// that one customer may have of IPv6 (RFC 6177), who could come from each of its
// networks in turn.
type origin = netip.Prefix

func originOf(addr net.Addr) origin {
	from, err := netip.ParseAddrPort(addr.String())
	if err != nil {
		return origin{} // those without an address of the network count as one
	}
	ip := from.Addr().Unmap()
	bits := ip.BitLen()
	if ip.Is6() {
		bits = 48
	}
	p, _ := ip.WithZone("").Prefix(bits) // bits are within its length
	return p
}

// presenter looks up codes; it is the Host.
type presenter interface {
	Present(code string) (session.Entry, error)
}

// guard makes guessing codes slow.
type guard struct {
	codes presenter
	clock session.Clock

	mu    sync.Mutex
	slips map[origin]slip
	swept time.Time // when all slips were last looked through
}

// slip is what the guard remembers of an origin's wrong codes.
type slip struct {
	delay   time.Duration // of the next answer
	last    time.Time
	waiting int // answers that are delayed
}

func (s slip) over(now time.Time) bool { return s.waiting == 0 && now.Sub(s.last) >= forgetSlip }

func newGuard(codes presenter, clock session.Clock) *guard {
	return &guard{codes: codes, clock: clock, slips: map[origin]slip{}}
}

// present looks a code up and answers after the delay that its origin has earned
// before. A wrong code counts at once, not with its answer: whoever does not wait
// for one gains nothing.
func (g *guard) present(ctx context.Context, from origin, code string) (session.Entry, error) {
	entry, err := g.codes.Present(code)
	delay, ok := g.count(from, errors.Is(err, session.Refuse(session.CodeWrong)))
	if !ok {
		return session.Entry{}, session.Refuse(session.TooFast)
	}
	if delay > 0 {
		defer g.answered(from)
		select {
		case <-g.clock.After(delay):
		case <-ctx.Done():
			return session.Entry{}, ctx.Err()
		}
	}
	return entry, err
}

// count counts a code that was shown, and returns the delay of its answer. It
// reports false where too many wait: nothing is answered then.
func (g *guard) count(from origin, wrong bool) (time.Duration, bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := g.clock.Now()
	g.forget(now)
	s := g.slips[from]
	if s.over(now) {
		s = slip{}
	}
	if s.waiting >= mostWaiting {
		return 0, false
	}
	delay := s.delay
	if delay > 0 {
		s.waiting++
	}
	if wrong {
		s.delay, s.last = max(firstDelay, min(2*delay, mostDelay)), now
	}
	if s != (slip{}) {
		g.slips[from] = s
	}
	return delay, true
}

// answered counts one that no longer waits.
func (g *guard) answered(from origin) {
	g.mu.Lock()
	defer g.mu.Unlock()
	s := g.slips[from]
	s.waiting--
	g.slips[from] = s
}

// forget drops, now and then, the origins that have been right, or silent, for a
// minute.
func (g *guard) forget(now time.Time) {
	if now.Sub(g.swept) < forgetSlip {
		return
	}
	g.swept = now
	maps.DeleteFunc(g.slips, func(_ origin, s slip) bool { return s.over(now) })
}
