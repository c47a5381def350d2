package tui

import (
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/layout"
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

// TestAGroupCountsNothingThatWasTakenBack, in the list of groups and on the wall.
func TestAGroupCountsNothingThatWasTakenBack(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.filled()
		side := s.sides()[0]
		s.phase(side.ID, layout.Gather, layout.Revealed)
		s.do("Budi", &session.TakeBackItem{Item: "shelter"})
		s.phase(side.ID, layout.Revealed, layout.Gather)
		s.opens("groups")
		at := s.sit("Budi", plain, 80, 24)
		at.goes(place.Groups{Agenda: "groups"})
		wall := s.wallBy(participants(), Options{Terminal: plain}, 80, 24)
		for _, screen := range []string{at.screen(), wall.screen()} {
			if strings.Count(screen, "0 items") != 2 || strings.Contains(screen, "1 item") {
				t.Errorf("it was taken back:\n%s", screen)
			}
		}
	})
}
