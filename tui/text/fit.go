package text

import (
	"strings"
	"unicode/utf8"
)

// Truncate returns s as one displayed line of at most w cells. If it is too
// long it ends with more, which must be one cell wide.
func Truncate(s string, w int, more string) string {
	if w <= 0 {
		return ""
	}
	s = strings.ReplaceAll(s, "\n", " ")
	if isPlain(s) {
		if utf8.RuneCountInString(s) <= w {
			return s
		}
		return string([]rune(s)[:w-1]) + more
	}
	us := units(strings.ToValidUTF8(s, ""))
	end, cells := 0, 0
	for i, u := range us {
		if cells += u.width; cells > w {
			return join(us[:end]) + more
		}
		if cells < w {
			end = i + 1
		}
	}
	return join(us)
}

// Fit returns s as one displayed line of exactly w cells: truncated as by
// [Truncate], or filled up with spaces.
func Fit(s string, w int, more string) string {
	s = Truncate(s, w, more)
	return s + strings.Repeat(" ", max(0, w-Width(s)))
}
