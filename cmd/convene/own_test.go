package main

import (
	"strings"
	"testing"

	"github.com/convene-ssh/convene/cmd/internal/guest"
)

// TestABoardAsksWhatPeopleWant: a facilitator writes an agenda in lines, with the parts of
// a board below its item; everybody is led there, also on a phone, and the report calls
// the parts the same. What a terminal would obey in them reaches nobody.
func TestABoardAsksWhatPeopleWant(t *testing.T) { inKualaLumpur(t, aBoardAsksWhatPeopleWant) }

func aBoardAsksWhatPeopleWant(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	f, siti := s.facilitates(), s.participates("Siti", wide)
	phone := s.participates("Budi", guest.Options{Width: 40, Height: 20})
	f.presses("e", s.says("en", "meeting.form.agenda"))
	f.presses(strings.Repeat(tabKey, 9)+clearAll+paste("1 10:00 60 own What next\n- Keep: what works?\n- Tr\u202ey\u009b31m: what would you try?\n- Who")+sendKey,
		s.says("en", "form.saved"))
	f.presses(homeKey, "What next")
	f.goesDownTo("› 1 10:00")
	f.presses("o", "Opened for all: Own board")
	siti.sees("Keep (A)")
	siti.sees("what would you try?")
	phone.sees("what works?")
	phone.presses("2a", "B ›")
	phone.presses("Ask before you help.", "help.")
	phone.presses(enterKey, s.says("en", "board.added"))
	phone.goesAway()
	siti.sees("+1 waiting")
	if siti.has("Ask before") {
		t.Error("words were sent before the reveal")
	}
	f.presses("n", s.says("en", "steer.sure.reveal", "key", "n"))
	f.presses("n", s.says("en", "phase.say.reveal"))
	siti.sees("-B1 Ask before")
	out := f.takes("export " + string(sampleMeeting))
	for _, want := range []string{"## Board: What next", "### Try (B)", "B1** Ask before you help."} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in the report:\n%s", want, out)
		}
	}
	harmless(t, "what others are sent", siti.Received())
	harmless(t, "the report", []byte(out))
}
