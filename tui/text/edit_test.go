package text_test

import (
	"testing"

	"github.com/convene-ssh/convene/tui/text"
)

func TestNextAndPrev(t *testing.T) {
	for _, clusters := range [][]string{
		{"a", "b"},
		{"น้ำ", "ดื่", "ม"},
		{"👨‍👩‍👧‍👦", "🇲🇾", "🇹🇭", "1️⃣", "👍🏽"},
		{"e\u0301", "\n", "\r\n", "儿"},
		{"स्ते", "का"},
	} {
		s, ends := "", []int{0}
		for _, c := range clusters {
			s += c
			ends = append(ends, len(s))
		}
		for i := range clusters {
			if got := text.Next(s, ends[i]); got != ends[i+1] {
				t.Errorf("Next(%q, %d) = %d, want %d", s, ends[i], got, ends[i+1])
			}
			if got := text.Prev(s, ends[i+1]); got != ends[i] {
				t.Errorf("Prev(%q, %d) = %d, want %d", s, ends[i+1], got, ends[i])
			}
		}
		if text.Next(s, len(s)) != len(s) || text.Prev(s, 0) != 0 {
			t.Errorf("left the text %q", s)
		}
	}
}

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
		got, at := text.Backspace(tt.before+"!", len(tt.before))
		if got != tt.want+"!" || at != len(tt.want) {
			t.Errorf("Backspace(%q) = %q, %d, want %q", tt.before, got, at, tt.want)
		}
	}
}

func TestWords(t *testing.T) {
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
		for i := range words {
			if got := text.NextWord(s, starts[i]); got != starts[i+1] {
				t.Errorf("NextWord(%q, %d) = %d, want %d", s, starts[i], got, starts[i+1])
			}
			if got := text.PrevWord(s, starts[i+1]); got != starts[i] {
				t.Errorf("PrevWord(%q, %d) = %d, want %d", s, starts[i+1], got, starts[i])
			}
		}
	}
}
