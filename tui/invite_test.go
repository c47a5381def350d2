package tui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/place"
)

// TestCodesAreWatched: whoever looks at them sees people come, and what another
// does to a code.
func TestCodesAreWatched(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		person := s.join("Anan", method.Facilitator, session.Profile{})
		code, err := s.host.Invite(s.ctx, stageCommunity, s.all["Anan"], directory.Invitation{
			Meeting: stageMeeting, Role: method.Participant, Audience: method.Members, Uses: 50, Expires: time.Now().Add(host.InviteFor),
		})
		s.must(err)
		entry, err := s.host.Present(code)
		s.must(err)
		anan, mei := s.sit("Anan", modern, 80, 24), s.sit("Mei", modern, 80, 24)
		for _, at := range []*seat{anan, mei} {
			at.press("i")
			for !strings.Contains(pointed(at.screen()), "of 50 used") {
				at.press("down")
			}
		}
		comes := func() error {
			person, _, err := s.host.Meet(s.ctx, "", "")
			s.must(err)
			_, err = s.host.Join(s.ctx, person, *entry.Invitation, session.Profile{Name: "Somebody"})
			s.pass(time.Second) // until the room is told
			return err
		}
		for range 3 {
			s.must(comes())
		}
		if got := pointed(anan.screen()); !strings.Contains(got, "3 of 50 used") || !strings.Contains(got, "just now") {
			t.Errorf("after three came: %s", got)
		}
		anan.press("p")
		if got := anan.screen(); !strings.Contains(got, "Press p again") || entry.Invitation.Paused {
			t.Errorf("they are not asked first:\n%s", got)
		}
		anan.press("p")
		if err := comes(); err == nil || !strings.Contains(pointed(anan.screen()), "paused") || !strings.Contains(pointed(mei.screen()), "paused") {
			t.Errorf("paused: %v\n%s\n%s", err, anan.screen(), mei.screen())
		}
		anan.press("p", "p")
		s.must(comes())
		if got := pointed(mei.screen()); !strings.Contains(got, "4 of 50 used") {
			t.Errorf("resumed: %s", got)
		}
		_, err = s.host.Join(s.ctx, person, *entry.Invitation, session.Profile{}) // of whom it makes nothing
		s.must(err)
		if s.pass(time.Second); !strings.Contains(pointed(mei.screen()), "5 of 50 used") {
			t.Errorf("used by a facilitator: %s", pointed(mei.screen()))
		}
		anan.press("r", "r")
		fresh := anan.code()
		if !strings.Contains(anan.screen(), "5 of 50 used") {
			t.Fatalf("renewed:\n%s", anan.screen())
		}
		if entry, err = s.host.Present(fresh); err != nil {
			t.Error(err)
		}
		s.must(comes()) // while the code is on the wall
		anan.press("esc")
		if got := pointed(anan.screen()); !strings.Contains(got, "6 of 50 used") {
			t.Errorf("after the code was shown: %s", got)
		}
		if _, err := s.host.Present(code); err == nil {
			t.Error("the old code still lets people in")
		}
	})
}

// TestHowToComeWithACodeIsNotCut where it is shown only once, however small the window is.
func TestHowToComeWithACodeIsNotCut(t *testing.T) {
	for name, made := range map[string]func(at *seat){
		"an invitation":     goes(place.Invite{}, "a", "ctrl+s"),
		"a renewed one":     goes(place.Invite{}, "a", "ctrl+s", "esc", "r", "r"),
		"a new return code": goes(place.People{}, "r", "r"),
		"an organiser's":    goes(place.Lobby{}, "o", "a"),
	} {
		for _, language := range []string{"en", "es"} {
			for _, height := range []int{12, 14, 20, 21, 24} {
				t.Run(fmt.Sprint(name, " in ", language, " in ", height, " rows"), func(t *testing.T) {
					onStage(t, func(t *testing.T, s *stage) {
						at := s.sit("Mei", modern, 40, height)
						at.language(language)
						made(at)
						for _, row := range []string{"convene.example", at.desk.T("connect.host", "host", "convene.example"),
							at.desk.T("connect.port", "port", "2222"), at.desk.T("connect.user", "user", "")} {
							at.wants(row)
						}
					})
				})
			}
		}
	}
}

// TestWhenTheLastOneCame is said no closer than it has to be.
func TestWhenTheLastOneCame(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.join("Anan", method.Facilitator, session.Profile{})
		at := s.sit("Anan", modern, 120, 24)
		at.press("i")
		came := time.Now()
		for _, test := range []struct {
			after time.Duration
			want  string
		}{{4 * time.Minute, "last just now"}, {59 * time.Minute, "last within the hour"}, {time.Hour, "last on " + desk.DayOf(at.desk, came)}} {
			s.pass(time.Until(came.Add(test.after)))
			if got := at.screen(); !strings.Contains(got, test.want) {
				t.Errorf("after %v:\n%s", test.after, got)
			}
		}
	})
}

// TestWhatChangesWhileItIsAskedForIsAskedForAgain, once there is an answer.
func TestWhatChangesWhileItIsAskedForIsAskedForAgain(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at := s.sit("Mei", modern, 80, 24)
		at.goes(place.Invite{})
		i := at.desk.Top().(desk.Asker)
		first := i.AskAgain(at.desk)
		if first == nil || i.AskAgain(at.desk) != nil {
			t.Fatal("not one question at a time")
		}
		found := first() // before what follows
		s.join("Anan", method.Facilitator, session.Profile{})
		at.deliver(found)
		s.settle()
		at.wants("Facilitator", "1 of 1 used")
	})
}

// TestACodeThatHasLetSomebodyInIsGoodForThem, also where they type it.
func TestACodeThatHasLetSomebodyInIsGoodForThem(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		code, entry := s.invited(stageMeeting)
		person, _, err := s.host.Meet(s.ctx, "", "")
		s.must(err)
		_, err = s.host.Join(s.ctx, person, *entry.Invitation, session.Profile{Name: "Ana"})
		s.must(err)
		at := at80(s, Options{Given: directory.Admission{Person: person}})
		at.press("enter", "j")
		at.write(code)
		at.press("ctrl+s")
		if at.desk.Role() != method.Participant {
			t.Errorf("they are led to\n%s", at.screen())
		}
	})
}

// TestAnInvitationIsRefusedWhereItIsWrong, and can be sent again.
func TestAnInvitationIsRefusedWhereItIsWrong(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.join("Anan", method.Facilitator, session.Profile{})
		at := s.sit("Anan", modern, 80, 24)
		at.goes(place.Invite{})
		at.press("a", "tab", "tab")
		uses, days := "› "+at.desk.T("invite.uses"), "› "+at.desk.T("invite.days")
		for _, step := range []struct{ key, words, at string }{
			{"", "x", uses}, {"", "0", uses}, {"", "3", ""}, {"tab", "x", days}, {"", "999", days}, {"", "2", ""},
		} {
			if step.key != "" {
				at.press(step.key)
			}
			at.press("ctrl+u")
			at.write(step.words)
			if step.at == "" {
				continue // it is sent with what follows
			}
			at.press("ctrl+s")
			at.wants(step.at)
			if !at.desk.Failed || at.desk.Notice == "" {
				t.Errorf("%s is answered with %q", step.words, at.desk.Notice)
			}
		}
		at.press("ctrl+s")
		code := at.code()
		at.press("esc")
		at.wants("0 of 3 used")
		if _, err := s.host.Present(code); err != nil {
			t.Error(err)
		}
	})
}

// TestAGovernmentInvitesToWhatItReads: the form begins with what its maker may give.
func TestAGovernmentInvitesToWhatItReads(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.joinAs("Minister", directory.Invitation{Role: method.Facilitator, Audience: method.Governments}, session.Profile{})
		at := s.sit("Minister", plain, 80, 24)
		at.goes(place.Invite{})
		at.press("a", "ctrl+s")
		at.wants(at.desk.T("audience.governments"))
		if at.desk.Failed {
			t.Errorf("it is refused: %s", at.desk.Notice)
		}
	})
}

// TestWhoeverHasInvitedNobodyIsToldHow, and sees a code whole on a phone.
func TestWhoeverHasInvitedNobodyIsToldHow(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.do("Mei", &session.ConveneMeeting{Meeting: "next", Details: session.MeetingDetails{Title: "Next", First: "2024-01-01"}})
		for _, width := range []int{80, 36} {
			at := s.sitIn("next", "Mei", modern, width, 24)
			at.goes(place.Invite{})
			none := "There is no invitation yet"
			if got := strings.Contains(strings.Join(strings.Fields(at.screen()), " "), none); got != (width == 80) {
				t.Errorf("%q is said: %v", none, got)
			}
			at.press("a", "ctrl+s")
			code := at.code()
			spaced := strings.Join(strings.Split(code, ""), " ")
			if wide := strings.Contains(at.screen(), spaced); wide != (width == 80) || !strings.Contains(at.screen(), "  "+code+"\n") && !wide {
				t.Errorf("in %d cells the code is\n%s", width, at.screen())
			}
		}
	})
}
