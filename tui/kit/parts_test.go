package kit

import (
	"slices"
	"testing"

	"github.com/convene-ssh/convene/tui/theme"
)

// TestPartsAreOneList: each begins with its heading, unless there is nothing in it.
func TestPartsAreOneList(t *testing.T) {
	look := Look{Theme: theme.New(theme.Profile{}, true)}
	all := look.Parts(Part{"Nobody", plainEntries()}, Part{"Here", plainEntries("a", "b")}, Part{"Gone", plainEntries()}, Part{"", plainEntries("c")})
	var keys []string
	for i := range all.Len() {
		keys = append(keys, all.Key(i))
	}
	if want := []string{"a", "b", "c"}; !slices.Equal(keys, want) {
		t.Errorf("the keys are %q, want %q", keys, want)
	}
	for i, want := range [][]string{{"", look.Theme.Title.Render(" Here "), "a"}, {"b"}, {"c"}} {
		if got := all.Draw(i, false, 20); !slices.Equal(got, want) {
			t.Errorf("entry %d is %q, want %q", i, got, want)
		}
	}
}
