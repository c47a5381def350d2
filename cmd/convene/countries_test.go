package main

import (
	"strings"
	"testing"

	"github.com/convene-ssh/convene/cmd/internal/guest"
	"github.com/convene-ssh/convene/session/method"
)

// TestCountries has people choose their country from the list, add a label of
// the community's own, and an organiser correct it.
func TestCountries(t *testing.T) { inKualaLumpur(t, countriesAreFound) }

func countriesAreFound(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	o := wide
	o.Key = newKey(t)
	organiser := s.joins(s.code(method.Organiser), who{name: "Olga", country: "MY"}, o)

	siti := s.visit("Siti", guest.Options{User: s.code(method.Participant), Key: newKey(t), Width: 40, Height: 20})
	siti.presses(tabKey+clearKey+"Siti"+tabKey+tabKey+tabKey+"birman", "Myanmar (Burma) MM")
	siti.presses("", s.says("en", "country.add", "label", "birman")[:20])
	siti.presses(sendKey, "Nothing is chosen yet")
	siti.presses(enterKey+sendKey, s.says("en", "meeting.home"))
	o.Key = newKey(t)
	ani := s.joins(s.code(method.Participant), who{name: "Ani", country: "Indonesien" + enterKey}, o)

	organiser.presses("p", s.says("en", "people.by_country"))
	organiser.scrolls("Indonesien") // everybody has arrived
	organiser.presses(homeKey, "")
	organiser.goesDownTo("Indonesien")
	organiser.presses(enterKey, s.says("en", "correct.title"))
	organiser.presses("IDN", "Indonesia  ID")
	organiser.presses(sendKey, "nothing parts them again")
	organiser.presses(sendKey, s.says("en", "people.by_country"))
	if held := ani.takes("holdings"); strings.Contains(held, "Indonesien") || !strings.Contains(held, "\tID\t") {
		t.Errorf("of Ani is held\n%s", held)
	}
	if report := organiser.exports("kuala-lumpur-2022"); strings.Contains(report, "Indonesien") {
		t.Errorf("the export says\n%s", report)
	}
}

// TestAProposalIsReplacedByTyping, through a form that proposes a country.
func TestAProposalIsReplacedByTyping(t *testing.T) { inKualaLumpur(t, aProposalIsReplacedByTyping) }

func aProposalIsReplacedByTyping(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	v := s.facilitates()
	v.presses("s", s.says("en", "agenda.form.new"))
	v.presses("Myanmar"+strings.Repeat(tabKey, 4), "Myanmar (Burma)")
	v.presses("Bangladesh"+tabKey, "BD")
	v.presses(sendKey, s.says("en", "agenda.form.added"))
	if report := v.takes("export kuala-lumpur-2022 --format json"); !strings.Contains(report, `"BD"`) || strings.Contains(report, `"MM`) {
		t.Errorf("the board is not of Bangladesh:\n%s", report)
	}
}
