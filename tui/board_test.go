package tui

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/moderation"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/register/commitment"
	"github.com/convene-ssh/convene/session/register/offer"
	"github.com/convene-ssh/convene/session/voting"
	"github.com/convene-ssh/convene/tui/place"
	"github.com/convene-ssh/convene/tui/theme"
)

// atBoard sits Budi down at a board that is filled.
func (s *stage) atBoard(width, height int) (*seat, method.BoardID) {
	s.t.Helper()
	board := s.filled()
	at := s.sit("Budi", theme.Profile{}, width, height)
	at.goes(place.Board{ID: board})
	return at, board
}

// TestTheQuestionOfAPartStandsWhileSomebodyWrites, also once they have written something.
func TestTheQuestionOfAPartStandsWhileSomebodyWrites(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {40, 20}} {
		onStage(t, func(t *testing.T, s *stage) {
			at, board := s.atBoard(size[0], size[1])
			l := s.shared().Boards[board].Layout
			at.press("a")
			for _, p := range l.Parts {
				question := at.desk.Words.PartAsks(l, p)
				if words := strings.Join(strings.Fields(at.screen()), " "); strings.Count(words, question) != 1 {
					t.Errorf("%q does not stand once on\n%s", question, at.screen())
				}
				at.press("tab")
			}
			at.press("esc")
			if words := strings.Join(strings.Fields(at.screen()), " "); strings.Contains(words, at.desk.Words.PartAsks(l, l.Parts[0])) {
				t.Errorf("it stands without a line to write on\n%s", at.screen())
			}
		})
	}
}

// TestWhatIsWrittenCanBeReadAgain: it is wrapped, not scrolled away.
func TestWhatIsWrittenCanBeReadAgain(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at, _ := s.atBoard(40, 20)
		at.press("a")
		at.write("Those who were detained themselves speak first at every meeting of ours")
		got := at.screen()
		if !strings.Contains(got, "Those who were detained") || !strings.Contains(got, "meeting of ours") {
			t.Errorf("the words are not all there:\n%s", got)
		}
	})
}

// TestTheRowOneTypesOnIsSeenInALowWindow, also where something is said below it.
func TestTheRowOneTypesOnIsSeenInALowWindow(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at, _ := s.atBoard(80, 24)
		at.press("a")
		for _, size := range [][2]int{{80, 12}, {60, 10}, {40, 10}, {40, 12}, {24, 14}} {
			at.send(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
			for _, word := range strings.Fields("Those who were detained themselves speak first at every meeting of ours and are heard") {
				at.write(word + " ")
				at.screen()
				f := at.Frame()
				if row := f.Rows[f.Cursor.Y]; !f.Cursor.Visible || !strings.Contains(ansi.Strip(row), word) && !strings.Contains(ansi.Strip(f.Rows[f.Cursor.Y-1]), word) {
					t.Fatalf("at %v the cursor is in %q:\n%s", size, ansi.Strip(row), at.screen())
				}
			}
			at.press("ctrl+u")
		}
	})
}

// TestWhatAnItemShowsIsChosenWhileWriting, with keys that are no letters.
func TestWhatAnItemShowsIsChosenWhileWriting(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at, board := s.atBoard(80, 24)
		at.press("a")
		at.write("Signed")
		at.wants("Ctrl+O Signed as: Unattributed", "Ctrl+R Read by: Members only")
		at.press("ctrl+o", "ctrl+r")
		at.wants("Ctrl+O Signed as: Country only", "Ctrl+R Read by: Members and governments")
		at.press("enter")
		hidden := at.desk.Own.Hidden[board]
		if it := hidden[len(hidden)-1]; it.By.Country != "ID" || it.Audience != method.Governments {
			t.Errorf("it became %+v", it)
		}
	})
}

// TestTabGoesOnWritingInTheNextPart, where the next item is meant to stand. What was not
// sent stays in its part.
func TestTabGoesOnWritingInTheNextPart(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at := s.writer()
		at.write("ours")
		at.press("enter")
		at.write("half a thought")
		at.press("tab")
		at.write("what we lack")
		at.press("enter")
		in := map[string]layout.Part{}
		for _, it := range at.desk.Own.Hidden["my"] {
			in[it.Text] = it.Part
		}
		if in["ours"] != layout.Strengths || in["what we lack"] != layout.Weaknesses {
			t.Errorf("the items stand in %v", in)
		}
		at.send(tea.KeyPressMsg{Code: tea.KeyTab, Mod: tea.ModShift})
		if got := at.line(); got != "half a thought" {
			t.Errorf("the line of the first part is %q", got)
		}
	})
}

// TestARefusalIsOverWithTheStep in which something did not work.
func TestARefusalIsOverWithTheStep(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at, board := s.atBoard(80, 24)
		s.phase(board, layout.Gather, layout.Revealed)
		s.phase(board, layout.Revealed, layout.Voting)
		s.settle()
		at.press("+", "+", "+", "+")
		at.wants("All your dots (3) are spent")
		s.phase(board, layout.Voting, layout.Discuss)
		s.settle()
		if got := at.screen(); strings.Contains(got, "All your dots") {
			t.Errorf("it is still said:\n%s", got)
		}
	})
}

// TestAnEmptyLineMakesWayForTheVote: the keys that vote are no words.
func TestAnEmptyLineMakesWayForTheVote(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at := s.writer()
		s.phase("my", layout.Gather, layout.Revealed)
		s.settle()
		if !at.writing() {
			t.Error("the line is gone although something can be added still")
		}
		s.phase("my", layout.Revealed, layout.Voting)
		s.settle()
		at.press("+")
		at.wants("2 dots left")
	})
}

// TestWhatMostVotedForIsReadWhole where a part has room left, and not for all of it.
func TestWhatMostVotedForIsReadWhole(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.join("Budi", method.Participant, session.Profile{})
		for i := range 3 {
			words := strings.Repeat("words ", 14) + "end" // three rows, in a part of eight
			s.do("Budi", &session.AddItem{
				Board: "my", Item: method.ItemID(fmt.Sprint("i", i)), Part: layout.Threats, Text: words, Audience: method.Members, Attribution: method.Unattributed,
			})
		}
		s.do("Mei", &session.ChangePhase{Board: "my", From: layout.Gather, To: layout.Revealed})
		at := s.sit("Budi", plain, 80, 24)
		at.goes(place.Board{ID: "my"})
		if got := at.screen(); strings.Count(got, " end") != 2 {
			t.Errorf("not two of three are whole:\n%s", got)
		}
	})
}

// TestADraftSaysThatItIsBack on a board and on an item, and unchanged words are
// no draft.
func TestADraftSaysThatItIsBack(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at, board := s.atBoard(80, 24)
		at.press("a")
		at.write("Not yet")
		at.press("esc")
		at.wants("a Your draft")
		at.press("a")
		at.wants("Your draft is back", "Not yet")
		at.press("ctrl+u", "esc")
		s.phase(board, layout.Gather, layout.Revealed)
		at.press("enter", "e", "esc")
		if len(at.desk.Own.Drafts) != 0 {
			t.Errorf("unchanged words are the draft %s", at.desk.Own.Drafts)
		}
		at.press("e", "!", "esc", "esc", "enter")
		at.wants("Your draft is kept", "e Your draft")
		at.press("e")
		at.wants("Your draft is back")
	})
}

// TestForgettingGivesAReceipt before the reveal and after it.
func TestForgettingGivesAReceipt(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at, board := s.atBoard(80, 24)
		at.press("enter", "f", "f")
		at.wants("It stays, and appears at", "+1 waiting")
		s.phase(board, layout.Gather, layout.Revealed)
		at.press("tab", "enter", "f", "f")
		at.wants("It stays as it is.")
	})
}

// TestAClosedMeetingSaysSo on its boards and items, which offer nothing more.
func TestAClosedMeetingSaysSo(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at, board := s.atBoard(80, 24)
		s.phase(board, layout.Gather, layout.Revealed)
		s.do("Mei", &session.CloseMeeting{Meeting: stageMeeting})
		s.settle()
		at.wants("This meeting is closed")
		at.press("a")
		at.wants("takes no more changes")
		at.press("enter")
		if got := at.screen(); strings.Contains(got, "commit") || strings.Contains(got, "Commit") {
			t.Errorf("an item invites to commit:\n%s", got)
		}
	})
}

// TestNothingIsAddedInAVote: no key says that it could be, and the one for it says why not.
func TestNothingIsAddedInAVote(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at, board := s.atBoard(80, 24)
		s.phase(board, layout.Gather, layout.Revealed)
		s.phase(board, layout.Revealed, layout.Voting)
		s.settle()
		at.press("?")
		at.wants("Why nothing can be added")
		at.press("esc", "a")
		at.wants("That is not possible while the board is at")
	})
}

// TestUndoTakesBackWhatWasDoneLast to an item, says what stands there now, and is offered for
// nothing else.
func TestUndoTakesBackWhatWasDoneLast(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at, board := s.atBoard(80, 24)
		s.phase(board, layout.Gather, layout.Revealed)
		offered := func(want bool) {
			t.Helper()
			if got := at.screen(); strings.Contains(got, "u Undo") != want {
				t.Errorf("undo is offered: %v\n%s", !want, got)
			}
		}
		at.press("enter")
		offered(false)
		at.press("e", "!", "enter")
		at.wants("Saved.")
		offered(true)
		at.press("u")
		at.wants("Undone. It stands as it did before: MY-S2 Refugee-led")
		offered(false)
		at.press("m", "w")
		offered(true)
		at.press("u")
		at.wants("Undone. It stands as it did before: MY-S2 Refugee-led")
		at.press("e", "!", "enter", "c", "c")
		at.answer("title", "Open a shelter")
		at.press("ctrl+s")
		at.wants("Saved: Open a shelter", "e Edit")
		offered(false)
	})
}

// TestANewVoteAsksFirst, as does breaking one off, which says what is lost. What
// the last vote counted shows until a new one closes.
func TestANewVoteAsksFirst(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		board := s.filled()
		s.counted(board)
		at := s.sit("Anan", theme.Profile{}, 80, 24)
		at.goes(place.Board{ID: board})
		at.wants("###. 2 MY-S")
		at.press("b")
		at.wants("Press b again to open a new vote", "###. 2 MY-S")
		at.press("b")
		at.wants("In brackets: the last vote.", "(2) MY-S")
		at.press("+")
		at.wants("* (2) MY-S")
		at.press("b")
		at.wants("1 person has voted")
		s.do("Budi", &voting.Cast{Board: board, Item: "T0", Dots: 1})
		at.press("b")
		at.wants("2 people have voted")
		if phase := s.shared().Boards[board].Phase; phase != layout.Voting {
			t.Fatalf("it lost more dots than it said: the board is at %s", phase)
		}
		at.press("b")
		at.wants("Everything is shown", "###. 2 MY-S", "#### 3 MY-T")
	})
}

// TestNoSpaceComesIntoAThaiItem that is chosen, and of which not all rows are shown.
func TestNoSpaceComesIntoAThaiItem(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		board := s.filled()
		s.phase(board, layout.Gather, layout.Revealed)
		s.do("Anan", &session.EditItem{Item: "S0", Revision: 1, Text: strings.Repeat("คุ้มครองเด็กทุกคน", 20)})
		at := s.sit("Budi", theme.Profile{Unicode: true}, 80, 24)
		at.goes(place.Board{ID: board})
		thai := func(r rune) bool { return unicode.Is(unicode.Thai, r) }
		found := 0
		for line := range strings.Lines(at.screen()) {
			from, to := strings.IndexFunc(line, thai), strings.LastIndexFunc(line, thai)
			if from < 0 {
				continue
			}
			if found++; strings.Contains(line[from:to], " ") {
				t.Errorf("a space came into %q", line[from:to])
			}
		}
		if found != 4 { // with the one below
			t.Errorf("%d rows are shown of\n%s", found, at.screen())
		}
	})
}

// TestNothingIsUndoneWhereNothingWasChanged: the key is offered once something was.
func TestNothingIsUndoneWhereNothingWasChanged(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		board := s.filled()
		s.phase(board, layout.Gather, layout.Revealed)
		at := s.sit("Budi", theme.Profile{}, 80, 24)
		at.goes(place.Item{ID: "S0"})
		if got := at.screen(); strings.Contains(got, "u Undo") {
			t.Errorf("there is nothing to undo:\n%s", got)
		}
		at.press("e", "!", "enter")
		at.wants("u Undo")
	})
}

// TestTheKeyOfFormsSendsAnItemToo, as Enter does.
func TestTheKeyOfFormsSendsAnItemToo(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at, board := s.atBoard(80, 24)
		at.press("a")
		at.write("The interpreters")
		at.press("ctrl+s")
		s.phase(board, layout.Gather, layout.Revealed)
		s.settle()
		at.wants("The interpreters")
		if at.line() != "" {
			t.Errorf("%q is still written", at.line())
		}
	})
}

// TestATombstoneHasNoDots, neither counted ones nor those of an open vote.
func TestATombstoneHasNoDots(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		board := s.filled()
		s.counted(board)
		at := s.sit("Budi", theme.Profile{}, 80, 24)
		at.goes(place.Board{ID: board})
		at.wants("###. 2 MY-S", "#### 3 MY-T")
		s.phase(board, layout.Discuss, layout.Voting)
		s.do("Budi", &voting.Cast{Board: board, Item: "S1", Dots: 1})
		for _, id := range []method.ItemID{"S1", "T0"} {
			s.do("Budi", &session.TakeBackItem{Item: id})
		}
		s.settle()
		for _, next := range []layout.Phase{layout.Discuss, layout.Voting} {
			if got := at.screen(); strings.Contains(got, "*") || strings.Contains(got, "##") || strings.Contains(got, "(2)") || !strings.Contains(got, "Taken back") {
				t.Errorf("before %s the board shows\n%s", next, got)
			}
			s.phase(board, s.shared().Boards[board].Phase, next)
			s.settle()
		}
		at.goes(place.Item{ID: "T0"})
		if got := at.screen(); strings.Contains(got, "dot") {
			t.Errorf("the tombstone shows\n%s", got)
		}
	})
}

// TestAnAuthorAnswersAnEdit: what a facilitator has made of an item says so, and
// its author finds their own words beside it.
func TestAnAuthorAnswersAnEdit(t *testing.T) {
	for key, want := range map[string]string{"a": "Volunteers interpret", "r": stageItems[layout.Strengths][0]} {
		onStage(t, func(t *testing.T, s *stage) {
			at, board := s.atBoard(80, 24)
			s.phase(board, layout.Gather, layout.Revealed)
			own := stageItems[layout.Strengths][0]
			other := s.sit("Anan", theme.Profile{}, 80, 24) // who edits it, and is not somebody else
			other.goes(place.Item{ID: "S0"})
			s.do("Anan", &session.EditItem{Item: "S0", Revision: 1, Text: "Volunteers interpret"})
			s.settle()
			at.wants("(edited) Volunteers interpret")
			at.goes(place.Item{ID: "S0"})
			at.wants("Volunteers interpret", "edited, not by its author", "Somebody else has edited this. You wrote:", own, "a Agree", "r My words back")
			other.wants("edited, not by its author")
			if got := other.screen(); strings.Contains(got, own) || strings.Contains(got, "Agree") {
				t.Errorf("somebody else sees\n%s", got)
			}
			at.press(key)
			if got := at.screen(); strings.Contains(got, "edited") || strings.Contains(got, "Agree") || !strings.Contains(got, want) {
				t.Errorf("after %s the item is\n%s", key, got)
			}
			other.wants(want)
		})
	}
}

// TestAnAuthorAnswersAnEditOfAPromise question by question.
func TestAnAuthorAnswersAnEditOfAPromise(t *testing.T) {
	for key, want := range map[string]string{"a": "Theirs", "r": "shelter commitment"} {
		promisedStage(t, func(t *testing.T, s *stage) {
			s.edits("Siti", func(f *commitment.Fields) { f.Title, f.Description = "shelter commitment", "" })
			at := s.sit("Siti", theme.Profile{}, 80, 24)
			at.goes(place.Entry{ID: "c"})
			s.edits("Budi", func(f *commitment.Fields) { f.Title, f.Country = "Theirs", "TH" })
			s.settle()
			at.wants("(edited) Theirs", "You wrote:", "shelter commitment", "Thailand", "a Agree")
			if got := at.screen(); strings.Count(got, "1 September") != 1 {
				t.Errorf("the dates are in both versions, though nobody changed them:\n%s", got)
			}
			at.press(key)
			if got := at.screen(); strings.Contains(got, "edited") || !strings.Contains(got, want) || (key == "r") == strings.Contains(got, "Thailand") {
				t.Errorf("after %s it is\n%s", key, got)
			}
		})
	}
}

// TestABoardThatIsGoneIsLeft by those who stand on it: the facilitator has taken its
// item off the agenda, and nothing was on it.
func TestABoardThatIsGoneIsLeft(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.join("Budi", method.Participant, session.Profile{Country: "ID"})
		for _, keys := range [][]string{{"1"}, {"1", "a"}, {"1", "?"}} {
			s.do("Mei", &session.ChangeMeeting{
				Meeting: stageMeeting, Revision: s.shared().Meetings[stageMeeting].Revision, Details: stageDetails(), Agenda: stageAgenda(),
			})
			at := s.sit("Budi", plain, 80, 24)
			at.press(keys...)
			s.do("Mei", &session.ChangeMeeting{
				Meeting: stageMeeting, Revision: s.shared().Meetings[stageMeeting].Revision, Details: stageDetails(), Agenda: stageAgenda()[:1],
			})
			s.settle()
			at.wants("no longer there", "Agenda, day 1")
		}
	})
}

// TestEveryPartHasAMark of its own, so that no two look the same.
func TestEveryPartHasAMark(t *testing.T) {
	for _, l := range layout.Layouts() {
		if max(len(l.Parts), layout.MostOwn) > theme.MostMarks {
			t.Errorf("%s has %d parts, and there are %d marks", l.Name, len(l.Parts), theme.MostMarks)
		}
	}
}

// TestABoardKeepsWhoStandsOnIt when another one goes.
func TestABoardKeepsWhoStandsOnIt(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.do("Mei", swotOn(stageMeeting, "th", "Thailand", "TH", "TH"))
		at := s.sit("Mei", plain, 80, 24)
		at.goes(place.Board{ID: "my"})
		s.do("Mei", &session.ChangeMeeting{Meeting: stageMeeting, Revision: 2, Details: stageDetails(), Agenda: stageAgenda()})
		s.settle()
		if at.on() != "board.board" || at.desk.Top().Title(at.desk) != s.shared().Boards["my"].Subject || s.shared().Boards["th"] != nil {
			t.Errorf("the top is %T, and the boards are %v", at.desk.Top(), s.shared().Boards)
		}
	})
}

// TestWhoWouldBeKnownIsTold, before they send, and only by a rung that tells who they
// are without saying so.
func TestWhoWouldBeKnownIsTold(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.join("Budi", method.Participant, session.Profile{Organisation: "Pulau Learning", Country: "ID"})
		at := s.sit("Budi", plain, 80, 24)
		at.press("1", "a")
		for _, rung := range method.Ladders() {
			told := strings.Contains(at.screen(), "point to you alone")
			if want := rung != method.Unattributed && rung != method.Named; told != want {
				t.Errorf("signed as %s, they are told: %v, on\n%s", rung, told, at.screen())
			}
			at.press("ctrl+o")
		}
	})
}

// TestAnEditThatWasLeftComesBack with the next e. Where somebody else was first, what they
// have written stands beside it before it is sent.
func TestAnEditThatWasLeftComesBack(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at, board := s.atBoard(80, 24)
		s.phase(board, layout.Gather, layout.Revealed)
		at.goes(place.Item{ID: "S0"})
		at.press("e", "!", "esc", "e")
		at.wants("Your draft is back", "teach and translate!")
		s.do("Anan", &session.EditItem{Item: "S0", Revision: 1, Text: "Theirs"})
		at.burst("ctrl+s", "esc")
		s.settle()
		at.press("e", "ctrl+s")
		at.wants("teach and translate!", "Theirs")
	})
}

// TestWhoChangesWordsHearsWhatOthersDoToThem meanwhile.
func TestWhoChangesWordsHearsWhatOthersDoToThem(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		_, board := s.atBoard(80, 24)
		s.phase(board, layout.Gather, layout.Revealed)
		at := s.sit("Anan", plain, 80, 24)
		at.goes(place.Item{ID: "S0"})
		at.press("e")
		s.do("Budi", &session.EditItem{Item: "S0", Revision: 1, Text: "Mine again"})
		s.settle()
		at.wants("Somebody else has just changed these words.")
		s.do("Budi", &session.TakeBackItem{Item: "S0"})
		s.settle()
		at.wants("Its author has just taken this back")
	})
}

// TestNobodySignsWordsThatTheyHaveNotRead: an author who saves what they have not changed says
// nothing of what somebody else has made of it meanwhile.
func TestNobodySignsWordsThatTheyHaveNotRead(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at, board := s.atBoard(80, 24)
		s.phase(board, layout.Gather, layout.Revealed)
		at.goes(place.Item{ID: "S0"})
		at.press("e")
		s.do("Anan", &session.EditItem{Item: "S0", Revision: 1, Text: "Theirs"})
		at.press("ctrl+s")
		at.wants("Nothing of yours was to be saved", "Theirs", "Agree")
		if at.on() != "board.item" || at.desk.HasDraft(session.NameDraft("edit", stageMeeting, "S0")) {
			t.Errorf("they are on %s, with a draft of nothing", at.on())
		}
		if _, it := s.shared().Item("S0"); it.Revision != 2 {
			t.Errorf("it was saved %d times", it.Revision)
		}
	})
}

// TestAStepThatCanBeTakenBack is not asked about, and one that cannot is.
func TestAStepThatCanBeTakenBack(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		board := s.filled()
		at := s.sit("Anan", theme.Profile{}, 80, 24)
		at.goes(place.Board{ID: board})
		for _, step := range []struct {
			key   string
			asks  bool
			after layout.Phase
		}{
			{"n", true, layout.Revealed}, {"b", false, layout.Gather}, {"n", true, layout.Revealed},
			{"n", true, layout.Voting}, {"b", true, layout.Revealed}, {"n", true, layout.Voting}, {"n", true, layout.Discuss},
		} {
			before := s.shared().Boards[board].Phase
			at.press(step.key)
			asked := s.shared().Boards[board].Phase == before
			if asked {
				at.press(step.key)
			}
			if now := s.shared().Boards[board].Phase; asked != step.asks || now != step.after {
				t.Errorf("%s at %s asks: %v, and leads to %s", step.key, before, asked, now)
			}
		}
	})
}

// TestNoItemIsLeftOutUnsaid: what a part has no room for is counted at its edge.
func TestNoItemIsLeftOutUnsaid(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.do("Mei", &session.ChangePhase{Board: "my", From: layout.Gather, To: layout.Revealed})
		at := s.sit("Mei", modern, 80, 24)
		at.goes(place.Board{ID: "my"})
		for n := 1; n < 15; n++ {
			s.do("Mei", &session.AddItem{
				Board: "my", Item: method.ItemID(fmt.Sprint("i", n)), Part: layout.Strengths, Text: "Words", Audience: method.Members, Attribution: method.Unattributed,
			})
			s.settle()
			got := at.screen()
			shown := strings.Count(got, "MY-S")
			if left := fmt.Sprint(at.desk.Theme.Glyphs.Below, n-shown, " "); shown < n && !strings.Contains(got, left) {
				t.Errorf("of %d items it shows\n%s", n, got)
			}
		}
	})
}

// TestWhoShowsHiddenWordsAgain: everybody who steers, also once their author asks for them.
// That they stay hidden then is for others to say than whoever has hidden them.
func TestWhoShowsHiddenWordsAgain(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.phase(s.filled(), layout.Gather, layout.Revealed)
		s.join("Rana", method.Facilitator, session.Profile{})
		s.do("Anan", &moderation.Hide{Item: "O0", Reason: "It names a family"})
		seats := map[string]*seat{}
		for _, name := range []string{"Mei", "Anan", "Rana", "Budi"} {
			seats[name] = s.sit(name, plain, 80, 24)
			seats[name].goes(place.Item{ID: "O0"})
		}
		has := func(key, want string) {
			t.Helper()
			var to []string
			for name, at := range seats {
				if strings.Contains(at.screen(), at.desk.T(key)) {
					to = append(to, name)
				}
			}
			slices.Sort(to)
			if got := strings.Join(to, " "); got != want {
				t.Errorf("%q have the key %s, want %q", got, key, want)
			}
		}
		has("key.show_again", "Anan Mei Rana")
		seats["Budi"].press("p")
		has("key.show_again", "Anan Mei Rana")
		has("key.keep_hidden", "Mei Rana")
		seats["Anan"].wants("The author asks for the words back. You have hidden them")
		seats["Rana"].press("k")
		seats["Budi"].wants("Rana has looked at it")
		has("key.show_again", "Anan Mei Rana")
	})
}

// TestADotIsTakenBack by the key for one less.
func TestADotIsTakenBack(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at, board := s.atBoard(80, 24)
		s.phase(board, layout.Gather, layout.Revealed)
		s.phase(board, layout.Revealed, layout.Voting)
		s.settle()
		for i, step := range []struct {
			key  string
			dots int
		}{{"+", 1}, {"=", 2}, {"-", 1}, {"-", 0}} {
			at.press(step.key)
			got := 0
			for _, mark := range at.desk.Own.Ballots[board] {
				got += mark.N
			}
			if got != step.dots {
				t.Errorf("key %d, %s: there are %d dots, want %d", i, step.key, got, step.dots)
			}
		}
	})
}

// TestWhoCannotWriteIsToldWhy when they press the key for it.
func TestWhoCannotWriteIsToldWhy(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at, board := s.atBoard(80, 24)
		s.join("Olga", method.Observer, session.Profile{})
		olga := s.sit("Olga", plain, 80, 24)
		olga.goes(place.Board{ID: board})
		told := func(who *seat, code refusal.Code, args ...any) {
			t.Helper()
			who.press("a")
			if want := who.desk.Words.Error(refusal.New(code, args...)); who.desk.Notice != want || who.writing() {
				t.Errorf("they are told %q, want %q", who.desk.Notice, want)
			}
		}
		told(olga, refusal.NotAllowed)
		s.phase(board, layout.Gather, layout.Revealed)
		s.phase(board, layout.Revealed, layout.Voting)
		s.settle()
		told(at, refusal.WrongPhase, "phase", string(layout.Voting))
		s.phase(board, layout.Voting, layout.Discuss)
		s.do("Mei", &session.CloseMeeting{Meeting: stageMeeting})
		s.settle()
		told(at, refusal.MeetingClosed)
	})
}

// TestAnItemOfAnotherMeetingHasTheKeysOfThat: who steers an open one changes nothing of a
// closed one, and hides nothing where they do not steer.
func TestAnItemOfAnotherMeetingHasTheKeysOfThat(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.phase(s.filled(), layout.Gather, layout.Revealed)
		s.do("Mei", &session.ConveneMeeting{Meeting: "next", Details: session.MeetingDetails{Title: "The next one", First: "2024-01-01"}})
		s.joinAs("Cita", directory.Invitation{Meeting: "next", Role: method.Facilitator, Audience: method.Members}, session.Profile{})
		has := func(name, all string) {
			t.Helper()
			at := s.sitIn("next", name, modern, 80, 24)
			at.goes(place.Item{ID: "S0"})
			got := ""
			for _, k := range at.desk.Keys() {
				if strings.Contains("eimh", k.Help().Key) {
					got += k.Help().Key
				}
			}
			if got != all {
				t.Errorf("%s has the keys %q, want %q:\n%s", name, got, all, at.screen())
			}
		}
		has("Mei", "hiem")
		has("Cita", "")
		s.do("Mei", &session.CloseMeeting{Meeting: stageMeeting})
		has("Mei", "h")
	})
}

// TestWhatKeysDoIsSaidToThoseWhoHaveThem: nobody adds to a meeting that is closed.
func TestWhatKeysDoIsSaidToThoseWhoHaveThem(t *testing.T) {
	for says, to := range map[string]place.Place{"c adds what comes of it": place.GapReport{}, "y joins them": place.Offers{}} {
		onStage(t, func(t *testing.T, s *stage) {
			s.counted(s.filled())
			s.offers("Mei", offer.Fields{Title: "Interpreters for hearings", Kind: offer.Ask})
			at := s.sit("Budi", plain, 80, 24)
			at.goes(to)
			for _, closed := range []bool{false, true} {
				if said := strings.Contains(strings.Join(strings.Fields(at.screen()), " "), says); said == closed {
					t.Errorf("in a meeting that is closed: %v, it says\n%s", closed, at.screen())
				}
				if !closed {
					s.do("Mei", &session.CloseMeeting{Meeting: stageMeeting})
					s.settle()
				}
			}
		})
	}
}

// TestWhatComesTooFastStaysWritten, and is sent with the next key.
func TestWhatComesTooFastStaysWritten(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at, board := s.atBoard(80, 24)
		rate, before := at.desk.Rate, len(s.shared().Boards[board].Hidden)
		at.press("a")
		at.write("Slowly")
		tooFast := refusal.New(refusal.TooFast)
		at.desk.Rate = func(directory.PersonID) error { return tooFast }
		at.press("enter")
		at.wants(at.desk.Words.Error(tooFast), "Slowly")
		at.desk.Rate = rate
		at.press("enter")
		if got := len(at.desk.Own.Hidden[board]); at.line() != "" || got == before {
			t.Errorf("%q is still written, and %d items are theirs", at.line(), got)
		}
		at.press("esc")
		s.phase(board, layout.Gather, layout.Revealed)
		at.desk.Rate = func(directory.PersonID) error { return tooFast }
		at.goes(place.Item{ID: "S0"})
		at.press("x", "x")
		at.wants(at.desk.Words.Error(tooFast))
		if s.shared().Boards[board].Items[0].TakenBack {
			t.Error("it is taken back all the same")
		}
		at.desk.Rate = rate
		at.press("x")
		if _, it := s.shared().Item("S0"); it.TakenBack {
			t.Error("it is taken back by one key")
		}
		at.press("x")
		if _, it := s.shared().Item("S0"); !it.TakenBack {
			t.Errorf("it is not taken back:\n%s", at.screen())
		}
	})
}

// TestAnItemTellsWhereItHasBeen: its former codes, its level, and its dots in every
// vote.
func TestAnItemTellsWhereItHasBeen(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		board := s.filled()
		s.counted(board)
		s.do("Budi", &session.AddItem{
			Board: board, Item: "new", Part: layout.Threats, Text: "A law", Level: method.Levels()[1],
			Audience: method.Members, Attribution: method.Unattributed,
		})
		at := s.sit("Budi", plain, 80, 24)
		at.goes(place.Item{ID: "new"})
		at.wants("Members only - " + at.desk.T("level."+string(method.Levels()[1])))
		at.goes(place.Item{ID: "S1"})
		at.wants(" 2 dots\n")
		if got := at.screen(); strings.Contains(got, "was MY") || strings.Contains(got, "Vote 1") {
			t.Errorf("before anything has happened it tells\n%s", got)
		}
		s.phase(board, layout.Discuss, layout.Voting)
		s.settle()
		at.wants("2 dots in the last vote")
		s.do("Mei", &voting.Cast{Board: board, Item: "S1", Dots: 1})
		s.phase(board, layout.Voting, layout.Discuss)
		code := s.shared().Boards[board].In(layout.Strengths)
		s.do("Anan", &session.MoveItem{Item: "S1", To: layout.Threats})
		s.settle()
		for _, it := range code {
			if it.ID == "S1" {
				at.wants("was "+it.Code, " 1 dot\n", "Vote 1. Dots: 2 dots")
			}
		}
	})
}

// TestWhatIsNotThereSaysSo, and leads back only.
func TestWhatIsNotThereSaysSo(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at := s.sit("Mei", plain, 80, 24)
		for _, to := range []place.Place{place.Item{ID: "none"}, place.Entry{ID: "none"}} {
			at.goes(to)
			at.wants(at.desk.T("error.not_found"))
			if keys := at.desk.Top().Keys(at.desk); len(keys) != 1 {
				t.Errorf("%+v has the keys %+v", to, keys)
			}
			at.press("esc")
		}
		at.wants("Where to go")
	})
}

// TestItemsAreGroupedWithOneKeyEach: the last heading is proposed, also for one that was
// taken out.
func TestItemsAreGroupedWithOneKeyEach(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		board := s.filled()
		s.counted(board)
		at := s.sit("Anan", plain, 80, 24)
		budi := s.sit("Budi", plain, 80, 24)
		at.goes(place.Board{ID: board})
		budi.goes(place.Board{ID: board})
		at.press("g")
		at.write("People")
		at.press("enter", "down", "g", "enter")
		for _, who := range []*seat{at, budi} {
			who.wants("People (2 dots)")
		}
		if it := s.shared().Boards[board].In(layout.Strengths); it[0].Heading != "People" || it[1].Heading != "People" {
			t.Fatalf("they stand under %q and %q", it[0].Heading, it[1].Heading)
		}
		at.press("u")
		if strings.Contains(at.screen(), "People (2 dots)") == strings.Contains(at.screen(), "People - 0 dots") {
			t.Errorf("ungrouped it shows\n%s", at.screen())
		}
		at.press("g", "enter")
		at.wants("People (2 dots)")
		budi.press("g")
		budi.wants("g does nothing here")
	})
}

// TestAVoteIsSkippedWithAKey, and opened later with the one that goes back.
func TestAVoteIsSkippedWithAKey(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		board := s.filled()
		s.phase(board, layout.Gather, layout.Revealed)
		anan, budi := s.sit("Anan", plain, 80, 24), s.sit("Budi", plain, 40, 20)
		for _, at := range []*seat{anan, budi} {
			at.goes(place.Board{ID: board})
		}
		budi.press("s")
		anan.wants("s Skip the vote")
		anan.press("s")
		for _, at := range []*seat{anan, budi} {
			at.wants("Talk about what stands here", "Discuss")
		}
		anan.press("b", "b")
		budi.wants("3 dots left", "Spend your dots")
		budi.press("+")
		s.rooms()
		anan.wants("1 has voted", "Counts show at the close.")
	})
}

// TestAnItemIsMovedByWhoMay: the one that was chosen when the question was asked, whatever
// others do meanwhile, and nobody goes where an item has not gone.
func TestAnItemIsMovedByWhoMay(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		board := s.filled()
		s.phase(board, layout.Gather, layout.Revealed)
		anan, cita := s.sit("Anan", plain, 80, 24), (*seat)(nil)
		s.join("Cita", method.Participant, session.Profile{})
		cita = s.sit("Cita", plain, 80, 24)
		for _, at := range []*seat{anan, cita} {
			at.goes(place.Board{ID: board})
		}
		first, second := s.shared().Boards[board].In(layout.Strengths)[0], s.shared().Boards[board].In(layout.Strengths)[1]
		anan.press("m")
		anan.wants("Press one of: W, O, T")
		s.do("Mei", &session.MoveItem{Item: first.ID, To: layout.Threats})
		s.settle()
		anan.press("W")
		part := func(id method.ItemID) layout.Part { return s.shared().Boards[board].Item(id).Part }
		if part(first.ID) != layout.Weaknesses || part(second.ID) != layout.Strengths {
			t.Errorf("the first is in %s, the second in %s", part(first.ID), part(second.ID))
		}
		cita.press("m")
		cita.wants(cita.desk.T("error.not_allowed"))
		cita.press("T")
		if part(second.ID) != layout.Strengths {
			t.Error("somebody has moved another's item")
		}
	})
}

// TestWhatMoreIsShownIsChosenForEachLine: a name, and a wider circle. What shows less stays.
func TestWhatMoreIsShownIsChosenForEachLine(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.filled()
		at := s.sit("Budi", plain, 80, 24)
		at.goes(place.Board{ID: "my"})
		at.press("a")
		unsigned := "Signed as: " + at.desk.T("attribution."+string(at.desk.Own.Member.Attribution))
		at.wants(unsigned, "Read by: Members only")
		for !strings.Contains(at.screen(), "Signed as: With my name") {
			at.press("ctrl+o")
		}
		at.press("ctrl+r")
		at.write("Mine")
		at.press("enter")
		at.wants(unsigned, "Read by: Members only")
		var mine *session.Item
		for _, it := range at.desk.Own.Hidden["my"] {
			mine = it
		}
		if mine == nil || mine.By.Ladder() != method.Named || mine.Audience == method.Members {
			t.Errorf("the line itself is %+v", mine)
		}
	})
}

// TestAuthorsHearWhatOthersMakeOfTheirWords, wherever they are; nobody else does.
func TestAuthorsHearWhatOthersMakeOfTheirWords(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.phase(s.filled(), layout.Gather, layout.Revealed)
		author, other := s.sit("Budi", plain, 80, 24), s.sit("Mei", plain, 80, 24)
		tells := func(words string) {
			t.Helper()
			s.settle()
			author.wants(words)
			if got := other.screen(); strings.Contains(got, words) {
				t.Errorf("who did not write it reads\n%s", got)
			}
			author.press("down")
		}
		s.do("Anan", &session.EditItem{Item: "S0", Revision: 1, Text: "Other words"})
		tells("Somebody has edited your words. Agree there, or bring yours back: MY-S")
		s.do("Anan", &moderation.Hide{Item: "T0", Reason: "It names a family"})
		tells("are hidden now")
	})
}
