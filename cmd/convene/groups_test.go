package main

import (
	"strings"
	"testing"
	"testing/synctest"

	"github.com/convene-ssh/convene/cmd/internal/guest"
)

// TestGroupsWorkSideBySide: two people choose their groups and write there, one of them
// leads hers through the phases, the facilitator sees how far both are and calls them
// back. What a group gathers stays with whoever wrote it, until the group reveals it.
func TestGroupsWorkSideBySide(t *testing.T) { inKualaLumpur(t, groupsWorkSideBySide) }

func groupsWorkSideBySide(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	f, siti := s.facilitates(), s.participates("Siti", wide)
	budi := s.participates("Budi", guest.Options{Width: 40, Height: 20})

	f.presses(homeKey, "")
	f.goesDownTo("From the national")
	f.presses("o", "There are no groups yet")
	siti.sees(s.says("en", "groups.none")[:30])
	f.presses("a", s.says("en", "field.layout"))
	f.presses("Borders"+enterKey+"Shelters"+tabKey, s.says("en", "groups.layout_note")[:30])
	f.choosesInForm("SWOT")
	f.presses(sendKey, "0 people")

	siti.sees("Borders")
	siti.presses("c", "1 person")
	budi.goesDownTo("Shelters")
	budi.presses("c", "your group")
	f.goesDownTo("Siti")
	f.presses("m", s.says("en", "field.group_role"))
	f.presses(tabKey, s.says("en", "groups.role_note")[:30])
	f.choosesInForm(s.says("en", "groups.role.facilitator"))
	f.presses(sendKey, s.says("en", "groups.role.facilitator"))

	siti.presses(homeKey+enterKey, s.says("en", "phase.say.gather"))
	siti.presses("aGuards know the way"+enterKey, s.says("en", "board.added"))
	siti.goesAway()
	budi.presses(enterKey, "Strengths")
	budi.presses("aNeighbours host families"+enterKey, s.says("en", "board.added"))
	budi.goesAway()
	f.sees("1 person · 1 item")
	if budi.has("Guards") || f.has("Guards") || siti.has("Neighbours") || f.has("Neighbours") {
		t.Error("what waits in a group was sent to somebody else")
	}

	budi.presses("n", "does nothing here")
	budi.presses(escKey, "In smaller")
	budi.presses(homeKey+enterKey, "you read along")
	budi.presses("a", s.says("en", "error.not_in_group")[:30])
	siti.presses("n", "show every item")
	siti.presses("n", "BOR-S1")
	budi.sees("Guards")
	f.sees(s.says("en", "phase.reveal"))
	f.presses("h", s.says("en", "lead.calls"))
	siti.sees("Everybody is called here")
	siti.presses("g", "BOR-S1")
	siti.presses("p", "✓ BOR-S1")
	f.sees(s.says("en", "groups.brought_n", "n", 1))
	budi.presses("b", "BOR-S1 Guards")
	if report := f.takes("export " + string(sampleMeeting) + " --format md"); !strings.Contains(report, s.says("en", "report.groups")) || strings.Count(report, "Guards know the way") != 2 {
		t.Errorf("the report has\n%s", report)
	}
}

// choosesInForm turns an answer to one of its options.
func (v *visitor) choosesInForm(option string) {
	v.s.t.Helper()
	for range 30 {
		synctest.Wait() // for what the last key brings
		if strings.Contains(v.Screen(), "< "+option+" >") {
			return
		}
		v.presses(rightKey, "")
	}
	v.s.t.Fatalf("%s: no answer is %q; the screen is\n%s", v.name, option, v.Screen())
}
