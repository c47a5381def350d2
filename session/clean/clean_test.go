package clean_test

import (
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/convene-ssh/convene/session/clean"
)

// lines are hostile or difficult texts and what is left of them on one line.
var lines = []struct{ name, in, want string }{
	{"empty", "", ""},
	{"plain", "Shelter for children", "Shelter for children"},
	{"spaces", "  two \t\u00a0\u3000 words\n", "two words"},
	{"CSI", "\x1b[31mred\x1b[0m", "red"},
	{"CSI 8-bit", "\u009b31mred\u009b0m", "red"},
	{"CSI cut off", "red\x1b[31", "red31"},
	{"CSI private", "\x1b[?1049hup\x1b[2 q", "up"},
	{"raw C1 byte", "\x9b31mred", "31mred"},
	{"short escape", "\x1bcreset\x1b(B\x1b7", "reset"},
	{"escape alone", "end\x1b", "end"},
	{"escape before a letter of another script", "\x1bก", "ก"},
	{"OSC 52", "a\x1b]52;c;aGFjaw==\ab", "ab"},
	{"OSC 8", "\x1b]8;;http://evil.example\x1b\\click\x1b]8;;\x1b\\", "click"},
	{"OSC 8-bit", "a\u009d0;title\u009cb", "ab"},
	{"OSC that never ends", "a\x1b]0;title and the rest", "a0;title and the rest"},
	{"OSC that ends on another line", "\x1b]0;one\ntwo\a", "0;one two"},
	{"OSC within OSC", "\x1b]0;\x1b]0;x\ay", "0;y"},
	{"DCS", "a\x1bPq#0;2\x1b\\b", "ab"},
	{"APC, PM, SOS", "a\x1b_x\x1b\\b\x1b^y\x1b\\c\x1bXz\x1b\\d", "abcd"},
	{"APC, PM, SOS 8-bit", "a\u009fx\u009cb\u009ey\u009cc\u0098z\u009cd", "abcd"},
	{"other C1", "a\u0084b\u0080c", "abc"},
	{"C0 and delete", "a\x00b\x07c\x08d\x7fe", "abcde"},
	{"bidi overrides", "a\u202eb\u2066c\u200fd\u061ce", "abcde"},
	{"invisible", "a\u200bb\u00adc\ufeffd\u2060e\u3164f\u034fg\U000e0041h", "abcdefgh"},
	{"private use, noncharacters", "a\ue000b\ufdd0c\uffffd\U0010ffffe", "abcde"},
	{"half UTF-8", "a\xe0\xb8b\xffc", "abc"},
	{"an encoded surrogate", "a\xed\xa0\x80b", "ab"},
	{"line breaks", "a\r\nb\rc\u0085d\u2028e\u2029f\vg\fh", "a b c d e f g h"},
	{"NFC", "Cafe\u0301", "Caf\u00e9"},
	{"200 marks", "a" + strings.Repeat("\u0316", 200) + "b", "a" + strings.Repeat("\u0316", 8) + "b"},
	{"marks without a letter", "\u0301a \u0301b\n\u200dc", "a b c"},
	{"200 joiners", "👩" + strings.Repeat("\u200d", 200), "👩" + strings.Repeat("\u200d", 8)},
	{"Thai", "ทำน้ำให้สะอาด", "ทำน้ำให้สะอาด"},
	{"Devanagari", "क्षेत्र की स्थिति", "क्षेत्र की स्थिति"},
	{"Arabic", "مرحبًا بكم", "مرحبًا بكم"},
	{"Persian", "می\u200cخواهم خانه\u200cهای ۲۰\u200cساله", "می\u200cخواهم خانه\u200cهای ۲۰\u200cساله"},
	{"Burmese", "မြန်မာ\u200bနိုင်ငံ", "မြန်မာ\u200bနိုင်ငံ"},
	{"Khmer", "ក្រុម\u200bការងារ\u200bកុមារ សា\u200c\u17ca\u17b7", "ក្រុម\u200bការងារ\u200bកុមារ សា\u200c\u17ca\u17b7"},
	{"Hindi with and without a joiner", "क्\u200cष क्\u200dष", "क्\u200cष क्\u200dष"},
	{"parts at the ends and in a row", "\u200cم\u200b\u200c\u200c\u200bن\u200c \u200cب\u200b ក\u200c\u200b\u17b6", "م\u200cن ب ក\u200c\u17b6"},
	{"parts beside another script", "a\u200cم\u200cb ក\u200b1\u200bក\u200ba m\u200by", "aمb ក1កa my"},
	{"parts of the wrong kind", "م\u200bن ก\u200cข क\u200bष ۲\u200c۰", "من กข कष ۲۰"},
	{"parts inside a syllable", "ក្\u200bរុ ន\u200bា ก\u200bำ มา\u200bก", "ក្រុ នា กำ มา\u200bก"},
	{"vowel AM in two", "ท\u0e4d\u0e32งาน น\u0e4d\u0e49\u0e32 น\u0e49\u0e4d\u0e32", "ทำงาน น้ำ น้ำ"},
	{"Lao AM in two", "ສ\u0ecd\u0eb2 ນ\u0ecd\u0ec9\u0eb2", "ສຳ ນ້ຳ"},
	{"AM that stays in two", "\u0e4dก\u0e32", "ก\u0e32"},
	{"ZWJ family", "👨‍👩‍👧‍👦 ❤️ 👍🏽 🇲🇾 1️⃣", "👨‍👩‍👧‍👦 ❤️ 👍🏽 🇲🇾 1️⃣"},
}

func TestLine(t *testing.T) {
	for _, tt := range lines {
		t.Run(tt.name, func(t *testing.T) {
			if got := clean.Line(tt.in, 1000); got != tt.want {
				t.Errorf("Line(%+q) = %+q, want %+q", tt.in, got, tt.want)
			}
		})
	}
}

func TestText(t *testing.T) {
	for in, want := range map[string]string{
		"a\r\nb\rc\u0085d\u2028e\u2029f": "a\nb\nc\nd\ne\nf",
		"\n\n a \n \r\n\n\n b  c \n":     "a\n\nb c",
		"one \x1b[1m\ntwo":               "one\ntwo",
	} {
		if got := clean.Text(in, 1000); got != want {
			t.Errorf("Text(%+q) = %+q, want %+q", in, got, want)
		}
	}
}

func TestOutKeepsTheLayout(t *testing.T) {
	in := "# Report\r\n\n\n\n    code\x1b]52;c;eA==\a\n\ta\u202e\u2003b\n"
	want := "# Report\n\n\n\n    code\n\ta b\n"
	if got := clean.Out(in); got != want {
		t.Errorf("Out = %q, want %q", got, want)
	}
}

func TestCutsBetweenClusters(t *testing.T) {
	for _, tt := range []struct {
		in   string
		max  int
		want string
	}{
		{"hello", 5, "hello"},
		{"hello", 4, "hell"},
		{"hello there", 6, "hello"},
		{"hello", 0, ""},
		{"hello", -1, ""},
		{"ab👨‍👩‍👧", 6, "ab"},
		{"ab👨‍👩‍👧", 7, "ab👨‍👩‍👧"},
		{"กน้ำ", 3, "ก"},
	} {
		if got := clean.Line(tt.in, tt.max); got != tt.want {
			t.Errorf("Line(%q, %d) = %q, want %q", tt.in, tt.max, got, tt.want)
		}
		if got, want := clean.TooLong(tt.in, tt.max), tt.in != tt.want; got != want {
			t.Errorf("TooLong(%q, %d) = %v", tt.in, tt.max, got)
		}
	}
}

// TestTyped: a field keeps what the rest of the text may need, and parts words
// where they were parted.
func TestTyped(t *testing.T) {
	for in, want := range map[string]string{
		"می\u200c":                         "می\u200c",
		"\u200bក\u200b":                    "\u200bក\u200b",
		"\u0301 🙂\u200d":                   "\u0301 🙂\u200d",
		"a\tb\vc\fd\u0085e\u2028f\r\ng\rh": "a b\nc\nd\ne\nf\ng\nh",
		"a\x1b[31mb\u202ec\ufeffd\xff":     "abcd",
		"ท\u0e4d\u0e32":                    "ทำ",
	} {
		if got := clean.Typed(in); got != want {
			t.Errorf("Typed(%+q) = %+q, want %+q", in, got, want)
		}
	}
}

func TestSame(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want bool
	}{
		{"Suara Anak", "suara anak", true},
		{"Suara\u200d Anak", "Suara Anak", true},
		{"e\u200d\u0301", "É", true},
		{"خانه\u200cها", "خانهها", true},
		{"ក\u200bក", "កក", true},
		{"Suara Anak", "SuaraAnak", false},
	} {
		if got := clean.Same(tt.a, tt.b); got != tt.want {
			t.Errorf("Same(%+q, %+q) = %v", tt.a, tt.b, got)
		}
	}
}

func TestTooLongCountsWhatIsKept(t *testing.T) {
	if clean.TooLong("  \x1b[31mfive5\x1b[0m  ", 5) {
		t.Error("characters that are removed were counted")
	}
}

func FuzzLine(f *testing.F) {
	for _, tt := range lines {
		f.Add(tt.in, 10)
	}
	f.Fuzz(func(t *testing.T, in string, max int) {
		got := clean.Line(in, max)
		if again := clean.Line(got, max); again != got {
			t.Errorf("not idempotent: %+q, then %+q", got, again)
		}
		if strings.ContainsAny(got, "\n\t") || strings.Contains(got, "  ") {
			t.Errorf("white space: %q", got)
		}
		checkLength(t, in, got, max)
		checkSafe(t, got)
	})
}

func FuzzText(f *testing.F) {
	for _, tt := range lines {
		f.Add(tt.in, 10)
	}
	f.Fuzz(func(t *testing.T, in string, max int) {
		got := clean.Text(in, max)
		if again := clean.Text(got, max); again != got {
			t.Errorf("not idempotent: %+q, then %+q", got, again)
		}
		if strings.Contains(got, "\t") || strings.Contains(got, "\n\n\n") {
			t.Errorf("white space: %q", got)
		}
		checkLength(t, in, got, max)
		checkSafe(t, got)

		out := clean.Out(in)
		if again := clean.Out(out); again != out {
			t.Errorf("Out is not idempotent: %+q, then %+q", out, again)
		}
		checkSafe(t, out)
	})
}

// checkLength fails if got is longer than max, or shorter than in allowed
// although TooLong had not said so.
func checkLength(t *testing.T, in, got string, max int) {
	t.Helper()
	if n := utf8.RuneCountInString(got); n > 0 && n > max {
		t.Errorf("%d code points, at most %d allowed", n, max)
	}
	if !clean.TooLong(in, max) && len(clean.Line(got, max)) != len(clean.Line(in, len(in))) {
		t.Errorf("TooLong said no, but %+q was cut to %+q", in, got)
	}
}

// outOfPlace is what parts words where no two letters are parted, several of
// them, or one beside a letter of a script that does not need it.
var outOfPlace = regexp.MustCompile("(^|[^\\p{L}\\p{M}\\p{Nd}])[\u200b\u200c]|[\u200b\u200c]([^\\p{L}\\p{M}]|$)|" +
	"[\\p{Latin}\\p{Cyrillic}\\p{Greek}\\p{Han}0-9][\u200b\u200c]|[\u200b\u200c][\\p{Latin}\\p{Cyrillic}\\p{Greek}\\p{Han}]")

// checkSafe fails if s breaks a promise of the package comment.
func checkSafe(t *testing.T, s string) {
	t.Helper()
	if !utf8.ValidString(s) || !norm.NFC.IsNormalString(s) {
		t.Errorf("not valid UTF-8 in NFC: %+q", s)
	}
	if outOfPlace.MatchString(s) {
		t.Errorf("invisible without need: %+q", s)
	}
	marks, most := 0, 0 // since the last letter, and allowed after it
	for _, r := range s {
		forbidden := unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Zl, unicode.Zp, unicode.Noncharacter_Code_Point)
		if forbidden && !strings.ContainsRune("\n\t\u200b\u200c\u200d", r) {
			t.Errorf("%U in %+q", r, s)
		}
		switch {
		case unicode.IsSpace(r):
			marks, most = 0, 0
		case unicode.IsMark(r) || strings.ContainsRune("\u200b\u200c\u200d", r):
			marks++
		default:
			marks, most = 0, clean.MaxMarks
		}
		if marks > most {
			t.Fatalf("more than %d marks: %+q", most, s)
		}
	}
}

// TestPlain: accents go where people leave them out, and marks that spell a word stay.
func TestPlain(t *testing.T) {
	for words, want := range map[string]string{
		" Álvaro Ñusta ": "alvaro nusta", "Ёлка": "елка", "Ελλάδα": "ελλαδα",
		"ผู้ลี้ภัย": "ผู้ลี้ภัย", "ជំនួយ": "ជំនួយ", "ဘာသာပြန်": "ဘာသာပြန်", "शरणार्थी": "शरणार्थी", "난민": "난민", "مُترجِم": "مُترجِم",
	} {
		if got := clean.Plain(words); got != want {
			t.Errorf("%q is %q, want %q", words, got, want)
		}
	}
}
