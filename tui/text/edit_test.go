package text_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/tui/text"
)

// cursor is where the next letter would come in.
func cursor(f text.Field) int {
	f.Insert("|")
	return strings.Index(f.Value(), "|")
}

// TestTheCursorMovesByClusters, and not out of the text.
func TestTheCursorMovesByClusters(t *testing.T) {
	for _, clusters := range [][]string{
		{"a", "b"},
		{"น้ำ", "ดื่", "ม"},
		{"👨‍👩‍👧‍👦", "🇲🇾", "🇹🇭", "1️⃣", "👍🏽"},
		{"e\u0301", "\n", "儿"},
		{"स्ते", "का"},
	} {
		s, ends := "", []int{0}
		for _, c := range clusters {
			s += c
			ends = append(ends, len(s))
		}
		f := field(true, s)
		f.Begin()
		for _, end := range append(ends[1:], len(s)) {
			if f.Right(); cursor(f) != end {
				t.Errorf("to the right in %q it is at %d, want %d", s, cursor(f), end)
			}
		}
		for _, end := range slices.Backward(append([]int{0}, ends[:len(ends)-1]...)) {
			if f.Left(); cursor(f) != end {
				t.Errorf("to the left in %q it is at %d, want %d", s, cursor(f), end)
			}
		}
	}
}

// TestBackspace takes back a mark of a letter, and the whole of an emoji.
func TestBackspace(t *testing.T) {
	for _, tt := range []struct{ before, want string }{
		{"", ""},
		{"ab", "a"},
		{"น้ำ", "น้"},
		{"น้", "น"},
		{"का", "क"},
		{"e\u0301", "e"},
		{"a👨‍👩‍👧", "a"},
		{"a👍🏽", "a"},
		{"a🇲🇾", "a"},
		{"a1️⃣", "a"},
		{"a❤️", "a"},
		{"a\n", "a"},
	} {
		f := field(true, tt.before+"!")
		f.Left()
		if f.Backspace(); f.Value() != tt.want+"!" || cursor(f) != len(tt.want) {
			t.Errorf("of %q it leaves %q, with the cursor at %d", tt.before, f.Value(), cursor(f))
		}
	}
}

// TestTheCursorMovesByWords.
func TestTheCursorMovesByWords(t *testing.T) {
	for _, words := range [][]string{
		{"one ", "two  ", "three"},
		{"line\n", "next"},
		{"ประ", "เทศ", "ไทย ", "มา"},
		{"儿", "童"},
	} {
		s, starts := "", []int{}
		for _, w := range words {
			starts = append(starts, len(s))
			s += w
		}
		starts = append(starts, len(s))
		f := field(true, s)
		f.Begin()
		for _, start := range starts[1:] {
			if f.WordRight(); cursor(f) != start {
				t.Errorf("to the right in %q it is at %d, want %d", s, cursor(f), start)
			}
		}
		for _, start := range slices.Backward(starts[:len(starts)-1]) {
			if f.WordLeft(); cursor(f) != start {
				t.Errorf("to the left in %q it is at %d, want %d", s, cursor(f), start)
			}
		}
	}
}
