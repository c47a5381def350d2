package host_test

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
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/register/commitment"
	"github.com/convene-ssh/convene/session/voting"
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
	h.OK(slowly)
	store.before, store.keep = nil, nil
	if n := writes[*gate.Load()]; n != (len(deeds)+255)/256 {
		h.Errorf("%d deeds did not share a write: there were %d", len(deeds), n)
	}
	return errs
}

// slow is any change to wait behind.
func (h *hall) slow() error {
	return h.Do(h.Facilitator(), &agenda.Open{Meeting: kl, Item: "plenary"})
}

// voters brings n participants into the meeting.
func (h *hall) voters(n int) []session.MemberID {
	h.Helper()
	i := h.Shown(h.Invite(kl, method.Participant, method.Members, n))
	var all []session.MemberID
	for k := range n {
		m, err := h.Host.Join(h.Context(), h.Meet(""), i, session.Profile{Name: fmt.Sprint("Voter ", k)})
		h.OK(err)
		all = append(all, m)
	}
	return all
}

func count(errs []error, code refusal.Code) (accepted, refused int) {
	for _, err := range errs {
		switch {
		case err == nil:
			accepted++
		case halltest.IsRefusal(err, code):
			refused++
		}
	}
	return accepted, refused
}

func TestHundredVotersCannotOverspendTogether(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := newFrail()
		h := newHallIn(t, store)
		var items []method.ItemID
		for i := range session.DefaultBudget + 1 {
			items = append(items, h.Add(h.Siti, fmt.Sprint("item ", i)))
		}
		voters := h.voters(100)
		h.To(my, layout.Voting)
		var deeds []func() error
		for _, v := range voters {
			for _, it := range items { // one dot too many, each from a goroutine of its own
				deeds = append(deeds, func() error { return h.Do(v, &voting.Cast{Board: my, Item: it, Dots: 1}) })
			}
		}
		errs := h.together(store, h.slow, deeds...)
		accepted, over := count(errs, refusal.OverBudget)
		if accepted != 100*session.DefaultBudget || over != 100 {
			t.Errorf("%d votes were accepted and %d refused", accepted, over)
		}
		for i := range voters {
			if got, _ := count(errs[i*len(items):(i+1)*len(items)], ""); got != session.DefaultBudget {
				t.Errorf("voter %d spent %d dots", i, got)
			}
		}
		h.To(my, layout.Discuss)
		sum := 0
		b := h.Shared().Boards[my]
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
		item := h.OthersItem()
		voters := h.voters(60)
		h.To(my, layout.Voting)
		var deeds []func() error
		for i, v := range voters {
			if i == 30 {
				deeds = append(deeds, func() error {
					return h.Do(h.Facilitator(), &session.ChangePhase{Board: my, From: layout.Voting, To: layout.Discuss})
				})
			}
			deeds = append(deeds, func() error { return h.Do(v, &voting.Cast{Board: my, Item: item, Dots: 2}) })
		}
		errs := h.together(store, h.slow, deeds...)
		if accepted, late := count(errs, refusal.WrongPhase); accepted != 31 || late != 30 {
			t.Fatalf("got %v", errs)
		}
		if got := h.Votes(item); got != 60 {
			t.Errorf("counted %d dots of 30 votes of 2", got)
		}
		if left := h.OnShelf("ballot"); len(left) > 0 {
			t.Errorf("ballots are left: %v", left)
		}
		h.SameAfterRereading()
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
					return h.Do(h.Facilitator(), &session.ChangePhase{Board: my, From: layout.Gather, To: layout.Revealed})
				}
				return h.Do(h.Siti, h.NewItem(fmt.Sprint("item ", i)))
			})
		}
		for _, err := range h.together(store, h.slow, deeds...) {
			h.OK(err)
		}
		given := map[string]bool{}
		for _, c := range h.Codes(my) {
			given[c] = true
		}
		for i := range 40 {
			if c := fmt.Sprint("MY-S", i+1); !given[c] {
				t.Errorf("no item has the code %s", c)
			}
		}
		h.SameAfterRereading()
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
					return h.Do(h.Facilitator(), &session.CloseMeeting{Meeting: kl})
				}
				return h.Do(h.Siti, h.NewEntry(commitment.Register(), "title"))
			})
		}
		accepted, late := count(h.together(store, h.slow, deeds...), refusal.MeetingClosed)
		if got := len(h.Shared().Entries); got != 10 || accepted != 11 || late != 10 {
			t.Errorf("%d entries, %d accepted, %d refused", got, accepted, late)
		}
		if links := h.OnShelf("link"); len(links) > 0 {
			t.Errorf("authors are still linked: %v", links)
		}
		h.SameAfterRereading()
	})
}

// TestTakenBackInTheWriteThatAddedIt: the words never reach the log.
func TestTakenBackInTheWriteThatAddedIt(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := newFrail()
		h := newHallIn(t, store)
		earlier := h.Add(h.Siti, halltest.Secret+" earlier")
		a := h.NewItem(halltest.Secret)
		n := len(h.Records())
		var deeds []func() error
		for _, c := range []change{
			a, &session.EditItem{Item: a.Item, Revision: 1, Text: halltest.Secret + " again"}, &session.TakeBackItem{Item: a.Item},
			&session.TakeBackItem{Item: earlier}, h.NewItem("stays"),
		} {
			deeds = append(deeds, func() error { return h.Do(h.Siti, c) })
		}
		h.OK(errors.Join(h.together(store, h.slow, deeds...)...))
		if got := len(h.Records()) - n; got != 6 {
			t.Errorf("%d records, want 6", got)
		}
		if strings.Contains(h.LogText(), halltest.Secret) {
			t.Error("the words are in the log")
		}
		if mine := h.Own(h.Siti).Hidden[my]; len(mine) != 1 || mine[0].Text != "stays" {
			t.Errorf("the author sees %v", mine)
		}
		h.SameAfterRereading()
	})
}

// TestOnePersonOnManyTerminals joins from all of them in one write.
func TestOnePersonOnManyTerminals(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := newFrail()
		h := newHallIn(t, store)
		i, person := h.Shown(h.Invite(kl, method.Participant, method.Members, 1)), h.Meet("")
		members := make([]session.MemberID, 5)
		var deeds []func() error
		for k := range members {
			deeds = append(deeds, func() (err error) {
				members[k], err = h.Host.Join(t.Context(), person, i, session.Profile{Name: "Ani", Organisation: "Ani's"})
				return err
			})
		}
		slow := func() error {
			_, _, err := h.Host.Meet(t.Context(), "", "")
			return err
		}
		h.OK(errors.Join(h.together(store, slow, deeds...)...))
		if same := slices.Compact(members); len(same) != 1 || h.used(i.ID) != 1 {
			t.Errorf("they are %v, and the code was used %d times", same, h.used(i.ID))
		}
	})
}

func TestInvitationForTenLetsTenIn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := newFrail()
		h := newHallIn(t, store)
		i := h.Shown(h.Invite(kl, method.Participant, method.Members, 10))
		people := make([]directory.PersonID, 50)
		for k := range people {
			people[k] = h.Meet("")
		}
		before := len(h.Shared().Present(kl))
		var deeds []func() error
		for _, p := range people {
			deeds = append(deeds, func() error {
				_, err := h.Host.Join(t.Context(), p, i, session.Profile{Name: "Guest"})
				return err
			})
		}
		slow := func() error {
			_, _, err := h.Host.Meet(t.Context(), "", "")
			return err
		}
		accepted, late := count(h.together(store, slow, deeds...), refusal.CodeUsedUp)
		if accepted != 10 || late != 40 {
			t.Errorf("%d came in and %d were refused", accepted, late)
		}
		if got := len(h.Shared().Present(kl)) - before; got != 10 {
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
	h.Refused(h.Do(h.Siti, &bomb{}), refusal.Internal)
	if name := h.Shared().Name; name != "Asia Pacific" {
		t.Errorf("the community is called %q", name)
	}
	if log := h.Logged(); strings.Contains(log, "somebody") || !strings.Contains(log, "bomb panicked") {
		t.Errorf("logged %s", log)
	}
	h.SameAfterRereading()
}
