package tui

import (
	"strings"
	"testing"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/place"
)

// ownParts are parts of a board of one's own, some of them in words that are wider or
// narrower than they look.
var ownParts = []layout.OwnPart{
	{Title: "Keep", Question: "What works and should stay as it is?"},
	{Title: "หยุด", Question: "อะไรที่เราควรหยุดทำ"},
	{Title: "Try", Question: "What would you try before we meet again?"},
	{Title: "What nobody has asked us yet"},
	{Title: "谁", Question: "谁能帮助我们?"},
	{Title: "When", Question: "By when?"},
}

// own adds a board of one's own to the agenda.
func (s *stage) own(id string, parts ...layout.OwnPart) {
	s.t.Helper()
	s.do("Anan", &agenda.Add{Meeting: stageMeeting, Item: session.AgendaItem{
		ID: method.AgendaID(id), Kind: method.OwnBoard, Title: "What next, " + id, Board: method.BoardID(id), Parts: parts,
	}})
}

// writes writes an item to a part of a board.
func (s *stage) writes(board string, p layout.Part, words string) {
	s.t.Helper()
	s.do("Budi", &session.AddItem{
		Board: method.BoardID(board), Item: method.ItemID(board + string(p)), Part: p, Text: words,
		Audience: method.Members, Attribution: method.Unattributed,
	})
}

// TestScreensOfOnesOwn compares boards of one's own, and how people are asked to write
// beforehand, with the pictures that were looked at.
func TestScreensOfOnesOwn(t *testing.T) {
	for _, size := range []struct {
		name          string
		width, height int
	}{{"80x24", 80, 24}, {"40x20", 40, 20}} {
		for _, language := range []string{"en", "es"} {
			t.Run(size.name+" "+language, func(t *testing.T) {
				onStage(t, func(t *testing.T, s *stage) {
					s.filled()
					sits := func(name string) *seat {
						at := s.sit(name, modern, size.width, size.height)
						at.desk.Words = at.desk.Languages.In(language)
						return at
					}
					look := func(name string, at *seat) {
						s.pass(200 * time.Millisecond)
						at.golden(name + "_" + language + "_" + size.name)
					}
					s.walkOwn(look, sits)
					s.walkBeforehand(look, sits)
				})
			})
		}
	}
}

// walkOwn shows boards of three and of six parts of one's own, and how they are asked for.
func (s *stage) walkOwn(look func(string, *seat), sits func(string) *seat) {
	s.t.Helper()
	budi, anan := sits("Budi"), sits("Anan")
	anan.press("s")
	anan.answer("subject", "What next")
	anan.form().Focus("kind")
	for anan.form().Get("kind") != string(method.OwnBoard) {
		anan.press("right")
	}
	anan.press("down")
	look("own_form_proposed", anan)
	anan.answer("parts", "Keep: what works?\nTry: what next?\nWhat nobody has asked us yet")
	look("own_form", anan)
	anan.form().Focus("before")
	look("beforehand_form", anan)
	anan.press("esc")
	s.pass(5 * time.Second) // who has stopped writing counts for a moment
	s.own("three", ownParts[:3]...)
	s.own("six", ownParts...)
	s.writes("three", "A", "We meet every month, also where nothing is planned")
	s.writes("six", "B", "รายงานยาว ๆ ที่ไม่มีใครอ่าน")
	s.writes("six", "F", "Before the rains")
	s.settle()
	budi.goes(place.Board{ID: "three"})
	look("own_three", budi)
	s.phase("six", layout.Gather, layout.Revealed)
	s.settle()
	anan.goes(place.Board{ID: "six"})
	look("own_six", anan)
	anan.press("6")
	look("own_six_last", anan)
	anan.press("m")
	look("own_six_moving", anan)
	anan.press("esc")
}

// soon is a day that is so many days from now.
func soon(days int) method.Date {
	return method.Date(time.Now().UTC().AddDate(0, 0, days).Format(time.DateOnly))
}

// beforehand asks people to write on a board until a day.
func (s *stage) beforehand(item method.AgendaID, day method.Date) {
	s.t.Helper()
	m := s.shared().Meetings[stageMeeting]
	a, _ := m.AgendaItem(item)
	a.Before = day
	s.do("Anan", &agenda.Change{Meeting: stageMeeting, Revision: m.Revision, Item: a})
}

// walkBeforehand shows how people are asked to write before the meeting, and that the day
// for it is over.
func (s *stage) walkBeforehand(look func(string, *seat), sits func(string) *seat) {
	s.t.Helper()
	s.beforehand("three", soon(5))
	s.settle()
	budi, anan, away := sits("Budi"), sits("Anan"), sits("Budi")
	look("beforehand_meeting", budi)
	look("beforehand_facilitator", anan)
	anan.press("m")
	if got := anan.form().Get("before"); got != string(soon(5)) {
		s.t.Errorf("the form of the item has the day %q", got)
	}
	anan.press("esc")
	budi.press("enter")
	look("beforehand_board", budi)
	away.press("esc")
	look("beforehand_lobby", away)
	s.beforehand("three", soon(-1))
	s.settle()
	budi.press("a")
	look("beforehand_over", budi)
}

// TestAnItemOfABoardOfOnePartHasNowhereToGo, so no move is offered.
func TestAnItemOfABoardOfOnePartHasNowhereToGo(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.filled()
		s.own("one", layout.OwnPart{Title: "Keep"})
		s.writes("one", s.shared().Boards["one"].Layout.Parts[0], "The interpreters")
		s.phase("one", layout.Gather, layout.Revealed)
		at := s.sit("Anan", modern, 80, 24)
		item := s.shared().Boards["one"].Items[0].ID
		for _, to := range []place.Place{place.Board{ID: "one"}, place.Item{ID: item}} {
			at.goes(to)
			at.press("m")
			if got := at.screen(); strings.Contains(got, "Where to?") || strings.Contains(got, "m Other part") {
				t.Errorf("a move is offered:\n%s", got)
			}
		}
	})
}

// TestWhoStandsOnAPartThatGoesIsLedAway, and who stands on another one stays; parts that
// are added can be reached.
func TestWhoStandsOnAPartThatGoesIsLedAway(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.filled()
		s.own("own", ownParts[:3]...)
		parts := func(n int) {
			m := s.shared().Meetings[stageMeeting]
			a, _ := m.AgendaItem("own")
			a.Parts = ownParts[:n]
			s.do("Anan", &agenda.Change{Meeting: stageMeeting, Revision: m.Revision, Item: a})
			s.settle()
		}
		s.settle()
		first, last := s.sit("Budi", plain, 80, 24), s.sit("Budi", plain, 40, 20)
		first.goes(place.Board{ID: "own"})
		last.goes(place.Board{ID: "own"})
		last.press("3")
		last.wants("Try (C)", "What would you try")
		parts(2)
		if first.on() != "board.board" || last.on() != "home.meeting" {
			t.Errorf("they are at %s and %s", first.on(), last.on())
		}
		last.wants("no longer there")
		parts(6)
		first.press("6", "a")
		first.write("Before the rains")
		first.press("enter", "esc")
		first.wants("Before the rains", "When (F)")
	})
}

// TestPartsAreMadeInTheForm of an item, by those that are proposed or by others, and what
// was wrong with them is said where they are.
func TestPartsAreMadeInTheForm(t *testing.T) {
	for typed, want := range map[string]string{
		"":                            "Start: what should we begin?",
		"Keep: what works?\nTry":      "Keep: what works?",
		"1\n2\n3\n4\n5\n6\n7":         "",
		"Keep: what works?\n: or so?": "",
	} {
		onStage(t, func(t *testing.T, s *stage) {
			at := s.sit("Mei", plain, 80, 24)
			at.press("s")
			at.answer("subject", "What next")
			at.form().Focus("kind")
			for at.form().Get("kind") != string(method.OwnBoard) {
				at.press("right")
			}
			at.press("down")
			if typed != "" {
				at.answer("parts", typed)
			}
			at.press("ctrl+s")
			s.settle()
			agenda := s.shared().Meetings[stageMeeting].Agenda
			added := agenda[len(agenda)-1]
			for _, a := range agenda {
				if a.Kind == method.OwnBoard {
					added = a
				}
			}
			switch {
			case want == "" && (added.Kind == method.OwnBoard || at.form().Focused().Key != "parts"):
				t.Errorf("%q became %+v:\n%s", typed, added, at.screen())
			case want != "" && (added.Kind != method.OwnBoard || added.Parts[0].Line() != want):
				t.Errorf("%q became %+v:\n%s", typed, added, at.screen())
			}
		})
	}
}

// TestPeopleAreLedToWhereTheyWriteBeforehand: with nothing on yet, the pointer stands
// there. Once the day is over everybody learns it, also who has the board open.
func TestPeopleAreLedToWhereTheyWriteBeforehand(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.filled()
		s.join("Olu", method.Observer, session.Profile{Name: "Olu"})
		s.beforehand("a2", soon(2))
		s.settle()
		at, reads := s.sit("Budi", plain, 80, 24), s.sit("Olu", plain, 80, 24)
		at.wants("Write beforehand", "until", "+6 waiting")
		if got := reads.screen(); strings.Contains(got, "Write beforehand") {
			t.Errorf("who reads only is asked to write:\n%s", got)
		}
		other := s.sit("Budi", plain, 80, 24)
		at.press("enter")
		if at.on() != "board.board" {
			t.Fatalf("Enter leads to %s", at.on())
		}
		at.wants("Write beforehand until")
		other.goes(place.Between{})
		other.press("end")
		other.wants("Write beforehand")
		other.goes(place.Home{})
		s.pass(3 * 24 * time.Hour)
		at.wants("Writing beforehand ended")
		if got := other.screen(); strings.Contains(got, "Write beforehand") {
			t.Errorf("the day is over, and the home is\n%s", got)
		}
		at.press("a")
		at.wants("You can add again once it is", "still edit or take back yours")
		s.do("Anan", &agenda.Open{Meeting: stageMeeting, Item: "a2"})
		s.settle()
		at.wants("Everybody writes")
		at.press("a")
		at.write("Judges listen")
		at.press("enter", "esc")
		at.wants("Judges listen")
	})
}
