package session_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/register/commitment"
	"github.com/convene-ssh/convene/store/storetest"
)

func TestWhatIsNotThereIsNotFound(t *testing.T) {
	h := newHall(t)
	ctx := t.Context()
	for name, err := range map[string]error{
		"do":     h.host.Do(ctx, "nowhere", h.deed(h.siti, newItem(h, "text"))),
		"shared": func() error { _, err := h.host.Shared(ctx, "nowhere", session.Members); return err }(),
		"see":    func() error { _, _, err := h.host.See(ctx, "nowhere", h.siti); return err }(),
		"watch":  func() error { _, err := h.host.Watch(ctx, "nowhere", h.siti); return err }(),
		"enter":  func() error { _, err := h.host.EnterRoom(ctx, "nowhere", kl, h.siti); return err }(),
		"invite": func() error { _, err := h.host.Invite(ctx, "nowhere", h.siti, session.Invitation{}); return err }(),
		// The directory is a log too, and nobody's community.
		"directory": func() error { _, err := h.host.Shared(ctx, "_directory", session.Members); return err }(),
	} {
		if !isRefusal(err, session.NotFound) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	for _, who := range []session.MemberID{"", h.named(stranger)} {
		if _, _, err := h.host.See(ctx, cop, who); !isRefusal(err, session.NotAllowed) {
			t.Errorf("%q sees: %v", who, err)
		}
	}
	if _, err := h.host.Shared(ctx, cop, "everybody"); !isRefusal(err, session.Invalid) {
		t.Errorf("another audience: %v", err)
	}
	if r := h.host.Room(ctx, "nowhere", kl, ""); r.Count() != 0 {
		t.Errorf("nowhere are %v", r.Here())
	}
}

func TestCommunitiesAreListedForThoseWhoCanEnter(t *testing.T) {
	h := newHall(t)
	for _, id := range []session.CommunityID{"mexico", "europe"} {
		h.ok(h.host.Found(t.Context(), h.boss, id, string(id), false))
	}
	person := h.meet("")
	_, err := h.host.Join(t.Context(), person, h.shown(h.invite(kl, session.Observer, session.Public, 1)), session.Profile{Name: "Ani"})
	h.ok(err)
	for who, want := range map[session.PersonID]string{
		h.boss: "[asia-pacific-cop europe mexico]", person: "[asia-pacific-cop]", h.meet(""): "[]", "": "[]",
	} {
		ids := []session.CommunityID{}
		for _, l := range h.host.CommunitiesOf(who) {
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
		h.ok(h.host.Found(t.Context(), h.boss, "mexico", "Mexico", false))
		slow := &gated{store, "mexico", make(chan struct{})}
		again := openHost(t, slow, "again")
		defer again.Close()
		gone, leave := context.WithCancel(t.Context())
		var all sync.WaitGroup
		all.Go(func() {
			if _, err := again.Shared(gone, "mexico", session.Public); !errors.Is(err, context.Canceled) {
				t.Errorf("who gave up: %v", err)
			}
		})
		all.Go(func() {
			if s, err := again.Shared(t.Context(), "mexico", session.Public); err != nil || s.Name != "Mexico" {
				t.Errorf("who waited: %v, %v", s, err)
			}
		})
		synctest.Wait()
		if _, err := again.Shared(t.Context(), cop, session.Public); err != nil {
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
	i := h.shown(h.invite(kl, session.Participant, session.Members, 200))
	for range 200 {
		person := h.meet("")
		var all sync.WaitGroup
		all.Go(func() {
			_, err := h.host.Join(t.Context(), person, i, session.Profile{Name: "Ani"})
			h.ok(err)
		})
		for {
			member, ok := h.host.MemberOf(t.Context(), person, cop)
			if !ok {
				continue
			}
			shared, own, err := h.host.See(t.Context(), cop, member)
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
			who := h.siti
			if i%3 == 0 {
				who = h.members[session.Scribe]
			}
			for range 10 {
				a := newItem(h, "text")
				for _, c := range []change{
					a, &session.EditItem{Item: a.Item, Revision: 1, Text: "better"}, &session.TakeBackItem{Item: a.Item},
					newEntry(h, commitment.Register(), "title"), &session.SaveDraft{Name: "item", Value: []byte("draft")},
				} {
					if err := h.do(who, c); err != nil {
						t.Errorf("%T: %v", c, err)
					}
				}
				_, own, err := h.host.See(t.Context(), cop, who)
				if err != nil {
					t.Error(err)
				}
				asJSON(t, []any{own, whole(h.sharedBy(session.Members))})
			}
		})
	}
	all.Wait()
	if n := len(h.shared().Entries); n != 300 {
		t.Errorf("%d commitments, want 300", n)
	}
	h.sameAfterRereading()
}
