package holdings

import (
	"errors"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/theme"
)

// TestNobodyIsToldThatBytesAreGone while nobody knows.
func TestNobodyIsToldThatBytesAreGone(t *testing.T) {
	words, err := locale.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	d := &desk.Desk{Look: kit.Look{Theme: theme.New(theme.Profile{}, true), Words: words.In("en")}}
	u := &unknown{}
	for _, step := range []struct {
		found  pending
		gone   bool
		failed bool
	}{{pending{err: errors.New("no answer")}, false, true}, {pending{}, true, false}} {
		d.Notice, d.Failed = "", false
		u.Update(d, step.found)
		said := ansi.Strip(strings.Join(u.Body(d, 400, 24).Rows, "\n"))
		if got := strings.Contains(said, d.T("erase.forgotten")); got != step.gone || d.Failed != step.failed {
			t.Errorf("after %+v they are told %q and\n%s", step.found, d.Notice, said)
		}
	}
}
