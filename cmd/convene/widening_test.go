package main

import (
	"strings"
	"testing"
)

// TestAuthorsSayWhoReadsThem, with two people: the facilitator asks about all that there
// is, the author is told at home and says yes to one thing and no to another, and the
// public's report holds the one until they take it back.
func TestAuthorsSayWhoReadsThem(t *testing.T) { inKualaLumpur(t, authorsSayWhoReadThem) }

func authorsSayWhoReadThem(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	f, siti := s.facilitates(), s.participates("Siti", wide)
	siti.presses(sampleCounted, s.says("en", "phase.discuss"))
	siti.presses("a", s.says("en", "key.send"))
	for _, words := range []string{"Judges came to see the house", "One family has no papers yet"} {
		siti.presses(words+enterKey, words+" ")
	}
	siti.presses(escKey, "a "+s.says("en", "key.add"))
	siti.presses(escKey, "Home")

	f.presses("x", s.says("en", "key.ask_authors"))
	f.presses("w", s.says("en", "asking.title"))
	f.presses("a", s.says("en", "asking.asked"))
	siti.sees(s.says("en", "asked.go", "n", 2))
	siti.presses("n", s.says("en", "asked.link")[:40])
	siti.presses("y", s.says("en", "asked.answer.as_it_is"))
	siti.presses("n", s.says("en", "asked.answer.no"))

	f.presses(enterKey, "Report · Public")
	f.presses(escKey, s.says("en", "asking.title"))
	reads := func(words string) bool {
		return strings.Contains(f.takes("export kuala-lumpur-2022 --audience public --format md"), words)
	}
	if !reads("Judges came") || reads("One family") {
		t.Errorf("the public reads something else than the author said:\n%s", f.Screen())
	}
	siti.presses("kn", s.says("en", "asked.narrowed")[:20])
	if reads("Judges came") {
		t.Errorf("the public still reads what its author took back:\n%s", f.Screen())
	}
}
