package host

import (
	"crypto/rand"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/store/storetest"
)

// founded is a Host with a community in it.
type founded struct {
	*testing.T
	*Host
	store *storetest.Memory
	lead  directory.PersonID // who organises the installation
	of    *live
}

func newFounded(t *testing.T) *founded {
	t.Helper()
	h := &founded{T: t, store: &storetest.Memory{}}
	var err error
	h.Host, err = Open(t.Context(), h.store, Options{Random: rand.Reader, Pepper: []byte("pepper"), Logf: t.Logf})
	h.ok(err)
	t.Cleanup(h.Close)
	code, err := h.OfferClaim(t.Context())
	h.ok(err)
	h.lead, _, err = h.Meet(t.Context(), "SHA256:lead", "")
	h.ok(err)
	h.ok(h.Claim(t.Context(), h.lead, code))
	h.ok(h.Found(t.Context(), h.lead, "cop", "With their words", false))
	h.of, err = h.community(t.Context(), "cop")
	h.ok(err)
	t.Cleanup(h.of.release)
	return h
}

func (h *founded) ok(err error) {
	h.Helper()
	if err != nil {
		h.Fatal(err)
	}
}

// TestNoViewHoldsOnToWhatIsGone: where nobody looks any more, a pass over the store makes
// the view anew.
func TestNoViewHoldsOnToWhatIsGone(t *testing.T) {
	h := newFounded(t)
	l := h.of
	l.views.look(method.Public)
	for _, name := range []string{"Which somebody has to look at", "Without"} {
		h.ok(h.RenameCommunity(t.Context(), h.lead, "cop", name, ""))
	}
	if l.views.all[method.Public].of == l.State() {
		t.Fatal("the view is of the newest state although nobody looked")
	}
	swept := time.Now() // a sweep would be another state, at its own time
	h.ok(h.pass(t.Context(), &swept))
	if s := l.views.all[method.Public]; s.of != l.State() || s.view.Name != "Without" {
		t.Errorf("it still holds %q", s.view.Name)
	}
}

// TestWhoIsGoneSeesNothingMore, also where they look while the views have a state that
// the ledger is about to publish.
func TestWhoIsGoneSeesNothingMore(t *testing.T) {
	h := newFounded(t)
	member, err := h.EnterAsOrganiser(t.Context(), h.lead, "cop", session.Profile{Name: "Lead"})
	h.ok(err)
	w, err := h.Watch(t.Context(), "cop", "", member)
	h.ok(err)
	defer w.Close()
	_, _, err = w.See()
	h.ok(err)
	gone := h.of.State().Begin()
	(&session.EraseMember{Member: member}).Apply(gone, session.Stamp{})
	gone.Settle()
	h.of.views.show(gone, true)
	if _, _, err := w.See(); !errors.Is(err, refusal.New(refusal.NotAllowed)) {
		t.Errorf("got %v", err)
	}
}

// TestNobodySeesAStateInWhichTheyAreGone, also where they go while they look.
func TestNobodySeesAStateInWhichTheyAreGone(t *testing.T) {
	h := newFounded(t)
	member, err := h.EnterAsOrganiser(t.Context(), h.lead, "cop", session.Profile{Name: "Lead"})
	h.ok(err)
	there, gone := h.of.State(), h.of.State().Begin()
	(&session.EraseMember{Member: member}).Apply(gone, session.Stamp{})
	gone.Settle()
	var terminals, all sync.WaitGroup
	for range 8 {
		terminals.Go(func() {
			w := h.of.watch("", member)
			for range 50_000 {
				shared, own, err := w.See()
				if err == nil && (own.Member == nil || shared.Members.Of(member) == nil) {
					t.Error("they are shown what there is without them")
					return
				}
			}
		})
	}
	done := make(chan struct{})
	all.Go(func() {
		for {
			select {
			case <-done:
				return
			default:
				h.of.views.show(gone, true)
				h.of.views.show(there, true)
			}
		}
	})
	terminals.Wait()
	close(done)
	all.Wait()
}
