package wall

import (
	"strconv"
	"strings"

	"github.com/convene-ssh/convene/tui/theme"
)

// shapes are the digits from 0, row by row, three marks wide.
func shapes() [10][5]string {
	return [10][5]string{
		{"###", "# #", "# #", "# #", "###"},
		{" # ", "## ", " # ", " # ", "###"},
		{"###", "  #", "###", "#  ", "###"},
		{"###", "  #", " ##", "  #", "###"},
		{"# #", "# #", "###", "  #", "  #"},
		{"###", "#  ", "###", "  #", "###"},
		{"###", "#  ", "###", "# #", "###"},
		{"###", "  #", " # ", " # ", " # "},
		{"###", "# #", "###", "# #", "###"},
		{"###", "# #", "###", "  #", "###"},
	}
}

// digits are a number that is read from the back of a room: each mark is two cells wide,
// as high as it is wide.
func digits(t *theme.Theme, n int) []string {
	all := shapes()
	rows := make([]string, len(all[0]))
	for _, digit := range strconv.Itoa(n) {
		for i, marks := range all[digit-'0'] {
			wide := strings.NewReplacer("#", strings.Repeat(t.Glyphs.Bar, 2), " ", "  ").Replace(marks)
			rows[i] += wide + "  "
		}
	}
	return rows
}
