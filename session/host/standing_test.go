package host_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/moderation"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/standing"
)

// TestWhoStaysSeesWhatTheyMayNow: a terminal that has looked before is let in by what the
// member, their organisation and the meeting are when it looks again.
func TestWhoStaysSeesWhatTheyMayNow(t *testing.T) {
	h := newHall(t)
	boss, ana := h.Members[method.Organiser], h.Join(kl, method.Participant, method.Members, session.Profile{Name: "Ana"})
	sitis, anas := h.watch(h.Siti), h.watch(ana)
	sees := func(w *host.Watcher, want method.Audience) {
		t.Helper()
		if shared, _, err := w.See(); err != nil || shared.Audience != want {
			t.Fatalf("they see %+v, want what is for %s: %v", shared, want, err)
		}
	}
	sees(sitis, method.Members)
	sees(anas, method.Members)
	h.Must(boss, &session.CorrectOrganisation{Organisation: h.Organisation(h.Siti), Name: "Ministry", Type: method.Government})
	sees(sitis, method.Governments)
	sees(anas, method.Members)
	h.Must(ana, &session.ChangeProfile{Member: ana, Revision: h.Shared().Members.Of(ana).Revision, Profile: session.Profile{Name: "Ana", Organisation: "Ministry"}})
	sees(anas, method.Governments)
	h.Must(boss, &session.RemoveMeeting{Meeting: kl})
	for _, w := range []*host.Watcher{sitis, anas} {
		_, _, err := w.See()
		h.Refused(err, refusal.MeetingRemoved)
	}
}

// TestWhoIsOfAGovernmentReadsNoHiddenWordsOfMembers: a facilitator, from when their
// organisation is said to be one.
func TestWhoIsOfAGovernmentReadsNoHiddenWordsOfMembers(t *testing.T) {
	h := newHall(t)
	item := h.OthersItem()
	h.Must(h.Members[method.Organiser], &moderation.Hide{Item: item, Reason: "It names somebody."})
	if words := h.Own(h.Facilitator()).Moderated[my][item]; words.Text == "" {
		t.Fatal("a facilitator does not read what is hidden")
	}
	h.Must(h.Members[method.Organiser], &session.CorrectOrganisation{
		Organisation: h.Organisation(h.Facilitator()), Name: "Ministry", Type: method.Government,
	})
	if words := h.Own(h.Facilitator()).Moderated[my][item]; words.Text != "" {
		t.Errorf("they read %+v", words)
	}
}

// TestWhoWasSentOutFindsEveryDoorShut: their key, their code, a new code, a seat that
// they have, and all of it after a restart.
func TestWhoWasSentOutFindsEveryDoorShut(t *testing.T) {
	synctest.Test(t, whoWasSentOutFindsEveryDoorShut)
}

func whoWasSentOutFindsEveryDoorShut(t *testing.T) {
	h := newHall(t)
	person, first := h.Meet("SHA256:ani"), h.Shown(h.Invite(kl, method.Participant, method.Members, 2))
	ani, err := h.Host.Join(t.Context(), person, first, session.Profile{Name: "Ani"})
	h.OK(err)
	seat := h.watch(ani)
	wall, err := h.Host.WatchWall(t.Context(), first, person)
	h.OK(err)
	defer wall.Close()
	again := h.Shown(h.Invite(kl, method.Facilitator, method.Members, 1))
	h.Must(h.Facilitator(), &standing.SendOut{Member: ani, Meeting: kl})
	h.settle()
	if !woken(seat) {
		t.Error("their terminal is not woken")
	}
	_, _, err = seat.See()
	h.Refused(err, refusal.SentOut)
	shut := func(host *host.Host) {
		t.Helper()
		for name, door := range map[string]func() error{
			"the same code": func() error { _, err := host.Join(t.Context(), person, first, session.Profile{}); return err },
			"another code":  func() error { _, err := host.Join(t.Context(), person, again, session.Profile{}); return err },
			"sitting down":  func() error { _, err := host.EnterRoom(t.Context(), cop, kl, ani); return err },
			"a command":     func() error { _, _, err := host.See(t.Context(), cop, ani); return err },
			"a wall": func() error {
				w, err := host.WatchWall(t.Context(), first, person)
				if err != nil {
					return err
				}
				defer w.Close()
				_, _, err = w.See()
				return err
			},
			"an open wall": func() error { _, _, err := wall.See(); return err },
		} {
			if err := door(); !halltest.IsRefusal(err, refusal.SentOut) {
				t.Errorf("%s: got %v", name, err)
			}
		}
	}
	shut(h.Host)
	second := halltest.OpenHost(t, h.Store, "second")
	shut(second)
	second.Close()
	h.Must(h.Facilitator(), &standing.LetIn{Member: ani, Meeting: kl})
	if _, _, err := seat.See(); err != nil {
		t.Errorf("let in again: %v", err)
	}
	if _, err := h.Host.Join(t.Context(), person, again, session.Profile{}); err != nil || h.Shared().RoleIn(kl, ani) != method.Facilitator {
		t.Errorf("by the other code: %v, as %s", err, h.Shared().RoleIn(kl, ani))
	}
	if p, _ := h.Host.PersonByKey("SHA256:ani"); p.ID != person || p.ID == directory.PersonID("") {
		t.Error("their key is nobody's")
	}
}

// TestAReturnCodeIsHandedOver for all to see, by whoever has as much to say; the old
// one is void. It is no way into what the giver has no say in.
func TestAReturnCodeIsHandedOver(t *testing.T) {
	h := newHall(t)
	person, old, err := h.Host.Meet(t.Context(), "", "")
	h.OK(err)
	ani, err := h.Host.Join(t.Context(), person, h.Shown(h.Invite(kl, method.Participant, method.Members, 1)), session.Profile{Name: "Ani"})
	h.OK(err)
	hand := func(by session.MemberID, to session.MemberID) (string, error) {
		return h.Host.HandCode(t.Context(), h.PersonOf(by), cop, kl, to)
	}
	for _, by := range []session.MemberID{h.Siti, h.Members[method.Scribe], ani} {
		_, err = hand(by, ani)
		h.Refused(err, refusal.NotAllowed)
	}
	if _, err := h.Host.Present(old); err != nil {
		t.Fatalf("a refusal has made the old code void: %v", err)
	}
	code, err := hand(h.Facilitator(), ani)
	h.OK(err)
	if in, err := h.Host.Present(code); err != nil || in.Person != person {
		t.Errorf("the new code gives %+v, %v", in, err)
	}
	_, err = h.Host.Present(old)
	h.Refused(err, refusal.CodeReplaced)
	traces := h.Shared().Members.Of(ani).Traces
	if got := traces[len(traces)-1]; got.What != "code" || got.By != h.Facilitator() {
		t.Errorf("got %+v", got)
	}
	_, err = hand(h.Facilitator(), h.Members[method.Organiser])
	h.Refused(err, refusal.ElsewhereToo)
	elsewhere := h.Named(halltest.Elsewhere) // who steers another meeting
	_, err = h.Host.Join(t.Context(), h.PersonOf(elsewhere), h.Shown(h.Invite(kl, method.Participant, method.Members, 1)), session.Profile{})
	h.OK(err)
	_, err = hand(h.Facilitator(), elsewhere)
	h.Refused(err, refusal.NotAllowed)
	_, err = hand(h.Facilitator(), "nobody")
	h.Refused(err, refusal.NotFound)
	h.comesInElsewhere(person)
	_, err = hand(h.Facilitator(), ani)
	h.Refused(err, refusal.ElsewhereToo)
	_, err = hand(h.Members[method.Organiser], ani)
	h.OK(err)
	h.SameAfterRereading()
}

// comesInElsewhere makes somebody a member of another community.
func (h *hall) comesInElsewhere(person directory.PersonID) {
	h.Helper()
	ctx := h.Context()
	h.OK(h.Host.Found(ctx, h.Boss, "mexico", "Mexico", false))
	boss, err := h.Host.EnterAsOrganiser(ctx, h.Boss, "mexico", session.Profile{Name: "Boss"})
	h.OK(err)
	convene := &session.ConveneMeeting{Meeting: "tapachula", Details: halltest.Details}
	h.OK(h.Host.Do(ctx, "mexico", h.Deed(boss, convene)))
	code, err := h.Host.Invite(ctx, "mexico", boss, directory.Invitation{
		Meeting: "tapachula", Role: method.Participant, Audience: method.Members, Uses: 1, Expires: time.Now().Add(host.InviteFor),
	})
	h.OK(err)
	_, err = h.Host.Join(ctx, person, h.Shown(code), session.Profile{Name: "Ani"})
	h.OK(err)
}
