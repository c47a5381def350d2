package tui

import (
	"slices"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/place"
	"github.com/convene-ssh/convene/tui/theme"
)

// TestTheAgendaStaysWhileThePointerMoves through it: also the phases, and what is on now.
func TestTheAgendaStaysWhileThePointerMoves(t *testing.T) {
	for _, width := range []int{80, 60, 40} {
		for _, profile := range []theme.Profile{modern, plain} {
			onStage(t, func(t *testing.T, s *stage) {
				s.filled()
				s.do("Anan", &agenda.Open{Meeting: stageMeeting, Item: "a2"})
				at := s.sit("Budi", profile, width, 24)
				at.press("home")
				want := at.agendaRows()
				for range 3 {
					at.press("down")
					if got := at.agendaRows(); !slices.Equal(got, want) {
						t.Errorf("in %d cells %q becomes %q", width, want, got)
					}
				}
			})
		}
	}
}

// agendaRows are what stands behind the marks of the items in the agenda.
func (at *seat) agendaRows() []string {
	at.t.Helper()
	var all []string
	for row := range strings.Lines(at.screen()) {
		if strings.Contains(row, " 09:") {
			all = append(all, string([]rune(row)[3:]))
		}
	}
	if len(all) != 3 {
		at.t.Fatalf("there are %d items:\n%s", len(all), at.screen())
	}
	return all
}

// TestOthersDoNotMoveTheInput: what others do while somebody writes moves neither
// their words nor their cursor.
func TestOthersDoNotMoveTheInput(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		id := s.filled()
		s.phase(id, layout.Gather, layout.Revealed)
		at := s.sit("Budi", modern, 80, 24)
		at.goes(place.Board{ID: id})
		at.press("a")
		at.write("half a word")
		at.press("left", "left")
		words, cursor := at.line(), at.Frame().Cursor
		s.do("Anan", &session.AddItem{
			Board: id, Item: "new", Part: layout.Strengths, Text: "something else",
			Attribution: method.Named, Audience: method.Members,
		})
		s.pass(0)
		if now := at.line(); now != words || at.Frame().Cursor != cursor {
			t.Errorf("%q at %v became %q at %v", words, cursor, now, at.Frame().Cursor)
		}
	})
}
