package tui

import (
	"context"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/groups"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/tui/place"
)

// TestChangesThatArePressedTogether are made as they were pressed, also where the person is
// gone before the first has its answer.
func TestChangesThatArePressedTogether(t *testing.T) {
	for _, leaves := range []bool{false, true} {
		onStage(t, func(t *testing.T, s *stage) {
			s.filled()
			boards := s.sides()
			at := s.sit("Noor", plain, 80, 24)
			at.goes(place.Groups{Agenda: "groups"})
			ctx, drop := context.WithCancel(s.ctx)
			defer drop()
			at.desk.Ctx = ctx
			at.burst("c", "down", "down", "c")
			if leaves {
				at.leaves(drop, func() {})
			}
			s.settle()
			in := session.InItem{Meeting: stageMeeting, Item: "groups"}
			if got, want := groups.At(s.shared().Community, in, s.all["Noor"]), boards[1]; got == nil || got.ID != want.ID {
				t.Errorf("gone: %v: they are not in %s", leaves, want.Subject)
			}
		})
	}
}

// TestWhoHasGoneOnIsNotTakenAlong by an answer that comes late: neither to another part of
// the board, nor to another item.
func TestWhoHasGoneOnIsNotTakenAlong(t *testing.T) {
	first, second := stageItems[layout.Opportunities][0], stageItems[layout.Opportunities][1]
	for name, c := range map[string]struct {
		keys []string
		at   string // the row to which the pointer points then
	}{
		"stays":           {[]string{"a", "new words", "enter", "esc"}, "new words"},
		"to another item": {[]string{"a", "new words", "enter", "esc", "down"}, second},
		"to another part": {[]string{"a", "new words", "enter", "esc", "tab", "left", "down"}, second},
		"moves":           {[]string{"m", "t"}, first},
		"moves and goes":  {[]string{"m", "t", "down"}, second},
		"after two lines": {[]string{"a", "new words", "enter", "more words", "enter", "esc", "down"}, second},
	} {
		t.Run(name, func(t *testing.T) {
			onStage(t, func(t *testing.T, s *stage) {
				at, _ := s.atBoard(80, 40)
				at.press("3")
				at.burst(c.keys...)
				s.settle()
				at.press("enter")
				at.isAt("board.item", c.at)
			})
		})
	}
}

// TestWordsStayInThePartInWhichTheyAreWritten: an answer that comes meanwhile leads to no
// other.
func TestWordsStayInThePartInWhichTheyAreWritten(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at, board := s.atBoard(80, 24)
		at.burst("m", "w", "a", "new words")
		s.settle()
		at.press("enter")
		all := at.desk.Own.Hidden[board]
		if it := all[len(all)-1]; it.Text != "new words" || it.Part != layout.Strengths {
			t.Errorf("%q is among %s", it.Text, it.Part)
		}
	})
}

// TestAFormIsSentOnce, however often Enter is pressed before it has its answer.
func TestAFormIsSentOnce(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		board := s.filled()
		s.phase(board, layout.Gather, layout.Revealed)
		at := s.sit("Anan", plain, 80, 24)
		at.goes(place.Board{ID: board})
		at.press("v")
		at.burst("ctrl+s", "ctrl+s")
		at.wants("has not answered yet")
		s.settle()
		if at.isAt("board.board", "dots left"); at.desk.Failed {
			t.Errorf("they are told %q", at.desk.Notice)
		}
	})
}

// TestAnotherFormStays when the one that was sent before it has its answer.
func TestAnotherFormStays(t *testing.T) {
	for name, c := range map[string]struct {
		open func(at *seat)
		keys []string
		left string
	}{
		"an invitation": {goes(place.Invite{}), []string{"a", "ctrl+s", "esc", "a", "tab", "tab", "7"}, "people   70"},
		"a renewed one": {goes(place.Invite{}, "a", "ctrl+s", "esc"), []string{"r", "r", "a", "tab", "tab", "7"}, "people   70"},
		"a community":   {goes(place.Lobby{}), []string{"f", "Red Andina", "ctrl+s", "esc", "f", "Red del Sur"}, "Red del Sur0"},
		"a refused one": {goes(place.Lobby{}), []string{"f", "Asia Pacific CoP", "ctrl+s", "esc", "f", "Red del Sur"}, "Red del Sur0"},
	} {
		t.Run(name, func(t *testing.T) {
			onStage(t, func(t *testing.T, s *stage) {
				at := s.sit("Mei", plain, 80, 24)
				c.open(at)
				at.burst(c.keys...)
				s.settle()
				if at.on() == "invite.freshCode" {
					at.press("esc")
				}
				at.write("0")
				at.wants(c.left)
			})
		})
	}
}

// TestALateAnswerLeadsNobodyAway from where they have gone meanwhile.
func TestALateAnswerLeadsNobodyAway(t *testing.T) {
	for name, c := range map[string]struct {
		log  string
		keys []string
		on   string
	}{
		"whoever wants to be known by a key": {directoryLog, []string{"down", "enter", "up", "enter", "enter"}, "home.meeting"},
		"whoever organises no more":          {directoryLog, []string{"enter", "o", "down", "x", "x", "esc", "enter"}, "home.meeting"},
		"whoever has changed their profile":  {string(stageCommunity), []string{"enter", "p", "ctrl+s", "esc", "enter"}, "home.meeting"},
		"whoever did, and reads on":          {string(stageCommunity), []string{"enter", "p", "ctrl+s", "esc", "end", "enter"}, "entries.between"},
	} {
		t.Run(name, func(t *testing.T) {
			onStage(t, func(t *testing.T, s *stage) {
				s.must(s.host.NameOrganisers(s.ctx, []directory.Fingerprint{"SHA256:ana"})) // somebody has to be left
				at := at80(s, Options{Key: "SHA256:mei", Given: directory.Admission{Person: s.lead}})
				release := s.holdLog(c.log)
				at.press(c.keys...)
				at.isAt(c.on)
				release(nil)
				s.settle()
				at.isAt(c.on)
			})
		})
	}
}

// TestAReportIsAskedForOnce, however often Enter is pressed before it is there.
func TestAReportIsAskedForOnce(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at := s.sit("Mei", plain, 80, 24)
		at.goes(place.Export{})
		at.burst("enter", "enter")
		s.settle()
		at.isAt("export.preview")
		at.press("esc", "enter", "esc")
		at.isAt("export.export")
	})
}
