package tui

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/register/commitment"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/screen/entries"
	"github.com/convene-ssh/convene/tui/theme"
)

func TestYearsThatAreFarOff(t *testing.T) {
	for _, test := range []struct {
		typed, stood string
		doubt        bool
		ours         string
	}{
		{"2022-08-09", "", false, ""}, {"2017-01-01", "", false, ""}, {"2027-12-31", "", false, ""},
		{"2016-12-31", "", true, ""}, {"2028-01-01", "", true, ""}, {"1999-12-31", "", true, ""},
		{"2565-08-09", "", true, "2022-08-09"}, {" 2565-08-09 ", "", true, "2022-08-09"},
		{"2567-02-29", "", true, "2024-02-29"}, // a day that only their calendar has
		{"2571-01-01", "", true, ""}, {"0022-08-09", "", true, ""},
		{"2016-12-31", "2016-12-31", false, ""}, {"2565-08-09", "2565-08-09", false, "2022-08-09"},
		{"", "2022-08-09", false, ""}, {"tomorrow", "", false, ""}, {"2565", "", false, ""}, {"2565-13-01", "", false, ""},
		{"2022-02-29", "", false, ""}, {"-", "", false, ""},
	} {
		q := kit.LineField("start", "", test.typed, kit.MaxDate)
		q.Day = &kit.Day{Year: 2022, Stood: test.stood}
		_, ours, _ := q.TypedYear()
		if got := q.Doubt(); got != test.doubt || ours != test.ours {
			t.Errorf("%q where %q stood: asked %v, as %q", test.typed, test.stood, got, ours)
		}
	}
	if kit.LineField("title", "", "2565-08-09", kit.MaxDate).Doubt() {
		t.Error("a title is asked about")
	}
}

// TestAFarYearIsAskedAbout once, and never refused: in the form of a meeting and
// in those of what is promised.
func TestAFarYearIsAskedAbout(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) { // where it is the year 2000
		at := s.sit("Mei", theme.Profile{}, 80, 24)
		at.open(entries.NewForm(at.desk, commitment.Register()))
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
		at.press("e", "tab", "tab", "tab", "tab", "ctrl+u")
		at.send(tea.PasteMsg{Content: "2565-08-10"})
		at.press("ctrl+s", "ctrl+s")
		at.wants("Saved.")
		if m := at.desk.Current(); m.Last != session.Date("2565-08-10") || !strings.HasSuffix(m.Title, "!") {
			t.Errorf("the meeting is %+v", m.MeetingDetails)
		}
	})
}
