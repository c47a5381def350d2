package tui

import (
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
)

func TestProposePrefix(t *testing.T) {
	boards := map[session.BoardID]*session.Board{
		"1": {Subject: "Malaysia", Prefix: "MY"}, "2": {Subject: "Chile", Prefix: "CHI"},
	}
	for _, tc := range []struct {
		subject string
		country session.Country
		want    string
	}{
		{"Thailand", "TH", "TH"}, {"Thailand", "th", "TH"}, {"malaysia", "", "MY"},
		{"Sabah", "MY", "MY2"}, {"Chiapas", "", "CHI2"}, {"México", "México", "MEX"},
		{"Child rights network", "", "CRN"}, {"one two three four five", "", "OTTF"}, {"เด็ก", "", ""}, {"", "", ""},
	} {
		if got := proposePrefix(boards, tc.subject, tc.country); got != tc.want {
			t.Errorf("%q in %q gets %q, want %q", tc.subject, tc.country, got, tc.want)
		}
	}
}

func TestProposeSlug(t *testing.T) {
	taken := map[session.MeetingID]*session.Meeting{"kuala-lumpur-2022": {}}
	for title, want := range map[string]session.MeetingID{
		"Kuala Lumpur, 2022!": "kuala-lumpur-2022-2", "Ciudad de México": "ciudad-de-mexico", "กรุงเทพฯ": "meeting",
		strings.Repeat("words ", 20): "words-words-words-words-words-words-words-words-words",
	} {
		if got := proposeSlug(taken, title); got != want {
			t.Errorf("%q gets %q, want %q", title, got, want)
		}
	}
}

func TestAProposalYieldsToThePerson(t *testing.T) {
	p := proposal{field: lineField("id", "", "", 20)}
	p.make("first")
	p.make("second")
	if got := p.field.text.Value(); got != "second" {
		t.Errorf("an untouched proposal stays %q", got)
	}
	p.field.text.SetValue("mine")
	p.make("third")
	if got := p.field.text.Value(); got != "mine" {
		t.Errorf("what the person wrote became %q", got)
	}
}

func TestCountryNamed(t *testing.T) {
	for _, tc := range []struct{ language, name, want string }{
		{"en", "malaysia ", "MY"}, {"es", "Tailandia", "TH"}, {"en", "Chiapas", ""}, {"en", "", ""},
	} {
		if got := countryNamed(inLanguage(t, tc.language), tc.name); got != tc.want {
			t.Errorf("%s: %q is %q, want %q", tc.language, tc.name, got, tc.want)
		}
	}
}
