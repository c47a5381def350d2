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
	"github.com/convene-ssh/convene/session/refusal"
)

// held is an invitation as whoever steers the meeting sees it.
func (h *hall) held(id directory.InvitationID) directory.Invitation {
	h.Helper()
	all, err := h.Host.Invitations(h.Context(), cop, h.Facilitator(), kl)
	h.OK(err)
	for _, i := range all {
		if i.ID == id {
			return i
		}
	}
	h.Fatal("no such invitation")
	return directory.Invitation{}
}

// comes joins with a code, as somebody new.
func (h *hall) comes(code string) (directory.PersonID, error) {
	h.Helper()
	e, err := h.Host.Present(code)
	if err != nil {
		return "", err
	}
	person := h.Meet("")
	_, err = h.Host.Join(h.Context(), person, *e.Invitation, session.Profile{Name: "Ani"})
	return person, err
}

// TestACodeSaysWhoCame: how many, and about when the last did.
func TestACodeSaysWhoCame(t *testing.T) { synctest.Test(t, aCodeSaysWhoCame) }

func aCodeSaysWhoCame(t *testing.T) {
	h := newHall(t)
	code := h.Invite(kl, method.Participant, method.Members, 5)
	id := h.Shown(code).ID
	if i := h.held(id); !i.Last.IsZero() || i.Used != 0 {
		t.Errorf("before anybody came: %+v", i)
	}
	time.Sleep(90 * time.Second)
	_, err := h.comes(code)
	h.OK(err)
	if i := h.held(id); i.Used != 1 || !i.Last.Equal(time.Now().Truncate(time.Minute)) {
		t.Errorf("after one came: %+v", i)
	}
}

// TestAPausedCodeLetsNobodyNewIn, also who has seen it before the pause.
func TestAPausedCodeLetsNobodyNewIn(t *testing.T) {
	h := newHall(t)
	code := h.Invite(kl, method.Participant, method.Members, 5)
	i := h.Shown(code)
	inside, err := h.comes(code)
	h.OK(err)
	h.Refused(h.Host.Pause(t.Context(), cop, h.Siti, i.ID, false), refusal.NotAllowed)
	h.OK(h.Host.Pause(t.Context(), cop, h.Facilitator(), i.ID, false))
	_, err = h.comes(code)
	h.Refused(err, refusal.CodePaused)
	_, err = h.Host.Join(t.Context(), h.Meet(""), i, session.Profile{Name: "Budi"})
	h.Refused(err, refusal.CodePaused)
	_, err = h.Host.Join(t.Context(), inside, i, session.Profile{})
	h.OK(err)
	h.OK(h.Host.Pause(t.Context(), cop, h.Facilitator(), i.ID, true))
	_, err = h.comes(code)
	h.OK(err)
}

// TestARenewedCodeTakesThePlaceOfTheOld, with what is left of it.
func TestARenewedCodeTakesThePlaceOfTheOld(t *testing.T) {
	h := newHall(t)
	old := h.Invite(kl, method.Scribe, method.Governments, 3)
	id := h.Shown(old).ID
	inside, err := h.comes(old)
	h.OK(err)
	h.OK(h.Host.Pause(t.Context(), cop, h.Facilitator(), id, false))
	_, _, err = h.Host.RenewInvitation(t.Context(), cop, h.Siti, id)
	h.Refused(err, refusal.NotAllowed)
	i, code, err := h.Host.RenewInvitation(t.Context(), cop, h.Facilitator(), id)
	h.OK(err)
	if i.ID != id || i.Role != method.Scribe || i.Audience != method.Governments || i.Uses-i.Used != 2 || i.Paused {
		t.Errorf("the new one is %+v", i)
	}
	_, err = h.comes(old)
	h.Refused(err, refusal.CodeRevoked)
	shown, refused := h.Host.Present(old)
	if e, err := h.Host.Admit(inside, shown, refused); err != nil || e.Invitation == nil {
		t.Errorf("who came by the old one: %+v, %v", e, err)
	}
	for range 2 {
		_, err = h.comes(code)
		h.OK(err)
	}
	_, err = h.comes(code)
	h.Refused(err, refusal.CodeUsedUp)
	_, _, err = h.Host.RenewInvitation(t.Context(), cop, h.Facilitator(), id)
	h.Refused(err, refusal.CodeUsedUp)
	second := halltest.OpenHost(t, h.Store, "second")
	defer second.Close()
	_, err = second.Present(old)
	h.Refused(err, refusal.CodeRevoked)
}

// TestRenewingGivesNoMoreThanOneHas: the new code is seen by whoever asks for it. To let a
// paused one go on gives as much.
func TestRenewingGivesNoMoreThanOneHas(t *testing.T) {
	h := newHall(t)
	i := h.Shown(h.Invite(kl, method.Organiser, method.Members, 1))
	_, _, err := h.Host.RenewInvitation(t.Context(), cop, h.Facilitator(), i.ID)
	h.Refused(err, refusal.NotAllowed)
	h.OK(h.Host.Pause(t.Context(), cop, h.Facilitator(), i.ID, false))
	err = h.Host.Pause(t.Context(), cop, h.Facilitator(), i.ID, true)
	h.Refused(err, refusal.NotAllowed)
	_, _, err = h.Host.RenewInvitation(t.Context(), cop, h.Members[method.Organiser], "none")
	h.Refused(err, refusal.NotFound)
}

// TestAKnownKeyIsKnown whatever became of the code in the user name, and comes in
// by a code that has let them in before.
func TestAKnownKeyIsKnown(t *testing.T) { synctest.Test(t, aKnownKeyIsKnown) }

func aKnownKeyIsKnown(t *testing.T) {
	h := newHall(t)
	code := h.Invite(kl, method.Participant, method.Members, 1)
	i := h.Shown(code)
	inside, outside := h.Meet("SHA256:inside"), h.Meet("SHA256:outside")
	_, err := h.Host.Join(t.Context(), inside, i, session.Profile{Name: "Ani"})
	h.OK(err)
	look := func(name, code string, why refusal.Code) {
		t.Helper()
		shown, refused := h.Host.Present(code)
		h.Refused(refused, why)
		for key, want := range map[directory.Fingerprint]directory.PersonID{"SHA256:inside": inside, "SHA256:outside": outside, "SHA256:new": ""} {
			e, err := h.Host.Recognise(t.Context(), key, shown, refused)
			in := key == "SHA256:inside" && why != refusal.CodeWrong
			if e.Person != want || (e.Invitation != nil) != in || in != (err == nil) || err != nil && !halltest.IsRefusal(err, why) {
				t.Errorf("%s: %s is %+v, %v", name, key, e, err)
			}
		}
	}
	look("wrong", "nonsense", refusal.CodeWrong)
	look("used up", code, refusal.CodeUsedUp)
	h.OK(h.Host.Revoke(t.Context(), cop, h.Facilitator(), i.ID))
	look("revoked", code, refusal.CodeRevoked)
	another := h.Invite(kl, method.Participant, method.Members, 2)
	i = h.Shown(another)
	_, err = h.Host.Join(t.Context(), inside, i, session.Profile{})
	h.OK(err)
	h.OK(h.Host.Pause(t.Context(), cop, h.Facilitator(), i.ID, false))
	look("paused", another, refusal.CodePaused)
	time.Sleep(host.InviteFor)
	look("expired", another, refusal.CodeExpired)
	_, back, err := h.Host.Meet(t.Context(), "", "")
	h.OK(err)
	shown, refused := h.Host.Present(back)
	if e, err := h.Host.Recognise(t.Context(), "SHA256:inside", shown, refused); err != nil || e.Person != shown.Person {
		t.Errorf("a return code brings %+v, %v", e, err)
	}
}
