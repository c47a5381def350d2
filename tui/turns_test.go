package tui

import (
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/turns"
	"github.com/convene-ssh/convene/tui/place"
)

// TestAGovernmentReadsNoNamesOfThoseWhoSpeak, with a terminal or without.
func TestAGovernmentReadsNoNamesOfThoseWhoSpeak(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.filled()
		s.joinAs("Minister", directory.Invitation{Role: method.Observer, Audience: method.Governments}, session.Profile{})
		s.do("Anan", &turns.Name{InItem: session.InItem{Meeting: stageMeeting, Item: "a1"}, Speakers: []turns.Speaker{{Called: "Amina"}, {Member: s.all["Budi"]}}})
		s.settle()
		at := s.sit("Minister", plain, 80, 24)
		at.goes(place.Turns{Agenda: "a1"})
		at.wants(at.desk.T("turns.somebody"), at.desk.T("turns.member"))
		if screen := at.screen(); strings.Contains(screen, "Amina") || strings.Contains(screen, "Budi") {
			t.Errorf("it reads a name:\n%s", screen)
		}
	})
}

// TestAnObserverWhoWasNamedIsOfferedToWithdraw, and is not offered to ask.
func TestAnObserverWhoWasNamedIsOfferedToWithdraw(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.filled()
		s.join("Olu", method.Observer, session.Profile{})
		in := session.InItem{Meeting: stageMeeting, Item: "a1"}
		at := s.sit("Olu", modern, 80, 24)
		at.goes(place.Turns{Agenda: in.Item})
		if screen := at.screen(); strings.Contains(screen, at.desk.T("key.ask_word")) {
			t.Errorf("an observer is offered to ask:\n%s", screen)
		}
		s.do("Anan", &turns.Name{InItem: in, Speakers: []turns.Speaker{{Member: s.all["Olu"]}}})
		s.settle()
		at.wants("Rather not speak")
		at.press("w")
		if waiting := turns.Of(s.shared().Meetings[stageMeeting], in.Item).Waiting(); len(waiting) != 0 {
			t.Errorf("still waiting are %v", waiting)
		}
	})
}

// TestTheWordIsSaidToBeSomebodysWhileTheyHaveIt, and no longer.
func TestTheWordIsSaidToBeSomebodysWhileTheyHaveIt(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.filled()
		s.opens("a1")
		in := session.InItem{Meeting: stageMeeting, Item: "a1"}
		s.do("Anan", &turns.Name{InItem: in, Speakers: []turns.Speaker{{Member: s.all["Budi"]}, {Member: s.all["Mei"]}}})
		at := s.sit("Budi", plain, 80, 24)
		gives := func(to string) {
			s.do("Anan", &turns.Give{InItem: in, Speaker: turns.Speaker{Member: s.all[to]}})
			s.settle()
		}
		gives("Budi")
		at.wants("You have the word.")
		gives("Mei")
		if at.desk.Notice != "" {
			t.Errorf("once somebody else has it, they are told %q", at.desk.Notice)
		}
	})
}

// TestWhoeverSteersSeesThatSomebodyAsks for the word, where the item is done.
func TestWhoeverSteersSeesThatSomebodyAsks(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.filled()
		s.opens("a1")
		at := s.sit("Anan", plain, 80, 24)
		at.press("enter")
		at.wants("w Who speaks ")
		s.do("Budi", &turns.Ask{InItem: session.InItem{Meeting: stageMeeting, Item: "a1"}})
		s.settle()
		at.wants("w Who speaks (1)")
	})
}
