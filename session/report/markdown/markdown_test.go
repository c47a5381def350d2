package markdown

import (
	"maps"
	"regexp"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session/clean"
	"github.com/convene-ssh/convene/session/report/block/blocktest"
)

func TestInline(t *testing.T) {
	for _, tc := range []struct{ in, want string }{
		{"plain words, 3 (three) of them.", "plain words, 3 (three) of them."},
		{"# heading", `\# heading`},
		{"- list", `\- list`},
		{"+ list", `\+ list`},
		{"1. list", `1\. list`},
		{"12) list", `12\) list`},
		{"2022-08-09", "2022-08-09"},
		{"=====", `\=====`},
		{"---", `\---`},
		{"***", `\*\*\*`},
		{"> quote", `\> quote`},
		{"a | b", `a \| b`},
		{"**bold** _em_ ~~gone~~ `code`", "\\*\\*bold\\*\\* \\_em\\_ \\~\\~gone\\~\\~ \\`code\\`"},
		{"![x](http://e.vil/p.png)", `!\[x\](http\://e.vil/p.png)`},
		{"[x]: http://e.vil", `\[x\]: http\://e.vil`},
		{"see https://e.vil and WWW.e.vil", `see https\://e.vil and WWW\.e.vil`},
		{"me@e.vil", `me\@e.vil`},
		{"<img src=x onerror=alert(1)>", `\<img src=x onerror=alert(1)\>`},
		{"&lt;b&gt;", `\&lt;b\&gt;`},
		{`\# twice`, `\\\# twice`},
		{"two\nlines\r\n# here", `two lines \# here`},
		{"$x$", `\$x\$`},
	} {
		if got := inline(tc.in); got != tc.want {
			t.Errorf("inline(%q) = %q, want %q", tc.in, got, tc.want)
		}
	}
}

func TestLines(t *testing.T) {
	got := lines("\none\n- two\n\n# three\n")
	const want = "one\\\n\\- two\n\n\\# three"
	if got != want {
		t.Errorf("lines = %q, want %q", got, want)
	}
}

// begins finds what makes more of a line than text.
var begins = regexp.MustCompile(`(?m)^ *([-+=] |[-=]+$|\d+[.)] |#+ |> |\|)`)

// structure counts the marks of a page that are not escaped, and what begins its lines.
func structure(page string) map[string]int {
	all := map[string]int{}
	for _, begin := range begins.FindAllString(page, -1) {
		all[begin]++
	}
	for rest := page; rest != ""; rest = rest[1:] {
		switch {
		case rest[0] == '\\' && len(rest) > 1:
			rest = rest[1:]
		case strings.ContainsRune("*_`[]<>#|~&$@", rune(rest[0])), strings.HasPrefix(rest, "://"):
			all[rest[:1]]++
		}
	}
	return all
}

// FuzzWrite: whatever somebody wrote, it adds nothing to the page but text.
func FuzzWrite(f *testing.F) {
	for _, s := range blocktest.Hostile() {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, words string) {
		if words = clean.Out(words); strings.TrimSpace(words) == "" {
			return // nothing is marked of it
		}
		written := func(words string) string {
			var b strings.Builder
			if err := Write(&b, blocktest.Everywhere(words)); err != nil {
				t.Fatal(err)
			}
			return b.String()
		}
		if got, want := structure(written(words)), structure(written("words")); !maps.Equal(got, want) {
			t.Errorf("%q makes the marks %v, want %v", words, got, want)
		}
	})
}
