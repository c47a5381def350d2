package markdown

import (
	"regexp"
	"strings"
)

// What Markdown, with GitHub's additions, would read as more than text: marks
// anywhere, addresses that become links, and what begins a list or underlines a
// heading.
var (
	marks = strings.NewReplacer(
		`\`, `\\`, "`", "\\`", `*`, `\*`, `_`, `\_`, `[`, `\[`, `]`, `\]`, `<`, `\<`, `>`, `\>`,
		`#`, `\#`, `|`, `\|`, `~`, `\~`, `&`, `\&`, `$`, `\$`, `@`, `\@`, `://`, `\://`,
	)
	bareAddress = regexp.MustCompile(`(?i)\b(www)\.`)
	lineBegins  = regexp.MustCompile(`^(?:(\d+)([.)])|([-+=]))`)
)

// inline makes somebody's text safe on one line of Markdown.
func inline(s string) string {
	s = marks.Replace(strings.Join(strings.Fields(s), " "))
	s = bareAddress.ReplaceAllString(s, `$1\.`)
	return lineBegins.ReplaceAllString(s, `$1\$2$3`)
}

// lines makes a text safe that keeps its lines: paragraphs stay apart, and within
// one Markdown is told where a line ends, or it would run them together.
func lines(s string) string {
	all := strings.Split(strings.TrimSpace(s), "\n")
	var written []string
	for i, l := range all {
		l = inline(l)
		if l != "" && i+1 < len(all) && strings.TrimSpace(all[i+1]) != "" {
			l += `\`
		}
		written = append(written, l)
	}
	return strings.Join(written, "\n")
}
