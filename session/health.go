package session

import (
	"context"
	"slices"
	"sync"
	"time"
)

// Health is how an installation is doing, as far as this Host knows: one beside
// a server that runs knows what is in the store. It names nobody.
type Health struct {
	Communities int // that it holds
	Open        int // communities that are in memory because somebody uses them, or did lately
	People      int // that it knows
	Here        int // members who are in a meeting at the moment
	// Memory estimates the bytes that all open communities hold, and Largest
	// those of the largest: what they keep of their records, not what screens
	// keep of them. It is reckoned, not measured; expect a factor of two.
	Memory, Largest int
	// Accepted counts the changes since the start, PerSecond those of the last
	// minute, and P50 and P99 say how long the latest of them waited for their
	// answer: until they were durable.
	Accepted  int
	PerSecond float64
	P50, P99  time.Duration
	// Lag counts the records that the store has and nobody sees yet: of the
	// directory and of what is open. It is 0 where no other machine writes.
	Lag     int
	Pending int // redactions whose bytes the store may still hold
}

// Health says how the installation is doing, to an organiser of it or of one of
// its communities.
func (h *Host) Health(ctx context.Context, person PersonID) (Health, error) {
	p, _ := h.Person(person)
	// It opens no more communities than it takes.
	organises := p.Organiser || slices.ContainsFunc(h.CommunitiesOf(person), func(l Listing) bool {
		member, ok := h.MemberOf(ctx, person, l.ID)
		shared, err := h.Shared(ctx, l.ID, Public)
		return ok && err == nil && shared.Members.Of(member).Organiser()
	})
	if !organises {
		return Health{}, Refuse(NotAllowed)
	}
	return h.HealthForOwner(ctx)
}

// HealthForOwner is Health for whoever owns the machine. It costs a small read
// of the store for each open community.
func (h *Host) HealthForOwner(ctx context.Context) (Health, error) {
	d := h.directory.state()
	open := h.open()
	s := Health{Communities: len(d.communities), Open: len(open), People: d.people.Len()}
	var err error
	if s.Lag, err = h.directory.behind(ctx); err != nil {
		return Health{}, err
	}
	for _, l := range open {
		for _, r := range l.rooms.all() {
			s.Here += r.Count()
		}
		held := l.held()
		s.Memory, s.Largest = s.Memory+held, max(s.Largest, held)
		behind, err := l.behind(ctx)
		if err != nil {
			return Health{}, err
		}
		s.Lag += behind
	}
	h.env.pace.report(&s, h.env.clock.Now())
	s.Pending, err = h.env.store.Pending(ctx)
	return s, err
}

// What a community is reckoned to hold beside the bytes of its records. An item
// takes some 800 bytes beside its words, for its links, its views and the id by
// which a retry is known; an edit takes 200, and lets go of the words before it.
// BenchmarkMemory compares: the estimate is right within a factor of two.
const (
	heldEmpty     = 32 << 10 // the places of deeds that wait
	heldPerRecord = 600
)

// held estimates the bytes that the ledger and what is seen of its state take.
// Redacted words count until the log is read again.
func (l *ledger[S]) held() int {
	p := l.current.Load()
	return heldEmpty + heldPerRecord*int(p.last) + p.bytes
}

// size is what a record adds to the bytes of its log.
func (r Record) size() int { return len(r.ID) + len(r.Author) + len(r.Kind) + len(r.Body) }

// behind counts the records that the store has and the current state has not.
func (l *ledger[S]) behind(ctx context.Context) (int, error) {
	head := l.current.Load().last
	for r, err := range l.log.Read(ctx, head) {
		if err != nil {
			return 0, err
		}
		head = r.Seq
	}
	return int(head - min(head, l.current.Load().last)), nil // it may have caught up meanwhile
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
