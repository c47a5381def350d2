package main

import (
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// TestMistakesWithMeetingsAreMended: an organiser calls a community and a meeting
// otherwise, and what people have typed before leads on. A meeting that was convened by
// mistake goes, with whoever is in it, and comes back.
func TestMistakesWithMeetingsAreMended(t *testing.T) { inKualaLumpur(t, mistakesWithMeetingsAreMended) }

func mistakesWithMeetingsAreMended(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	o := wide
	o.Key = newKey(t)
	boss := s.joins(s.code(method.Organiser), who{name: "Olivia Grant"}, o)
	boss.presses("e"+tabKey+clearKey+"kl-22"+sendKey, s.says("en", "form.saved"))
	boss.presses(escKey, s.says("en", "key.join"))
	boss.goesDownTo("Asia Pacific Community")
	boss.presses("e", s.says("en", "lobby.community_id"))
	boss.presses(clearKey+"Asia and the Pacific"+tabKey+clearKey+"asia"+sendKey, s.says("en", "lobby.renamed"))
	boss.sees("Asia and the Pacific")
	for _, name := range []string{"asia/kl-22", "kl-22", meetingID, string(sampleCommunity) + "/" + meetingID, "asia/" + meetingID} {
		if md := boss.takes("export " + name); !strings.Contains(md, "Asia and the Pacific") {
			t.Errorf("export %s gives\n%s", name, md)
		}
	}
	if out := boss.takes("meetings"); !strings.Contains(out, "asia/kl-22\t") {
		t.Errorf("the meetings are\n%s", out)
	}

	boss.presses("n", s.says("en", "meeting.form.convene"))
	boss.presses("A mistake"+strings.Repeat(tabKey, 4)+"2024-01-01"+sendKey, s.says("en", "meeting.home"))
	code, _, _ := strings.Cut(boss.takes("invite a-mistake"), "\t")
	other := s.joins(code, who{name: "Omar"}, wide)
	boss.goesBetween()
	boss.goesDownTo("A mistake")
	boss.presses("x", "Press x again")
	boss.presses("x", s.says("en", "key.join")) // she sat there herself
	sentence := s.refusal(refusal.MeetingRemoved, "by", "Olivia Grant", "meeting", "A mistake")
	other.sees(sentence[:60])
	late := wide
	late.User = code
	comes := s.visit("late", late)
	comes.sees(s.says("en", "welcome.language"))
	comes.presses(who{name: "Late"}.keys(), sentence[:60])
	if out := boss.takes("meetings"); strings.Contains(out, "a-mistake") {
		t.Errorf("the meetings are\n%s", out)
	}
	boss.goesDownTo("Asia and the Pacific")
	boss.presses(enterKey, s.says("en", "between.title"))
	boss.goesDownTo("removed by Olivia Grant")
	boss.presses("u", s.says("en", "form.saved"))
	if out := boss.takes("meetings"); !strings.Contains(out, "a-mistake") {
		t.Errorf("the meetings are\n%s", out)
	}
}

// TestOrganisationsArePartedAgain: two are made one and two again, and a member reads who
// did it.
func TestOrganisationsArePartedAgain(t *testing.T) { inKualaLumpur(t, organisationsArePartedAgain) }

func organisationsArePartedAgain(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	o := wide
	o.Key = newKey(t)
	boss := s.joins(s.code(method.Organiser), who{name: "Olivia Grant"}, o)
	s.joins(s.code(method.Participant), who{name: "Lena Ong", organisation: "Zenith House"}, wide)
	ani := s.joins(s.code(method.Participant), who{name: "Ani Tan", organisation: "Zenith House Malaysia"}, wide)
	boss.presses("p", "Ani Tan")
	boss.goesDownTo("› Zenith House Malaysia")
	boss.presses(enterKey, s.says("en", "correct.organisation"))
	boss.presses(clearKey+"Zenith House"+sendKey, "Press Ctrl+S to confirm")
	boss.presses(sendKey, s.says("en", "form.saved"))
	ani.presses("p", "Ani Tan")
	ani.sees("Ani Tan (you) · " + s.says("en", "organisation.claimed", "name", "Zenith House"))
	boss.presses("\x1b[A", "› Zenith House  ") // the one that the pointer was on is gone
	boss.presses("u", "Press u again")
	boss.presses("u", "Zenith House Malaysia   ")
	ani.sees("Ani Tan (you) · " + s.says("en", "organisation.claimed", "name", "Zenith House Malaysia"))
	ani.scrolls("are two organisations after all")
}
