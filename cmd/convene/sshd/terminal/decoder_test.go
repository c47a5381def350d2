package terminal

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
)

// TestDecoder feeds every input whole, and cut in two at every place.
func TestDecoder(t *testing.T) {
	tests := []struct {
		name, input, want string
	}{
		{"letters", "aB ", "a shift+b/B space"},
		{"letters of several bytes", "ñทำ👍", "ñ ท ำ 👍"},
		{"bytes that are no letters", "a\xff\xe0\xb8b\x9b\xc2\x9b", "a b"},
		{"controls", "\t\x7f\x08\x03\x0a", "tab backspace backspace ctrl+c ctrl+j"},
		{"arrows", "\x1b[A\x1bOB\x1b[1;5C", "up down ctrl+right"},
		{"named keys", "\x1b[3~\x1b[Z\x1bOP\x1b[15~\x1b[13;2u", "delete shift+tab f1 f5 shift+enter"},
		{"console keys", "\x1b[[A\x1b[[E\x1b[[x", "f1 f5"},
		{"alt", "\x1bx\x1b\x08\x1bñ\x1b\x1b[A", "alt+x alt+backspace alt+ñ alt+up"},
		{"escape", "\x1b", "esc"},
		{"escape twice", "\x1b\x1b", "esc esc"},
		{"escape twice and a letter", "\x1b\x1bx", "esc alt+x"},
		{"alt and a bracket", "\x1b[", "alt+["},
		{"half a letter at the end", "a\xe0\xb8", "a"},
		{"a report", "\x1b]11;rgb:0000/0000/0000\x1b\\\x1b[?2026;2$yx", "x"},
		{"a mouse and the focus", "\x1b[<0;3;4M\x1b[I\x1b[Ox", "x"},
		{"a key of Windows", "\x1b[65;30;97;1;0;65535_\x1b[65;30;97;1;0;1_x", "x"},
		{"a string without an end", "\x1b]52;c;aGk=", ""},
		{"a sequence broken off", "\x1b[12\rx", "enter x"},
		{"enter", "\r\r", "enter enter"},
		{"enter after text", "abc\r", "a b c enter"},
		{"lines", "a\rb\r\rc\r", "a ctrl+j b ctrl+j ctrl+j c enter"},
		{"lines as of Windows", "a\r\nb\r\n", "a ctrl+j b enter"},
		{"enter, then text", "\rab", "enter a b"},
		{"enter, then a key", "a\r\x1b[A", "a enter up"},
		{"a paste", "\x1b[200~a\rb\r\nc\x1b[A\xff\x1b[201~x\r", "<a\nb\nc\x1b[A> x enter"},
		{"an empty paste", "a\x1b[200~\x1b[201~b", "a b"},
		{"an unended paste", "\x1b[200~abc\x1b[2", "<abc\x1b[2>"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for cut := range len(test.input) {
				var d decoder
				now := time.Unix(1, 0)
				got := d.feed(now, []byte(test.input[:cut]))
				got = append(got, d.feed(now, []byte(test.input[cut:]))...)
				got = append(got, d.expire()...)
				if s := describe(got); s != test.want {
					t.Fatalf("cut at %d: got %q, want %q", cut, s, test.want)
				}
			}
		})
	}
}

func TestEnterByTime(t *testing.T) {
	tests := []struct {
		name  string
		apart time.Duration
		want  string
	}{
		{"typed", 10 * time.Millisecond, "a enter b"},
		{"pasted", 9 * time.Millisecond, "a ctrl+j b"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var d decoder
			now := time.Unix(1, 0)
			var got keys
			for _, b := range []string{"a", "\r", "b"} {
				got = append(got, d.feed(now, []byte(b))...)
				now = now.Add(test.apart)
			}
			if s := describe(got); s != test.want {
				t.Errorf("got %q, want %q", s, test.want)
			}
		})
	}
}

func TestWait(t *testing.T) {
	tests := []struct {
		input string
		want  time.Duration
	}{
		{"", 0}, {"a", 0}, {"\r", 0}, {"a\r", 10 * time.Millisecond},
		{"\x1b", 50 * time.Millisecond}, {"\xe0", 50 * time.Millisecond},
		{"\x1b[200~", time.Second}, {"\x1b[200~a\x1b[20", time.Second}, {"\x1b[200~\x1b[201~", 0},
	}
	for _, test := range tests {
		var d decoder
		d.feed(time.Unix(1, 0), []byte(test.input))
		if got := d.wait(); got != test.want {
			t.Errorf("after %q: wait %v, want %v", test.input, got, test.want)
		}
	}
}

func TestPasteIsBounded(t *testing.T) {
	var d decoder
	feed := func(s string) keys { return d.feed(time.Unix(1, 0), []byte(s)) }
	feed("\x1b[200~")
	for range 1000 {
		if got := feed(strings.Repeat("ทำ", 100)); got != nil {
			t.Fatalf("got %q within the paste", describe(got))
		}
		if kept := len(d.pasted) + len(d.pending); kept > maxPaste+maxSequence {
			t.Fatalf("keeps %d bytes", kept)
		}
	}
	got := feed("\x1b[201~x")
	if len(got) != 2 || describe(got[1:]) != "x" {
		t.Fatalf("got %d messages, want the paste and x", len(got))
	}
	content := got[0].(tea.PasteMsg).Content
	if len(content) > maxPaste || len(content) < maxPaste-utf8.UTFMax || !utf8.ValidString(content) {
		t.Errorf("the paste has %d bytes, valid: %v", len(content), utf8.ValidString(content))
	}
}

// TestEntersAreBounded: those that are held back, and what one read makes.
func TestEntersAreBounded(t *testing.T) {
	var d decoder
	now := time.Unix(1, 0)
	d.feed(now, []byte("a"))
	came := 0
	for range 1 << 20 / readSize {
		got := d.feed(now, bytes.Repeat([]byte("\r"), readSize))
		if came += len(got); d.enters > maxEnters || len(got) > readSize+maxEnters {
			t.Fatalf("%d are held back, and one read made %d messages", d.enters, len(got))
		}
		if slices.ContainsFunc(got, func(msg tea.Msg) bool { return msg.(tea.KeyPressMsg).Code == tea.KeyEnter }) {
			t.Fatal("a text that is still coming was sent off")
		}
	}
	if came += len(d.expire()); came != 1<<20 {
		t.Errorf("%d Enters became %d messages", 1<<20, came)
	}
}

func TestLongSequenceIsDropped(t *testing.T) {
	for _, test := range []struct{ begin, middle, end string }{
		{"\x1b]52;c;", "QUJD", "\a"},
		{"\x1b]0;", "word ", "\x1b\\"},
		{"\x1bP", "q#0", "\x1b\\"},
		{"\x1b[", "1;", "A"},
		{"\x1b\x1b[", "1;", "A"},
	} {
		var d decoder
		var got keys
		feed := func(s string) { got = append(got, d.feed(time.Unix(1, 0), []byte(s))...) }
		feed(test.begin)
		for range 10_000 {
			feed(test.middle)
			if len(d.pending) > maxSequence {
				t.Fatalf("%q: keeps %d bytes", test.begin, len(d.pending))
			}
		}
		for _, b := range test.end {
			feed(string(b))
		}
		feed("x")
		if s := describe(got); s != "x" {
			t.Errorf("%q: got %q, want only x", test.begin, s)
		}
	}
}

func FuzzDecoder(f *testing.F) {
	f.Add([]byte("a\r\x1b[200~b\xe0\x1b[201~\x1b\x1b[A\x1b]0;x\x1b\\"), 3)
	f.Fuzz(func(t *testing.T, input []byte, cut int) {
		cut = max(0, min(cut, len(input)))
		now := time.Unix(1, 0)
		var whole, halves decoder
		want := append(whole.feed(now, input), whole.expire()...)
		got := append(halves.feed(now, input[:cut]), halves.feed(now, input[cut:])...)
		if len(halves.pending) > maxSequence || len(halves.pasted) > maxPaste {
			t.Fatalf("keeps %d and %d bytes", len(halves.pending), len(halves.pasted))
		}
		got = append(got, halves.expire()...)
		if halves.wait() != 0 {
			t.Fatalf("waits %v after silence", halves.wait())
		}
		if len(input) <= maxSequence && !slices.Equal(got, want) {
			t.Fatalf("cut at %d: got %q, want %q", cut, describe(got), describe(want))
		}
	})
}

// describe writes messages as words: the name of a key, with its text where the
// two differ, and a paste in angle brackets.
func describe(messages keys) string {
	var words []string
	for _, msg := range messages {
		switch msg := msg.(type) {
		case tea.KeyPressMsg:
			word := msg.Keystroke()
			if msg.Text != "" && msg.Text != word && msg.Text != " " {
				word += "/" + msg.Text
			}
			words = append(words, word)
		case tea.PasteMsg:
			words = append(words, "<"+msg.Content+">")
		}
	}
	return strings.Join(words, " ")
}

// TestBackground reads a terminal's answer about its background.
func TestBackground(t *testing.T) {
	for answer, dark := range map[string]bool{
		"\x1b]11;rgb:0000/0000/0000\x1b\\": true, "\x1b]11;rgb:ffff/ffff/eeee\a": false,
	} {
		var d decoder
		got := d.feed(time.Unix(1, 0), []byte(answer))
		if len(got) != 1 {
			t.Fatalf("%q is %v", answer, got)
		}
		if background, ok := got[0].(tea.BackgroundColorMsg); !ok || background.IsDark() != dark {
			t.Errorf("%q is %v", answer, got[0])
		}
	}
}
