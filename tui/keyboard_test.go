package tui

import (
	"strings"
	"testing"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/place"
	"github.com/convene-ssh/convene/tui/theme"
)

// TestCommandsOnOtherKeyboards: letters are keys until they are text.
func TestCommandsOnOtherKeyboards(t *testing.T) {
	for _, a := range []string{"a", "A", "ａ", "ฟ", "ф", "ش"} {
		onStage(t, func(t *testing.T, s *stage) {
			id := s.filled()
			at := s.sit("Budi", modern, 80, 24)
			at.goes(place.Board{ID: id})
			at.send(typed(a))
			at.send(typed("ฟ"))
			at.send(typed("A"))
			if at.on() != "board.board" || at.line() != "ฟA" {
				t.Errorf("after %s the screen is\n%s", a, at.screen())
			}
		})
	}
}

// TestALetterThatMeansNothing says which keys do, on every screen and in both sizes, and
// hides little of the screen.
func TestALetterThatMeansNothing(t *testing.T) {
	for _, width := range []int{80, 40} {
		onStage(t, func(t *testing.T, s *stage) {
			s.walk(func(name string, at *seat) {
				if w, ok := at.desk.Top().(desk.Writer); ok && w.Writing() || name == "help" { // any key leads back from help
					return
				}
				at.send(typed("~"))
				if got := at.screen(); !strings.Contains(got, "~ does nothing here. These") {
					t.Errorf("on %s one is shown\n%s", name, got)
				}
				if rows := at.desk.Wrap(at.desk.Notice, width-1); len(rows) > 3 || !strings.HasSuffix(at.desk.Notice, ". ? shows all.") {
					t.Errorf("on %s it takes %d rows: %q", name, len(rows), rows)
				}
			}, theme.Profile{}, width, 24)
		})
	}
}

// TestWhatIsPastedNowhere is not taken for commands, and the person is told.
func TestWhatIsPastedNowhere(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		board := s.filled()
		at := s.sit("Anan", modern, 80, 24)
		at.goes(place.Board{ID: board})
		at.send(tea.PasteMsg{Content: "n\nn\n"})
		if got := at.screen(); at.desk.Shared.Boards[board].Phase != layout.Gather || !strings.Contains(got, "no place here") {
			t.Errorf("the screen is\n%s", got)
		}
	})
}

// typed is the press of a key that brings a letter.
func typed(letter string) tea.KeyPressMsg {
	r, _ := utf8.DecodeRuneInString(letter)
	return tea.KeyPressMsg{Code: r, Text: letter}
}
