package text_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/convene-ssh/convene/tui/text"
)

func field(multiline bool, s string) text.Field {
	f := text.NewField(1000, multiline)
	f.SetValue(s)
	return f
}

func TestInsert(t *testing.T) {
	f := field(false, "")
	for _, s := range []string{"a", "c"} {
		f.Insert(s)
	}
	f.Left()
	f.Insert("b\r\n\tb\x1b\u202e\u009b\xff")
	if got, want := f.Value(), "ab  bc"; got != want {
		t.Errorf("one line: %q, want %q", got, want)
	}
	f = field(false, "one\vtwo\ffour\u0085five\tsix\u2028seven")
	if got, want := f.Value(), "one two four five six seven"; got != want {
		t.Errorf("words were glued together: %q, want %q", got, want)
	}
	f = field(true, "a\x1b[31mred\x1b[0m\x1b]8;;http://x.example\ab\x1b[200~c\x1b[<0;3;4Md")
	if got, want := f.Value(), "aredbcd"; got != want {
		t.Errorf("sequences leave %q, want %q", got, want)
	}
	f = field(true, "a\r\nb\rc\n\n")
	if got, want := f.Value(), "a\nb\nc\n\n"; got != want {
		t.Errorf("several lines: %q, want %q", got, want)
	}
}

func TestThaiIsTypedLetterByLetter(t *testing.T) {
	f := field(false, "")
	for _, r := range "น้ำดื่ม" {
		f.Insert(string(r))
	}
	if got := f.Value(); got != "น้ำดื่ม" {
		t.Errorf("typed %q", got)
	}
	f.Backspace()
	f.Backspace()
	if got := f.Value(); got != "น้ำดื" {
		t.Errorf("after two Backspaces: %q", got)
	}
}

// TestInvisibleLettersAreTyped: they are there before what follows them, and one
// Backspace takes one back.
func TestInvisibleLettersAreTyped(t *testing.T) {
	for _, words := range []string{"خانه\u200cهای", "កុមារ\u200bគ្រួសារ", "क्\u200dष"} {
		f := field(false, "")
		for _, r := range words {
			f.Insert(string(r))
		}
		if got := f.Value(); got != words {
			t.Errorf("typed %+q, want %+q", got, words)
		}
		for range words {
			f.Backspace()
		}
		if got := f.Value(); got != "" {
			t.Errorf("%d Backspaces left %+q", utf8.RuneCountInString(words), got)
		}
	}
	f := field(false, "ម\u200bន")
	f.Left()
	if f.Left(); f.Value() != "ម\u200bន" {
		t.Error("Left changed the text")
	}
	f.Insert("!")
	if got := f.Value(); got != "!ម\u200bន" {
		t.Errorf("two to the left of two letters is %+q", got)
	}
}

func TestLimit(t *testing.T) {
	f := text.NewField(5, false)
	if f.Insert("ทำงาน"); f.Over() != 0 {
		t.Error("five code points do not fit in five")
	}
	if f.Insert("12"); f.Over() != 2 || f.Full() {
		t.Errorf("seven code points are %d too many, want 2", f.Over())
	}
	f.Backspace()
	f.Backspace()
	if f.Over() != 0 {
		t.Errorf("still %d too many", f.Over())
	}
	if f.Insert(strings.Repeat("x", 10_000)); f.Over() != 10_000 {
		t.Errorf("a paste of 10,000 is %d too many", f.Over())
	}
	if f.Insert(strings.Repeat("x", 1_000_000)); !f.Full() || utf8.RuneCountInString(f.Value()) > 21_000 {
		t.Errorf("the field holds %d bytes, and is full: %v", len(f.Value()), f.Full())
	}
}

func TestDeleting(t *testing.T) {
	f := field(true, "one two\nthree")
	f.DeleteWord()
	if got := f.Value(); got != "one two\n" {
		t.Errorf("DeleteWord left %q", got)
	}
	f.Backspace()
	f.WordLeft()
	f.Delete()
	if got := f.Value(); got != "one wo" {
		t.Errorf("Delete left %q", got)
	}
	f.End()
	f.Delete()
	f.Clear()
	f.Backspace()
	f.DeleteWord()
	if got := f.Value(); got != "" {
		t.Errorf("Clear left %q", got)
	}
}

// DeleteBack takes what is before the cursor on its line, then the break before that, and
// nothing that is behind it.
func TestDeletingBack(t *testing.T) {
	f := field(true, "one\ntwo three\nfour")
	f.Up(20)
	for _, want := range []string{"one\nthree\nfour", "onethree\nfour", "three\nfour", "three\nfour"} {
		if f.DeleteBack(); f.Value() != want {
			t.Fatalf("it leaves %q, wanted %q", f.Value(), want)
		}
	}
}

// What comes together when something between is deleted, or typed before, may
// become one cluster: the cursor must not stay inside it.
func TestCursorStaysBetweenClusters(t *testing.T) {
	f := field(false, "🇲x🇾")
	f.Left()
	f.Backspace()
	f.Insert("!")
	if got := f.Value(); got != "🇲🇾!" {
		t.Errorf("got %q", got)
	}
}

// TestALineSaysWhereItGoesOn, on either side, and the cursor stays in view.
func TestALineSaysWhereItGoesOn(t *testing.T) {
	for _, tt := range []struct {
		in    string
		left  int // how often the cursor goes left
		width int
		want  string
		cx    int
	}{
		{"", 0, 8, "", 0},
		{"abc", 0, 8, "abc", 3},
		{"ทำงาน", 0, 10, "ท\u0e4d\u0e32งาน", 5},
		{"ทำงาน", 3, 10, "ท\u0e4d\u0e32งาน", 2},
		{"儿童", 1, 8, "儿童", 2},
		{"abcdefgh", 8, 8, "abcdefgh", 0},
		{"abcdefgh", 0, 8, "…cdefgh", 7},
		{"abcdefghijklm", 0, 8, "…hijklm", 7},
		{"abcdefghijklm", 5, 8, "…fghijk…", 4},
		{"abcdefghijklm", 13, 8, "abcdefg…", 0},
		{"儿童保护组织", 0, 8, "…护组织", 7},
		{"儿童保护组织", 3, 8, "… 保护…", 4},
		{"abcdefgh", 0, 4, "fgh", 3},
		{"abcdefgh", 8, 4, "abcd", 0},
	} {
		f := field(false, tt.in)
		for range tt.left {
			f.Left()
		}
		line, cx := f.Line(tt.width, "…")
		if line != tt.want || cx != tt.cx {
			t.Errorf("%q, %d left, %d wide: %+q, cursor %d, want %+q, %d", tt.in, tt.left, tt.width, line, cx, tt.want, tt.cx)
		}
	}
}

func TestViewOfSeveralLines(t *testing.T) {
	f := field(true, "one two three\nน้ำ\n")
	check := func(step string, want []string, wantX, wantY int) {
		t.Helper()
		rows, cx, cy := f.View(8, 3)
		for i := range rows {
			rows[i] = strings.TrimRight(rows[i], " ")
		}
		if !slices.Equal(rows, want) || cx != wantX || cy != wantY {
			t.Errorf("%s: %q, cursor %d,%d, want %q, %d,%d", step, rows, cx, cy, want, wantX, wantY)
		}
	}
	water := text.Display("น้ำ")
	check("at the end", []string{"three", water, ""}, 0, 2)
	f.Left()
	check("left", []string{"three", water, ""}, 2, 1)
	if !f.Up(8) {
		t.Error("there is a row above")
	}
	check("up", []string{"one two", "three", water}, 2, 1)
	f.End()
	check("end", []string{"one two", "three", water}, 5, 1)
	f.Up(8)
	check("up again", []string{"one two", "three", water}, 5, 0)
	if f.Up(8) {
		t.Error("there is no row above the first")
	}
	f.Home()
	check("home", []string{"one two", "three", water}, 0, 0)
	f.WordRight()
	check("a word right", []string{"one two", "three", water}, 4, 0)
	f.Down(8)
	check("down", []string{"one two", "three", water}, 4, 1)
}

func TestUpAndDownLeaveAFieldOfOneLine(t *testing.T) {
	f := field(false, "one two three")
	if f.Up(5) || f.Down(5) {
		t.Error("a field of one line has no rows to move between")
	}
}

// ops are what a person can do to a field; the fuzz test picks them by byte.
var ops = []func(*text.Field){
	(*text.Field).Left, (*text.Field).Right, (*text.Field).WordLeft, (*text.Field).WordRight,
	(*text.Field).Home, (*text.Field).End, (*text.Field).Backspace, (*text.Field).Delete,
	(*text.Field).DeleteWord, (*text.Field).DeleteBack, (*text.Field).Clear,
	func(f *text.Field) { f.Up(9) },
	func(f *text.Field) { f.Down(9) },
	func(f *text.Field) { f.Insert("ำ") },
	func(f *text.Field) { f.Insert("\u200d👩🏽") },
	func(f *text.Field) { f.Insert("🇲") },
	func(f *text.Field) { f.Insert("ក\u200b") },
	func(f *text.Field) { f.Insert("ی\u200c") },
	func(f *text.Field) { f.Insert("word \n") },
}

func FuzzField(f *testing.F) {
	for _, s := range corpus {
		f.Add(s, []byte("\x00\x00\x06\x0c\x0a\x0d\x02\x0f\x07\x0e\x0e\x00\x0b"), 9, 3)
	}
	f.Fuzz(func(t *testing.T, s string, keys []byte, width, height int) {
		width, height = min(max(width, -1), 120), min(max(height, -1), 40)
		for _, multiline := range []bool{false, true} {
			field := text.NewField(50, multiline)
			field.SetValue(s[:min(len(s), 200)])
			for _, key := range keys[:min(len(keys), 20)] {
				ops[int(key)%len(ops)](&field)
				checkView(t, &field, width, height)
				if !multiline {
					checkLine(t, &field, width)
				}
			}
		}
	})
}

func checkView(t *testing.T, f *text.Field, width, height int) {
	t.Helper()
	rows, cx, cy := f.View(width, height)
	checkLines(t, max(width, 1), rows...)
	if len(rows) > max(height, 1) || cy < 0 || cy >= len(rows) || cx < 0 || cx >= max(width, 1) {
		t.Errorf("cursor %d,%d in %d rows of %d by %d", cx, cy, len(rows), width, height)
	}
	if !utf8.ValidString(f.Value()) {
		t.Errorf("half a letter is left in %+q", f.Value())
	}
}

func checkLine(t *testing.T, f *text.Field, width int) {
	t.Helper()
	line, cx := f.Line(width, "…")
	checkLines(t, max(width, 1), line)
	if cx < 0 || cx >= max(width, 1) {
		t.Errorf("cursor %d in %d cells", cx, width)
	}
}
