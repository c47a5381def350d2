package tui

import "testing"

// TestFromBetweenToAMeeting: the room between meetings leads into each of them.
func TestFromBetweenToAMeeting(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at := s.sit("Mei", plain, 80, 24)
		at.press("esc", "down", "enter")
		if at.on() != "entries.between" || at.desk.Meeting != "" {
			t.Fatalf("the community is\n%s", at.screen())
		}
		at.press("end", "enter")
		if at.on() != "home.meeting" || at.desk.Meeting != stageMeeting {
			t.Errorf("the meeting is\n%s", at.screen())
		}
	})
}

// TestWhoConvenesNothingLeaves the community that they sat down in for it.
func TestWhoConvenesNothingLeaves(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at := s.sit("Mei", plain, 80, 24)
		at.press("esc", "n")
		at.wants(at.desk.T("meeting.form.convene"))
		at.press("esc")
		if at.on() != "lobby.lobby" || at.News() != nil {
			t.Errorf("they are told of the community at\n%s", at.screen())
		}
	})
}
