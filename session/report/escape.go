package report

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

// quote makes a text of several lines a quotation that keeps its lines.
func quote(s string) string {
	lines := strings.Split(strings.TrimSpace(s), "\n")
	var quoted []string
	for i, l := range lines {
		l = inline(l)
		if l != "" && i+1 < len(lines) && strings.TrimSpace(lines[i+1]) != "" {
			l += `\` // a line break; without it Markdown would run the lines together
		}
		quoted = append(quoted, strings.TrimSpace("> "+l))
	}
	return strings.Join(quoted, "\n")
}
