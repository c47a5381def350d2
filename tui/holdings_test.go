package tui

import (
	"strings"
	"testing"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/voting"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/place"
	"github.com/convene-ssh/convene/tui/theme"
)

// wira is somebody who wrote something, and looks at what is held about them.
func (s *stage) wira(profile theme.Profile, width, height int) *seat {
	s.t.Helper()
	person := s.join("Wira", method.Participant, session.Profile{Country: "MY", Organisation: "Quagga House"})
	for _, rung := range []method.Ladder{method.Named, method.Unattributed} {
		text := map[method.Ladder]string{method.Named: "Signed by Wira", method.Unattributed: "Without a name"}[rung]
		s.do("Wira", &session.AddItem{
			Board: "my", Item: method.ItemID("wira-" + rung), Part: layout.Strengths, Text: text, Audience: method.Members, Attribution: rung,
		})
	}
	s.taken("Mei", method.Governments, "")
	s.taken("Mei", method.Members, "")
	s.do("Wira", &session.SaveDraft{Name: session.NameDraft("item", stageMeeting, "my", "S"), Value: kit.PackedLine("more")})
	at := s.sit("Wira", profile, width, height)
	at.desk.Person = person
	at.goes(place.Holdings{})
	return at
}

// erased is erased by these keys, on the screen that asks what is to stay.
func (at *seat) erased(keys ...string) {
	at.t.Helper()
	at.desk.Person = at.stage.join("Wira", method.Participant, session.Profile{})
	at.goes(place.Holdings{})
	at.press("e")
	at.press(keys...)
}

// TestWhatIsToStayIsSeenWhereItIsChosen, in a small window too and while it asks for a second
// key.
func TestWhatIsToStayIsSeenWhereItIsChosen(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.join("Budi", method.Participant, session.Profile{})
		at := s.sit("Budi", plain, 40, 14)
		at.goes(place.Holdings{})
		at.press("e")
		at.wants("It stays, and nobody stands beside it", "What can be traced to me goes too")
		at.press("down", "x")
		at.wants("> What can be traced to me goes too", "Press x again")
	})
}

// walkHoldings shows what is held about somebody, and how they are erased.
func (s *stage) walkHoldings(look func(string, *seat), profile theme.Profile, width, height int) {
	s.t.Helper()
	at := s.wira(profile, width, height)
	look("holdings", at)
	at.press("e")
	look("erase", at)
	at.press("x", "x")
	look("erased", at)
	s.forgets()
	look("erased_forgotten", at)
}

// forgets lets the engine forget bytes, while screens ask whether it has.
func (s *stage) forgets() {
	for range 10 {
		s.pass(time.Second)
	}
}

// TestHoldingsAreTakenBackOneByOne on the screen that lists them.
func TestHoldingsAreTakenBackOneByOne(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at := s.wira(modern, 80, 40)
		at.wants("Quagga House", "Signed by Wira", "Without a name", "only the server knows it is yours", "2 contributions can be traced to you, 1 of them")
		for _, c := range []struct{ words, key, says string }{
			{"Signed by Wira", "x", "It is gone"}, {"Without a name", "f", "Nothing leads from it"}, {"A draft", "x", "It is gone"},
		} {
			for range 3 {
				if strings.Contains(at.screen(), at.desk.Theme.Glyphs.Pointer+" "+c.words) {
					break
				}
				at.press("down")
			}
			at.press(c.key)
			at.wants("again", c.words)
			at.press(c.key)
			at.wants(c.says)
			if strings.Contains(at.screen(), c.words) {
				t.Errorf("%s is still listed:\n%s", c.words, at.screen())
			}
		}
		at.wants("0 contributions can be traced to you")
	})
}

// TestAllWhoTookAContributionAreNamed, each once, and the last paragraph is reached.
func TestAllWhoTookAContributionAreNamed(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		board := s.filled()
		s.phase(board, layout.Gather, layout.Revealed)
		person := s.people["Budi"]
		for range 2 {
			s.taken("Mei", method.Members, "")
			s.taken("Mei", method.Members, "items")
			s.taken("Anan", method.Members, "")
			s.taken("", "", "")
		}
		at := s.sit("Budi", modern, 80, 24)
		at.desk.Person = person
		at.goes(place.Holdings{})
		var all strings.Builder
		for range 60 {
			at.press("down")
			all.WriteString(at.screen())
		}
		said := strings.Join(strings.Fields(all.String()), " ")
		for _, words := range []string{"taken by Whoever runs the server, 1 January 2000", "taken by Anan", "taken by Mei"} {
			if !strings.Contains(said, words) {
				t.Errorf("%q is not told in\n%s", words, all.String())
			}
		}
		at.wants("seen it.")
		if got := at.screen(); strings.Count(got, "taken by Mei") > strings.Count(got, "taken by Anan") {
			t.Errorf("somebody is named twice:\n%s", got)
		}
	})
}

// TestAKeyIsForgotten from the screen that lists them, but not the one by which somebody
// has come.
func TestAKeyIsForgotten(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at := s.wira(modern, 80, 40)
		at.desk.Key = "SHA256:here"
		s.must(s.host.Know(s.ctx, at.desk.Person, "SHA256:here"))
		s.must(s.host.Know(s.ctx, at.desk.Person, "SHA256:seized"))
		at.goes(place.Holdings{})
		at.wants("SHA256:here · by which you are here", "SHA256:seized")
		at.press("x")
		at.wants("x does nothing here")
		at.press("down", "x")
		at.wants("SHA256:seized brings nobody back")
		at.press("x")
		at.wants("The key is forgotten")
		if got := at.screen(); strings.Contains(got, "SHA256:seized") || !strings.Contains(got, "SHA256:here") {
			t.Errorf("afterwards it lists\n%s", got)
		}
	})
}

// TestErasedKnowsWhenTheBytesAreGone, and asks twice before.
func TestErasedKnowsWhenTheBytesAreGone(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at := s.wira(modern, 80, 40)
		at.press("e", "down", "x")
		at.wants("Press x again to be erased for good, with everything")
		if s.shared().Members.Of(s.all["Wira"]) == nil {
			t.Fatal("erased at the first key")
		}
		at.press("x")
		at.wants("You are erased", "pieces are pending")
		if m := s.shared().Members.Of(s.all["Wira"]); m != nil {
			t.Errorf("still known: %+v", m)
		}
		s.forgets()
		at.wants("Nothing is pending")
		at.press("enter")
		if got := at.Farewell(); got != "Goodbye." {
			t.Errorf("whom nobody knows is told %q", got)
		}
	})
}

// TestWhoeverOrganisesTheInstallationIsToldWhatComesFirst.
func TestWhoeverOrganisesTheInstallationIsToldWhatComesFirst(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at := s.sit("Mei", modern, 80, 24)
		at.goes(place.Holdings{})
		at.press("e", "x", "x")
		at.wants("You organise this installation")
	})
}

// TestEverythingThatIsHeldIsListed: the key by which they are known, and where they vote.
func TestEverythingThatIsHeldIsListed(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		board := s.filled()
		s.phase(board, layout.Gather, layout.Revealed)
		s.phase(board, layout.Revealed, layout.Voting)
		person, _, err := s.host.Meet(s.ctx, "SHA256:dewi", "")
		s.must(err)
		_, entry := s.invited(stageMeeting)
		s.all["Dewi"], err = s.host.Join(s.ctx, person, *entry.Invitation, session.Profile{Name: "Dewi"})
		s.must(err)
		at := s.sit("Dewi", modern, 80, 40)
		at.desk.Person = person
		shows := func() {
			t.Helper()
			at.goes(place.Holdings{})
			at.wants("Key  SHA256:dewi")
		}
		shows()
		if got := at.screen(); strings.Contains(got, "Open votes") {
			t.Errorf("they have voted nowhere:\n%s", got)
		}
		s.do("Dewi", &voting.Cast{Board: board, Item: "S1", Dots: 2})
		shows()
		at.wants("Open votes            your vote in 1")
	})
}
