package main

import (
	"strings"
	"testing"
	"time"

	"github.com/convene-ssh/convene/cmd/internal/guest"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// wide is a screen on which every sentence fits on one row.
var wide = guest.Options{Width: 120, Height: 30}

// unknownCode is one that could be a code and is none.
func unknownCode(t *testing.T) string {
	t.Helper()
	for _, letter := range "0123456789ABCDEFGHJKMNPQRSTVWXYZ" {
		if code := "ABCD-1234-ABC" + string(letter); valid(code) {
			return code
		}
	}
	t.Fatal("no check letter fits")
	return ""
}

func valid(code string) bool {
	_, ok := directory.ParseCode(code)
	return ok
}

// facilitates brings a facilitator into the sample.
func (s *scene) facilitates() *visitor {
	s.t.Helper()
	o := wide
	o.Key = newKey(s.t)
	return s.joins(s.code(method.Facilitator), who{name: "Farah Lim", organisation: "Harbour House", country: "MY"}, o)
}

// makes makes a code for participants through the screen, and goes home again.
func (v *visitor) makes(uses, days string) string {
	v.s.t.Helper()
	v.presses("i", v.s.says("en", "key.new_invitation"))
	v.presses("a", v.s.says("en", "invite.role"))
	v.presses(tabKey+tabKey+clearKey+uses+tabKey+clearKey+days+sendKey, v.s.says("en", "invite.code_once"))
	code := v.reads()
	v.presses(escKey, v.s.says("en", "key.revoke"))
	v.presses(escKey, "Home")
	return code
}

// refused comes to the door with a code, as the user name and by typing it.
func (s *scene) refused(name, code, sentence string) {
	s.t.Helper()
	o := wide
	o.User = code
	s.visit(name, o).sees(sentence)
	o.User = "somebody"
	v := s.visit(name, o)
	v.sees(s.says("en", "welcome.code"))
	v.presses(code+sendKey, sentence)
}

func TestCodesThatLetNobodyIn(t *testing.T) { inKualaLumpur(t, codesThatLetNobodyIn) }

func codesThatLetNobodyIn(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	f := s.facilitates()
	visitor := who{name: "Somebody", country: "TH"}

	usedUp := f.makes("1", "7")
	s.joins(usedUp, visitor, guest.Options{})
	s.refused("used up", usedUp, s.refusal(refusal.CodeUsedUp))

	revoked := f.makes("3", "7")
	f.presses("i", "0 of 3 used")
	f.goesDownTo("0 of 3 used")
	f.presses("x", s.says("en", "invite.sure.revoke", "key", "x"))
	f.presses("x", s.says("en", "invite.revoked"))
	s.refused("revoked", revoked, s.refusal(refusal.CodeRevoked))
	f.presses(escKey, "Home")

	expired := f.makes("3", "1")
	until := time.Now().Add(24 * time.Hour)
	time.Sleep(25 * time.Hour)
	s.refused("expired", expired, s.refusal(refusal.CodeExpired, "when", until.Format("2006-01-02 15:04 UTC")))
}

func TestWrongCodes(t *testing.T) { inKualaLumpur(t, wrongCodes) }

func wrongCodes(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	o := wide
	o.User = unknownCode(t)
	s.visit("unknown", o).sees(s.refusal(refusal.CodeWrong))
	o.User = "siti"
	v := s.visit("mistyped", o)
	v.sees(s.says("en", "welcome.code"))
	if strings.Contains(v.Screen(), s.refusal(refusal.CodeWrong)) {
		t.Error("a user name that is no code was refused")
	}
	v.presses("K7QM-2PXD-9WAX"+sendKey, s.refusal(refusal.CodeWrong))
	v.sees("K7QM-2PXD-9WAX") // there to be corrected
}

// TestGuessing has somebody guess codes without pause, each answered later than
// the one before, until they are let go; nobody beside them waits for anything.
func TestGuessing(t *testing.T) { inKualaLumpur(t, guessing) }

func guessing(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	wrong := s.refusal(refusal.CodeWrong)
	o := wide
	o.User = unknownCode(t)
	g := s.visit("guesser", o)
	g.sees(wrong) // the first is answered at once
	if err := g.Type(sendKey); err != nil {
		t.Fatal(err)
	}
	g.until("the second answer", func(screen string) bool { return !strings.Contains(screen, wrong) })
	g.sees(wrong) // after a moment
	for i, delay := range []time.Duration{200, 400, 800, 1600, 3200, 5000, 5000, 5000} {
		delay *= time.Millisecond
		began := time.Now()
		g.guesses(wrong)
		if i == 4 {
			s.joins(s.code(method.Participant), who{name: "Siti"}, guest.Options{})
		}
		if i == 7 {
			break
		}
		g.sees(wrong)
		if took := time.Since(began).Round(100 * time.Millisecond); took != delay {
			t.Errorf("answer %d came after %v, want %v", i+3, took, delay)
		}
	}
	if err := g.Ended(s.ctx); err == nil {
		t.Error("the guesser said goodbye")
	}
}

// guesses sends a wrong code once more.
func (v *visitor) guesses(wrong string) {
	v.s.t.Helper()
	if err := v.Type(sendKey); err != nil {
		v.s.t.Fatal(err)
	}
	v.until("the answer to be delayed", func(screen string) bool { return !strings.Contains(screen, wrong) })
}
