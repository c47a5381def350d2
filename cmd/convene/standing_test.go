package main

import (
	"strings"
	"testing"

	"github.com/convene-ssh/convene/cmd/convene/sample"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// opensPerson opens what there is about somebody, from the home of the meeting.
func (v *visitor) opensPerson(name string) {
	v.s.t.Helper()
	v.presses("p", name)
	v.goesDownTo(name)
	v.presses(enterKey, v.s.says("en", "key.correct_name"))
}

// letsSpeak agrees, from the home of the meeting, that somebody speaks for their
// organisation.
func (v *visitor) letsSpeak(name string) {
	v.s.t.Helper()
	v.opensPerson(name)
	v.presses("s", v.s.says("en", "people.sure.speaks", "key", "s", "name", name, "organisation", "X")[:30])
	v.presses("s", "agreed that they speak for")
	v.presses(escKey, v.s.says("en", "people.by_country"))
	v.presses(escKey, "Home")
}

// TestANameThatIsTypedConfirmsNothing until an organiser agrees.
func TestANameThatIsTypedConfirmsNothing(t *testing.T) {
	inKualaLumpur(t, aNameThatIsTypedConfirmsNothing)
}

func aNameThatIsTypedConfirmsNothing(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	comes := func(role method.Role, name, organisation string) *visitor {
		o := wide
		o.Key = newKey(t)
		return s.joins(s.code(role), who{name: name, organisation: organisation, country: "MY"}, o)
	}
	lena, o := comes(method.Participant, "Lena Ong", "Harbour House"), comes(method.Organiser, "Olivia Grant", "")
	lena.presses("c", s.says("en", "commitment.many"))
	lena.presses("a", s.says("en", "field.description"))
	lena.presses("Open a shelter"+strings.Repeat(tabKey, 4)+rightKey, s.says("en", "entry.own_claimed")[:40])
	lena.presses(sendKey, s.says("en", "entry.saved", "title", "Open a shelter"))
	lena.goesDownTo("Open a shelter")
	lena.presses(enterKey, s.says("en", "support.proposed", "name", "Harbour House"))
	if strings.Contains(lena.Screen(), s.says("en", "key.confirm")) {
		t.Errorf("who only says of which organisation they are may confirm for it:\n%s", lena.Screen())
	}
	o.presses("p", s.says("en", "organisation.claimed", "name", "Harbour House"))
	o.presses(escKey, "Home")
	o.letsSpeak("Lena Ong")
	lena.presses("y", s.says("en", "entry.confirmed"))
	lena.until("the organisation's own word", func(screen string) bool {
		return !strings.Contains(screen, s.says("en", "support.proposed", "name", "Harbour House"))
	})
}

// TestWhoIsSentOutStaysOut at every door, at once and after a restart, until they are
// let in again.
func TestWhoIsSentOutStaysOut(t *testing.T) { inKualaLumpur(t, whoIsSentOutStaysOut) }

func whoIsSentOutStaysOut(t *testing.T) {
	data := t.TempDir()
	s := set(t, Config{Data: data, Demo: true})
	f := s.facilitates()
	o := wide
	o.Key = newKey(t)
	code := s.code(method.Participant)
	siti := s.joins(code, who{name: "Siti", country: "MY"}, o)
	f.opensPerson("Siti")
	f.presses("x", "Press x again to send Siti out")
	f.presses("x", s.says("en", "trace.sent-out", "by", "Farah Lim", "meeting", sample.KualaLumpur().Details.Title))
	sentence := s.refusal(refusal.SentOut, "by", "Farah Lim", "meeting", sample.KualaLumpur().Details.Title)
	siti.sees(s.says("en", "lobby.sent_out"))
	siti.sees(sentence)

	shut := func(s *scene) {
		t.Helper()
		o.User = "siti"
		byKey := s.visit("by her key", o)
		byKey.presses("", s.says("en", "returning.continue", "name", "Siti"))
		byKey.presses(enterKey, s.says("en", "lobby.sent_out"))
		byKey.presses(enterKey, sentence)
		o.User = code
		s.visit("by her code", o).sees(sentence)
		if out := s.answers("by command", o.Key, "siti", "meetings", 0); strings.Contains(out, meetingID) {
			t.Errorf("the meetings are %q", out)
		}
		s.answers("by command", o.Key, "siti", "export "+meetingID, 1)
	}
	shut(s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = set(t, Config{Data: data, Demo: true})
	shut(s)
	back := f.returns(s)
	back.opensPerson("Siti")
	back.presses("x", s.says("en", "trace.let-in", "by", "Farah Lim", "meeting", sample.KualaLumpur().Details.Title))
	o.User = code
	s.visit("let in again", o).sees(s.says("en", "meeting.home"))
}

// TestWhoCameTwiceIsOnePerson: somebody has lost their key, came in as somebody new and
// wrote more. Whoever steers says who they are, and then all of it is theirs.
func TestWhoCameTwiceIsOnePerson(t *testing.T) { inKualaLumpur(t, whoCameTwiceIsOnePerson) }

func whoCameTwiceIsOnePerson(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	f, before, now := s.facilitates(), wide, wide
	before.Key, now.Key = newKey(t), newKey(t)
	xena := s.joins(s.code(method.Participant), who{name: "Xena", country: "MY"}, before)
	again := s.joins(s.code(method.Participant), who{name: "Siti", country: "MY"}, now)
	again.presses("c", s.says("en", "commitment.many"))
	again.presses("a", s.says("en", "field.description"))
	again.presses("Open a shelter"+sendKey, s.says("en", "entry.saved", "title", "Open a shelter"))

	f.opensPerson("Siti")
	f.presses("m", s.says("en", "field.same_as"))
	f.presses("x", "< Xena · No organisation · Participant >")
	f.presses(sendKey, s.says("en", "people.sure.merge", "key", "Ctrl+S", "name", "Siti", "first", "Xena")[:40])
	f.presses(sendKey, s.says("en", "trace.merged", "by", "Farah Lim", "person", "Siti")[:40])

	again.sees(s.refusal(refusal.SamePerson, "name", "Xena"))
	now.User = "siti"
	s.visit("by the new key", now).presses("", s.says("en", "returning.continue", "name", "Xena"))
	xena.presses("c", "Open a shelter")
	xena.goesDownTo("Open a shelter")
	xena.presses(enterKey, s.says("en", "key.take_back"))
}

// TestALostLaptopIsReplaced: whoever steers hands somebody a code; at their new computer
// they say that its key is theirs, and from then on it brings them back. The code that
// they had before is void.
func TestALostLaptopIsReplaced(t *testing.T) { inKualaLumpur(t, aLostLaptopIsReplaced) }

func aLostLaptopIsReplaced(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	f := s.facilitates()
	s.joins(s.code(method.Participant), who{name: "Siti", country: "MY"}, wide)
	f.opensPerson("Siti")
	f.presses("c", s.says("en", "people.sure.hand_code", "key", "c", "name", "Siti")[:40])
	f.presses("c", s.says("en", "handed.title", "name", "Siti"))
	code := f.reads()
	f.presses(escKey, s.says("en", "trace.code", "by", "Farah Lim"))

	o := wide
	o.User, o.Key = code, newKey(t)
	siti := s.visit("at her new computer", o)
	siti.sees(s.says("en", "returning.key", "name", "Siti"))
	siti.presses(downKey+enterKey, s.says("en", "returning.known")[:40])
	o.User = "siti"
	again := s.visit("by its key", o)
	again.sees(s.says("en", "returning.continue", "name", "Siti"))
	again.presses(enterKey, s.says("en", "lobby.title"))
}
