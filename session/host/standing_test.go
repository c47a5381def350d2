package host_test

import (
	"testing"
	"testing/synctest"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

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
	again := h.Shown(h.Invite(kl, method.Facilitator, method.Members, 1))
	h.Must(h.Facilitator(), &session.SendOut{Member: ani, Meeting: kl})
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
	h.Must(h.Facilitator(), &session.LetIn{Member: ani, Meeting: kl})
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
