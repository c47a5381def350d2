package text_test

import (
	"strings"
	"testing"
	"unicode"

	"github.com/charmbracelet/x/ansi"

	"github.com/convene-ssh/convene/session/clean"
	"github.com/convene-ssh/convene/tui/text"
)

// corpus is text that terminals draw in different widths, or that is hard to
// wrap or to edit.
var corpus = []string{
	"",
	"Shelter for children, not detention",
	"ทำงานร่วมกับชุมชนเพื่อให้เด็กทุกคนได้รับการคุ้มครอง น้ำดื่มสะอาด ต่าง ๆ",
	"ສະບາຍດີ ນ້ຳສະອາດສຳລັບເດັກທຸກຄົນ",
	"ក្រុមការងារកុមារ និងគ្រួសារ",
	"မြန်မာနိုင်ငံမှ ကလေးများအတွက် ကာကွယ်စောင့်ရှောက်မှု",
	"बच्चों को हिरासत में नहीं, स्तेय क्षेत्र की स्थिति",
	"தமிழ் குழந்தைகள் கிராமம்",
	"വിദ്യാർത്ഥികൾ ൎക",
	"শিশুদের ক্ষেত্রে",
	"حماية الأطفال المهاجرين ليست احتجازًا",
	"می\u200cخواهیم کودکان در خانه\u200cهای خود بمانند؛ کودکان ۱۲\u200cساله",
	"ក្រុម\u200bការងារ\u200bកុមារ និង\u200bគ្រួសារ មြန်မာ\u200bနိုင်ငံ",
	"क्\u200cष क्\u200dष র\u200d্য",
	"הגנה על יְלָדִים",
	"儿童保护，不是拘留。「庇护」！",
	"子どもの保護はｶﾞ収容ではない。",
	"아동 보호 \u1112\u1161\u11ab",
	"👨‍👩‍👧‍👦 family 👍🏽 ❤️ ❤ ☎️ 🏳️‍🌈 🧑🏿‍🦽 🏽 🙂‍↔️",
	"🇲🇾🇮🇩🇹🇭 🇲 1️⃣ #️⃣ *⃣",
	"Cafe\u0301 Z\u0316\u0317\u0318\u0319a\u0337lgo \u0301 \u093e",
	"a\x1b[31mb\u009b1mc\u202ed\te\u200bf\xff\xe0\xb8g\u2028h",
	"line one\nline two\r\n\nline four\n",
	"🇲\ufe0f🇲🇾 \u1112\ufe0f\u1161 \u0600\u0661 👩\u200b\u200d👩",
	"https://example.org/a/very/long/path?with=query&and=more-of-it",
}

// checkLines fails for every line on which terminals would disagree, or which
// is wider than w.
func checkLines(t *testing.T, w int, lines ...string) {
	t.Helper()
	for _, line := range lines {
		// It must also hold between the borders of a screen.
		line = "│" + line + "│"
		grapheme, wc := ansi.StringWidth(line), ansi.StringWidthWc(line)
		if grapheme != wc || wc > w+2 {
			t.Errorf("%+q is %d or %d cells wide, want at most %d", line, grapheme, wc, w+2)
		}
		for _, r := range line {
			if r < ' ' || r >= 0x7f && r < 0xa0 {
				t.Errorf("control character %U in %+q", r, line)
			}
		}
	}
}

func TestDisplay(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"ASCII", "plain text", "plain text"},
		{"sara am", "ทำ", "ท\u0e4d\u0e32"},
		{"sara am after a tone mark", "น้ำ", "น\u0e4d\u0e49\u0e32"},
		{"Lao am after a tone mark", "ນ້ຳ", "ນ\u0ecd\u0ec9\u0eb2"},
		{"sara am alone", "\u0e33", "\u0e32"},
		{"heart", "❤️", "❤"},
		{"skin tone", "👍🏽", "👍"},
		{"skin tone alone", "🏽", "\u200b🏽"},
		{"family", "👨‍👩‍👧‍👦", "👨"},
		{"keycap", "1️⃣", "1\u20e3"},
		{"flag", "🇲🇾", "🇲🇾"},
		{"half a flag", "🇲", "?"},
		{"vowel sign", "का", "क\u200bा"},
		{"conjunct", "स्ते", "स्\u200bते"},
		{"joiner between letters", "क्\u200dष", "क्\u200d\u200bष"},
		{"non-joiner between letters", "می\u200cخواهم क्\u200cष", "می\u200cخواهم क्\u200cष"},
		{"non-joiner between others", "a!\u200c🙂\u200cb", "a!🙂b"},
		{"words without spaces", "ក្រុម\u200bការ", "ក\u17d2\u200bរុម\u200bក\u200bារ"},
		{"Arabic", "حماية", "حماية"},
		{"wide", "儿童", "儿童"},
		{"controls", "a\x1b[31m\u009bb\u202e\tc", "a[31mb c"},
		{"line breaks", "a\r\nb\n", "a\nb\n"},
		{"marks without a letter", "\u0301", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := text.Display(tt.in); got != tt.want {
				t.Errorf("Display(%+q) = %+q, want %+q", tt.in, got, tt.want)
			}
		})
	}
}

// TestWhatIsCopiedOffTheScreenIsTheSame: of the scripts that are drawn otherwise
// than they are written, and of those with invisible letters.
func TestWhatIsCopiedOffTheScreenIsTheSame(t *testing.T) {
	for _, s := range corpus {
		if strings.ContainsFunc(s, func(r rune) bool { return r > 0x1f000 || r == '\ufe0f' }) {
			continue // of emoji only the base is drawn
		}
		written := clean.Line(s, 1000)
		if copied := clean.Line(text.Display(written), 1000); copied != written {
			t.Errorf("%+q was copied as %+q", written, copied)
		}
		field := text.NewField(1000, false)
		field.Insert(text.Display(written))
		if got := clean.Line(field.Value(), 1000); got != written {
			t.Errorf("%+q was pasted as %+q", written, got)
		}
		if strings.Contains(written, "\u0e33") && !strings.Contains(field.Value(), "\u0e33") {
			t.Errorf("the field counts %+q with more letters than there are", written)
		}
	}
}

func TestDisplayIsStableOnEveryTerminal(t *testing.T) {
	for _, s := range corpus {
		checkLines(t, 1000, strings.Split(text.Display(s), "\n")...)
	}
}

// TestLettersAreOneCell: the letters of Latin, Greek and Cyrillic, and what stands
// between them in print, are drawn as they are, in a cell on every terminal.
// Whatever is near to them keeps its width too.
func TestLettersAreOneCell(t *testing.T) {
	letters := []*unicode.RangeTable{unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Pd, unicode.Pi, unicode.Pf, unicode.Po}
	for r := rune(' '); r <= '\u2660'; r++ {
		s := "é" + string(r) + "x" + string(r)
		shown := text.Display(s)
		checkLines(t, 1000, shown)
		width := text.Width(shown)
		if width != ansi.StringWidth(shown) {
			t.Errorf("%+q is not %d cells wide", shown, width)
		}
		whole := (r <= '\u052f' || r >= '\u2010') && unicode.In(r, letters...) && !unicode.IsMark(r)
		if whole && (shown != s || width != 4) {
			t.Errorf("%+q is shown as %+q, in %d cells", s, shown, width)
		}
	}
}

func TestWidthIgnoresStyling(t *testing.T) {
	if got := text.Width("\x1b[1m儿童\x1b[0m!"); got != 5 {
		t.Errorf("Width = %d, want 5", got)
	}
}

func TestTruncateAndFit(t *testing.T) {
	for _, tt := range []struct {
		in   string
		w    int
		more string
		want string // of Fit
	}{
		{"hello", 5, "…", "hello"},
		{"hello", 7, "…", "hello  "},
		{"hello", 4, "…", "hel…"},
		{"hello", 4, "~", "hel~"},
		{"hello", 1, "…", "…"},
		{"hello", 0, "…", ""},
		{"a\nb", 3, "…", "a b"},
		{"niñez", 5, "…", "niñez"},
		{"niñez", 4, "…", "niñ…"},
		{"儿童", 4, "…", "儿童"},
		{"儿童", 3, "…", "儿…"},
		{"儿童", 2, "…", "… "},
		{"น้ำดื่ม", 3, "…", "น\u0e4d\u0e49\u0e32…"},
		{"", 2, "…", "  "},
	} {
		if got := text.Fit(tt.in, tt.w, tt.more); got != tt.want {
			t.Errorf("Fit(%q, %d) = %+q, want %+q", tt.in, tt.w, got, tt.want)
		}
		if got, want := text.Truncate(tt.in, tt.w, tt.more), strings.TrimRight(tt.want, " "); got != want {
			t.Errorf("Truncate(%q, %d) = %+q, want %+q", tt.in, tt.w, got, want)
		}
	}
}

func FuzzDisplay(f *testing.F) {
	for _, s := range corpus {
		f.Add(s, 10)
	}
	f.Fuzz(func(t *testing.T, s string, w int) {
		shown := text.Display(s)
		checkLines(t, 4*len(s), strings.Split(shown, "\n")...)
		again := text.Display(shown)
		if letters(again) != letters(shown) || text.Width(again) != text.Width(shown) {
			t.Errorf("displayed twice, %+q becomes %+q", shown, again)
		}
		w = min(max(w, 0), 200)
		fitted := text.Fit(s, w, "…")
		checkLines(t, w, fitted)
		if got := text.Width(fitted); got != w {
			t.Errorf("Fit(%+q, %d) is %d cells wide", s, w, got)
		}
	})
}

// letters returns s without separators, which depend on what is beside them.
func letters(s string) string { return strings.ReplaceAll(s, text.Separator, "") }

func BenchmarkDisplayThai(b *testing.B) {
	s := strings.Repeat(corpus[2], 10_000/len([]rune(corpus[2])))
	for b.Loop() {
		text.Display(s)
	}
}
