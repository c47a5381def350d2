package tui

import (
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/interpret"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/place"
)

// TestALineIsOfTheLanguageThatIsChosen: what is said in another one is not sent with it.
func TestALineIsOfTheLanguageThatIsChosen(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at, board := s.atBoard(80, 24)
		s.phase(board, layout.Gather, layout.Revealed)
		first := s.shared().Boards[board].In(layout.Strengths)[0]
		s.join("Tala", method.Interpreter, session.Profile{})
		for language, words := range map[method.Language]string{"en": "in English", "es": "en español"} {
			s.do("Tala", &interpret.Write{Item: first.ID, Revision: first.Revision, Language: language, Text: words})
		}
		at.sitsDown("Tala")
		at.goes(place.Board{ID: board})
		at.press("i")
		at.wants("in English")
		at.answer("language", "fr")
		at.press("enter")
		if words := at.form().Get("text"); words != "" {
			t.Errorf("in French it says %q", words)
		}
		at.answer("language", "spanish")
		at.press("ctrl+s")
		at.press("i")
		at.wants("en español")
		at.write(", y más")
		at.answer("language", "french")
		at.press("ctrl+s")
		_, it := s.shared().Item(first.ID)
		for language, words := range map[method.Language]string{"en": "in English", "es": "en español", "fr": "en español, y más"} {
			if said := it.In(language).Text; said != words {
				t.Errorf("in %s it says %q, want %q", language, said, words)
			}
		}
	})
}
