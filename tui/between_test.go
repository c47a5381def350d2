package tui

import (
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/register/commitment"
	"github.com/convene-ssh/convene/tui/place"
)

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

// TestAMeetingIsRemovedAndPutBack by an organiser, who is asked first. It says so too
// when one is closed.
func TestAMeetingIsRemovedAndPutBack(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.do("Mei", &session.ConveneMeeting{Meeting: "mistake", Details: session.MeetingDetails{Title: "A mistake", First: "2024-01-01"}})
		at := s.sit("Mei", plain, 80, 24)
		at.goes(place.Between{})
		at.points("A mistake")
		for _, step := range []struct {
			key     string
			removed bool
			says    string
		}{{"x", false, "again"}, {"x", true, "Saved."}, {"u", false, "Saved."}} {
			at.press(step.key)
			at.wants(step.says)
			if m := s.shared().Meetings["mistake"]; (m == nil || m.Removed != "") != step.removed {
				t.Errorf("after %s it is %+v", step.key, m)
			}
			at.points("A mistake")
		}
		if got := at.screen(); strings.Contains(got, at.desk.T("between.closed")) {
			t.Errorf("one is closed:\n%s", got)
		}
		s.do("Mei", &session.CloseMeeting{Meeting: "mistake"})
		s.settle()
		at.wants("1 January 2024 - " + at.desk.T("between.closed"))
	})
}

// TestAnEditedEntryIsReadBetweenMeetings by its author, who has not answered the edit yet.
func TestAnEditedEntryIsReadBetweenMeetings(t *testing.T) {
	promisedStage(t, func(t *testing.T, s *stage) {
		s.edits("Budi", func(f *commitment.Fields) { f.Title = "Budi's title" })
		at := s.sitIn("", "Siti", modern, 80, 40)
		at.run(at.desk.Only(place.Between{}))
		at.goes(place.Entry{ID: "c"})
		at.wants("Budi's title", at.desk.T("original.edited"))
	})
}

// TestThanksStayInTheMeeting: whoever has gone to the room between meetings is not thanked
// there any longer, whatever happens then.
func TestThanksStayInTheMeeting(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.asksHowItWas(stageMeeting, "Mei")
		person := s.join("Budi", method.Participant, session.Profile{Organisation: "SUAKA"})
		at := s.sit("Budi", modern, 80, 40)
		at.desk.Person = person
		at.goes(place.Evaluation{Agenda: "how"})
		at.press("a", "right", "ctrl+s")
		at.wants(at.desk.T("evaluation.thanks"))
		at.press("esc", "esc", "end", "enter")
		s.do("Mei", &session.ConveneMeeting{Meeting: "next", Details: session.MeetingDetails{Title: "The next one", First: "2024-01-01"}})
		s.settle()
		at.isAt("entries.between", "The next one")
	})
}
