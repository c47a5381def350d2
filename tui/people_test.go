package tui

import (
	"slices"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/screen/entries"
	"github.com/convene-ssh/convene/tui/screen/people"
)

// inOrder fails unless the screen shows some words one after another.
func (at *seat) inOrder(words ...string) {
	at.t.Helper()
	screen, from := at.screen(), 0
	for _, w := range words {
		i := strings.Index(screen[from:], w)
		if i < 0 {
			at.t.Errorf("%q is not where it belongs among %q in\n%s", w, words, screen)
			return
		}
		from += i
	}
}

// TestNamesStandInTheOrderOfTheLanguage: of people, boards, organisations, and of
// countries with as many people.
func TestNamesStandInTheOrderOfTheLanguage(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		countries := map[string]session.Country{"Zoe": "AT", "ben": "ZA", "Álvaro": "ES", "Ñusta": "DE"}
		for name, c := range countries {
			s.join(name, session.Participant, session.Profile{Country: c, Organisation: name + " & friends"})
		}
		at := s.sit("Mei", modern, 80, 60)
		at.press("p")
		at.inOrder("Álvaro", "ben", "Ñusta", "Zoe", "By country", "Austria", "Germany", "South Africa", "Spain")
		at.language("es")
		at.inOrder("Por país", "Alemania", "Austria", "España", "Sudáfrica")
		at.language("en")
		var names []string
		for _, o := range entries.OrganisationOptions(at.desk) {
			names = append(names, o.Label)
		}
		if want := []string{"Harbour Trust", "Álvaro & friends", "ben & friends", "Ñusta & friends", "Zoe & friends"}; !slices.Equal(names, want) {
			t.Errorf("the organisations are offered as %q", names)
		}
	})
}

// TestACountryIsCorrectedWhereItIsCounted, also one that nobody here is from; only
// organisers do.
func TestACountryIsCorrectedWhereItIsCounted(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.join("Budi", session.Facilitator, session.Profile{Country: "Indonesien"})
		s.join("Ani", session.Participant, session.Profile{Country: "ID"})
		s.do("Budi", swotOn(stageMeeting, "b", "South", "SO", "Timor Lorosae"))
		correct := func(name, from string) *seat {
			at := s.sit(name, modern, 80, 40)
			p := &people.People{List: kit.List{Chosen: "country/" + from}}
			at.open(p)
			at.press("enter")
			return at
		}
		if at := correct("Budi", "Indonesien"); strings.Contains(at.screen(), "Correct a country") {
			t.Error("a facilitator may correct a country")
		}
		at := correct("Mei", "Indonesien")
		at.wants("Correct a country", "“Indonesien” is named here: people 1, boards 0")
		at.write("indonesia")
		at.press("ctrl+s")
		at.wants("“Indonesien” becomes “Indonesia” everywhere", "nothing parts them again")
		at.press("ctrl+s")
		at.wants("Indonesia", "2 people")
		at = correct("Mei", "Timor Lorosae")
		at.write("East Timor")
		at.press("ctrl+s")
		at.wants("Correcting it the other way takes this back")
		at.press("ctrl+s")
		if b := s.shared().Boards["b"]; b.Country != "TL" {
			t.Errorf("the board is of %q", b.Country)
		}
	})
}
