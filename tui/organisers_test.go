package tui

import (
	"strings"
	"testing"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/desk"
)

// TestAKeyOfTheFileOpensTheLobby, and asks for a name only where a community
// needs one, before it asks about the new meeting.
func TestAKeyOfTheFileOpensTheLobby(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.must(s.host.NameOrganisers(s.ctx, []directory.Fingerprint{"SHA256:ana"}))
		for range 2 { // the first time, and later
			at := at80(s, Options{Key: "SHA256:ana", Code: "ana"})
			at.stage.settle()
			if got := at.screen(); !strings.Contains(got, "f New community") || !strings.Contains(got, "Asia Pacific") || strings.Contains(got, " ! ") {
				t.Fatalf("they are greeted with\n%s", got)
			}
		}
		at := at80(s, Options{Key: "SHA256:ana", Code: "K7QM-2PXD-9WAX"})
		if got := at.screen(); !strings.Contains(got, "New community") || !strings.Contains(got, "That code is not right") {
			t.Errorf("with a mistyped code they are greeted with\n%s", got)
		}
		at.stage.settle()
		at.press("n")
		at.write("x")
		if got := at.screen(); !strings.Contains(got, "Words show") {
			t.Fatalf("a community of theirs asks\n%s", got)
		}
		at.press("ctrl+s")
		at.wants("New meeting", "Title")
		at.press("esc")
		if got := at.screen(); at.on() != "lobby.lobby" || !strings.Contains(got, "Kuala Lumpur 2022") {
			t.Errorf("they come back to\n%s", got)
		}
	})
}

// TestTheInstallationIsHandedOverOnScreen: by a code, and by leaving. Whoever is
// known is asked for nothing.
func TestTheInstallationIsHandedOverOnScreen(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.join("Budi", method.Participant, session.Profile{})
		next, _, err := s.host.Meet(s.ctx, "SHA256:next", "")
		s.must(err)
		first := at80(s, Options{Given: directory.Admission{Person: s.lead}})
		first.press("enter", "o", "x", "x")
		if got := first.screen(); !strings.Contains(got, "Mei (you)") || !strings.Contains(got, "Nobody else organises this") {
			t.Fatalf("the last organiser is shown\n%s", got)
		}
		first.press("a")
		shown := first.code()
		entry, err := s.host.Present(shown)
		s.must(err)
		second := at80(s, desk.Options{Key: "SHA256:next", Code: shown, Given: entry})
		second.stage.settle()
		if p, _ := s.host.Person(next); !p.Organiser || !strings.Contains(second.screen(), "f New community") {
			t.Fatalf("the next organiser is shown\n%s", second.screen())
		}
		first.press("enter", "enter", "esc", "o")
		first.press("up", "up")
		for !strings.HasPrefix(pointed(first.screen()), " › Mei (you)") {
			first.press("down")
		}
		first.press("x")
		if got := first.screen(); !strings.Contains(got, "your own part") {
			t.Fatalf("they are asked\n%s", got)
		}
		first.press("x")
		if got := first.screen(); strings.Contains(got, "New community") || !strings.Contains(got, "in no meeting yet") {
			t.Errorf("who has left is shown\n%s", got)
		}
		first.press("o", "f")
		if first.on() != "lobby.lobby" || first.writing() {
			t.Error("their keys still work")
		}
	})
}

// TestOrganisersAreListedAsTheyCome, each once with every reason, while somebody looks at
// the list.
func TestOrganisersAreListedAsTheyCome(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at := at80(s, Options{Given: directory.Admission{Person: s.lead}})
		at.press("enter", "o", "a")
		shown := at.code()
		at.press("enter", "enter")
		next, _, err := s.host.Meet(s.ctx, "SHA256:next", "")
		s.must(err)
		s.must(s.host.Claim(s.ctx, next, shown))
		s.must(s.host.NameOrganisers(s.ctx, []directory.Fingerprint{"SHA256:next"}))
		_, err = s.host.EnterAsOrganiser(s.ctx, next, stageCommunity, session.Profile{Name: "Budi"})
		s.must(err)
		s.pass(3 * time.Second)
		at.inOrder("Budi", "by the server's file, SHA256:next · by a code", "Mei (you)")
		if got := at.screen(); strings.Count(got, "Budi") != 1 {
			t.Errorf("somebody with two reasons is listed\n%s", got)
		}
		at.press("x")
		at.wants("no code makes Budi an organiser then")
		at.press("x")
		at.inOrder("Budi", "by the server's file, SHA256:next", "Mei (you)", "by a code")
		s.must(s.host.EndClaim(s.ctx, next, s.lead))
		s.pass(3 * time.Second)
		if at.on() != "lobby.lobby" {
			t.Errorf("who organises no more is shown\n%s", at.screen())
		}
	})
}

// pointed is the row under the pointer and the one below.
func pointed(screen string) string {
	rows := strings.Split(screen, "\n")
	for i, row := range rows {
		if strings.Contains(row, "›") {
			return strings.Join(rows[i:min(len(rows), i+2)], " ")
		}
	}
	return ""
}

// TestAnOrganiserMakesAnother from the people of a meeting, and ends it; both see
// it at once.
func TestAnOrganiserMakesAnother(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.filled()
		mei, budi, anan := s.sit("Mei", modern, 80, 24), s.sit("Budi", modern, 80, 24), s.sit("Anan", modern, 80, 24)
		anan.press("p", "o")
		if strings.Contains(anan.screen(), "Press o again") {
			t.Errorf("a facilitator is asked\n%s", anan.screen())
		}
		anan.press("o")
		if s.role("Anan") != method.Facilitator || strings.Contains(anan.screen(), "Make organiser") {
			t.Errorf("a facilitator is offered\n%s", anan.screen())
		}
		mei.press("p")
		for !strings.HasPrefix(pointed(mei.screen()), " › Budi") {
			mei.press("down")
		}
		mei.press("o")
		if got := mei.screen(); s.role("Budi") != method.Participant || !strings.Contains(got, "Press o again") {
			t.Fatalf("she is not asked first:\n%s", got)
		}
		mei.press("o")
		if got := budi.screen(); s.role("Budi") != method.Organiser || !strings.Contains(got, "From now on you are Organiser here") || !strings.Contains(got, "Edit") {
			t.Errorf("whom she made an organiser is shown\n%s", got)
		}
		mei.press("o", "o")
		if got := budi.screen(); s.role("Budi") != method.Participant || strings.Contains(got, "Edit") {
			t.Errorf("whose part was ended is shown\n%s", got)
		}
		mei.press("up", "up", "up", "up")
		for !strings.HasPrefix(pointed(mei.screen()), " › Mei") {
			mei.press("down")
		}
		if got := mei.screen(); !strings.Contains(pointed(got), "installation") {
			t.Errorf("why she organises it is not said:\n%s", got)
		}
	})
}

func (s *stage) role(name string) method.Role {
	s.t.Helper()
	shared, err := s.host.Shared(s.ctx, stageCommunity, method.Members)
	s.must(err)
	return shared.RoleIn(stageMeeting, s.all[name])
}

// comesBack brings somebody who is known to the door with a new code.
func (s *stage) comesBack(person directory.PersonID, role method.Role, reads method.Audience) *seat {
	s.t.Helper()
	code, err := s.host.Invite(s.ctx, stageCommunity, s.all["Mei"], directory.Invitation{
		Meeting: stageMeeting, Role: role, Audience: reads, Uses: 1, Expires: time.Now().Add(host.InviteFor),
	})
	s.must(err)
	entry, err := s.host.Present(code)
	s.must(err)
	entry.Person = person
	at := at80(s, Options{Code: code, Given: entry})
	at.stage.settle()
	return at
}

// TestALowerCodeIsOfferedForThisVisit: it changes nothing but what this terminal
// offers, and that only when it is asked to.
func TestALowerCodeIsOfferedForThisVisit(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		person := s.join("Anan", method.Facilitator, session.Profile{})
		other := s.sit("Anan", modern, 80, 24)
		at := s.comesBack(person, method.Observer, method.Members)
		got := at.screen()
		for _, part := range []string{"You stay Facilitator here", "The code is for: Observer", "Press v", "v As Observer", "z Close"} {
			if !strings.Contains(got, part) {
				t.Errorf("%q is not shown:\n%s", part, got)
			}
		}
		at.press("v")
		if got := at.screen(); strings.Contains(got, "z Close") || !strings.Contains(got, "v As Facilitator") || at.desk.May(method.Contribute) {
			t.Errorf("as an observer they are shown\n%s", got)
		}
		if s.role("Anan") != method.Facilitator || !strings.Contains(other.screen(), "z Close") {
			t.Errorf("at the other terminal they are shown\n%s", other.screen())
		}
		at.press("v")
		if got := at.screen(); !strings.Contains(got, "z Close") {
			t.Errorf("afterwards they are shown\n%s", got)
		}
		if strings.Contains(other.screen(), "As Observer") {
			t.Error("the other terminal is offered it too")
		}
		at.screen()
		at.screen() // from what both share
		other.press("v")
		if got := other.screen(); !strings.Contains(got, "z Close") {
			t.Errorf("where nothing is offered, v leads to\n%s", got)
		}
		at.press("v", "esc", "enter")
		if got := at.screen(); strings.Contains(got, "v As") || !strings.Contains(got, "z Close") {
			t.Errorf("the next visit is\n%s", got)
		}
	})
}

// TestWhatACodeMadeOfSomebodyIsSaid.
func TestWhatACodeMadeOfSomebodyIsSaid(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		for name, c := range map[string]struct {
			was, code method.Role
			reads     method.Audience
			says      string
		}{
			"more":     {method.Participant, method.Facilitator, method.Members, "With this code you are Facilitator here"},
			"the same": {method.Participant, method.Participant, method.Members, ""},
			"as much":  {method.Scribe, method.Participant, method.Members, "You stay Scribe here"},
		} {
			at := s.comesBack(s.join(name, c.was, session.Profile{}), c.code, c.reads)
			if d := at.desk; !strings.Contains(d.Notice, c.says) || c.says == "" && d.Notice != "" || d.Failed {
				t.Errorf("%s: they are told %q", name, d.Notice)
			}
		}
		narrow, _, err := s.host.Meet(s.ctx, "", "")
		s.must(err)
		code, err := s.host.Invite(s.ctx, stageCommunity, s.all["Mei"], directory.Invitation{
			Meeting: stageMeeting, Role: method.Observer, Audience: method.Governments, Uses: 1, Expires: time.Now().Add(host.InviteFor),
		})
		s.must(err)
		entry, err := s.host.Present(code)
		s.must(err)
		_, err = s.host.Join(s.ctx, narrow, *entry.Invitation, session.Profile{Name: "Minister"})
		s.must(err)
		if at := s.comesBack(narrow, method.Observer, method.Members); !strings.Contains(at.desk.Notice, "From now on you read what is for: Members") {
			t.Errorf("who reads more is told %q", at.desk.Notice)
		}
	})
}

// TestAVisitIsNeverMoreThanSomebodyIs, also when they are less than before.
func TestAVisitIsNeverMoreThanSomebodyIs(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.join("Anan", method.Participant, session.Profile{})
		s.do("Mei", &session.OrganiseCommunity{Member: s.all["Anan"]})
		at := s.sit("Anan", modern, 80, 24)
		at.desk.Offered = method.Facilitator
		at.press("v")
		if at.desk.Role() != method.Facilitator {
			t.Fatalf("they visit as %s", at.desk.Role())
		}
		s.do("Mei", &session.OrganiseCommunity{Member: s.all["Anan"], Ends: true})
		s.settle()
		if got := at.screen(); at.desk.Role() != method.Participant || strings.Contains(got, "z Close") {
			t.Errorf("as %s they are shown\n%s", at.desk.Role(), got)
		}
	})
}

// TestWhatTheFileSaysStays until somebody changes the file.
func TestWhatTheFileSaysStays(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.must(s.host.NameOrganisers(s.ctx, []directory.Fingerprint{"SHA256:ana"}))
		at := at80(s, Options{Given: directory.Admission{Person: s.lead}})
		at.press("enter", "o")
		for !strings.Contains(pointed(at.screen()), "SHA256:ana") {
			at.press("down")
		}
		at.press("x")
		if got := at.screen(); !strings.Contains(got, "The file of organisers names this key") {
			t.Errorf("they are told\n%s", got)
		}
	})
}
