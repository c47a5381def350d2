package tui

import (
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
)

func TestAProposalYieldsToThePerson(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at := s.sit("Mei", modern, 80, 24)
		at.press("s")
		at.write("Indonesia")
		at.press("down", "down", "down", "down")
		f := at.form()
		for key, want := range map[string]string{"country": "ID", "prefix": "ID", "budget": "3"} {
			if got := f.Get(key); got != want {
				t.Errorf("%s is proposed as %q, want %q", key, got, want)
			}
		}
		at.write("Malaysia")
		at.press("down")
		at.write("MAL")
		at.press("down", "down")
		at.write("5")
		for key, want := range map[string]string{"country": "MY", "prefix": "MAL", "budget": "5"} {
			if got := f.Get(key); got != want {
				t.Errorf("%s became %q, want %q", key, got, want)
			}
		}
	})
}

// TestAProposedNameLeadsToNoOtherMeeting, neither by its id nor by what it is called now
// or was called before. It is never empty.
func TestAProposedNameLeadsToNoOtherMeeting(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.do("Mei", &session.ConveneMeeting{Meeting: "manila", Details: stageDetails()})
		for _, short := range []method.MeetingID{"luzon", "cebu"} {
			now := s.shared().Meetings["manila"].Revision
			s.do("Mei", &session.ChangeMeeting{Meeting: "manila", Short: short, Revision: now, Details: stageDetails()})
		}
		at := s.sit("Mei", plain, 80, 24)
		at.press("esc", "n")
		for title, want := range map[string]string{
			"Manila": "manila-2", "Luzon": "luzon-2", "Cebu": "cebu-2", "Davao": "davao", "กรุงเทพฯ": "meeting",
		} {
			at.press("ctrl+u")
			at.write(title)
			at.press("down")
			if got := at.form().Get("meeting"); got != want {
				t.Errorf("%s is proposed as %q, want %q", title, got, want)
			}
			at.press("up")
		}
	})
}
