package tui

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/register/commitment"
	"github.com/convene-ssh/convene/session/standing"
	"github.com/convene-ssh/convene/session/turns"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/place"
	"github.com/convene-ssh/convene/tui/theme"
)

// opens has Mei open an item of the agenda.
func (s *stage) opens(item method.AgendaID) {
	s.t.Helper()
	s.do("Mei", &agenda.Open{Meeting: stageMeeting, Item: item})
	s.settle()
}

// rooms waits until everybody has been told of the room: less than ten times a second.
func (s *stage) rooms() { s.pass(200 * time.Millisecond) }

// isAt asserts where somebody is, by words of the screen.
func (at *seat) isAt(screen string, words ...string) {
	at.t.Helper()
	if at.on() != screen {
		at.t.Errorf("they are on %s, wanted %s:\n%s", at.on(), screen, at.screen())
	}
	at.wants(words...)
}

// TestAnOpenedItemLeadsEverybodyThere: from wherever they read, the facilitator too, and
// Esc leads to the home.
func TestAnOpenedItemLeadsEverybodyThere(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.filled()
		home, reads, helped, mei := s.sit("Budi", plain, 80, 24), s.sit("Budi", plain, 40, 20), s.sit("Budi", plain, 80, 24), s.sit("Mei", plain, 80, 24)
		reads.goes(place.Item{ID: "S1"})
		helped.press("p", "?")
		mei.points("09:30")
		mei.press("o")
		for _, at := range []*seat{home, reads, helped, mei} {
			at.isAt("board.board", "Malaysia", "Opened for all", "each sees only")
		}
		reads.press("enter")
		s.opens("a1")
		for _, at := range []*seat{home, reads, helped, mei} {
			at.isAt("entries.entries", "Everybody together.", "Opening")
			at.press("esc")
			at.isAt("home.meeting", "Now", "Plenary")
		}
		s.do("Mei", &agenda.SetTimer{Meeting: stageMeeting, Minutes: 5})
		s.settle()
		home.isAt("home.meeting", "5 minutes") // what changes about an item leads nobody
	})
}

// TestWhoWritesIsLedNowhere on any screen on which words are typed: a line says what is on,
// a key goes there, and Esc leads back to the words.
func TestWhoWritesIsLedNowhere(t *testing.T) {
	for _, p := range places() {
		t.Run(p.made, func(t *testing.T) {
			promisedStage(t, func(t *testing.T, s *stage) {
				newWriting(s, 1)
				at := s.sit("Mei", theme.Profile{}, 80, 24)
				p.open(at)
				at.write("words")
				top, inMeeting := at.desk.Top(), at.desk.Meeting
				_, words := top.(desk.Drafter).Draft()
				s.do("Mei", &agenda.Add{Meeting: nextMeeting, Item: session.AgendaItem{ID: "next", Kind: method.Plenary, Title: "Hello"}})
				s.do("Mei", &agenda.Open{Meeting: nextMeeting, Item: "next"})
				s.opens("a1")
				if at.desk.Top() != top {
					t.Fatalf("they were led to\n%s", at.screen())
				}
				if inMeeting == "" {
					return // where nothing is on
				}
				at.press("end") // another notice is over
				at.wants("On now: Plenary", "Ctrl+G goes there")
				at.press("ctrl+g")
				at.isAt("entries.entries", "Everybody together.")
				at.press("esc")
				if at.desk.Top() != top {
					t.Errorf("Esc leads to\n%s", at.screen())
				}
				if _, now := top.(desk.Drafter).Draft(); string(now) != string(words) || len(words) == 0 {
					t.Errorf("there stood %q, and now %q", words, now)
				}
				if strings.Contains(at.screen(), "On now") {
					t.Errorf("whoever was there is told of it:\n%s", at.screen())
				}
			})
		})
	}
}

// TestWhoIsAskedIsLedNowhere: a question on the screen stays until it is answered, and so
// does what is shown once.
func TestWhoIsAskedIsLedNowhere(t *testing.T) {
	for name, open := range map[string]func(at *seat){
		"where to":          goes(place.Board{ID: "my"}, "m"),
		"where an item":     goes(place.Item{ID: "S0"}, "m"),
		"a choice":          adds(commitment.Register(), "S1", "tab", "tab"),
		"sure to take back": goes(place.Item{ID: "S0"}, "x"),
		"a return code":     goes(place.People{}, "r", "r"),
		"a fresh code":      goes(place.Invite{}, "a", "ctrl+s"),
		"an invitation":     goes(place.Invite{}, "a"),
		"a role":            goes(place.People{}, "enter", "g"),
		"to be erased":      goes(place.Holdings{}, "e"),
		"the timer":         goes(place.Timer{}),
		"help about a form": adds(commitment.Register(), "S1", "f1"),
	} {
		t.Run(name, func(t *testing.T) {
			onStage(t, func(t *testing.T, s *stage) {
				s.counted(s.filled())
				at := s.sit("Mei", plain, 80, 24)
				if strings.HasPrefix(name, "sure") {
					at.sitsDown("Budi")
				}
				open(at)
				top := at.desk.Top()
				s.opens("a1")
				if at.desk.Top() != top {
					t.Errorf("they were led to\n%s", at.screen())
				}
				at.press("end") // another notice is over
				at.wants("On now: Plenary")
			})
		})
	}
}

// TestNewsInPlaceOfAQuestionWithdrawsIt: the key that would have answered it asks again.
func TestNewsInPlaceOfAQuestionWithdrawsIt(t *testing.T) {
	for name, news := range map[string]func(s *stage){
		"a role": func(s *stage) {
			s.do("Mei", &standing.GiveRole{Member: s.all["Budi"], Meeting: stageMeeting, Role: method.Scribe})
		},
		"an end": func(s *stage) { s.do("Mei", &session.KeepUntil{Meeting: stageMeeting, Until: "2030-01-01"}) },
	} {
		t.Run(name, func(t *testing.T) {
			onStage(t, func(t *testing.T, s *stage) {
				s.counted(s.filled())
				at := s.sit("Budi", plain, 80, 24)
				goes(place.Item{ID: "S0"}, "x")(at)
				at.wants("Press x again")
				news(s)
				s.settle()
				at.press("x")
				if at.wants("Press x again"); s.shared().Boards["my"].Item("S0").TakenBack {
					t.Error("it was taken back without a question")
				}
				at.press("x")
				if !s.shared().Boards["my"].Item("S0").TakenBack {
					t.Errorf("it was not taken back:\n%s", at.screen())
				}
			})
		})
	}
}

// TestWhoStaysIsCalledBack: somebody who does not follow is told what is on, for the whole
// visit, and comes when everybody is called; whoever writes does not.
func TestWhoStaysIsCalledBack(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.filled()
		stays, writes, mei := s.sit("Budi", plain, 80, 24), s.sit("Anan", plain, 40, 20), s.sit("Mei", plain, 80, 24)
		stays.press("f")
		stays.wants("You stay where you are", "Follow the facilitator")
		stays.press("p")
		writes.goes(place.Board{ID: "my"})
		writes.press("a", "x")
		s.opens("a1")
		stays.isAt("people.people", "On now: Plenary", "Ctrl+G goes there")
		s.opens("a3")
		stays.isAt("people.people", "On now: Actions", "Ctrl+G goes there")
		s.opens("a1")
		mei.press("h")
		s.rooms()
		mei.isAt("entries.entries", "Everybody is called here")
		stays.isAt("entries.entries", "Everybody is called here: Plenary")
		writes.isAt("board.board", "On now: Plenary", "x")
		s.opens("a2")
		stays.isAt("entries.entries", "On now: SWOT")
		stays.press("esc", "f")
		stays.wants("You follow")
		s.opens("a1")
		stays.isAt("entries.entries")
	})
}

// TestWhoGoesOnFromAnEmptyLineFollowsAgain: nothing keeps them where they were. Words do.
func TestWhoGoesOnFromAnEmptyLineFollowsAgain(t *testing.T) {
	for words, back := range map[string]string{"": "home.meeting", "Half a sentence": "board.board"} {
		onStage(t, func(t *testing.T, s *stage) {
			s.filled()
			budi := s.sit("Budi", plain, 40, 20)
			budi.goes(place.Board{ID: "my"})
			budi.press("a")
			budi.write(words)
			s.opens("a1")
			budi.isAt("board.board", "On now: Plenary")
			budi.press("ctrl+g")
			budi.isAt("entries.entries")
			budi.press("esc")
			budi.isAt(back, words)
		})
	}
}

// TestWhoIsReadyHearsACall that comes at the same moment.
func TestWhoIsReadyHearsACall(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.filled()
		budi, mei := s.sit("Budi", plain, 80, 24), s.sit("Mei", plain, 80, 24)
		s.opens("a2")
		budi.press("esc")
		s.must(mei.desk.Watcher.CallAll(""))
		<-time.After(time.Second)
		budi.deliver(key("l"))
		s.settle()
		budi.isAt("board.board", "Everybody is called here")
	})
}

// TestWhoComesLaterIsNotCalled by what was called before.
func TestWhoComesLaterIsNotCalled(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.filled()
		s.opens("a1")
		mei := s.sit("Mei", plain, 80, 24)
		mei.press("h")
		s.rooms()
		late := s.sit("Budi", plain, 80, 24)
		s.rooms()
		late.isAt("home.meeting", "Now: Plenary")
	})
}

// TestTheTimerIsSetWhereTheItemIsDone, and comes back to it.
func TestTheTimerIsSetWhereTheItemIsDone(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		mei := s.sit("Mei", plain, 80, 24)
		s.opens("a1")
		mei.press("t")
		mei.write("soon")
		mei.press("enter")
		mei.wants("minutes")
		mei.press("ctrl+u")
		mei.write("12")
		mei.press("enter")
		mei.isAt("entries.entries", "12 minutes")
	})
}

// TestWhoIsReadyIsCounted on everybody's screen, and a key takes it back. It is over with
// the item.
func TestWhoIsReadyIsCounted(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.filled()
		s.join("Cita", method.Participant, session.Profile{})
		s.join("Osa", method.Observer, session.Profile{})
		budi, cita, mei := s.sit("Budi", plain, 80, 24), s.sit("Cita", plain, 40, 20), s.sit("Mei", plain, 80, 24)
		osa := s.sit("Osa", plain, 80, 24)
		s.opens("a2")
		budi.press("l")
		budi.wants("l Undo ready")
		s.rooms()
		for _, at := range []*seat{budi, cita, mei, osa} {
			at.wants("1 of 2 ready")
			if at != budi && (strings.Contains(at.screen(), "Budi") || strings.Contains(at.screen(), "Undo ready")) {
				t.Errorf("it tells who is ready:\n%s", at.screen())
			}
		}
		for at, asked := range map[*seat]bool{cita: true, mei: false, osa: false} {
			if shown := strings.Contains(at.screen(), "l Ready"); shown != asked {
				t.Errorf("asked: %v\n%s", shown, at.screen())
			}
		}
		cita.press("esc", "l")
		s.rooms()
		mei.wants("2 of 2 ready")
		budi.press("l")
		s.rooms()
		mei.wants("1 of 2 ready")
		s.opens("a1")
		for _, at := range []*seat{budi, cita, mei} {
			at.wants("4 here")
		}
		cita.wants("l Ready")
	})
}

// TestWhoSteersIsToldHowItGoes, in one line and nobody else: that the time is up, that all
// are ready, and that nobody has written for two minutes while people gather.
func TestWhoSteersIsToldHowItGoes(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.filled()
		budi, mei := s.sit("Budi", plain, 80, 24), s.sit("Mei", plain, 80, 24)
		told := func(after time.Duration, words ...string) {
			t.Helper()
			s.pass(after)
			for _, at := range []*seat{budi, mei} {
				for _, all := range []string{"Time is up", "All are ready: 1 of 1", "Nobody has written for 2 minutes"} {
					want := at == mei && slices.Contains(words, all)
					if says := strings.Contains(at.screen(), all); says != want {
						t.Errorf("%q is said: %v\n%s", all, says, at.screen())
					}
				}
			}
		}
		s.opens("a2")
		mei.press("tab")
		budi.press("tab")
		told(2*time.Minute - time.Second)
		told(time.Second, "Nobody has written for 2 minutes")
		budi.press("a", "x", "backspace", "esc")
		told(5 * time.Second)
		told(2*time.Minute-time.Second, "Nobody has written for 2 minutes")
		s.do("Mei", &agenda.SetTimer{Meeting: stageMeeting, Minutes: 1})
		told(time.Minute+time.Second, "Nobody has written for 2 minutes", "Time is up")
		budi.press("l")
		told(time.Second, "Nobody has written for 2 minutes", "Time is up", "All are ready: 1 of 1")
		s.phase("my", layout.Gather, layout.Revealed)
		told(time.Second, "Time is up") // nobody is ready yet with what is read now
		s.opens("a1")
		mei.press("end")
		told(3 * time.Minute)
	})
}

// TestThatTheTimeIsUpIsSaidForSomeSeconds to whoever steers, and then by the head alone: the
// row below is for what comes next.
func TestThatTheTimeIsUpIsSaidForSomeSeconds(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.filled()
		budi, mei := s.sit("Budi", plain, 80, 24), s.sit("Mei", plain, 80, 24)
		s.opens("a2")
		s.do("Mei", &agenda.SetTimer{Meeting: stageMeeting, Minutes: 1})
		mei.press("tab")
		s.pass(time.Minute + time.Second)
		mei.wants("time is up", "Time is up")
		s.pass(9 * time.Second)
		budi.press("tab", "a", "x")
		s.rooms()
		mei.wants("time is up", "1 person is writing")
	})
}

// TestWhoIsElsewhereHearsOfIt: that they have the word, and that the others vote.
func TestWhoIsElsewhereHearsOfIt(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		board := s.filled()
		budi, siti := s.sit("Budi", plain, 80, 24), s.sit("Budi", plain, 80, 24)
		s.opens("a1")
		budi.goes(place.People{})
		in := session.InItem{Meeting: stageMeeting, Item: "a1"}
		s.do("Budi", &turns.Ask{InItem: in})
		s.do("Mei", &turns.Give{InItem: in, Speaker: turns.Speaker{Member: s.all["Budi"]}})
		s.settle()
		budi.isAt("people.people", "You have the word.")
		s.opens("a2")
		budi.goes(place.People{})
		s.phase(board, layout.Gather, layout.Revealed)
		s.phase(board, layout.Revealed, layout.Voting)
		s.settle()
		budi.isAt("people.people", "The vote on Malaysia is open. Ctrl+G takes you there.")
		if strings.Contains(siti.screen(), "Ctrl+G") {
			t.Errorf("whoever sits at the board is sent there:\n%s", siti.screen())
		}
		budi.press("ctrl+g")
		budi.isAt("board.board", "dots left")
	})
}

// TestWhatNobodyHadSeenIsTakenBack without a trace: its author is at the board again.
func TestWhatNobodyHadSeenIsTakenBack(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at, _ := s.atBoard(80, 24)
		at.press("enter", "x", "x")
		at.isAt("board.board", "Taken back.")
	})
}

// TestWhoTypesAsTheyAreLedAwayIsToldWhereTheyAre, until they have looked up: their first keys
// were meant for another place.
func TestWhoTypesAsTheyAreLedAwayIsToldWhereTheyAre(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.do("Mei", swotOn(stageMeeting, "th", "Thailand", "TH", "TH"))
		at, _ := s.atBoard(80, 24)
		s.opens("th")
		at.wants("Esc leads home")
		at.press("a")
		at.write("new words")
		at.wants("Opened for all", "Thailand", "new words")
		if strings.Contains(at.screen(), "Esc leads home") { // it leaves the words for later
			t.Errorf("whoever writes is told\n%s", at.screen())
		}
		s.pass(3 * time.Second)
		if at.write("!"); at.desk.Notice != "" {
			t.Errorf("they are still told %q", at.desk.Notice)
		}
	})
}
