package entries

import (
	"strings"
	"testing"

	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/theme"
)

func TestManyCountriesDoNotHideThatTheyAreMany(t *testing.T) {
	if got, want := marked(&desk.Desk{Look: kit.Look{Theme: &theme.Theme{}}}, "ID·MY·TH·PH·VN·KH", " ◆ cross-country", 24), " ◆ cross-country"; !strings.HasSuffix(got, want) {
		t.Errorf("%q does not end with %q", got, want)
	}
}
