package main

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/convene-ssh/convene/cmd/internal/guest"
	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// TestALowerCodeAtASecondTerminal changes nothing at the first; at the second it
// is offered, for as long as that is there.
func TestALowerCodeAtASecondTerminal(t *testing.T) { inKualaLumpur(t, aLowerCodeAtASecondTerminal) }

func aLowerCodeAtASecondTerminal(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	f := s.facilitates()
	for _, lower := range []method.Role{method.Participant, method.Observer} {
		o := wide
		o.User, o.Key = s.code(lower), f.key
		second := s.visit("her second terminal", o)
		role, at := s.says("en", "role.facilitator"), s.says("en", "role."+string(lower))
		second.sees(s.says("en", "welcome.kept", "role", role, "code", at, "key", "v"))
		steers := s.says("en", "key.close_meeting")
		second.sees("z " + steers)
		second.presses("v", s.says("en", "key.visit_as", "role", role))
		if strings.Contains(second.Screen(), "z "+steers) {
			t.Errorf("as %s she may still close the meeting", lower)
		}
		f.presses("e", s.says("en", "meeting.form.edit"))
		f.presses(escKey, "z "+steers)
		_ = second.Hang()
	}
	s.answers("afterwards", f.key, s.code(method.Participant), "export "+meetingID, 0)
}

// TestAKnownKeyAtBothDoors is known, whatever code stands in the user name.
func TestAKnownKeyAtBothDoors(t *testing.T) { inKualaLumpur(t, aKnownKeyAtBothDoors) }

func aKnownKeyAtBothDoors(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	f := s.facilitates()
	one, week := f.makes("1", "7"), f.makes("5", "1")
	visitor := wide
	visitor.Key = newKey(t)
	s.joins(one, who{name: "Siti", country: "MY"}, visitor)
	time.Sleep(25 * time.Hour)
	for _, c := range []struct {
		code  string
		why   refusal.Code
		facts []any
	}{
		{one, refusal.CodeUsedUp, nil}, {week, refusal.CodeExpired, []any{"when", time.Now().Add(-time.Hour).Format("2006-01-02 15:04 UTC")}},
		{unknownCode(t), refusal.CodeWrong, nil}, {"K7QM-2PXD-9WAX", refusal.CodeWrong, nil},
	} {
		s.answers(string(c.why), f.key, c.code, "meetings", 0)
		o := wide
		o.User, o.Key = c.code, f.key
		v := s.visit("the facilitator", o)
		v.sees(s.says("en", "returning.continue", "name", "Farah Lim"))
		v.sees(s.refusal(c.why, c.facts...))
	}
	visitor.User = one // by which they came
	s.visit("who used it up", visitor).sees(s.says("en", "meeting.home"))
}

// TestAKeyIsKnownToTheNextSessionOfItsConnection: who they are is asked each time.
func TestAKeyIsKnownToTheNextSessionOfItsConnection(t *testing.T) {
	inKualaLumpur(t, aKeyIsKnownToTheNextSessionOfItsConnection)
}

func aKeyIsKnownToTheNextSessionOfItsConnection(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	o := wide
	o.User, o.Key = s.code(method.Participant), newKey(t)
	client, err := s.calls(o)
	if err != nil {
		t.Fatal(err)
	}
	g, err := guest.SitDown(client, o)
	v := s.seat("a newcomer", g, err, o.Key)
	s.comesIn(v, who{name: "Siti", country: "MY"})
	if out, errs, code, err := guest.Run(client, "meetings"); err != nil || code != 0 || !strings.Contains(out, meetingID) {
		t.Errorf("a command beside their screen answers %d, %q, %q, %v", code, out, errs, err)
	}
}

// TestACodeIsWatchedPausedAndRenewed from the Invite screen, while strangers burn
// it.
func TestACodeIsWatchedPausedAndRenewed(t *testing.T) {
	inKualaLumpur(t, aCodeIsWatchedPausedAndRenewed)
}

func aCodeIsWatchedPausedAndRenewed(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	f := s.facilitates()
	old := f.makes("100", "7")
	f.presses("i", "0 of 100 used")
	f.goesDownTo("0 of 100 used")
	burns := func(code string) error {
		entry, err := s.host.Present(code)
		if err != nil {
			return err
		}
		person, _, err := s.host.Meet(s.ctx, "", "")
		if err != nil {
			return err
		}
		_, err = s.host.Join(s.ctx, person, *entry.Invitation, session.Profile{Name: "Nobody"})
		return err
	}
	for range 30 {
		if err := burns(old); err != nil {
			t.Fatal(err)
		}
	}
	f.sees("30 of 100 used")
	f.sees(s.says("en", "invite.last.now"))
	f.presses("p", s.says("en", "invite.sure.pause", "key", "p"))
	f.presses("p", s.says("en", "invite.paused"))
	s.refused("paused", old, s.refusal(refusal.CodePaused))
	if err := burns(old); !errors.Is(err, refusal.New(refusal.CodePaused)) {
		t.Errorf("paused: %v", err)
	}
	f.presses("r", s.says("en", "invite.sure.renew", "key", "r"))
	f.presses("r", s.says("en", "invite.code_once"))
	fresh := f.reads()
	f.presses(escKey, "30 of 100 used")
	s.refused("renewed", old, s.refusal(refusal.CodeRevoked))
	o := wide
	o.Key = newKey(t)
	s.joins(fresh, who{name: "Ani", country: "ID"}, o)
	f.sees("31 of 100 used")
}
