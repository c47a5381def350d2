package host_test

import (
	"testing"
	"testing/synctest"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/voting"
)

// TestOnlyWhoSteersCallsEverybody, whatever else a role may do; others wake nobody.
func TestOnlyWhoSteersCallsEverybody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHall(t)
		w := h.watch(h.Siti)
		for _, role := range method.Roles() {
			h.settle()
			woken(w)
			before := w.Room(kl).Called.N
			err := h.watch(h.Members[role]).CallAll("")
			if role.May(method.Steer) {
				h.OK(err)
			} else {
				h.Refused(err, refusal.NotAllowed)
			}
			synctest.Wait()
			if woken(w) {
				t.Errorf("a call by the %s wakes everybody at once", role)
			}
			h.settle()
			if called := w.Room(kl).Called.N > before; called != role.May(method.Steer) || woken(w) != called {
				t.Errorf("the %s has called everybody: %v", role, called)
			}
		}
	})
}

// open opens an item of the agenda.
func (h *hall) open(item method.AgendaID) {
	h.Helper()
	h.Must(h.Facilitator(), &agenda.Open{Meeting: kl, Item: item})
}

// TestWhoIsReadyIsCounted for the item that is on, of those who are here and contribute;
// who they are is told to nobody, and nothing of it stays.
func TestWhoIsReadyIsCounted(t *testing.T) { synctest.Test(t, whoIsReadyIsCounted) }

func whoIsReadyIsCounted(t *testing.T) {
	h := newHall(t)
	h.open("plenary")
	scribe, observer := h.Members[method.Scribe], h.Members[method.Observer]
	for _, who := range []session.MemberID{h.Facilitator(), h.Siti, scribe, observer} {
		_, err := h.Host.EnterRoom(t.Context(), cop, kl, who)
		h.OK(err)
	}
	h.settle()
	facilitator, siti, revision := h.watch(h.Facilitator()), h.watch(h.Siti), h.Shared().Revision
	ready := func(step string, n, of int, mine bool) {
		t.Helper()
		h.settle()
		want := host.Ready{N: n, Of: of}
		if n > 0 {
			want.Item = "plenary"
		}
		for w, own := range map[*host.Watcher]bool{facilitator: false, siti: mine} {
			want.Mine = own
			if r := w.Room(kl).Ready; r != want {
				t.Errorf("%s: %+v, wanted %d of %d, mine %v", step, r, n, of, own)
			}
		}
	}
	ready("nobody", 0, 0, false)
	siti.SayReady("plenary", true)
	if !siti.Room(kl).Ready.Mine || facilitator.Room(kl).Ready.N != 0 {
		t.Error("whoever is ready does not know it at once, or others do")
	}
	ready("one", 1, 2, true)
	woken(facilitator)
	siti.SayReady("plenary", true)
	h.watch(observer).SayReady("plenary", true)
	h.watch(h.Facilitator()).SayReady("plenary", true)
	h.watch(scribe).SayReady("swot", true)
	h.settle()
	if woken(facilitator) {
		t.Error("what changes nothing has woken everybody")
	}
	ready("who reads, who steers and another item do not count", 1, 2, true)
	h.watch(scribe).SayReady("plenary", true)
	ready("two", 2, 2, true)
	siti.SayReady("plenary", false)
	ready("not yet", 1, 2, false)
	siti.SayReady("plenary", true)
	if h.Shared().Revision != revision {
		t.Error("something of it is in the log")
	}
	h.open("swot")
	ready("another item", 0, 0, false)
	h.open("plenary")
	ready("the first again", 0, 0, false)
}

// TestReadinessEndsWithThePhase: who was ready with writing has not voted yet.
func TestReadinessEndsWithThePhase(t *testing.T) { synctest.Test(t, readinessEndsWithThePhase) }

func readinessEndsWithThePhase(t *testing.T) {
	h := newHall(t)
	h.open("swot")
	_, err := h.Host.EnterRoom(t.Context(), cop, kl, h.Siti)
	h.OK(err)
	h.settle()
	siti := h.watch(h.Siti)
	for _, step := range [][2]layout.Phase{{layout.Gather, layout.Revealed}, {layout.Revealed, layout.Voting}} {
		siti.SayReady("swot", true)
		h.settle()
		if siti.Room(kl).Ready.N != 1 {
			t.Fatalf("in the phase %s she is not ready", step[0])
		}
		h.Must(h.Facilitator(), &session.ChangePhase{Board: my, From: step[0], To: step[1]})
		h.settle()
		if r := siti.Room(kl).Ready; r != (host.Ready{}) {
			t.Errorf("in the phase %s it still says %+v", step[1], r)
		}
	}
}

// TestWhoHasVotedIsCountedWithTheRoom: one wake-up for many, and none for another dot of
// the same person. A new vote begins with nobody.
func TestWhoHasVotedIsCountedWithTheRoom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHall(t)
		id := h.Add(h.Siti, "text")
		h.To(my, layout.Voting)
		h.settle()
		w := h.watch(h.Members[method.Observer])
		votes := func(who session.MemberID, dots int) {
			h.Helper()
			h.Must(who, &voting.Cast{Board: my, Item: id, Dots: dots})
		}
		voted := func(step string, n int, news bool) {
			t.Helper()
			synctest.Wait()
			if woken(w) {
				t.Errorf("%s: others are woken at once", step)
			}
			h.settle()
			if got := w.Room(kl).Voted(my); got != n || woken(w) != news {
				t.Errorf("%s: %d have voted, wanted %d; woken: %v", step, got, n, !news)
			}
		}
		votes(h.Siti, 1)
		votes(h.Members[method.Scribe], 1)
		voted("two", 2, true)
		votes(h.Siti, 2)
		h.Must(h.Siti, &session.SaveDraft{Name: "draft", Value: []byte("x")})
		voted("another dot", 2, false)
		votes(h.Siti, 0)
		voted("taken back", 1, true)
		h.To(my, layout.Revealed)
		h.To(my, layout.Voting)
		h.settle()
		woken(w)
		voted("a new vote", 0, false)
		votes(h.Siti, 1)
		voted("one", 1, true)
		h.Must(h.Siti, &session.TakeBackItem{Item: id})
		h.settle()
		if got := w.Room(kl).Voted(my); got != 0 || !woken(w) {
			t.Errorf("what all have voted for is gone: %d have voted", got)
		}
	})
}
