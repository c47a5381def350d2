package session_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/convene-ssh/convene/session"
)

func TestWhatIsNotThereIsNotFound(t *testing.T) {
	h := newHall(t)
	ctx := t.Context()
	for name, err := range map[string]error{
		"do":     h.host.Do(ctx, "nowhere", h.deed(h.siti, newItem(h, "text"))),
		"shared": func() error { _, err := h.host.Shared(ctx, "nowhere", session.Members); return err }(),
		"see":    func() error { _, _, err := h.host.See(ctx, "nowhere", h.siti); return err }(),
		"watch":  func() error { _, err := h.host.Watch(ctx, "nowhere", h.siti); return err }(),
		"come":   func() error { _, err := h.host.ComeIn(ctx, "nowhere", kl, h.siti); return err }(),
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
	if r := h.host.Room(ctx, "nowhere", kl); len(r.Here) != 0 {
		t.Errorf("nowhere are %v", r.Here)
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
					newCommitment(h, "title"), &session.SaveDraft{Name: "item", Value: []byte("draft")},
				} {
					if err := h.do(who, c); err != nil {
						t.Errorf("%T: %v", c, err)
					}
				}
				_, own, err := h.host.See(t.Context(), cop, who)
				if err != nil {
					t.Error(err)
				}
				asJSON(t, []any{own, h.sharedBy(session.Members)})
			}
		})
	}
	all.Wait()
	if n := len(h.shared().Commitments); n != 300 {
		t.Errorf("%d commitments, want 300", n)
	}
	h.sameAfterRereading()
}
