package tui

import (
	"context"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/groups"
	"github.com/convene-ssh/convene/tui/place"
)

// TestChangesThatArePressedTogether are made as they were pressed, also where the person is
// gone before the first has its answer.
func TestChangesThatArePressedTogether(t *testing.T) {
	for _, leaves := range []bool{false, true} {
		onStage(t, func(t *testing.T, s *stage) {
			s.filled()
			boards := s.sides()
			at := s.sit("Noor", plain, 80, 24)
			at.goes(place.Groups{Agenda: "groups"})
			ctx, drop := context.WithCancel(s.ctx)
			defer drop()
			at.desk.Ctx = ctx
			at.burst("c", "down", "down", "c")
			if leaves {
				at.leaves(drop, func() {})
			}
			s.settle()
			in := session.InItem{Meeting: stageMeeting, Item: "groups"}
			if got, want := groups.At(s.shared().Community, in, s.all["Noor"]), boards[1]; got == nil || got.ID != want.ID {
				t.Errorf("gone: %v: they are not in %s", leaves, want.Subject)
			}
		})
	}
}
