package session_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/register/commitment"
)

// together makes deeds wait behind a slow write, in their order, so that they
// share the next one, and returns their errors. It must be called in a bubble of
// synctest.
func (h *hall) together(store *frail, slow func() error, deeds ...func() error) []error {
	h.Helper()
	var mu sync.Mutex
	writes := map[string]int{} // to each log, after the slow one
	wrote := func(log string) {
		mu.Lock()
		defer mu.Unlock()
		writes[log]++
	}
	release := make(chan struct{})
	var gate atomic.Pointer[string] // the log that is slow
	store.before = func(log string, _ ledger.Batch) error {
		if gate.CompareAndSwap(nil, &log) {
			<-release
			return nil
		}
		wrote(log)
		return nil
	}
	store.keep = func(w []ledger.ShelfWrite) error { wrote(w[0].Log); return nil }
	var slowly error
	var all sync.WaitGroup
	all.Go(func() { slowly = slow() })
	synctest.Wait()
	errs := make([]error, len(deeds))
	for i, do := range deeds {
		all.Go(func() { errs[i] = do() })
		synctest.Wait()
	}
	close(release)
	all.Wait()
	h.ok(slowly)
	store.before, store.keep = nil, nil
	if n := writes[*gate.Load()]; n != (len(deeds)+255)/256 {
		h.Errorf("%d deeds did not share a write: there were %d", len(deeds), n)
	}
	return errs
}

// slow is any change to wait behind.
func (h *hall) slow() error {
	return h.do(h.facilitator(), &session.OpenAgendaItem{Meeting: kl, Item: "plenary"})
}

// voters brings n participants into the meeting.
func (h *hall) voters(n int) []session.MemberID {
	h.Helper()
	i := h.shown(h.invite(kl, session.Participant, session.Members, n))
	var all []session.MemberID
	for k := range n {
		m, err := h.host.Join(h.Context(), h.meet(""), i, session.Profile{Name: fmt.Sprint("Voter ", k)})
		h.ok(err)
		all = append(all, m)
	}
	return all
}

func count(errs []error, code session.Code) (accepted, refused int) {
	for _, err := range errs {
		switch {
		case err == nil:
			accepted++
		case isRefusal(err, code):
			refused++
		}
	}
	return accepted, refused
}

func TestHundredVotersCannotOverspendTogether(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := newFrail()
		h := newHallIn(t, store)
		var items []session.ItemID
		for i := range session.DefaultBudget + 1 {
			items = append(items, h.add(h.siti, fmt.Sprint("item ", i)))
		}
		voters := h.voters(100)
		h.to(my, session.Voting)
		var deeds []func() error
		for _, v := range voters {
			for _, it := range items { // one dot too many, each from a goroutine of its own
				deeds = append(deeds, func() error { return h.do(v, &session.CastVote{Board: my, Item: it, Dots: 1}) })
			}
		}
		errs := h.together(store, h.slow, deeds...)
		accepted, over := count(errs, session.OverBudget)
		if accepted != 100*session.DefaultBudget || over != 100 {
			t.Errorf("%d votes were accepted and %d refused", accepted, over)
		}
		for i := range voters {
			if got, _ := count(errs[i*len(items):(i+1)*len(items)], ""); got != session.DefaultBudget {
				t.Errorf("voter %d spent %d dots", i, got)
			}
		}
		h.to(my, session.Discuss)
		sum := 0
		b := h.shared().Boards[my]
		for _, it := range b.Items {
			sum += b.Votes(it)
		}
		if voters := b.Rounds[0].Voters; sum != accepted || voters != 100 {
			t.Errorf("counted %d dots of %d voters, accepted %d", sum, voters, accepted)
		}
	})
}

// TestVoteThatClosesCountsWhatItAccepted in the very same write.
func TestVoteThatClosesCountsWhatItAccepted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := newFrail()
		h := newHallIn(t, store)
		item := othersItem(h)
		voters := h.voters(60)
		h.to(my, session.Voting)
		var deeds []func() error
		for i, v := range voters {
			if i == 30 {
				deeds = append(deeds, func() error {
					return h.do(h.facilitator(), &session.ChangePhase{Board: my, From: session.Voting, To: session.Discuss})
				})
			}
			deeds = append(deeds, func() error { return h.do(v, &session.CastVote{Board: my, Item: item, Dots: 2}) })
		}
		errs := h.together(store, h.slow, deeds...)
		if accepted, late := count(errs, session.WrongPhase); accepted != 31 || late != 30 {
			t.Fatalf("got %v", errs)
		}
		if got := h.votes(item); got != 60 {
			t.Errorf("counted %d dots of 30 votes of 2", got)
		}
		if left := h.onShelf("ballot"); len(left) > 0 {
			t.Errorf("ballots are left: %v", left)
		}
		h.sameAfterRereading()
	})
}

// TestRevealGivesEveryItemOneCode while items still come in.
func TestRevealGivesEveryItemOneCode(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := newFrail()
		h := newHallIn(t, store)
		var deeds []func() error
		for i := range 41 {
			deeds = append(deeds, func() error {
				if i == 20 {
					return h.do(h.facilitator(), &session.ChangePhase{Board: my, From: session.Gather, To: session.Revealed})
				}
				return h.do(h.siti, newItem(h, fmt.Sprint("item ", i)))
			})
		}
		for _, err := range h.together(store, h.slow, deeds...) {
			h.ok(err)
		}
		given := map[string]bool{}
		for _, c := range h.codes(my) {
			given[c] = true
		}
		for i := range 40 {
			if c := fmt.Sprint("MY-S", i+1); !given[c] {
				t.Errorf("no item has the code %s", c)
			}
		}
		h.sameAfterRereading()
	})
}

// TestRightsEndWithinTheWrite: the meeting closes, and what comes after it in
// the same write is refused.
func TestRightsEndWithinTheWrite(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := newFrail()
		h := newHallIn(t, store)
		var deeds []func() error
		for i := range 21 {
			deeds = append(deeds, func() error {
				if i == 10 {
					return h.do(h.facilitator(), &session.CloseMeeting{Meeting: kl})
				}
				return h.do(h.siti, newEntry(h, commitment.Register(), "title"))
			})
		}
		accepted, late := count(h.together(store, h.slow, deeds...), session.MeetingClosed)
		if got := len(h.shared().Entries); got != 10 || accepted != 11 || late != 10 {
			t.Errorf("%d entries, %d accepted, %d refused", got, accepted, late)
		}
		if links := h.onShelf("link"); len(links) > 0 {
			t.Errorf("authors are still linked: %v", links)
		}
		h.sameAfterRereading()
	})
}

// TestTakenBackInTheWriteThatAddedIt: the words never reach the log.
func TestTakenBackInTheWriteThatAddedIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := newFrail()
		h := newHallIn(t, store)
		earlier := h.add(h.siti, secret+" earlier")
		a := newItem(h, secret)
		n := len(h.records())
		var deeds []func() error
		for _, c := range []change{
			a, &session.EditItem{Item: a.Item, Revision: 1, Text: secret + " again"}, &session.TakeBackItem{Item: a.Item},
			&session.TakeBackItem{Item: earlier}, newItem(h, "stays"),
		} {
			deeds = append(deeds, func() error { return h.do(h.siti, c) })
		}
		h.ok(errors.Join(h.together(store, h.slow, deeds...)...))
		if got := len(h.records()) - n; got != 6 {
			t.Errorf("%d records, want 6", got)
		}
		if strings.Contains(h.logText(), secret) {
			t.Error("the words are in the log")
		}
		if mine := h.own(h.siti).Hidden[my]; len(mine) != 1 || mine[0].Text != "stays" {
			t.Errorf("the author sees %v", mine)
		}
		h.sameAfterRereading()
	})
}

// TestOnePersonOnManyTerminals joins from all of them in one write.
func TestOnePersonOnManyTerminals(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := newFrail()
		h := newHallIn(t, store)
		i, person := h.shown(h.invite(kl, session.Participant, session.Members, 1)), h.meet("")
		members := make([]session.MemberID, 5)
		var deeds []func() error
		for k := range members {
			deeds = append(deeds, func() (err error) {
				members[k], err = h.host.Join(t.Context(), person, i, session.Profile{Name: "Ani", Organisation: "Ani's"})
				return err
			})
		}
		slow := func() error {
			_, _, err := h.host.Meet(t.Context(), "", "")
			return err
		}
		h.ok(errors.Join(h.together(store, slow, deeds...)...))
		if same := slices.Compact(members); len(same) != 1 || h.used(i.ID) != 1 {
			t.Errorf("they are %v, and the code was used %d times", same, h.used(i.ID))
		}
	})
}

func TestInvitationForTenLetsTenIn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := newFrail()
		h := newHallIn(t, store)
		i := h.shown(h.invite(kl, session.Participant, session.Members, 10))
		people := make([]session.PersonID, 50)
		for k := range people {
			people[k] = h.meet("")
		}
		before := len(h.shared().Present(kl))
		var deeds []func() error
		for _, p := range people {
			deeds = append(deeds, func() error {
				_, err := h.host.Join(t.Context(), p, i, session.Profile{Name: "Guest"})
				return err
			})
		}
		slow := func() error {
			_, _, err := h.host.Meet(t.Context(), "", "")
			return err
		}
		accepted, late := count(h.together(store, slow, deeds...), session.CodeUsedUp)
		if accepted != 10 || late != 40 {
			t.Errorf("%d came in and %d were refused", accepted, late)
		}
		if got := len(h.shared().Present(kl)) - before; got != 10 {
			t.Errorf("%d attend", got)
		}
	})
}

// bomb panics after half of its work.
type bomb struct {
	ledger.Base[*session.Community]
}

func (*bomb) Check(*session.Community, session.Who) error { return nil }

func (*bomb) Apply(c *session.Community, _ session.Stamp) {
	c.Name = "half done"
	panic("somebody's words")
}

// TestAPanicIsRefused, and of what the change did nothing is left.
func TestAPanicIsRefused(t *testing.T) {
	h := newHall(t)
	h.refused(h.do(h.siti, &bomb{}), session.Internal)
	if name := h.shared().Name; name != "Asia Pacific" {
		t.Errorf("the community is called %q", name)
	}
	if log := h.logged(); strings.Contains(log, "somebody") || !strings.Contains(log, "bomb panicked") {
		t.Errorf("logged %s", log)
	}
	h.sameAfterRereading()
}
