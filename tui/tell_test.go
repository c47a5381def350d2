package tui

import (
	"fmt"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/place"
)

// TestNoScreenTellsTheCountryOfTheOne: three people are of one country and one of
// another, and neither stands on any screen of anybody else, whole.
func TestNoScreenTellsTheCountryOfTheOne(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.played()
		for i, of := range []method.Country{"VU", "VU", "VU", "BT"} {
			name := fmt.Sprint("Newcomer ", i)
			s.join(name, method.Participant, session.Profile{Country: of})
			s.do(name, &session.AddItem{
				Board: "my", Item: method.ItemID(name[9:]), Part: layout.Strengths, Text: "Words", Audience: method.Public, Attribution: method.Unattributed,
			})
		}
		for _, a := range method.Audiences() {
			s.joinAs("Reader "+string(a), directory.Invitation{Role: method.Observer, Audience: a}, session.Profile{})
		}
		all := scenes()
		for _, who := range []string{"Mei", "Anan", "Budi", "Reader members", "Reader governments", "Reader public"} {
			for _, to := range []place.Place{place.Home{}, place.People{}, place.Between{}, place.Registers{}, place.Export{}, place.Board{ID: "my"}} {
				all = append(all, scene{fmt.Sprintf("%T", to), who, "", goes(to)}, scene{fmt.Sprintf("%T, opened", to), who, "", goes(to, "end", "enter")})
			}
			for i := range 4 {
				all = append(all, scene{"a newcomer", who, "", goes(place.Person{ID: s.all[fmt.Sprint("Newcomer ", i)]})})
			}
		}
		for _, c := range all {
			at := s.at(c)
			screen := strings.Join(draw(at.desk, 120, 400).Rows, "\n")
			for _, told := range []string{"Bhutan", "Vanuatu"} {
				if strings.Contains(screen, told) {
					t.Errorf("%s tells %s %s:\n%s", c.name, c.who, told, at.screen())
				}
			}
			s.left()
		}
	})
}

// TestGovernmentsSeeHowManyPeopleThereAre, and not who they are.
func TestGovernmentsSeeHowManyPeopleThereAre(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.filled()
		for _, a := range method.Audiences() {
			s.joinAs("Reader "+string(a), directory.Invitation{Role: method.Observer, Audience: a}, session.Profile{})
		}
		for _, a := range method.Audiences() {
			at := s.sit("Reader "+string(a), modern, 80, 40)
			at.goes(place.People{})
			at.wants("5 people")
			if sees := strings.Contains(at.screen(), "Budi"); sees != (a == method.Members) {
				t.Errorf("who reads what is for %s sees who is there: %v\n%s", a, sees, at.screen())
			}
		}
	})
}
