package kit

import (
	"strings"
	"testing"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
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
			if got := Command(typed(letter)).String(); got != want {
				t.Errorf("%s: %s is the key %q, want %q", keyboard, letter, got, want)
			}
		}
	}
	if got := Command(tea.KeyPressMsg{Code: tea.KeyEnter}); got.String() != "enter" {
		t.Errorf("Enter is %q", got)
	}
}

// TestLayoutsAreWhole: a letter too few would move all that follow.
func TestLayoutsAreWhole(t *testing.T) {
	for i, layout := range layouts {
		letters := strings.Fields(layout)
		if n := len(letters); n != len(qwerty)/2 && n != len(qwerty) {
			t.Errorf("layout %d has %d keys of %d", i, n, len(qwerty))
		}
		for _, letter := range letters {
			if utf8.RuneCountInString(letter) != 1 {
				t.Errorf("layout %d: %q is no letter", i, letter)
			}
		}
	}
}

// TestOptionsBeginWithTheirOwnLetters before the letter is a key.
func TestOptionsBeginWithTheirOwnLetters(t *testing.T) {
	options := []Option{{Value: "id", Label: "Indonesia"}, {Value: "th", Label: "ประเทศไทย"}, {Value: "ru", Label: "Россия"}, {Value: "mx", Label: "México"}}
	for letter, want := range map[string]string{"р": "ru", "Р": "ru", "ป": "th", "m": "mx", "ь": "mx", "ท": "mx", "д": "id", "x": "id"} {
		q := OneField("country", "", "id", options)
		q.Update(Command(typed(letter)))
		if got := q.Values()[0]; got != want {
			t.Errorf("%s chooses %s, want %s", letter, got, want)
		}
	}
}
