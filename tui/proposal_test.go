package tui

import (
	"testing"
)

func TestAProposalYieldsToThePerson(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at := s.sit("Mei", modern, 80, 24)
		at.press("s")
		at.write("Indonesia")
		at.press("down", "down", "down", "down")
		f := at.form()
		for key, want := range map[string]string{"country": "ID", "prefix": "ID", "budget": "3"} {
			if got := f.Get(key); got != want {
				t.Errorf("%s is proposed as %q, want %q", key, got, want)
			}
		}
		at.write("Malaysia")
		at.press("down")
		at.write("MAL")
		at.press("down", "down")
		at.write("5")
		for key, want := range map[string]string{"country": "MY", "prefix": "MAL", "budget": "5"} {
			if got := f.Get(key); got != want {
				t.Errorf("%s became %q, want %q", key, got, want)
			}
		}
	})
}
