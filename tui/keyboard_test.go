package tui

import (
	"strings"
	"testing"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/screen/board"
	"github.com/convene-ssh/convene/tui/theme"
)

// typed is the press of a key that brings a letter.
func typed(letter string) tea.KeyPressMsg {
	r, _ := utf8.DecodeRuneInString(letter)
	return tea.KeyPressMsg{Code: r, Text: letter}
}

func TestCommand(t *testing.T) {
	for keyboard, keys := range map[string]map[string]string{
		"Latin":         {"a": "a", "+": "+", "1": "1", "?": "?", "é": "é", "中": "中"},
		"Caps Lock":     {"A": "a", "Z": "z", "É": "é"},
		"full width":    {"ａ": "a", "Ｚ": "z", "１": "1", "＋": "+", "？": "?", "\u3000": "space"},
		"Thai":          {"ฟ": "a", "ห": "s", "ก": "d", "ื": "n", "ิ": "b", "ท": "m", "ผ": "z", "ป": "x", "๓": "3", "ฤ": "a", "ช": "="},
		"Lao":           {"ຟ": "2", "ັ": "a", "ຫ": "s", "ທ": "m", "໒": "2"},
		"Khmer":         {"ា": "a", "ស": "s", "ន": "n", "ម": "m", "២": "2"},
		"Burmese":       {"ေ": "a", "ျ": "s", "ည": "n", "၂": "2"},
		"Arabic":        {"ش": "a", "س": "s", "ى": "n", "ئ": "z", "٢": "2", "؟": "?"},
		"Persian":       {"ش": "a", "ی": "d", "د": "n", "ظ": "z", "ط": "x", "۲": "2"},
		"Greek":         {"α": "a", "Σ": "s", "ν": "n", "ζ": "z"},
		"Russian":       {"ф": "a", "Ы": "s", "т": "n", "я": "z", "ё": "`"},
		"Ukrainian":     {"і": "s", "є": "'"},
		"Hebrew":        {"ש": "a", "ד": "s", "מ": "n", "ז": "z"},
		"several runes": {"é\u0301": "é\u0301"},
	} {
		for letter, want := range keys {
			if got := kit.Command(typed(letter)).String(); got != want {
				t.Errorf("%s: %s is the key %q, want %q", keyboard, letter, got, want)
			}
		}
	}
	if got := kit.Command(key("enter")); got.String() != "enter" {
		t.Errorf("Enter is %q", got)
	}
}

// TestLayoutsAreWhole: a letter too few would move all that follow.
func TestLayoutsAreWhole(t *testing.T) {
	for i, layout := range kit.Layouts {
		letters := strings.Fields(layout)
		if n := len(letters); n != len(kit.Qwerty)/2 && n != len(kit.Qwerty) {
			t.Errorf("layout %d has %d keys of %d", i, n, len(kit.Qwerty))
		}
		for _, letter := range letters {
			if utf8.RuneCountInString(letter) != 1 {
				t.Errorf("layout %d: %q is no letter", i, letter)
			}
		}
	}
}

// TestCommandsOnOtherKeyboards: letters are keys until they are text.
func TestCommandsOnOtherKeyboards(t *testing.T) {
	for _, a := range []string{"a", "A", "ａ", "ฟ", "ф", "ش"} {
		onStage(t, func(t *testing.T, s *stage) {
			id := s.filled()
			at := s.sit("Budi", modern, 80, 24)
			at.goes(desk.Board{ID: id})
			at.send(typed(a))
			at.send(typed("ฟ"))
			at.send(typed("A"))
			b, ok := at.desk.Top().(*board.Board)
			if !ok || b.Compose == nil || b.Compose.Text.Value() != "ฟA" {
				t.Errorf("after %s the screen is\n%s", a, at.screen())
			}
		})
	}
}

// TestOptionsBeginWithTheirOwnLetters before the letter is a key.
func TestOptionsBeginWithTheirOwnLetters(t *testing.T) {
	options := []kit.Option{{Value: "id", Label: "Indonesia"}, {Value: "th", Label: "ประเทศไทย"}, {Value: "ru", Label: "Россия"}, {Value: "mx", Label: "México"}}
	for letter, want := range map[string]string{"р": "ru", "Р": "ru", "ป": "th", "m": "mx", "ь": "mx", "ท": "mx", "д": "id", "x": "id"} {
		q := kit.OneField("country", "", "id", options)
		q.Update(kit.Command(typed(letter)))
		if got := q.Values()[0]; got != want {
			t.Errorf("%s chooses %s, want %s", letter, got, want)
		}
	}
}

// TestALetterThatMeansNothing says which keys do, on every screen and in both
// sizes.
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
			}, theme.Profile{}, width, 24)
		})
	}
}

// TestWhatIsPastedNowhere is not taken for commands, and the person is told.
func TestWhatIsPastedNowhere(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		board := s.filled()
		at := s.sit("Anan", modern, 80, 24)
		at.goes(desk.Board{ID: board})
		at.send(tea.PasteMsg{Content: "n\nn\n"})
		if got := at.screen(); at.desk.Shared.Boards[board].Phase != session.Gather || !strings.Contains(got, "no place here") {
			t.Errorf("the screen is\n%s", got)
		}
	})
}
