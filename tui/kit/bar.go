package kit

import (
	"strings"

	"github.com/convene-ssh/convene/tui/theme"
)

// Bar shows how much n is of most in w cells, for beside the number itself. What
// is more than nothing has a cell, and only what is most has all.
func Bar(t *theme.Theme, n, most, w int) string {
	full := 0
	switch {
	case n <= 0:
	case n >= most:
		full = w
	default:
		full = max(1, min(w-1, (2*n*w+most)/(2*most)))
	}
	return strings.Repeat(t.Glyphs.Bar, full) + strings.Repeat(t.Glyphs.NoBar, w-full)
}
