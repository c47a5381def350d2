package main

import (
	"strings"
	"testing"

	"github.com/convene-ssh/convene/cmd/internal/guest"
)

// TestPeopleAskAPanel: one asks without her name, another wants it asked too, and the
// facilitator marks it as answered. Nobody is sent who asked and who wants what.
func TestPeopleAskAPanel(t *testing.T) { inKualaLumpur(t, peopleAskAPanel) }

func peopleAskAPanel(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	f, siti := s.facilitates(), s.participates("Siti", wide)
	budi := s.participates("Budi", guest.Options{Width: 40, Height: 20})

	f.presses(homeKey+"s", s.says("en", "agenda.form.new"))
	f.presses("What works elsewhere"+tabKey, "")
	f.choosesInForm(s.says("en", "agenda.panel"))
	f.presses(sendKey, s.says("en", "agenda.form.added"))
	f.presses("o", s.says("en", "key.questions", "n", 0))

	siti.sees(s.says("en", "key.questions", "n", 0))
	siti.presses("q", s.says("en", "part.ask.panel.Q")[:20])
	siti.presses("aWho pays once the project is over?"+enterKey, s.says("en", "board.added"))
	siti.presses(escKey, "Q-Q1 Who pays")
	budi.sees("1 question waits")
	budi.presses("q", "Q-Q1 Who pays")
	budi.presses("+", s.says("en", "key.want_not"))
	siti.sees("1 Q-Q1 Who pays")

	f.presses("q", "1 Q-Q1 Who pays")
	f.presses("n", "Q-A1 Who pays")
	budi.sees("A 1")
	for name, v := range map[string]*visitor{"Siti": siti, "the facilitator": f, "Budi": budi} {
		if v != budi && v.has("Budi") || v != siti && v.has("Siti") {
			t.Errorf("%s was sent who has asked, or who wants it asked", name)
		}
	}
	report := f.takes("export " + string(sampleMeeting) + " --format md")
	if !strings.Contains(report, s.says("en", "item.wanted", "n", 1)) || strings.Contains(report, "Siti") || strings.Contains(report, "Budi") {
		t.Errorf("the report has\n%s", report)
	}
}
