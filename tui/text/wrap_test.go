package text_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/convene-ssh/convene/tui/text"
)

func TestWrap(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		w        int
		want     []string
	}{
		{"empty", "", 5, []string{""}},
		{"fits", "hello", 5, []string{"hello"}},
		{"words", "one two three", 8, []string{"one two", "three"}},
		{"several spaces", "one     two", 4, []string{"one", "two"}},
		{"long word", "abcdefgh", 3, []string{"abc", "def", "gh"}},
		{"hyphen", "cross-country", 8, []string{"cross-", "country"}},
		{"line breaks", "a\n\nb c\n", 2, []string{"a", "", "b", "c", ""}},
		{"line break at the edge", "abc\ndef", 3, []string{"abc", "def"}},
		{"wide", "儿童保护", 4, []string{"儿童", "保护"}},
		{"no punctuation at the beginning", "儿童，保护", 5, []string{"儿", "童，", "保护"}},
		{"wide in one cell", "儿a", 1, []string{"?", "a"}},
		{"no width at all", "ab", 0, []string{"a", "b"}},
		{"leading vowel", "ประเทศไทย", 5, []string{"ประ", "เทศ", "ไทย"}},
		{"repetition mark", "ต่าง ๆ", 4, []string{"ต่า", "ง ๆ"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := text.Wrap(tt.in, tt.w); !slices.Equal(got, tt.want) {
				t.Errorf("Wrap(%q, %d) = %q, want %q", tt.in, tt.w, got, tt.want)
			}
		})
	}
}

// TestWrapTo goes on in the last line as the text does: with a space only where one is.
func TestWrapTo(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		w, most  int
		want     []string
	}{
		{"fits", "one two", 4, 2, []string{"one", "two"}},
		{"spaces", "one two three", 8, 1, []string{"one two…"}},
		{"the rest", "one two three four", 9, 2, []string{"one two", "three fo…"}},
		{"hyphen", "cross-country skiing", 12, 1, []string{"cross-count…"}},
		{"syllables", "ประเทศไทยประเทศไทย", 7, 2, []string{"ประเทศ", "ไทยประ…"}},
		{"wide", "儿童保护工作", 4, 2, []string{"儿童", "保…"}},
		{"line breaks", "a\nb\nc", 9, 2, []string{"a", "b c"}},
		{"no width at all", "ab cd", 0, 2, []string{"a", "…"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := text.WrapTo(tt.in, tt.w, tt.most, "…"); !slices.Equal(got, tt.want) {
				t.Errorf("WrapTo(%q, %d, %d) = %q, want %q", tt.in, tt.w, tt.most, got, tt.want)
			}
		})
	}
}

// Below six cells not every syllable has room on a line of its own.
func TestWrapKeepsThaiSyllables(t *testing.T) {
	for w := 6; w < 40; w++ {
		for _, line := range text.Wrap(corpus[2], w) {
			if first, _ := utf8.DecodeRuneInString(line); strings.ContainsRune("ะาำๅๆฯ", first) || unicode.IsMark(first) {
				t.Errorf("%d cells: a line begins with a following sign: %q", w, line)
			}
			if last, _ := utf8.DecodeLastRuneInString(line); strings.ContainsRune("เแโใไ\u0e31", last) {
				t.Errorf("%d cells: a line ends within a syllable: %q", w, line)
			}
		}
	}
}

func TestWrapIsStableAndComplete(t *testing.T) {
	for _, s := range corpus {
		for w := 1; w < 30; w++ {
			checkWrap(t, s, w)
		}
	}
}

func FuzzWrap(f *testing.F) {
	for _, s := range corpus {
		f.Add(s, 10)
	}
	f.Fuzz(func(t *testing.T, s string, w int) {
		checkWrap(t, s, min(max(w, 1), 200))
	})
}

// checkWrap fails if a line is too wide or anything but spaces was lost.
func checkWrap(t *testing.T, s string, w int) {
	t.Helper()
	lines := text.Wrap(s, w)
	checkLines(t, w, lines...)
	if w < 10 {
		return // clusters of several letters may have become "?"
	}
	spaces := strings.NewReplacer(" ", "", "\n", "")
	got, want := letters(spaces.Replace(strings.Join(lines, ""))), letters(spaces.Replace(text.Display(s)))
	if got != want && !strings.Contains(got, "?") {
		t.Errorf("Wrap(%+q, %d) lost something: %+q, want %+q", s, w, got, want)
	}
}

func BenchmarkWrapThai(b *testing.B) {
	s := strings.Repeat(corpus[2], 10_000/len([]rune(corpus[2])))
	for b.Loop() {
		text.Wrap(s, 78)
	}
}
