package tui

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/standing"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/place"
)

// invited is a new join code for the stage's meeting, as its bearer shows it.
func (s *stage) invited(meeting method.MeetingID) (string, directory.Admission) {
	s.t.Helper()
	code, err := s.host.Invite(s.ctx, stageCommunity, s.all["Mei"], directory.Invitation{
		Meeting: meeting, Role: method.Participant, Audience: method.Members, Uses: 1, Expires: time.Now().Add(time.Hour),
	})
	s.must(err)
	entry, err := s.host.Present(code)
	s.must(err)
	return code, entry
}

// fails lets the next n writes to a log fail, and counts all of them.
func (s *stage) fails(log string, n int) (written *int) {
	written = new(int)
	synctest.Wait() // nobody reads the hook now
	s.store.BeforeAppend = func(name string, _ ledger.Batch) error {
		if name != log {
			return nil
		}
		if *written++; *written <= n {
			return errDisk
		}
		return nil
	}
	return written
}

const directoryLog = "_directory"

// TestWhoStaysUnnamedIsAParticipant: the name that is proposed goes with the
// first letter of another, and speaks the person's language.
func TestWhoStaysUnnamedIsAParticipant(t *testing.T) {
	for name, c := range map[string]struct {
		keys []string
		want string
	}{
		"as it is":   {nil, "Participant "},
		"in Spanish": {[]string{"right"}, "Participante "},
		"named":      {[]string{"tab", "A", "n", "a"}, "Ana"},
	} {
		t.Run(name, func(t *testing.T) {
			onStage(t, func(t *testing.T, s *stage) {
				code, entry := s.invited(stageMeeting)
				at := s.arrive(Options{Code: code, Given: entry, Key: "SHA256:ana"}, 80, 24)
				at.press(c.keys...)
				if got := at.screen(); !strings.Contains(got, c.want) {
					t.Errorf("%q is not shown:\n%s", c.want, got)
				}
				at.press("ctrl+s")
				d := at.desk
				if d.Shared == nil || !strings.HasPrefix(d.Shared.Members.Of(d.Member).Name, c.want) {
					t.Fatalf("they are not %q:\n%s", c.want, at.screen())
				}
				if want := d.T("reads.members"); d.Notice != want {
					t.Errorf("somebody new is told %q, want %q", d.Notice, want)
				}
			})
		})
	}
}

// TestWhatIsAskedIsWhatIsSaid: nothing is said of a code where none is asked.
func TestWhatIsAskedIsWhatIsSaid(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		code, entry := s.invited(stageMeeting)
		for o, want := range map[*desk.Options]bool{{Code: code, Given: entry}: false, {Code: "siti"}: true} {
			if got := at80(s, *o).screen(); strings.Contains(got, "but the code") != want || strings.Contains(got, "Join code") != want {
				t.Errorf("with the user name %s:\n%s", o.Code, got)
			}
		}
	})
}

func at80(s *stage, o desk.Options) *seat {
	o.Terminal = modern
	return s.arrive(o, 80, 24)
}

// TestUserNames: one that was meant as a code is told so, any other is ignored.
func TestUserNames(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		const wrong = "That code is not right"
		for name, meant := range map[string]bool{
			"K7QM-2PXD-9WAX": true, "k7qm-2pxd-9wax": true, "AAAA-BBBB-CCCC-DDD1": true,
			"siti": false, "jean-paul": false, "student1": false, "root-2": false, "": false,
		} {
			at := at80(s, Options{Code: name})
			got := at.screen()
			if strings.Contains(got, wrong) != meant || meant && !strings.Contains(got, "› Join code             "+name) {
				t.Errorf("%q is greeted with\n%s", name, got)
			}
		}
	})
}

// TestKnownPeopleAndDeadCodes: the key is good enough, whatever the user name.
func TestKnownPeopleAndDeadCodes(t *testing.T) {
	for code, said := range map[refusal.Code]string{
		refusal.CodeUsedUp: "used", refusal.CodeRevoked: "revoked", refusal.CodeReplaced: "by a newer one", refusal.CodeWrong: "not right",
		refusal.CodeExpired: "expired", refusal.CodePaused: "paused",
	} {
		t.Run(string(code), func(t *testing.T) {
			onStage(t, func(t *testing.T, s *stage) {
				_, _, err := s.host.Meet(s.ctx, "SHA256:ana", "")
				s.must(err)
				at := at80(s, Options{Key: "SHA256:ana", Code: "K7QM-2PXD-9WA5", Refused: refusal.New(code)})
				got := at.screen()
				if !strings.Contains(got, "Continue as yourself") || !strings.Contains(got, " ! ") || !strings.Contains(got, said) {
					t.Errorf("they are greeted with\n%s", got)
				}
				at = at80(s, Options{Key: "SHA256:ana", Code: "jonathan", Refused: refusal.New(code)})
				if got := at.screen(); strings.Contains(got, " ! ") != (code != refusal.CodeWrong) {
					t.Errorf("a name that only could have been a code is greeted with\n%s", got)
				}
			})
		})
	}
}

// TestAReturningPersonIsNamed, once their community was looked up.
func TestAReturningPersonIsNamed(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at := at80(s, Options{Given: directory.Admission{Person: s.lead}})
		at.stage.settle()
		if got := at.screen(); !strings.Contains(got, "Continue as Mei") {
			t.Errorf("they are greeted with\n%s", got)
		}
	})
}

// TestAKeyIsOnlyKnownByWhoSaysSo: who comes back by a code may say that the key is
// theirs; a key that is somebody's is not asked about.
func TestAKeyIsOnlyKnownByWhoSaysSo(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		owns := func() directory.PersonID { p, _ := s.host.PersonByKey("SHA256:mei"); return p.ID }
		comes := func(key directory.Fingerprint) *seat {
			at := at80(s, Options{Key: key, Given: directory.Admission{Person: s.lead}})
			at.stage.settle()
			return at
		}
		at := comes("SHA256:mei")
		at.wants("Continue as Mei; this computer is mine")
		at.press("enter")
		if at.wants("Lobby"); owns() != "" {
			t.Error("the key is known without a word")
		}
		at = comes("SHA256:mei")
		at.press("down", "enter")
		at.wants("the key of this computer brings you back")
		if owns() != s.lead {
			t.Error("the key is not known")
		}
		_, _, err := s.host.Meet(s.ctx, "SHA256:budi", "")
		s.must(err)
		for _, key := range []directory.Fingerprint{"SHA256:mei", "SHA256:budi", ""} {
			if got := comes(key).screen(); strings.Contains(got, "this computer is mine") {
				t.Errorf("who comes with the key %q is asked\n%s", key, got)
			}
		}
	})
}

// TestABadAnswerCostsNothing: neither a person nor a use of the code.
func TestABadAnswerCostsNothing(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		code, entry := s.invited(stageMeeting)
		at := at80(s, Options{Code: code, Given: entry})
		written := s.fails(directoryLog, 0)
		at.press("tab", "tab")
		at.write(strings.Repeat("long", method.MaxTitle))
		at.press("down", "ctrl+s")
		if *written != 0 {
			t.Errorf("%d changes of the directory", *written)
		}
		if !strings.Contains(pointed(at.screen()), at.desk.T("welcome.organisation")) || !at.desk.Failed {
			t.Errorf("nothing points to the answer:\n%s", at.screen())
		}
	})
}

// TestAReturnCodeIsShownHoweverOftenOneTries and is the one that brings back
// whoever came in, also who claimed the installation.
func TestAReturnCodeIsShownHoweverOftenOneTries(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		code, entry := s.invited(stageMeeting)
		at := s.arrive(Options{Code: code, Given: entry}, 40, 20)
		s.fails(string(stageCommunity), 1)
		at.press("ctrl+s")
		if !at.desk.Failed {
			t.Fatalf("the first attempt did not fail:\n%s", at.screen())
		}
		at.press("ctrl+s")
		shown := at.code()
		if entry, err := s.host.Present(shown); err != nil || entry.Person != at.desk.Person {
			t.Errorf("the code gives %+v, %v", entry, err)
		}
		got := at.screen()
		for _, part := range []string{shown + "@convene.example", "2222"} {
			if !strings.Contains(got, part) {
				t.Errorf("%s is cut off:\n%s", part, got)
			}
		}
		at.press("esc")
		if at.on() != "home.meeting" {
			t.Errorf("it leads to %T", at.desk.Top())
		}
	})
}

// TestWhoComesInWithEnterReadsTheirCode: Enter takes what is proposed on the welcome
// screen, and one more does not take the code away.
func TestWhoComesInWithEnterReadsTheirCode(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		code, entry := s.invited(stageMeeting)
		at := at80(s, Options{Code: code, Given: entry})
		for at.on() == "welcome.welcome" {
			at.press("enter")
		}
		shown := at.code()
		at.press("enter")
		at.wants(shown, "Press Enter again once it is written down", "Enter Written down")
		at.press("enter")
		if at.on() != "home.meeting" {
			t.Errorf("it leads to\n%s", at.screen())
		}
	})
}

// TestACodeWaitsForWhatIsBeingWritten, and is shown once that is left.
func TestACodeWaitsForWhatIsBeingWritten(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at := s.sit("Mei", modern, 80, 24)
		at.goes(place.People{})
		at.press("r")
		at.types("r", "esc", "s", "e") // before the answer
		s.settle()
		if at.on() != "desk.FormScreen" {
			t.Fatalf("the form is covered:\n%s", at.screen())
		}
		at.wants("The new code is shown once you leave")
		at.press("esc")
		at.wants("A return code for Mei (you)")
		if in, err := s.host.Present(at.code()); err != nil || in.Person != s.lead {
			t.Errorf("the code gives %+v, %v", in, err)
		}
	})
}

// TestACodeStaysUntilItIsLeft, also where the person is led out meanwhile.
func TestACodeStaysUntilItIsLeft(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		code, entry := s.invited(stageMeeting)
		at := at80(s, Options{Code: code, Given: entry})
		at.press("ctrl+s")
		shown := at.code()
		s.do("Mei", &standing.SendOut{Member: at.desk.Member, Meeting: stageMeeting})
		s.settle()
		at.wants(shown)
		at.press("esc")
		if at.on() != "lobby.lobby" {
			t.Errorf("they are led to\n%s", at.screen())
		}
	})
}

// TestACodeThatEndsMeanwhile lets the person type another.
func TestACodeThatEndsMeanwhile(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		code, entry := s.invited(stageMeeting)
		at := at80(s, Options{Code: code, Given: entry})
		s.must(s.host.Revoke(s.ctx, stageCommunity, s.all["Mei"], entry.Invitation.ID))
		at.press("tab")
		at.write("Ana")
		at.press("ctrl+s")
		if got := at.screen(); !strings.Contains(got, "› Join code") || !strings.Contains(got, "Ana") || !strings.Contains(got, "revoked") {
			t.Errorf("the person is shown\n%s", got)
		}
		other, _ := s.invited(stageMeeting)
		at.write(other)
		at.press("ctrl+s")
		if at.on() != "desk.Keepsake" {
			t.Errorf("the other code leads to %T", at.desk.Top())
		}
	})
}

// TestACodeIsFoundInThePastedLine that brings people here.
func TestACodeIsFoundInThePastedLine(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		code, _ := s.invited(stageMeeting)
		for _, line := range []string{"ssh -p 2222 %s@convene.example", "%s@convene.example\n", " -p 2222 '%s'@convene.example"} {
			at := at80(s, Options{Key: "SHA256:ana"})
			at.send(tea.PasteMsg{Content: fmt.Sprintf(line, code)})
			if got := at.screen(); !strings.Contains(got, "› Join code             "+code+"\n") {
				t.Errorf("of %q stays\n%s", line, got)
			}
		}
		at := at80(s, Options{Key: "SHA256:ana"})
		at.write("ssh -p 2222 " + code + "@convene.example") // as a paste without brackets arrives
		at.press("ctrl+s")
		if at.on() != "home.meeting" {
			t.Errorf("the line leads to\n%s", at.screen())
		}
	})
}

// TestWhatIsTypedWhileTheDoorOpensChangesNoAnswer: it is for the home, and where a code is
// shown once, for nothing.
func TestWhatIsTypedWhileTheDoorOpensChangesNoAnswer(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		for key, leads := range map[directory.Fingerprint]string{"SHA256:ana": "people.people", "": "desk.Keepsake"} {
			_, entry := s.invited(stageMeeting)
			at := at80(s, Options{Given: entry, Key: key})
			at.types("ctrl+s", "e", "p")
			if s.settle(); at.on() != leads || at.desk.Words.Language != "en" {
				t.Errorf("with the key %q they are at\n%s", key, at.screen())
			}
		}
		_, entry := s.invited(stageMeeting)
		at := at80(s, Options{Given: entry})
		at.types("ctrl+s", "enter", "enter")
		s.settle()
		at.wants("Your return code")
		back, err := s.host.Renew(s.ctx, s.lead)
		s.must(err)
		at = at80(s, Options{})
		at.write(back)
		at.types("ctrl+s", "enter")
		s.settle()
		at.wants("Continue as Mei")
		code, _ := s.invited(stageMeeting)
		at = at80(s, Options{})
		at.write(code)
		s.fails(string(stageCommunity), 1)
		at.types("ctrl+s", "tab", "tab")
		if s.settle(); !strings.Contains(pointed(at.screen()), "Join code") {
			t.Errorf("they were not let in, and are at\n%s", at.screen())
		}
	})
}

// types presses keys one right behind the other.
func (at *seat) types(keys ...string) {
	at.t.Helper()
	for _, k := range keys {
		at.deliver(key(k))
	}
}

// TestAnswersReachWhoAsked although help was opened meanwhile.
func TestAnswersReachWhoAsked(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		organiser := at80(s, Options{Given: directory.Admission{Person: s.lead}})
		organiser.deliver(key("enter"))
		organiser.deliver(key("?"))
		s.settle()
		organiser.press("esc")
		if got := organiser.screen(); !strings.Contains(got, "Kuala Lumpur 2022") {
			t.Errorf("the lobby is\n%s", got)
		}
	})
}

// TestComingInIsCounted against what a connection may do, and what is known
// already is not written again.
func TestComingInIsCounted(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		code, entry := s.invited(stageMeeting)
		o := Options{Code: code, Given: entry, Key: "SHA256:ana"}
		at := at80(s, o)
		at.desk.Rate = func(directory.PersonID) error { return refusal.New(refusal.TooFast) }
		written := s.fails(directoryLog, 0)
		at.press("ctrl+s")
		if *written != 0 || !at.desk.Failed {
			t.Errorf("%d changes too fast:\n%s", *written, at.screen())
		}
		at.desk.Rate = func(directory.PersonID) error { return nil }
		at.press("ctrl+s")
		before := *written
		again := at80(s, o)
		s.settle()
		if again.on() != "home.meeting" || *written != before {
			t.Errorf("coming again leads to %T, with %d changes", again.desk.Top(), *written-before)
		}
	})
}

// TestWhoComesWhereNothingCanBeReadHearsThat, and is not asked who they are.
func TestWhoComesWhereNothingCanBeReadHearsThat(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		code, entry := s.invited(stageMeeting)
		_, _, err := s.host.Meet(s.ctx, "SHA256:ana", "")
		s.must(err)
		s.restartedOn(unreadable{s.store})
		at := at80(s, Options{Code: code, Given: entry, Key: "SHA256:ana"})
		at.press("ctrl+s")
		at.wants("Something went wrong on the server")
		if got := at.screen(); strings.Contains(got, at.desk.T("welcome.name")) {
			t.Errorf("they are asked for a name:\n%s", got)
		}
	})
}

// TestAJoinThatWasCut is finished from the lobby: into a community, and into
// another meeting of one.
func TestAJoinThatWasCut(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		const second method.MeetingID = "bangkok-2023"
		details := stageDetails()
		details.Title, details.First, details.Last = "Bangkok 2023", "2023-05-02", "2023-05-03"
		s.do("Mei", &session.ConveneMeeting{Meeting: second, Details: details, Agenda: stageAgenda()})
		member := s.join("Budi", method.Participant, session.Profile{})
		newcomer, _, err := s.host.Meet(s.ctx, "SHA256:ana", "")
		s.must(err)
		for name, person := range map[string]directory.PersonID{"a member": member, "a newcomer": newcomer} {
			_, entry := s.invited(second)
			s.fails(string(stageCommunity), 1)
			if _, err := s.host.Join(s.ctx, person, *entry.Invitation, session.Profile{Name: "Ana"}); err == nil {
				t.Fatal("the join was not cut")
			}
			at := at80(s, Options{Given: directory.Admission{Person: person}})
			at.press("enter")
			if got := at.screen(); !strings.Contains(got, "› Bangkok 2023") || !strings.Contains(got, "finishes joining") {
				t.Fatalf("%s finds in the lobby\n%s", name, got)
			}
			at.press("enter")
			if at.on() == "welcome.welcome" {
				at.press("ctrl+s")
			}
			if d := at.desk; d.Meeting != second || d.Role() != method.Participant {
				t.Errorf("%s is in %q as %q:\n%s", name, d.Meeting, d.Role(), at.screen())
			}
		}
	})
}

// TestTheLobby offers what there is to open.
func TestTheLobby(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		nobody, _, err := s.host.Meet(s.ctx, "SHA256:ana", "")
		s.must(err)
		empty, full := at80(s, Options{Given: directory.Admission{Person: nobody}}), at80(s, Options{Given: directory.Admission{Person: s.lead}})
		empty.press("enter")
		if got := empty.screen(); strings.Contains(got, "Enter") {
			t.Errorf("an empty lobby is\n%s", got)
		}
		full.press("enter")
		if got := full.screen(); !strings.Contains(got, "9–10 August 2022") || !strings.Contains(got, "Enter Open") {
			t.Errorf("the lobby is\n%s", got)
		}
		full.press("j")
		if full.on() != "welcome.welcome" {
			t.Errorf("j leads to %T", full.desk.Top())
		}
		full.wants("Esc Back")
		full.press("esc")
		if full.on() != "lobby.lobby" {
			t.Errorf("Esc leads back to %T", full.desk.Top())
		}
	})
}

// TestACommunityIsFounded under the short name that its name suggests, or
// another.
func TestACommunityIsFounded(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at := at80(s, Options{Given: directory.Admission{Person: s.lead}})
		at.press("enter", "f", "ctrl+s")
		at.write("Red Andina: México")
		at.press("tab")
		if got := at.screen(); !strings.Contains(got, "red-andina-mexico") || !strings.Contains(got, "People type it") {
			t.Errorf("nothing is proposed:\n%s", got)
		}
		at.write("Red")
		at.press("up", "ctrl+s")
		if got := at.screen(); !strings.Contains(got, "› Short name") || !strings.Contains(got, "The short name takes") {
			t.Errorf("nothing points to the short name:\n%s", got)
		}
		at.press("ctrl+u", "ctrl+s")
		if got := at.screen(); !strings.Contains(got, "› Red Andina: México") {
			t.Errorf("it is not in the lobby:\n%s", got)
		}
		if _, err := s.host.Shared(context.Background(), "red-andina-mexico", method.Public); err != nil {
			t.Error(err)
		}
	})
}

// TestSomebodyKnownElsewhere is asked who they are once the community turns out not to
// know, and nothing is said to have gone wrong.
func TestSomebodyKnownElsewhere(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		_, entry := s.invited(stageMeeting)
		var err error
		entry.Person, _, err = s.host.Meet(s.ctx, "", "")
		s.must(err)
		at := at80(s, Options{Given: entry})
		s.settle()
		if at.desk.Failed {
			t.Errorf("they are told %q", at.desk.Notice)
		}
		at.wants("Name ", "Organisation ")
		at.press("ctrl+s")
		if at.on() != "home.meeting" {
			t.Errorf("their name leads to\n%s", at.screen())
		}
	})
}

// TestWhoComesByACodeIsToldWhatTheyMayRead, and where: before they come in, and after. Somebody of
// a government reads less by a code for members.
func TestWhoComesByACodeIsToldWhatTheyMayRead(t *testing.T) {
	says := map[method.Audience]string{
		method.Members: "You may read everything here", method.Governments: "You may read what is for", method.Public: "You may read what is public",
	}
	for _, c := range []struct {
		code, reads method.Audience
		of          method.OrganisationType
	}{
		{method.Members, method.Members, method.CSO}, {method.Governments, method.Governments, method.CSO},
		{method.Public, method.Public, method.CSO}, {method.Members, method.Governments, method.Government},
	} {
		onStage(t, func(t *testing.T, s *stage) {
			code, err := s.host.Invite(s.ctx, stageCommunity, s.all["Mei"], directory.Invitation{
				Meeting: stageMeeting, Role: method.Observer, Audience: c.code, Uses: 1, Expires: time.Now().Add(time.Hour),
			})
			s.must(err)
			entry, err := s.host.Present(code)
			s.must(err)
			at := s.arrive(Options{Code: code, Given: entry, Key: "SHA256:ana"}, 80, 24)
			at.wants("Here Asia Pacific Community of Practice meets.", "This code lets you in as Observer", says[c.code])
			at.press("tab", "tab")
			at.write("Quagga House")
			at.press("tab", at.desk.T("organisation." + string(c.of))[:1], "ctrl+s")
			if o := at.desk.Shared.Organisations[at.desk.Own.Member.Organisation]; o == nil || o.Type != c.of {
				t.Fatalf("they are of %+v", o)
			}
			at.wants("Home", says[c.reads])
		})
	}
}
