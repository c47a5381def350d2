package tui

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/place"
	"github.com/convene-ssh/convene/tui/theme"
)

// TestTheHiddenCursorStandsOnWhatIsChosen, where screen readers and braille displays
// look for it: in lists, on sheets, in forms and on boards.
func TestTheHiddenCursorStandsOnWhatIsChosen(t *testing.T) {
	for name, profile := range map[string]theme.Profile{"plain": plain, "modern": modern} {
		t.Run(name, func(t *testing.T) {
			onStage(t, func(t *testing.T, s *stage) {
				board := s.filled()
				s.counted(board)
				s.do("Anan", &agenda.Open{Meeting: stageMeeting, Item: "a2"})
				at := s.sit("Anan", profile, 80, 24)
				at.pointsAt(0, "Now: SWOT")
				at.press("down", "down")
				at.pointsAt(0, "1 09:30  NOW  SWOT")
				at.press("p", "down")
				at.pointsAt(0, "Budi")
				at.press("esc")
				at.goes(place.Board{ID: board})
				at.pointsAt(2, " 2 MY-S")
				at.press("down")
				at.pointsAt(2, "Refugee-led")
				at.press("tab")
				at.pointsAt(42, "MY-W1")
				at.press("tab", "tab", "enter")
				at.pointsAt(0, "A1 Joint statement")
				at.press("c")
				at.pointsAt(0, "s  New strategy")
				at.press("down")
				at.pointsAt(0, "c  New commitment")
				at.press("enter", "down", "down")
				at.pointsAt(24, "Kind")
			})
		})
	}
}

// TestThePhoneFindsTheItem, not the tab of its quadrant.
func TestThePhoneFindsTheItem(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		board := s.filled()
		s.counted(board)
		at := s.sit("Anan", plain, 40, 20)
		at.goes(place.Board{ID: board})
		at.pointsAt(2, " 2 MY-S")
	})
}

// TestTheCursorStandsBehindWhatIsTyped, on every screen on which something can be.
func TestTheCursorStandsBehindWhatIsTyped(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.played()
		searched := func(at *seat) {
			at.goes(place.SeenBy{Audience: method.Public})
			_ = at.screen()
			at.press("/")
		}
		for _, c := range append(scenes(), scene{"a search in what they read", "Mei", "", searched}) {
			at := s.at(c)
			if !at.writing() {
				s.left()
				continue
			}
			at.write("zq")
			at.screen()
			f := at.Frame()
			row := ansi.Strip(f.Rows[f.Cursor.Y])
			if before := ansi.Truncate(row, f.Cursor.X, ""); !f.Cursor.Visible || !strings.HasSuffix(before, "zq") {
				t.Errorf("in %s the cursor is at %+v:\n%s", c.name, f.Cursor, at.screen())
			}
			s.left()
		}
	})
}

// pointsAt asserts that the cursor is hidden, in that column of a row with these
// words.
func (at *seat) pointsAt(x int, words string) {
	at.t.Helper()
	at.screen()
	f := at.Frame()
	if f.Cursor.Visible || f.Cursor.X != x || !strings.Contains(ansi.Strip(f.Rows[f.Cursor.Y]), words) {
		at.t.Errorf("the cursor is at %+v, wanted %q in:\n%s", f.Cursor, words, ansi.Strip(strings.Join(f.Rows, "\n")))
	}
}
