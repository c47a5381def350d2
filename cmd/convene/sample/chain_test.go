package sample

import (
	"crypto/rand"
	"slices"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/lens"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/register"
	"github.com/convene-ssh/convene/store/storetest"
)

// TestTheChainOfTheSamplesIsWhole: from every action one walks up to an item of a board,
// or to the item of the agenda in which it was made, and from there down again; and every
// threat is answered, or said to have no answer.
func TestTheChainOfTheSamplesIsWhole(t *testing.T) {
	for _, played := range All() {
		t.Run(string(played.Community), func(t *testing.T) {
			s := seen(t, played)
			actions := s.EntriesOf(s.RegisterNamed("action"), played.Meeting)
			if len(actions) == 0 {
				t.Error("there is no action")
			}
			for _, e := range actions {
				if !reachesItsRound(s, method.ContributionID(e.ID)) {
					t.Errorf("%s %q comes from nothing", e.Code(), e.Title())
				}
			}
			gaps := map[method.ItemID]bool{}
			for _, u := range lens.GapsOf(s, played.Meeting, s.BoardsOf(played.Meeting)).Unanswered {
				for _, it := range u.Items {
					gaps[it.ID] = true
				}
			}
			for _, b := range s.BoardsOf(played.Meeting) {
				if b.Layout != method.SWOT.Layout() {
					continue
				}
				for _, it := range b.In(layout.Threats) {
					answers := func(e *session.Entry) bool { return e.Register.Name != "topic" }
					if answered := slices.ContainsFunc(s.LedTo(method.ContributionID(it.ID)), answers); answered == gaps[it.ID] {
						t.Errorf("%s is answered: %v, and a gap: %v", it.Code, answered, gaps[it.ID])
					}
				}
			}
		})
	}
}

// seen is what members see of a sample.
func seen(t *testing.T, played *Sample) *session.Shared {
	t.Helper()
	h, err := host.Open(t.Context(), &storetest.Memory{}, host.Options{
		Random: rand.Reader, Pepper: []byte("pepper"), Logf: t.Logf, Registers: register.All(),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.Close)
	if _, err := played.Raise(t.Context(), h); err != nil {
		t.Fatal(err)
	}
	s, err := h.Shared(t.Context(), played.Community, method.Members)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// reachesItsRound reports whether the walk up ends where something was said, and the walk
// down from there comes back.
func reachesItsRound(s *session.Shared, id method.ContributionID) bool {
	if _, _, known := lens.Origin(s, id); known {
		return true
	}
	return slices.ContainsFunc(lens.Why(s, id), func(up lens.Step) bool {
		_, _, known := lens.Origin(s, up.ID)
		back := slices.ContainsFunc(lens.SoWhat(s, up.ID), func(down lens.Step) bool { return down.ID == id })
		return known && back
	})
}
