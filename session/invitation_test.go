package session_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/convene-ssh/convene/session"
)

// held is an invitation as whoever steers the meeting sees it.
func (h *hall) held(id session.InvitationID) session.Invitation {
	h.Helper()
	all, err := h.host.Invitations(h.Context(), cop, h.facilitator(), kl)
	h.ok(err)
	for _, i := range all {
		if i.ID == id {
			return i
		}
	}
	h.Fatal("no such invitation")
	return session.Invitation{}
}

// comes joins with a code, as somebody new.
func (h *hall) comes(code string) (session.PersonID, error) {
	h.Helper()
	e, err := h.host.Present(code)
	if err != nil {
		return "", err
	}
	person := h.meet("")
	_, err = h.host.Join(h.Context(), person, *e.Invitation, session.Profile{Name: "Ani"})
	return person, err
}

// TestACodeSaysWhoCame: how many, and about when the last did.
func TestACodeSaysWhoCame(t *testing.T) { synctest.Test(t, aCodeSaysWhoCame) }

func aCodeSaysWhoCame(t *testing.T) {
	h := newHall(t)
	code := h.invite(kl, session.Participant, session.Members, 5)
	id := h.shown(code).ID
	if i := h.held(id); !i.Last.IsZero() || i.Used != 0 {
		t.Errorf("before anybody came: %+v", i)
	}
	time.Sleep(90 * time.Second)
	_, err := h.comes(code)
	h.ok(err)
	if i := h.held(id); i.Used != 1 || !i.Last.Equal(time.Now().Truncate(time.Minute)) {
		t.Errorf("after one came: %+v", i)
	}
}

// TestAPausedCodeLetsNobodyNewIn, also who has seen it before the pause.
func TestAPausedCodeLetsNobodyNewIn(t *testing.T) {
	h := newHall(t)
	code := h.invite(kl, session.Participant, session.Members, 5)
	i := h.shown(code)
	inside, err := h.comes(code)
	h.ok(err)
	h.refused(h.host.Pause(t.Context(), cop, h.siti, i.ID, false), session.NotAllowed)
	h.ok(h.host.Pause(t.Context(), cop, h.facilitator(), i.ID, false))
	_, err = h.comes(code)
	h.refused(err, session.CodePaused)
	_, err = h.host.Join(t.Context(), h.meet(""), i, session.Profile{Name: "Budi"})
	h.refused(err, session.CodePaused)
	_, err = h.host.Join(t.Context(), inside, i, session.Profile{})
	h.ok(err)
	h.ok(h.host.Pause(t.Context(), cop, h.facilitator(), i.ID, true))
	_, err = h.comes(code)
	h.ok(err)
}

// TestARenewedCodeTakesThePlaceOfTheOld, with what is left of it.
func TestARenewedCodeTakesThePlaceOfTheOld(t *testing.T) {
	h := newHall(t)
	old := h.invite(kl, session.Scribe, session.Governments, 3)
	id := h.shown(old).ID
	inside, err := h.comes(old)
	h.ok(err)
	h.ok(h.host.Pause(t.Context(), cop, h.facilitator(), id, false))
	_, _, err = h.host.RenewInvitation(t.Context(), cop, h.siti, id)
	h.refused(err, session.NotAllowed)
	i, code, err := h.host.RenewInvitation(t.Context(), cop, h.facilitator(), id)
	h.ok(err)
	if i.ID != id || i.Role != session.Scribe || i.Audience != session.Governments || i.Uses-i.Used != 2 || i.Paused {
		t.Errorf("the new one is %+v", i)
	}
	_, err = h.comes(old)
	h.refused(err, session.CodeRevoked)
	shown, refused := h.host.Present(old)
	if e, err := h.host.Admit(inside, shown, refused); err != nil || e.Invitation == nil {
		t.Errorf("who came by the old one: %+v, %v", e, err)
	}
	for range 2 {
		_, err = h.comes(code)
		h.ok(err)
	}
	_, err = h.comes(code)
	h.refused(err, session.CodeUsedUp)
	_, _, err = h.host.RenewInvitation(t.Context(), cop, h.facilitator(), id)
	h.refused(err, session.CodeUsedUp)
	second := openHost(t, h.store, "second")
	defer second.Close()
	_, err = second.Present(old)
	h.refused(err, session.CodeRevoked)
}

// TestRenewingGivesNoMoreThanOneHas: the new code is seen by whoever asks for it.
func TestRenewingGivesNoMoreThanOneHas(t *testing.T) {
	h := newHall(t)
	i := h.shown(h.invite(kl, session.Organiser, session.Members, 1))
	_, _, err := h.host.RenewInvitation(t.Context(), cop, h.facilitator(), i.ID)
	h.refused(err, session.NotAllowed)
	_, _, err = h.host.RenewInvitation(t.Context(), cop, h.members[session.Organiser], "none")
	h.refused(err, session.NotFound)
}

// TestAKnownKeyIsKnown whatever became of the code in the user name, and comes in
// by a code that has let them in before.
func TestAKnownKeyIsKnown(t *testing.T) { synctest.Test(t, aKnownKeyIsKnown) }

func aKnownKeyIsKnown(t *testing.T) {
	h := newHall(t)
	code := h.invite(kl, session.Participant, session.Members, 1)
	i := h.shown(code)
	inside, outside := h.meet("SHA256:inside"), h.meet("SHA256:outside")
	_, err := h.host.Join(t.Context(), inside, i, session.Profile{Name: "Ani"})
	h.ok(err)
	look := func(name, code string, why session.Code) {
		t.Helper()
		shown, refused := h.host.Present(code)
		h.refused(refused, why)
		for key, want := range map[session.Fingerprint]session.PersonID{"SHA256:inside": inside, "SHA256:outside": outside, "SHA256:new": ""} {
			e, err := h.host.Recognise(t.Context(), key, shown, refused)
			in := key == "SHA256:inside" && why != session.CodeWrong
			if e.Person != want || (e.Invitation != nil) != in || in != (err == nil) || err != nil && !isRefusal(err, why) {
				t.Errorf("%s: %s is %+v, %v", name, key, e, err)
			}
		}
	}
	look("wrong", "nonsense", session.CodeWrong)
	look("used up", code, session.CodeUsedUp)
	h.ok(h.host.Revoke(t.Context(), cop, h.facilitator(), i.ID))
	look("revoked", code, session.CodeRevoked)
	another := h.invite(kl, session.Participant, session.Members, 2)
	i = h.shown(another)
	_, err = h.host.Join(t.Context(), inside, i, session.Profile{})
	h.ok(err)
	h.ok(h.host.Pause(t.Context(), cop, h.facilitator(), i.ID, false))
	look("paused", another, session.CodePaused)
	time.Sleep(session.InviteFor)
	look("expired", another, session.CodeExpired)
	_, back, err := h.host.Meet(t.Context(), "", "")
	h.ok(err)
	shown, refused := h.host.Present(back)
	if e, err := h.host.Recognise(t.Context(), "SHA256:inside", shown, refused); err != nil || e.Person != shown.Person {
		t.Errorf("a return code brings %+v, %v", e, err)
	}
}
