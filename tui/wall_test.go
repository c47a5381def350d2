package tui

import (
	"cmp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/groups"
	"github.com/convene-ssh/convene/session/interpret"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/standing"
	"github.com/convene-ssh/convene/session/turns"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/place"
	"github.com/convene-ssh/convene/tui/theme"
)

// wallBy opens a wall by a new code.
func (s *stage) wallBy(i directory.Invitation, o desk.Options, width, height int) *seat {
	s.t.Helper()
	i.Meeting, i.Uses, i.Expires = cmp.Or(i.Meeting, stageMeeting), 1, time.Now().Add(time.Hour)
	code, err := s.host.Invite(s.ctx, stageCommunity, s.all["Mei"], i)
	s.must(err)
	o.Given, err = s.host.Present(code)
	s.must(err)
	o.Wall, o.Code = true, code
	at := s.arrive(o, width, height)
	for synctest.Wait(); len(at.inbox) > 0; synctest.Wait() {
		at.deliver(<-at.inbox)
	}
	return at
}

// participants are let in to read what members read.
func participants() directory.Invitation {
	return directory.Invitation{Role: method.Participant, Audience: method.Members}
}

// TestWalls compares what a wall shows with the pictures that were looked at: how to come
// in while nothing is on, then what is.
func TestWalls(t *testing.T) {
	for _, size := range []struct {
		name          string
		width, height int
	}{{"80x24", 80, 24}, {"40x20", 40, 20}, {"160x48", 160, 48}} {
		t.Run(size.name, func(t *testing.T) {
			onStage(t, func(t *testing.T, s *stage) {
				board := s.filled()
				s.sit("Budi", modern, 80, 24)
				wall := s.wallBy(participants(), Options{Terminal: modern}, size.width, size.height)
				look := func(name string) {
					t.Helper()
					s.pass(200 * time.Millisecond)
					wall.golden("wall_" + name + "_" + size.name)
					wall.press("l")
					wall.golden("wall_" + name + "_es_" + size.name)
					wall.press("l")
				}
				look("join")
				s.opens("a2")
				s.do("Anan", &agenda.SetTimer{Meeting: stageMeeting, Minutes: 25})
				look("gather")
				s.counted(board)
				look("counted")
				for i, words := range []string{"Refugiados enseñan y traducen", "เครือข่ายล่ามอาสา"} {
					it := s.shared().Boards[board].In(layout.Strengths)[i]
					s.do("Mei", &interpret.Write{Item: it.ID, Revision: it.Revision, Language: []method.Language{"es", "th"}[i], Text: words})
				}
				look("interpreted")
				s.opens("a3")
				s.do("Anan", &agenda.SetTimer{Meeting: stageMeeting, Minutes: 1})
				look("actions")
				s.panel()
				s.asked("panel")
				s.opens("panel")
				s.speak("panel")
				look("panel")
				s.sides()
				s.opens("groups")
				look("groups")
				s.phase(groups.Of(s.shared().Community, session.InItem{Meeting: stageMeeting, Item: "groups"})[0].ID, layout.Gather, layout.Revealed)
				look("groups_revealed")
			})
		})
	}
}

// speak gives somebody the word, for which two others wait.
func (s *stage) speak(item method.AgendaID) {
	s.t.Helper()
	in := session.InItem{Meeting: stageMeeting, Item: item}
	s.do("Anan", &turns.Name{InItem: in, Speakers: []turns.Speaker{{Member: s.all["Mei"]}, {Called: "Dra. Rosa Ek"}, {Member: s.all["Budi"]}}})
	s.do("Anan", &turns.Give{InItem: in, Speaker: turns.Speaker{Member: s.all["Mei"]}})
}

// TestAWallNamesWhoSpeaks to those who see who the members are, and to nobody else.
func TestAWallNamesWhoSpeaks(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.filled()
		s.join("Budi", method.Participant, session.Profile{Organisation: "Quagga House"})
		s.opens("a1")
		wall := s.wallBy(participants(), Options{Terminal: modern}, 80, 24)
		outside := s.wallBy(directory.Invitation{Role: method.Observer, Audience: method.Governments}, Options{Terminal: modern}, 80, 24)
		s.speak("a1")
		s.pass(200 * time.Millisecond)
		wall.wants("Speaks now: Mei", "Next: Dra. Rosa Ek, Budi · Quagga House")
		outside.wants("Speaks now: A member", "Next: Somebody, A member")
	})
}

// TestAWallOnOldTerminals draws it with letters alone.
func TestAWallOnOldTerminals(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.counted(s.filled())
		for _, size := range [][2]int{{80, 24}, {40, 20}, {24, 10}, {10, 3}, {160, 60}, {300, 120}} {
			for _, profile := range []theme.Profile{plain, modern} {
				wall := s.wallBy(participants(), Options{Terminal: profile}, size[0], size[1])
				screen := wall.screen()
				for _, item := range []method.AgendaID{"a1", "a2", "a3"} {
					s.opens(item)
					screen += wall.screen()
				}
				wall.press("j")
				if screen += wall.screen(); profile == plain && strings.ContainsAny(screen, "█▀▄●▲◆▼■") {
					t.Errorf("shapes that the terminal does not have:\n%s", screen)
				}
				s.do("Anan", &agenda.Remove{Meeting: stageMeeting, Item: "a1"})
				s.do("Anan", &agenda.Add{Meeting: stageMeeting, Item: stageAgenda()[0]})
			}
		}
	})
}

// TestAWallOfManyGroupsFitsInALowWindow, also below what the timer takes.
func TestAWallOfManyGroupsFitsInALowWindow(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.filled()
		s.sides()
		s.do("Anan", &groups.Make{InItem: session.InItem{Meeting: stageMeeting, Item: "groups"}, Layout: "swot",
			Groups: []groups.Named{{Name: "Courts"}, {Name: "Schools"}}})
		s.opens("groups")
		s.do("Anan", &agenda.SetTimer{Meeting: stageMeeting, Minutes: 5})
		for _, width := range []int{24, 40, 80, 300} {
			for height := 10; height < 24; height++ {
				wall := s.wallBy(participants(), Options{Terminal: modern}, width, height)
				if wall.screen(); height > 20 {
					wall.wants("Shelters")
				}
			}
		}
	})
}

// TestWhatIsOnAWall is no more than everybody reads who attends, and none of what waits to
// be shown to all.
func TestWhatIsOnAWall(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.filled()
		s.opens("a2")
		wall := s.wallBy(participants(), Options{Terminal: modern}, 160, 48)
		if screen := wall.screen(); strings.Contains(screen, stageItems["S"][0]) || !strings.Contains(screen, "+2 waiting") {
			t.Errorf("while people gather the wall is\n%s", screen)
		}
		s.phase("my", layout.Gather, layout.Revealed)
		s.settle()
		if screen := wall.screen(); !strings.Contains(screen, stageItems["S"][0]) {
			t.Errorf("after the reveal the wall is\n%s", screen)
		}
		s.joinAs("Gov", directory.Invitation{Role: method.Observer, Audience: method.Governments}, session.Profile{})
		s.pass(time.Second)
		if screen := wall.screen(); strings.Contains(screen, stageItems["S"][0]) || !strings.Contains(screen, "only what governments may read") {
			t.Errorf("with an observer from a government the wall is\n%s", screen)
		}
	})
}

// TestWhatIsInNoGroupStandsApartOnAWall, as on the board, also where people write again.
func TestWhatIsInNoGroupStandsApartOnAWall(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.filled()
		s.opens("a2")
		s.phase("my", layout.Gather, layout.Revealed)
		s.do("Anan", &session.GroupItem{Item: s.coded("MY-S1"), Heading: "People who know the way"})
		wall := s.wallBy(participants(), Options{Terminal: modern}, 120, 40)
		budi := s.sit("Budi", modern, 120, 40)
		budi.goes(place.Board{ID: "my"})
		for _, phase := range []layout.Phase{layout.Revealed, layout.Gather} {
			wall.wants("\n People who know the way", "\n   MY-S1 ", "\n MY-S2 ")
			budi.wants(" People who know the way", "   MY-S1 ", " MY-S2 ")
			if phase == layout.Revealed {
				s.phase("my", layout.Revealed, layout.Gather)
				s.settle()
			}
		}
	})
}

// TestWhatIsAddedAfterAReveal waits for the next one, and nobody is told that each sees only
// their own beside what all see.
func TestWhatIsAddedAfterAReveal(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.filled()
		s.opens("a2")
		wall, budi := s.wallBy(participants(), Options{Terminal: modern}, 120, 40), s.sit("Budi", modern, 80, 24)
		budi.goes(place.Board{ID: "my"})
		for _, at := range []*seat{wall, budi} {
			at.wants("each sees only their own")
		}
		s.phase("my", layout.Gather, layout.Revealed)
		s.phase("my", layout.Revealed, layout.Gather)
		s.settle()
		for _, at := range []*seat{wall, budi} {
			if at.wants("what is added now waits for the next reveal"); strings.Contains(at.screen(), "only their own") {
				t.Errorf("it says too that each sees only their own:\n%s", at.screen())
			}
		}
	})
}

// TestTheStepOfAnItemStandsOnAWall, as on the screens of those who follow.
func TestTheStepOfAnItemStandsOnAWall(t *testing.T) {
	for kind, says := range map[method.AgendaKind]string{
		method.PeerAssist: "Step 2 of 4 - Clarifying questions. Ask only to understand.", method.Exchange: "Step 2 of 3 - Questions. Ask what it took",
	} {
		onStage(t, func(t *testing.T, s *stage) {
			s.filled()
			s.do("Anan", &agenda.Add{Meeting: stageMeeting, Item: session.AgendaItem{ID: "assist", Kind: kind, Title: "A family in hiding"}})
			s.opens("assist")
			wall, anan := s.wallBy(participants(), Options{Terminal: plain}, 120, 40), s.sit("Anan", plain, 120, 40)
			anan.press("enter", "n", "n")
			anan.wants(says)
			wall.wants(says)
		})
	}
}

// TestACodeOnAWall is shown only where it makes people participants. Once it is revoked,
// the wall shows nothing more.
func TestACodeOnAWall(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.filled()
		for _, role := range method.Roles() {
			wall := s.wallBy(directory.Invitation{Role: role, Audience: method.Members}, Options{Terminal: modern}, 80, 24)
			if shown := strings.Contains(wall.screen(), wall.desk.Code); shown != (role == method.Participant) {
				t.Errorf("the code of a %s is shown: %v, on\n%s", role, shown, wall.screen())
			}
			if n := s.host.Room(s.ctx, stageCommunity, stageMeeting, "").Count(); n != 0 {
				t.Errorf("%d are present beside a wall", n)
			}
			s.must(s.host.Revoke(s.ctx, stageCommunity, s.all["Mei"], wall.desk.Given.Invitation.ID))
			s.pass(time.Second)
			if screen := wall.screen(); !strings.Contains(screen, "revoked") || strings.Contains(screen, "Kuala Lumpur") {
				t.Errorf("after its code was revoked the wall is\n%s", screen)
			}
		}
	})
}

// TestAWallCountsATimerThatRunsAlready, although nothing happens that would wake it.
func TestAWallCountsATimerThatRunsAlready(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.filled()
		s.opens("a2")
		s.do("Anan", &agenda.SetTimer{Meeting: stageMeeting, Minutes: 3})
		s.pass(time.Second)
		wall := s.wallBy(participants(), Options{Terminal: modern}, 80, 24)
		wall.wants("3 minutes")
		if wall.due.IsZero() {
			t.Error("it waits for nothing")
		}
		s.pass(time.Minute)
		wall.wants("2 minutes")
	})
}

// TestTheLanguageOfAWallIsNotThePersons: theirs is back when they leave it, or are led out.
func TestTheLanguageOfAWallIsNotThePersons(t *testing.T) {
	for name, leave := range map[string]func(s *stage, anan *seat){
		"left": func(_ *stage, anan *seat) { anan.press("esc") },
		"led out": func(s *stage, anan *seat) {
			s.do("Mei", &standing.SendOut{Meeting: stageMeeting, Member: s.all["Anan"]})
			s.settle()
			anan.isAt("lobby.lobby")
		},
	} {
		t.Run(name, func(t *testing.T) {
			onStage(t, func(t *testing.T, s *stage) {
				s.filled()
				anan := s.sit("Anan", modern, 80, 24)
				anan.press("q", "l")
				if on := anan.desk.Words.Language; on == "en" {
					t.Fatalf("the wall is in %q", on)
				}
				leave(s, anan)
				if now := anan.desk.Words.Language; now != "en" {
					t.Errorf("the person reads %q now", now)
				}
			})
		})
	}
}

// TestTheWallOfAFacilitator is their own terminal: it makes a code for participants, and
// they are not present while it shows the wall.
func TestTheWallOfAFacilitator(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.filled()
		anan := s.sit("Anan", modern, 80, 24)
		anan.press("q")
		i, err := s.host.Present(anan.code())
		s.must(err)
		if i.Invitation.Role != method.Participant || i.Invitation.Audience != method.Members {
			t.Errorf("the code is for %+v", i.Invitation)
		}
		here := func() int {
			s.pass(time.Second)
			return s.host.Room(s.ctx, stageCommunity, stageMeeting, "").Count()
		}
		if n := here(); n != 0 {
			t.Errorf("%d are present while the wall is shown", n)
		}
		anan.press("esc")
		if n := here(); n != 1 || anan.on() != "home.meeting" {
			t.Errorf("afterwards %d are present, on %s", n, anan.on())
		}
		anan.press("q")
		again, err := s.host.Present(anan.code())
		s.must(err)
		if again.Invitation.ID != i.Invitation.ID {
			t.Error("opened again, it shows another code")
		}
		s.must(s.host.Revoke(s.ctx, stageCommunity, s.all["Anan"], i.Invitation.ID))
		anan.press("esc", "q")
		if again, err = s.host.Present(anan.code()); err != nil || again.Invitation.ID == i.Invitation.ID {
			t.Errorf("after it was revoked it shows %+v, %v", again.Invitation, err)
		}
		anan.press("esc")
		budi := s.sit("Budi", modern, 80, 24)
		budi.press("q")
		if budi.on() != "home.meeting" {
			t.Errorf("a participant is on %s", budi.on())
		}
	})
}
