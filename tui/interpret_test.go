package tui

import (
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/interpret"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/place"
)

// TestADraftOfALineKeepsItsLanguage, whatever the person interprets into by then and wherever
// they come back. What they typed before they chose the language replaces no line there.
func TestADraftOfALineKeepsItsLanguage(t *testing.T) {
	next := func(at *seat, language string) {
		at.press("down", "i")
		at.answer("language", language)
		at.answer("text", "…")
		at.press("ctrl+s", "up")
	}
	for name, c := range map[string]struct {
		writes  func(at *seat)
		comes   func(s *stage, at *seat) *seat
		clashes bool
	}{
		"after another language": {
			writes: func(at *seat) { at.write(", changed") },
			comes: func(_ *stage, at *seat) *seat {
				next(at, "th")
				return at
			},
		},
		"at another terminal": {
			writes: func(at *seat) { at.write(", changed") },
			comes: func(s *stage, at *seat) *seat {
				at.Leave(s.ctx)
				return s.sit("Tala", modern, 80, 24)
			},
		},
		"typed before it was chosen": {
			writes:  func(at *seat) { at.write(", changed"); at.answer("language", "en"); at.press("tab") },
			comes:   func(_ *stage, at *seat) *seat { return at },
			clashes: true,
		},
	} {
		t.Run(name, func(t *testing.T) {
			onStage(t, func(t *testing.T, s *stage) {
				board := s.filled()
				s.phase(board, layout.Gather, layout.Revealed)
				first := s.shared().Boards[board].In(layout.Strengths)[0]
				s.join("Tala", method.Interpreter, session.Profile{})
				for language, words := range map[method.Language]string{"en": "line", "es": "line", "th": "บรรทัด"} {
					s.do("Tala", &interpret.Write{Item: first.ID, Revision: first.Revision, Language: language, Text: words})
				}
				at := s.sit("Tala", modern, 80, 24)
				at.goes(place.Board{ID: board})
				next(at, "es")
				at.press("i")
				c.writes(at)
				chosen := at.form().Get("language")
				at.press("esc")
				s.rest()
				at = c.comes(s, at)
				at.goes(place.Board{ID: board})
				at.press("i")
				if got := at.form().Get("language"); got != chosen {
					t.Errorf("the draft is in %q now, and was in %q", got, chosen)
				}
				at.press("ctrl+s")
				if screen := at.screen(); strings.Contains(screen, at.desk.T("clash.mine")) != c.clashes {
					t.Errorf("that somebody wrote there is offered: %v\n%s", !c.clashes, screen)
				}
				if c.clashes {
					at.press("enter")
				}
				_, it := s.shared().Item(first.ID)
				if said := it.In(method.Language(chosen)).Text; said != "line, changed" {
					t.Errorf("in %s it says %q", chosen, said)
				}
				if said := it.In("th").Text; said != "บรรทัด" {
					t.Errorf("in Thai it says %q", said)
				}
			})
		})
	}
}

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
