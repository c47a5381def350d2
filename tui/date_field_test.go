package tui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/register/commitment"
	"github.com/convene-ssh/convene/tui/theme"
)

// TestAFarYearIsAskedAbout once, and never refused: in the form of a meeting and
// in those of what is promised.
func TestAFarYearIsAskedAbout(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) { // where it is the year 2000
		at := s.sit("Mei", theme.Profile{}, 80, 24)
		at.adds(commitment.Register(), "")
		at.answer("title", "A shelter")
		at.answer("start", "2543-05-01")
		at.answer("next_review", "2031-01-01")
		at.wants("2031 is far from now. Send once more")
		at.press("ctrl+s")
		at.wants("2543 of the Buddhist calendar is 2000 here. Ctrl+T")
		if len(s.shared().EntriesOf(commitment.Register(), stageMeeting)) > 0 {
			t.Fatal("it was sent before the person has answered")
		}
		at.press("ctrl+t")
		at.wants("2000-05-01")
		at.press("ctrl+s")
		at.wants("> Next review", "2031 is far from now")
		at.press("ctrl+s")
		at.wants("Saved: A shelter")
		made := s.shared().EntriesOf(commitment.Register(), stageMeeting)[0].Fields.(*commitment.Fields)
		if made.Start != "2000-05-01" || made.NextReview != "2031-01-01" {
			t.Errorf("made %+v", made)
		}
	})
	onStage(t, func(t *testing.T, s *stage) {
		at := s.sit("Mei", theme.Profile{}, 80, 24)
		at.press("e")
		at.send(tea.PasteMsg{Content: "!"})
		at.press("ctrl+s") // its days stand in 2022
		at.wants("Saved.")
		at.press("e", "tab", "tab", "tab", "tab", "tab", "ctrl+u")
		at.send(tea.PasteMsg{Content: "2565-08-10"})
		at.press("ctrl+s", "ctrl+s")
		at.wants("Saved.")
		if m := at.desk.Current(); m.Last != method.Date("2565-08-10") || !strings.HasSuffix(m.Title, "!") {
			t.Errorf("the meeting is %+v", m.MeetingDetails)
		}
	})
}
