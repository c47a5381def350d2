package tui

import (
	"testing"

	"github.com/convene-ssh/convene/tui/place"
)

// TestAGroupIsCalledByItsWholeName, also where what is said of it leaves little room.
func TestAGroupIsCalledByItsWholeName(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.filled()
		s.sides()
		for _, width := range []int{40, 60, 80} {
			at := s.sit("Budi", plain, width, 24)
			at.goes(place.Groups{Agenda: "groups"})
			at.wants("Shelters - your group", "1 person - 1 item", "Gather")
		}
	})
}
