package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
)

// TestTwoMeetings: what was promised in the first is reported on between them by the
// organisation that leads, observed by somebody else with evidence, and reviewed in
// the second. The report of the second says what became of it, and of what was
// carried over three times that it was.
func TestTwoMeetings(t *testing.T) { inKualaLumpur(t, twoMeetings) }

func twoMeetings(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	comes := func(role method.Role, name, organisation string) *visitor {
		o := wide
		o.Key = newKey(t)
		return s.joins(s.code(role), who{name: name, organisation: organisation, country: "MY"}, o)
	}
	o := comes(method.Organiser, "Olivia Grant", "Regional Secretariat")
	lead := comes(method.Participant, "Lena Ong", "Harbour House")
	other := comes(method.Participant, "Omar Said", "Pelangi Network")
	o.letsSpeak("Lena Ong")

	lead.presses("c", s.says("en", "commitment.many"))
	lead.presses("a", s.says("en", "field.description"))
	lead.presses("Open a shelter"+strings.Repeat(tabKey, 4)+rightKey+sendKey, s.says("en", "entry.saved", "title", "Open a shelter"))
	o.presses(sampleGathers, s.says("en", "phase.say.gather")[:20])
	o.presses("n", s.says("en", "steer.sure.reveal", "key", "n")[:20])
	o.presses("n", s.says("en", "phase.say.reveal")[:20])
	o.presses(escKey, s.says("en", "meeting.home"))
	for _, sure := range []string{"close", "forget"} {
		o.presses("z", s.says("en", "meeting.sure."+sure, "key", "z")[:40])
	}
	o.presses("z", s.says("en", "meeting.closed")[:30])

	lead.presses(escKey, s.says("en", "meeting.home"))
	lead.goesBetween()
	lead.opens("Open a shelter")
	lead.presses("s", s.says("en", "reading.report"))
	lead.presses(rightKey+tabKey+"l"+tabKey+"The lease is signed"+sendKey, s.says("en", "form.saved"))
	lead.sees("Reported: In progress; Limited; The lease is signed")

	other.goesBetween()
	other.opens("Open a shelter")
	other.sees("Reported: In progress; Limited; The lease is signed")
	other.presses("s", s.says("en", "reading.observe"))
	other.presses(tabKey+"No beds yet"+tabKey+"Visit on 3 October"+sendKey, s.says("en", "form.saved"))
	other.sees("Observed: No evidence; No beds yet (evidence: Visit on 3 October)")

	for n := range session.CarriedOften {
		o.reviews(n+2, "Open a shelter")
	}
	md := o.takes("export meeting-2")
	for _, want := range []string{
		"## Review of what was promised", "Open a shelter", "Reported: In progress; Limited; The lease is signed",
		"Observed: No evidence; No beds yet (evidence: Visit on 3 October)", "Decided: Continue; not yet",
	} {
		if !strings.Contains(md, want) {
			t.Errorf("the report of the second meeting lacks %q:\n%s", want, md)
		}
	}
	carried := s.says("en", "entry.carried", "n", session.CarriedOften)
	if md := o.takes(fmt.Sprint("export meeting-", session.CarriedOften+1)); !strings.Contains(md, carried) {
		t.Errorf("the report of the last meeting does not say %q:\n%s", carried, md)
	}
	lead.sees(carried)
	if csv := o.takes("export meeting-2 --format csv --register readings"); strings.Count(csv, "The lease is signed") != 1 {
		t.Errorf("the readings are\n%s", csv)
	}
}

// goesBetween goes from the home of a meeting to the community's room between its
// meetings.
func (v *visitor) goesBetween() {
	v.s.t.Helper()
	v.presses("b", v.s.says("en", "between.say")[:40])
}

// opens opens what is called so in the list on the screen.
func (v *visitor) opens(title string) {
	v.s.t.Helper()
	v.goesDownTo(title)
	v.presses(enterKey, v.s.says("en", "commitment.mode"))
}

// steps presses a key, each time after what the one before has brought, until the
// screen is as wanted.
func (v *visitor) steps(key string, wanted func(screen string) bool) {
	v.s.t.Helper()
	for before := v.Screen(); !wanted(before); before = v.Screen() {
		if err := v.Type(key); err != nil {
			v.s.t.Fatal(err)
		}
		v.until("another screen", func(screen string) bool { return screen != before })
	}
}

// reviews convenes meeting n of the sample, whose only item is the review, and
// carries an entry over.
func (v *visitor) reviews(n int, title string) {
	v.s.t.Helper()
	s := v.s
	v.presses(escKey, s.says("en", "key.new_meeting"))
	v.presses("n", s.says("en", "meeting.form.convene"))
	v.presses(fmt.Sprint("Meeting ", n)+tabKey+tabKey+tabKey+tabKey+fmt.Sprint(2022+n, "-02-01")+strings.Repeat(tabKey, 6)+
		paste("1 09:00 60 review What was promised")+sendKey, s.says("en", "meeting.home"))
	v.presses("w", "n "+s.says("en", "key.next_entry"))
	v.steps("n", func(screen string) bool { return strings.Contains(screen, title) })
	v.presses("c", s.says("en", "outcome.continue"))
	v.presses("not yet"+enterKey, s.says("en", "review.decided", "code", "C4", "outcome", s.says("en", "outcome.continue")))
	v.presses(escKey, s.says("en", "meeting.home"))
}
