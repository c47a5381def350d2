package markdown

import "testing"

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
