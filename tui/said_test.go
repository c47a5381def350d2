package tui

import (
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/place"
)

// TestAScribeWritesDownWhatManySay: whose words it is stays for the next, also in another
// part, and until the scribe signs again. Nobody else is asked.
func TestAScribeWritesDownWhatManySay(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		board := s.filled()
		s.join("Rani", method.Scribe, session.Profile{Organisation: "Rani's", Country: "Northern islands"})
		rani := s.sit("Rani", modern, 80, 24)
		rani.goes(place.Board{ID: board})
		rani.press("a", "ctrl+n")
		rani.write("3")
		if screen := rani.screen(); strings.Contains(screen, "Rani's") {
			t.Errorf("a digit offers organisations:\n%s", screen)
		}
		rani.press("ctrl+u")
		rani.write("isl")
		rani.wants("Northern islands")
		rani.press("enter")
		rani.write("First")
		rani.press("enter")
		rani.write("Second")
		rani.press("enter", "esc", "tab", "a")
		rani.wants("Said by: Northern islands")
		rani.write("Third")
		rani.press("enter", "ctrl+o")
		rani.write("Fourth")
		rani.press("enter", "esc")
		s.phase(board, layout.Gather, layout.Revealed)
		said := map[string]session.Attribution{}
		for _, it := range s.shared().Boards[board].Items {
			said[it.Text] = it.By
		}
		islands := session.Attribution{Country: "Northern islands", Said: true}
		for words, want := range map[string]session.Attribution{"First": islands, "Second": islands, "Third": islands, "Fourth": {}} {
			if by, there := said[words]; !there || by != want {
				t.Errorf("%s is signed %+v, want %+v", words, by, want)
			}
		}
		budi := s.sit("Budi", modern, 80, 24)
		budi.goes(place.Board{ID: board})
		budi.press("a", "ctrl+n")
		if screen := budi.screen(); strings.Contains(screen, "Ctrl+N") || !strings.Contains(screen, "Signed as") {
			t.Errorf("a participant is asked whose words it is:\n%s", screen)
		}
	})
}

// TestWhatHasNoDraftIsLeftInPeace: a question that was begun is forgotten without a word.
func TestWhatHasNoDraftIsLeftInPeace(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		board := s.filled()
		anan := s.sit("Anan", modern, 80, 24)
		anan.goes(place.Board{ID: board})
		anan.press("a", "ctrl+n")
		anan.write("thai")
		anan.press("esc")
		if anan.desk.Failed || anan.desk.Notice != "" {
			t.Errorf("they are told %q", anan.desk.Notice)
		}
	})
}

// TestAnOrganisationAnswersForItsWords: who speaks for it is asked on the item's own
// screen, and nobody else. Who is of it reads how it is done.
func TestAnOrganisationAnswersForItsWords(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		board := s.filled()
		org := s.shared().Members.Of(s.all["Budi"]).Organisation
		s.do("Anan", &session.AddItem{
			Board: board, Item: "said", Part: layout.Strengths, Text: "We open our doors", Audience: method.Members,
			Attribution: method.Named, SaidBy: &session.SaidBy{Organisation: org},
		})
		s.phase(board, layout.Gather, layout.Revealed)
		anan, budi := s.sit("Anan", modern, 80, 24), s.sit("Budi", modern, 80, 24)
		for _, at := range []*seat{anan, budi} {
			at.goes(place.Item{ID: "said"})
			at.wants("not confirmed by it")
		}
		s.joinAs("Wira", directory.Invitation{Role: method.Participant, Audience: method.Members}, session.Profile{Organisation: s.shared().Organisation(org).Name})
		s.do("Mei", &session.GrantSpeaking{Member: s.all["Wira"], Organisation: org, Ends: true})
		wira := s.sit("Wira", modern, 80, 24)
		wira.goes(place.Item{ID: "said"})
		wira.wants("Whoever speaks for your organisation confirms this")
		for _, at := range []*seat{anan, wira} {
			if strings.Contains(at.screen(), "We said so") {
				t.Errorf("who does not speak for it is asked:\n%s", at.screen())
			}
		}
		if got := anan.screen(); strings.Contains(got, "confirms this") {
			t.Errorf("who is not of it reads\n%s", got)
		}
		budi.wants("o We said so", "b Not ours")
		budi.press("o")
		if screen := anan.screen(); strings.Contains(screen, "not confirmed") || !strings.Contains(screen, "said by ") {
			t.Errorf("after its answer others see\n%s", screen)
		}
	})
}
