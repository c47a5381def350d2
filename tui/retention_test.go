package tui

import (
	"testing"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/place"
	"github.com/convene-ssh/convene/tui/theme"
)

// soonOver is a meeting on the first days of the bubble's clock, with an item that is
// signed.
func (s *stage) soonOver() method.MeetingID {
	s.t.Helper()
	const soon = method.MeetingID("soon")
	s.do("Mei", &session.ConveneMeeting{Meeting: soon, Details: session.MeetingDetails{Title: "Bangkok 2000", First: "2000-01-02"},
		Agenda: []session.AgendaItem{{ID: "swot", Kind: method.SWOT, Title: "Thailand", Day: 1, Minutes: 60, Board: "soon"}}})
	s.do("Mei", &session.AddItem{
		Board: "soon", Item: "soon", Part: layout.Strengths, Text: "Words", Audience: method.Members, Attribution: method.Named,
	})
	return soon
}

// walkKept shows how an organiser sets until when a meeting is kept, how everybody is
// told that the day comes near, and that it is over.
func (s *stage) walkKept(look func(string, *seat), profile theme.Profile, width, height int) {
	s.t.Helper()
	soon := s.soonOver()
	mei := s.sitIn(soon, "Mei", profile, width, height)
	mei.goes(place.Kept{})
	look("kept", mei)
	mei.press("e")
	mei.write("2000-01-18")
	look("kept_form", mei)
	mei.press("ctrl+s")
	look("kept_until", mei)
	mei.press("esc")
	look("meeting_kept", mei)
	s.pass(4 * 24 * time.Hour)
	mei.press("down")
	look("meeting_kept_soon", mei)
	lobby := s.arrive(Options{Terminal: profile, Given: directory.Admission{Person: s.lead}}, width, height)
	lobby.press("enter")
	look("lobby_kept_soon", lobby)
	s.pass(15 * 24 * time.Hour)
	look("meeting_erased", mei)
}

// TestWhoOrganisesSaysHowLongAClosedMeetingIsKept, also where nobody has before.
func TestWhoOrganisesSaysHowLongAClosedMeetingIsKept(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.do("Mei", &session.CloseMeeting{Meeting: stageMeeting})
		at := s.sit("Mei", plain, 80, 60)
		at.wants(at.desk.T("kept.title"))
	})
}

// TestEverybodyHearsHowLongTheMeetingIsKept: whoever sits there, when it is set, moved
// and taken away, and when it is over. Only organisers change it.
func TestEverybodyHearsHowLongTheMeetingIsKept(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		soon := s.soonOver()
		s.joinAs("Budi", directory.Invitation{Role: method.Facilitator, Audience: method.Members}, session.Profile{})
		mei, budi := s.sitIn(soon, "Mei", modern, 80, 24), s.sitIn(soon, "Budi", modern, 80, 24)
		budi.goes(place.Kept{})
		budi.press("e")
		budi.wants("No end is set", "does nothing here")
		mei.goes(place.Kept{})
		for _, c := range []struct{ day, says string }{
			{"2000-01-20", "is kept until 20 January 2000"}, {"2000-01-25", "is kept until 25 January 2000"}, {"", "No end is set"},
		} {
			mei.press("e", "ctrl+u")
			mei.write(c.day)
			mei.press("ctrl+s")
			budi.wants(c.says)
			budi.press("up")
		}
		mei.press("e")
		mei.write("2000-01-05")
		mei.press("ctrl+s")
		mei.wants("Everybody has to hear of it 14 days before")
		mei.press("ctrl+u")
		mei.write("2000-01-20")
		mei.press("ctrl+s")
		s.pass(21 * 24 * time.Hour)
		budi.wants("1 contribution to this meeting was erased")
	})
}
