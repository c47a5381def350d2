package tui

import (
	"strings"
	"testing"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/questions"
	"github.com/convene-ssh/convene/tui/place"
	"github.com/convene-ssh/convene/tui/theme"
)

// panel puts a panel on the agenda, to which nobody has put a question.
func (s *stage) panel() {
	s.t.Helper()
	s.do("Anan", &agenda.Add{Meeting: stageMeeting, Item: session.AgendaItem{
		ID: "panel", Kind: method.Panel, Title: "What works elsewhere", Minutes: 45, Board: "panel",
	}})
}

// asks puts a question to a panel. Its id is its first word.
func (s *stage) asks(who string, board method.BoardID, text string) {
	s.t.Helper()
	id, _, _ := strings.Cut(text, " ")
	s.do(who, &session.AddItem{
		Board: board, Item: method.ItemID(id), Part: layout.Questions, Text: text, Audience: method.Members, Attribution: method.Unattributed,
	})
}

// asked puts three questions to a panel. Anan wants the last one asked, and Budi and Mei
// that and the one before.
func (s *stage) asked(board method.BoardID) {
	s.t.Helper()
	s.asks("Mei", board, "Who pays for the lawyers once the project is over?")
	s.asks("Budi", board, "How long did it take until the first family was released?")
	s.asks("Mei", board, "What did you say to the prison officers?")
	for _, who := range []string{"Budi", "Mei"} {
		s.do(who, &questions.Want{Question: "How"})
		s.do(who, &questions.Want{Question: "What"})
	}
	s.do("Anan", &questions.Want{Question: "What"})
	s.settle()
}

// walkPanel shows how people ask those who speak, and how they say what they want asked;
// then what they offer each other.
func (s *stage) walkPanel(look func(string, *seat), profile theme.Profile, width, height int) {
	s.t.Helper()
	s.panel()
	budi, anan := s.sit("Budi", profile, width, height), s.sit("Anan", profile, width, height)
	budi.goes(place.Turns{Agenda: "panel"})
	look("panel_turns_none", budi)
	budi.press("q", "a")
	budi.write("Does it work for people without papers?")
	look("question_written", budi)
	budi.press("enter", "esc")
	s.asked("panel")
	look("questions", budi)
	anan.goes(place.Board{ID: "panel"})
	anan.press("home", "n")
	look("questions_answered", anan)
	anan.press("enter")
	look("question", anan)
	budi.press("esc")
	look("panel_turns", budi)
	budi.press("esc")
	budi.goes(place.Entries{Register: s.shared().RegisterNamed("takeaway"), Agenda: "panel"})
	look("panel", budi)
	s.walkOffers(look, profile, width, height)
}

// TestWhatManyWantStandsFirst on everybody's screen, as soon as they want it.
func TestWhatManyWantStandsFirst(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.filled()
		s.panel()
		budi, wall := s.sit("Budi", modern, 80, 24), s.wallBy(participants(), Options{Terminal: modern}, 80, 24)
		s.asked("panel")
		s.opens("panel")
		budi.goes(place.Board{ID: "panel"})
		first := func(want, than string) {
			t.Helper()
			s.pass(200 * time.Millisecond)
			for name, at := range map[string]*seat{"Budi's screen": budi, "the wall": wall} {
				screen := at.screen()
				if one, other := strings.Index(screen, want), strings.Index(screen, than); one < 0 || other < 0 || one > other {
					t.Errorf("on %s %q does not stand before %q:\n%s", name, want, than, screen)
				}
			}
		}
		first("What did", "How long")
		s.do("Anan", &questions.Want{Question: "What", Not: true})
		s.do("Anan", &questions.Want{Question: "How"})
		first("How long", "What did")
		budi.press("home", "-")
		s.do("Mei", &questions.Want{Question: "How", Not: true})
		first("What did", "How long")
	})
}
