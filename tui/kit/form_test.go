package kit

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// TestAQuestionWithoutOptionsSaysSo, whether one or several could be chosen.
func TestAQuestionWithoutOptionsSaysSo(t *testing.T) {
	look := plainLook(t)
	for _, q := range []*Field{OneField("lead", "Led by", "", []Option{}), ManyField("supporting", "Supported by", nil, []Option{})} {
		for _, focus := range []bool{false, true} {
			rows, _ := q.answer(look, focus, 40, 10)
			if got := ansi.Strip(strings.Join(rows, "\n")); got != look.T("form.none") {
				t.Errorf("%s is answered with %q", q.Label, got)
			}
		}
	}
}
