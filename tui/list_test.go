package tui

import (
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/place"
)

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
