package tui

import (
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/tui/theme"
)

// atBoard sits Budi down at a board that is filled.
func (s *stage) atBoard(width, height int) (*seat, session.BoardID) {
	s.t.Helper()
	board := s.filled()
	at := s.sit("Budi", theme.Profile{}, width, height)
	at.open(newBoard(at.desk, board))
	return at, board
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

// TestWhatAnItemShowsIsChosenWhileWriting: Tab is not one of the keys, since
// it moves between quadrants before.
func TestWhatAnItemShowsIsChosenWhileWriting(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at, board := s.atBoard(80, 24)
		at.press("a")
		at.write("Signed")
		at.press("tab")
		at.wants("Ctrl+O Signed as: Unattributed", "Ctrl+R Read by: Members only")
		at.press("ctrl+o", "ctrl+r")
		at.wants("Ctrl+O Signed as: Country only", "Ctrl+R Read by: Members and governments")
		at.press("enter")
		hidden := at.desk.own.Hidden[board]
		if it := hidden[len(hidden)-1]; it.By.Country != "ID" || it.Audience != session.Governments {
			t.Errorf("it became %+v", it)
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
		at.press("esc", "a")
		at.wants("Your draft is back", "Not yet")
		at.press("ctrl+u", "esc")
		s.phase(board, session.Gather, session.Revealed)
		at.press("enter", "e", "esc")
		if len(at.desk.own.Drafts) != 0 {
			t.Errorf("unchanged words are the draft %s", at.desk.own.Drafts)
		}
		at.press("e", "!", "esc", "esc", "enter")
		at.wants("Your draft is back")
	})
}

// TestForgettingGivesAReceipt before the reveal and after it.
func TestForgettingGivesAReceipt(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at, board := s.atBoard(80, 24)
		at.press("enter", "f", "f")
		at.wants("It stays, and appears at", "+1 waiting")
		s.phase(board, session.Gather, session.Revealed)
		at.press("tab", "enter", "f", "f")
		at.wants("It stays as it is.")
	})
}

// TestAClosedMeetingSaysSo on its boards and items, which offer nothing more.
func TestAClosedMeetingSaysSo(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at, board := s.atBoard(80, 24)
		s.phase(board, session.Gather, session.Revealed)
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
