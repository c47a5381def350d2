package home

import (
	"strings"
	"testing"
)

// TestTheTitleIsSaidOnce: on the home where the header has no room for the whole of it.
func TestTheTitleIsSaidOnce(t *testing.T) {
	for _, test := range []struct {
		letters, width int
		want           bool
	}{{40, 80, true}, {41, 80, false}, {20, 60, true}, {10, 59, false}} {
		if got := headerShows(strings.Repeat("a", test.letters), test.width); got != test.want {
			t.Errorf("%d letters in %d cells: %v", test.letters, test.width, got)
		}
	}
}
