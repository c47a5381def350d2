package tui

import (
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/standing"
	"github.com/convene-ssh/convene/tui/place"
)

// inLobby is a terminal at which the organiser of the installation is in the lobby.
func (s *stage) inLobby() *seat {
	s.t.Helper()
	at := at80(s, Options{Given: directory.Admission{Person: s.lead}})
	at.press("enter")
	s.settle()
	return at
}

// TestACommunityIsRenamed, but not to a short name that another one has.
func TestACommunityIsRenamed(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.must(s.host.Found(s.ctx, s.lead, "andina", "Red Andina", false))
		at := s.inLobby()
		at.points("Red Andina")
		at.press("e", "ctrl+u")
		at.write("Red de los Andes")
		at.press("tab", "ctrl+u")
		at.write(string(stageCommunity))
		at.press("up", "ctrl+s")
		at.wants("› Short name")
		if !at.desk.Failed {
			t.Errorf("they are told %q", at.desk.Notice)
		}
		at.press("ctrl+u")
		at.write("andes")
		at.press("ctrl+s")
		at.wants(at.desk.T("lobby.renamed"), "› Red de los Andes", "Called “Red Andina” until")
		if got := at.screen(); strings.Count(got, "Red Andina") != 1 {
			t.Errorf("the old name is still there:\n%s", got)
		}
	})
}

// TestKeysAreForTheRowUnderThePointer, also where the one that was chosen is gone and no
// picture was drawn since.
func TestKeysAreForTheRowUnderThePointer(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		for _, title := range []string{"A mistake", "The next one"} {
			id := method.MeetingID(strings.Fields(title)[1])
			s.do("Mei", &session.ConveneMeeting{Meeting: id, Details: session.MeetingDetails{Title: title, First: "2024-01-01"}})
		}
		at := s.inLobby()
		at.points("A mistake")
		s.do("Mei", &session.RemoveMeeting{Meeting: "mistake"})
		at.press("r", "enter")
		at.isAt("home.meeting", "Kuala Lumpur 2022")
	})
}

// TestACommunityIsRemovedAndPutBack by who organises the installation, who is asked
// first.
func TestACommunityIsRemovedAndPutBack(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.must(s.host.Found(s.ctx, s.lead, "mistake", "A mistake", false))
		at := s.inLobby()
		at.points("A mistake")
		for _, step := range []struct {
			key     string
			removed bool
			says    string
		}{{"x", false, "again"}, {"x", true, "Saved."}, {"u", false, "Saved."}} {
			at.press(step.key)
			at.wants(step.says)
			at.points("A mistake")
			if got := strings.Contains(at.screen(), at.desk.T("lobby.removed")); got != step.removed {
				t.Errorf("after %s it is removed: %v\n%s", step.key, got, at.screen())
			}
		}
	})
}

// TestACommunityWithMeetingsIsNotRemoved, nor a meeting in which something was said, and
// whoever tries is told so before they are asked.
func TestACommunityWithMeetingsIsNotRemoved(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.filled()
		at := s.inLobby()
		at.points("Asia Pacific Community")
		at.press("x")
		at.wants("This community has meetings")
		at = s.sit("Mei", modern, 80, 40)
		at.goes(place.Between{})
		at.points("Kuala Lumpur 2022")
		at.press("x")
		at.wants("Something was said in this meeting")
	})
}

// TestWhoIsSentOutIsLedToTheLobby at once, where the meeting says so.
func TestWhoIsSentOutIsLedToTheLobby(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		person := s.join("Budi", method.Participant, session.Profile{})
		at := s.sit("Budi", modern, 80, 24)
		at.desk.Person = person
		at.goes(place.Board{ID: "my"})
		s.do("Mei", &standing.SendOut{Member: s.all["Budi"], Meeting: stageMeeting})
		s.settle()
		if at.on() != "lobby.lobby" || !at.desk.Alone() || !at.desk.Failed || !strings.Contains(at.desk.Notice, "Mei") {
			t.Errorf("they are told %q on\n%s", at.desk.Notice, at.screen())
		}
	})
}

// TestWhoIsErasedElsewhereIsTold at every terminal where they sit.
func TestWhoIsErasedElsewhereIsTold(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		person := s.join("Budi", method.Participant, session.Profile{})
		at := s.sit("Budi", modern, 80, 24)
		at.desk.Person = person
		s.must(s.host.Erase(s.ctx, person, false))
		s.settle()
		at.wants("You are erased")
		if !at.desk.Alone() {
			t.Error("they may go back")
		}
	})
}

// TestWhatFailsIsSaid where somebody asks for what is in no view, once the server ends.
func TestWhatFailsIsSaid(t *testing.T) {
	for _, test := range []struct {
		name string
		at   place.Place
		keys []string
	}{
		{"an invitation", place.Invite{}, []string{"a", "ctrl+s"}},
		{"being erased", place.Holdings{}, []string{"e", "x", "x"}},
		{"a return code", place.People{}, []string{"r", "r"}}, {"an organiser's code", place.Organisers{}, []string{"a"}},
	} {
		onStage(t, func(t *testing.T, s *stage) {
			at := s.sit("Mei", plain, 80, 24)
			s.host.Close()
			at.goes(test.at)
			at.press(test.keys...)
			if !at.desk.Failed || at.desk.Notice == "" {
				t.Errorf("%s: they are told %q on\n%s", test.name, at.desk.Notice, at.screen())
			}
		})
	}
}
