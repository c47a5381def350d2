package sshd

import (
	"context"
	"errors"
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
)

// origin is where a connection comes from, as the guard counts: one address, or
// what one household or venue has of IPv6.
type origin = netip.Prefix

func originOf(addr net.Addr) origin {
	from, err := netip.ParseAddrPort(addr.String())
	if err != nil {
		return origin{} // those without an address of the network count as one
	}
	ip := from.Addr().Unmap()
	bits := ip.BitLen()
	if ip.Is6() {
		bits = 64
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
}

// slip is what the guard remembers of an origin's wrong codes.
type slip struct {
	delay time.Duration // of the next answer
	last  time.Time
}

func newGuard(codes presenter, clock session.Clock) *guard {
	return &guard{codes: codes, clock: clock, slips: map[origin]slip{}}
}

// present looks a code up, after the delay that its origin has earned. A code
// that lets nobody in gives no entry.
func (g *guard) present(ctx context.Context, from origin, code string) (session.Entry, error) {
	if d := g.delay(from); d > 0 {
		select {
		case <-g.clock.After(d):
		case <-ctx.Done():
			return session.Entry{}, ctx.Err()
		}
	}
	entry, err := g.codes.Present(code)
	if errors.Is(err, session.Refuse(session.CodeWrong)) {
		g.wrong(from)
	}
	if err != nil {
		return session.Entry{}, err
	}
	return entry, nil
}

func (g *guard) delay(from origin) time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.forget()
	return g.slips[from].delay
}

func (g *guard) wrong(from origin) {
	g.mu.Lock()
	defer g.mu.Unlock()
	next := max(firstDelay, min(2*g.slips[from].delay, mostDelay))
	g.slips[from] = slip{next, g.clock.Now()}
}

// forget drops the origins that have been right, or silent, for a minute.
func (g *guard) forget() {
	now := g.clock.Now()
	for from, s := range g.slips {
		if now.Sub(s.last) >= forgetSlip {
			delete(g.slips, from)
		}
	}
}
