package terminal

import (
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
		{"controls", "\t\x7f\x08\x03\x0a", "tab backspace backspace ctrl+c enter"},
		{"arrows", "\x1b[A\x1bOB\x1b[1;5C", "up down ctrl+right"},
		{"named keys", "\x1b[3~\x1b[Z\x1bOP\x1b[15~\x1b[13;2u", "delete shift+tab f1 f5 shift+enter"},
		{"console keys", "\x1b[[A\x1b[[E\x1b[[x", "f1 f5"},
		{"alt", "\x1bx\x1b\x08\x1bñ\x1b\x1b[A\x1b\r\x1b\n", "alt+x alt+backspace alt+ñ alt+up alt+enter alt+enter"},
		{"escape", "\x1b", "esc"},
		{"escape twice", "\x1b\x1b", "esc esc"},
		{"escape twice and a letter", "\x1b\x1bx", "esc alt+x"},
		{"alt and a bracket", "\x1b[", "alt+["},
		{"half a letter at the end", "a\xe0\xb8", "a"},
		{"a report", "\x1b]11;rgb:0000/0000/0000\x1b\\\x1b[?2026;2$yx", "x"},
		{"a mouse and the focus", "\x1b[<0;3;4M\x1b[<0;3;4m\x1b[32;3;4M\x1b[I\x1b[Ox", "x"},
		{"an old mouse", "\x1b[M !!\x1b[M#ab\x1b[M\xe0\xff\x9bx", "x"},
		{"an old mouse, cut off", "\x1b[M a", ""},
		{"a key of Windows", "\x1b[65;30;97;1;0;65535_\x1b[65;30;97;1;0;1_x", "x"},
		{"a string without an end", "\x1b]52;c;aGk=", ""},
		{"a sequence broken off", "\x1b[12\rx", "enter x"},
		{"enter", "\r\r", "enter enter"},
		{"enter as a line feed", "\n\n", "enter enter"},
		{"enter as both", "\r\n\r\nx\r\n\n", "enter enter x enter enter"},
		{"enter after text", "abcd\r", "a b c d enter"},
		{"a few letters and enter", "abc\rd\n\re\r\n", "a b c enter d enter enter e enter"},
		{"enter, then text", "\rabcd", "enter a b c d"},
		{"enter, then a key", "a\r\x1b[A", "a enter up"},
		{"a paste", "\x1b[200~a\rb\r\nc\x1b[A\xff\x1b[201~x\r", "<a\nb\nc\x1b[A> x enter"},
		{"an empty paste", "a\x1b[200~\x1b[201~b", "a b"},
		{"an unended paste", "\x1b[200~abc\x1b[2", "<abc\x1b[2>"},
		{"pastes with a key between", "\x1b[200~a\x1b[201~\t\x1b[200~b\x1b[201~\x1b[200~c\x1b[201~", "<a> tab <b> <c>"},
		{"a paste that holds an end", "\x1b[200~a\x1b[201~b\r\x1b[201~x", "<ab\n> x"},
		{"a paste that holds both", "\x1b[200~a\x1b[201~b\x1b[200~c\x1b[201~\t", "<abc> tab"},
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

// arrival is something that arrives so long after what came before.
type arrival struct {
	after time.Duration
	bytes string
}

// TestLinesWithoutBrackets tells several lines that were pasted from Enter that
// was pressed, as far as that can be told.
func TestLinesWithoutBrackets(t *testing.T) {
	const ms = time.Millisecond
	tests := []struct {
		name    string
		arrives []arrival
		want    string
	}{
		{"at once", []arrival{{0, "first\rsecond\rthird"}}, "<first\nsecond\nthird>"},
		{"as of Windows", []arrival{{0, "first\r\n\r\nsecond\r\n"}}, "<first\n\nsecond\n>"},
		{"as of Unix", []arrival{{0, "first\nsecond\n"}}, "<first\nsecond\n>"},
		{"10 ms apart", []arrival{{0, "first\r"}, {10 * ms, "second\r"}, {10 * ms, "x\r"}}, "<first\nsecond\nx\n>"},
		{"50 ms apart", []arrival{{0, "first\r"}, {50 * ms, "x\r"}, {50 * ms, "third"}}, "<first\nx\nthird>"},
		{"51 ms apart, their ends too", []arrival{{0, "first"}, {5 * ms, "\r"}, {51 * ms, "second"}}, "f i r s t <\nsecond>"},
		{"100 ms apart", []arrival{{0, "first\r"}, {100 * ms, "second\r"}}, "f i r s t enter s e c o n d enter"},
		{"cut in a letter", []arrival{{0, "first\rน\xe0"}, {ms, "\xb8\x97\r"}}, "<first\nนท\n>"},
		{"then a key", []arrival{{0, "first\rsecond"}, {30 * ms, "\x1b[A"}}, "<first\nsecond> up"},
		{"one line", []arrival{{0, "first\r"}}, "f i r s t enter"},
		{"one line, then a letter", []arrival{{0, "first\r"}, {40 * ms, "s"}}, "f i r s t enter s"},
		{"one line, then a key", []arrival{{0, "first\r"}, {40 * ms, "\x1b[A"}}, "f i r s t enter up"},
		{"enter pressed twice", []arrival{{0, "first\r"}, {40 * ms, "\r"}}, "f i r s t enter enter"},
		{"typed", []arrival{{0, "f"}, {90 * ms, "i"}, {90 * ms, "\r"}, {90 * ms, "s"}}, "f i enter s"},
		{"typed, a slow line", []arrival{{0, "f"}, {40 * ms, "i"}, {40 * ms, "r"}, {40 * ms, "s"}, {40 * ms, "t"},
			{40 * ms, "\r"}, {40 * ms, "\n"}, {40 * ms, "s"}, {40 * ms, "e"}}, "f i r s t enter s e"},
		{"enter and what came after it at once", []arrival{{0, "first"}, {90 * ms, "\rsecond"}}, "f i r s t enter s e c o n d"},
		{"a paste with brackets", []arrival{{0, "first\r"}, {20 * ms, "\x1b[200~second\x1b[201~"}}, "f i r s t enter <second>"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var d decoder
			now := time.Unix(1, 0)
			var got keys
			for _, a := range test.arrives {
				if wait := d.wait(); wait > 0 && wait <= a.after {
					got = append(got, d.expire()...)
				}
				now = now.Add(a.after)
				got = append(got, d.feed(now, []byte(a.bytes))...)
			}
			got = append(got, d.expire()...)
			if s := describe(got); s != test.want {
				t.Errorf("got %q, want %q", s, test.want)
			}
		})
	}
}

// TestALongLineIsNotCut where it is longer than what is read at once.
func TestALongLineIsNotCut(t *testing.T) {
	for lines, pastes := range map[string]int{
		strings.Repeat("ยาว ", 300) + "\rsecond": 1,
		strings.Repeat("ยาว ", 300):              0,
	} {
		var d decoder
		var got keys
		for chunk := range slices.Chunk([]byte(lines), readSize) {
			got = append(got, d.feed(time.Unix(1, 0), chunk)...)
		}
		got = append(got, d.expire()...)
		if text := strings.ReplaceAll(lines, "\r", "\n"); plain(got) != text || pastes == 1 && len(got) != 1 {
			t.Errorf("%d messages, with the text %q", len(got), plain(got))
		}
	}
}

func TestWait(t *testing.T) {
	tests := []struct {
		input string
		want  time.Duration
	}{
		{"", 0}, {"a", 0}, {"\r", 0}, {"a\r", 0}, {"abcd\r", lineSilence}, {"abcd\ref", lineSilence},
		{"\x1b", escapeSilence}, {"\x1b[", escapeSilence}, {"\x1b[1", time.Second}, {"\x1b[M", time.Second}, {"\xe0", time.Second},
		{"\x1b[200~", time.Second}, {"\x1b[200~a\x1b[20", time.Second}, {"\x1b[200~\x1b[201~", lineSilence},
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
		if kept := len(d.paste.text) + len(d.pending); kept > maxPaste+maxSequence {
			t.Fatalf("keeps %d bytes", kept)
		}
	}
	got := append(feed("\x1b[201~x"), d.expire()...)
	if len(got) != 2 || describe(got[1:]) != "x" {
		t.Fatalf("got %d messages, want the paste and x", len(got))
	}
	content := got[0].(tea.PasteMsg).Content
	if len(content) > maxPaste || len(content) < maxPaste-utf8.UTFMax || !utf8.ValidString(content) {
		t.Errorf("the paste has %d bytes, valid: %v", len(content), utf8.ValidString(content))
	}
}

// TestWhatIsHeldBackIsBounded: lines without brackets, what comes behind the end of
// a paste, and a line that does not end.
func TestWhatIsHeldBackIsBounded(t *testing.T) {
	for _, begin := range []string{"text\rtext", "text\r", "\x1b[200~a\x1b[201~", "", "a\r"} {
		for _, flood := range []string{"\r", "x", "y\r", "น"} {
			var d decoder
			now, came := time.Unix(1, 0), 0
			d.feed(now, []byte(begin))
			for range 1 << 19 / readSize {
				got := d.feed(now, []byte(strings.Repeat(flood, readSize/len(flood))))
				came += len(plain(got))
				if kept := len(d.burst.held) + len(d.paste.text) + len(d.paste.behind); kept > 2*maxPaste || len(got) > maxLine+readSize {
					t.Fatalf("%q, then many %q: %d bytes are held back, and one read made %d messages", begin, flood, kept, len(got))
				}
			}
			if came += len(plain(d.expire())); came < maxPaste/2 {
				t.Errorf("%q, then many %q: only %d bytes were left", begin, flood, came)
			}
		}
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
	f.Add([]byte("text\rtext\r\n\x1b[200~a\x1b[201~b\x1b[200~c\x1b[201~\x1b[M\xe0  x"), 7)
	f.Add([]byte("a\r\x1b[200~b\xe0\x1b[201~\x1b\x1b[A\x1b]0;x\x1b\\"), 3)
	f.Fuzz(func(t *testing.T, input []byte, cut int) {
		cut = max(0, min(cut, len(input)))
		now := time.Unix(1, 0)
		var whole, halves decoder
		want := append(whole.feed(now, input), whole.expire()...)
		got := append(halves.feed(now, input[:cut]), halves.feed(now, input[cut:])...)
		if len(halves.pending) > maxSequence || len(halves.paste.text) > maxPaste {
			t.Fatalf("keeps %d and %d bytes", len(halves.pending), len(halves.paste.text))
		}
		got = append(got, halves.expire()...)
		if halves.wait() != 0 {
			t.Fatalf("waits %v after silence", halves.wait())
		}
		if len(input) <= maxSequence && plain(got) != plain(want) {
			t.Fatalf("cut at %d: got %q, want %q", cut, describe(got), describe(want))
		}
	})
}

// plain is what messages put into a text, with the names of other keys in braces:
// how much of it is a paste may depend on how it was cut.
func plain(messages keys) string {
	var b strings.Builder
	for _, msg := range messages {
		switch msg := msg.(type) {
		case tea.KeyPressMsg:
			switch {
			case msg.Text != "":
				b.WriteString(msg.Text)
			case msg.Code == tea.KeyEnter && msg.Mod == 0:
				b.WriteByte('\n')
			default:
				b.WriteString("{" + msg.Keystroke() + "}")
			}
		case tea.PasteMsg:
			b.WriteString(msg.Content)
		}
	}
	return b.String()
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
