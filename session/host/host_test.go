package host_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/register/commitment"
	"github.com/convene-ssh/convene/store/storetest"
)

func TestWhatIsNotThereIsNotFound(t *testing.T) {
	h := newHall(t)
	ctx := t.Context()
	for name, err := range map[string]error{
		"do":     h.Host.Do(ctx, "nowhere", h.Deed(h.Siti, h.NewItem("text"))),
		"shared": func() error { _, err := h.Host.Shared(ctx, "nowhere", method.Members); return err }(),
		"see":    func() error { _, _, err := h.Host.See(ctx, "nowhere", h.Siti); return err }(),
		"watch":  func() error { _, err := h.Host.Watch(ctx, "nowhere", "", h.Siti); return err }(),
		"enter":  func() error { _, err := h.Host.EnterRoom(ctx, "nowhere", kl, h.Siti); return err }(),
		"invite": func() error { _, err := h.Host.Invite(ctx, "nowhere", h.Siti, directory.Invitation{}); return err }(),
		// The directory is a log too, and nobody's community.
		"directory": func() error { _, err := h.Host.Shared(ctx, "_directory", method.Members); return err }(),
	} {
		if !halltest.IsRefusal(err, refusal.NotFound) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	for _, who := range []session.MemberID{"", h.Named(halltest.Stranger)} {
		if _, _, err := h.Host.See(ctx, cop, who); !halltest.IsRefusal(err, refusal.NotAllowed) {
			t.Errorf("%q sees: %v", who, err)
		}
	}
	if _, err := h.Host.Shared(ctx, cop, "everybody"); !halltest.IsRefusal(err, refusal.Invalid) {
		t.Errorf("another audience: %v", err)
	}
	if r := h.Host.Room(ctx, "nowhere", kl, ""); r.Count() != 0 {
		t.Errorf("nowhere are %v", r.Here())
	}
}

func TestCommunitiesAreListedForThoseWhoCanEnter(t *testing.T) {
	h := newHall(t)
	for _, id := range []method.CommunityID{"mexico", "europe"} {
		h.OK(h.Host.Found(t.Context(), h.Boss, id, string(id), false))
	}
	person := h.Meet("")
	_, err := h.Host.Join(t.Context(), person, h.Shown(h.Invite(kl, method.Observer, method.Public, 1)), session.Profile{Name: "Ani"})
	h.OK(err)
	for who, want := range map[directory.PersonID]string{
		h.Boss: "[asia-pacific-cop europe mexico]", person: "[asia-pacific-cop]", h.Meet(""): "[]", "": "[]",
	} {
		ids := []method.CommunityID{}
		for _, l := range h.Host.CommunitiesOf(who) {
			ids = append(ids, l.ID)
		}
		if got := fmt.Sprint(ids); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// gated is a store in which one log cannot be read for a while.
type gated struct {
	*storetest.Memory
	name string
	gate chan struct{}
}

func (g *gated) Log(ctx context.Context, name string) (ledger.Log, error) {
	if name == g.name {
		<-g.gate
	}
	return g.Memory.Log(ctx, name)
}

// TestOpeningOneCommunityHoldsUpNoOther, nor does whoever gives up.
func TestOpeningOneCommunityHoldsUpNoOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := &storetest.Memory{}
		h := newHallIn(t, store)
		h.OK(h.Host.Found(t.Context(), h.Boss, "mexico", "Mexico", false))
		slow := &gated{store, "mexico", make(chan struct{})}
		again := halltest.OpenHost(t, slow, "again")
		defer again.Close()
		gone, leave := context.WithCancel(t.Context())
		var all sync.WaitGroup
		all.Go(func() {
			if _, err := again.Shared(gone, "mexico", method.Public); !errors.Is(err, context.Canceled) {
				t.Errorf("who gave up: %v", err)
			}
		})
		all.Go(func() {
			if s, err := again.Shared(t.Context(), "mexico", method.Public); err != nil || s.Name != "Mexico" {
				t.Errorf("who waited: %v, %v", s, err)
			}
		})
		synctest.Wait()
		if _, err := again.Shared(t.Context(), cop, method.Public); err != nil {
			t.Error(err)
		}
		leave()
		synctest.Wait()
		close(slow.gate)
		all.Wait()
	})
}

// TestWhoIsLetInIsInTheView, as soon as anybody can know.
func TestWhoIsLetInIsInTheView(t *testing.T) {
	h := newHall(t)
	i := h.Shown(h.Invite(kl, method.Participant, method.Members, 200))
	for range 200 {
		person := h.Meet("")
		var all sync.WaitGroup
		all.Go(func() {
			_, err := h.Host.Join(t.Context(), person, i, session.Profile{Name: "Ani"})
			h.OK(err)
		})
		for {
			member, ok := h.Host.MemberOf(t.Context(), person, cop)
			if !ok {
				continue
			}
			shared, own, err := h.Host.See(t.Context(), cop, member)
			if err != nil || shared.Members.Of(member) == nil || own.Member != shared.Members.Of(member) {
				t.Fatalf("a member is let in and sees %v", err)
			}
			break
		}
		all.Wait()
	}
}

// TestReadersAndWritersAtOnce is for the race detector.
func TestReadersAndWritersAtOnce(t *testing.T) {
	h := newHall(t)
	var all sync.WaitGroup
	for i := range 30 {
		all.Go(func() {
			who := h.Siti
			if i%3 == 0 {
				who = h.Members[method.Scribe]
			}
			for range 10 {
				a := h.NewItem("text")
				for _, c := range []change{
					a, &session.EditItem{Item: a.Item, Revision: 1, Text: "better"}, &session.TakeBackItem{Item: a.Item},
					h.NewEntry(commitment.Register(), "title"), &session.SaveDraft{Name: "item", Value: []byte("draft")},
				} {
					if err := h.Do(who, c); err != nil {
						t.Errorf("%T: %v", c, err)
					}
				}
				_, own, err := h.Host.See(t.Context(), cop, who)
				if err != nil {
					t.Error(err)
				}
				halltest.AsJSON(t, []any{own, halltest.Whole(h.SharedBy(method.Members))})
			}
		})
	}
	all.Wait()
	if n := len(h.Shared().Entries); n != 300 {
		t.Errorf("%d commitments, want 300", n)
	}
	h.SameAfterRereading()
}
