package session

import (
	"context"
	"slices"
	"sync"
	"time"
)

// Health is how an installation is doing. It names nobody.
type Health struct {
	Communities int // that it holds
	People      int // that it knows
	Here        int // members who are in a meeting at the moment
	// Accepted counts the changes since the start, PerSecond those of the last
	// minute, and P50 and P99 say how long the latest of them waited for their
	// answer: until they were durable.
	Accepted  int
	PerSecond float64
	P50, P99  time.Duration
	Pending   int // redactions whose bytes the store may still hold
}

// Health says how the installation is doing, to an organiser of it or of one of
// its communities.
func (h *Host) Health(ctx context.Context, person PersonID) (Health, error) {
	p, _ := h.Person(person)
	organises := p.Organiser
	for _, l := range h.CommunitiesOf(person) {
		if member, ok := h.MemberOf(ctx, person, l.ID); ok && !organises {
			shared, err := h.Shared(ctx, l.ID, Public)
			organises = err == nil && shared.Members[member].Organiser
		}
	}
	if !organises {
		return Health{}, Refuse(NotAllowed)
	}
	return h.HealthForOwner(ctx)
}

// HealthForOwner is Health for whoever owns the machine.
func (h *Host) HealthForOwner(ctx context.Context) (Health, error) {
	d := h.directory.state()
	s := Health{Communities: len(d.communities), People: len(d.people)}
	for _, l := range h.open() {
		for _, r := range l.rooms.all() {
			s.Here += len(r.Here)
		}
	}
	h.env.pace.report(&s, h.env.clock.Now())
	var err error
	s.Pending, err = h.env.store.Pending(ctx)
	return s, err
}

// pace remembers how fast changes were answered.
type pace struct {
	mu       sync.Mutex
	accepted int
	latest   []stride // a ring
}

// stride is one accepted change.
type stride struct {
	at   time.Time
	took time.Duration
}

// strides is how many changes a pace looks back on.
const strides = 4096

func (p *pace) add(began, now time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	one := stride{now, now.Sub(began)}
	if len(p.latest) < strides {
		p.latest = append(p.latest, one)
	} else {
		p.latest[p.accepted%strides] = one
	}
	p.accepted++
}

func (p *pace) report(s *Health, now time.Time) {
	p.mu.Lock()
	latest := slices.Clone(p.latest)
	s.Accepted = p.accepted
	p.mu.Unlock()
	if len(latest) == 0 {
		return
	}
	recent := 0
	for _, one := range latest {
		if now.Sub(one.at) <= time.Minute {
			recent++
		}
	}
	s.PerSecond = float64(recent) / time.Minute.Seconds()
	slices.SortFunc(latest, func(a, b stride) int { return int(a.took - b.took) })
	s.P50, s.P99 = latest[len(latest)/2].took, latest[len(latest)*99/100].took
}
