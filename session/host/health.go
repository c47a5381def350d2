package host

import (
	"context"
	"slices"
	"time"

	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// Health is how an installation is doing. It names nobody. A Host that was opened
// beside a running server knows only what is in the store.
type Health struct {
	Communities int // but those that were removed
	Open        int // communities in memory, because somebody uses them or did lately
	People      int // that it knows
	Here        int // members who are present in a meeting at the moment
	// Memory estimates the bytes of all open communities, and Largest those of the
	// largest of them. It counts what they keep of their records and not what screens
	// keep. It is calculated, not measured, and right within a factor of two.
	Memory, Largest int
	ledger.Pace     // of changes
	// Lag counts the records in the store that this Host has not read yet: of the
	// directory and of open communities. It is 0 where no other machine writes.
	// Pending counts the redactions whose bytes the store may still hold. Both are
	// negative while the store cannot say.
	Lag, Pending int
	// Troubles are what failed in the last minute.
	Troubles []ledger.Trouble
}

// Health says how the installation is doing, to an organiser of it or of one of
// its communities.
func (h *Host) Health(ctx context.Context, person directory.PersonID) (Health, error) {
	p, _ := h.Person(person)
	// Opening a community costs memory: none is opened that is not needed.
	organises := p.Organiser || slices.ContainsFunc(h.CommunitiesOf(person), func(l directory.Listing) bool {
		member, ok := h.MemberOf(ctx, person, l.ID)
		shared, err := h.Shared(ctx, l.ID, method.Public)
		return ok && err == nil && shared.Members.Of(member).Organiser()
	})
	if !organises {
		return Health{}, refusal.New(refusal.NotAllowed)
	}
	return h.HealthForOwner(ctx)
}

// HealthForOwner is Health for whoever owns the machine. It reads a little from
// the store for each open community.
func (h *Host) HealthForOwner(ctx context.Context) (Health, error) {
	d := h.directory.State()
	open := h.open()
	s := Health{Communities: len(d.Communities()), Open: len(open), People: d.Known()}
	for _, l := range open {
		s.Here += l.rooms.here()
		held := l.Held()
		s.Memory, s.Largest = s.Memory+held, max(s.Largest, held)
	}
	var err error
	s.Lag, s.Pending, err = h.behind(ctx, open)
	if _, told := ledger.TroubleOf(err); told {
		h.env.Failed("count what the store holds", err)
		s.Lag, s.Pending = -1, -1
	} else if err != nil {
		return Health{}, err
	}
	s.Pace, s.Troubles = h.env.Meter.Pace(time.Now()), h.env.Troubles.Lately(time.Now())
	return s, nil
}

// behind asks the store for Lag and Pending.
func (h *Host) behind(ctx context.Context, open []*live) (lag, pending int, err error) {
	if lag, err = h.directory.Behind(ctx); err != nil {
		return 0, 0, err
	}
	for _, l := range open {
		more, err := l.Behind(ctx)
		if err != nil {
			return 0, 0, err
		}
		lag += more
	}
	pending, err = h.env.Store.Pending(ctx)
	return lag, pending, err
}
