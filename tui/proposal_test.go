package tui

import (
	"testing"

	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/screen/home"
)

func TestAProposalYieldsToThePerson(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at := s.sit("Mei", modern, 80, 24)
		at.open(home.NewBoardForm(at.desk, &kit.List{}))
		at.write("Indonesia")
		at.press("down", "down")
		f := at.desk.Top().(*desk.FormScreen).Form
		for key, want := range map[string]string{"country": "ID", "prefix": "ID", "budget": "3"} {
			if got := f.Get(key); got != want {
				t.Errorf("%s is proposed as %q, want %q", key, got, want)
			}
		}
		at.write("Malaysia")
		at.press("down")
		at.write("MAL")
		at.press("down")
		at.write("5")
		for key, want := range map[string]string{"country": "MY", "prefix": "MAL", "budget": "5"} {
			if got := f.Get(key); got != want {
				t.Errorf("%s became %q, want %q", key, got, want)
			}
		}
	})
}
