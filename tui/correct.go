package tui

import (
	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
)

// newCorrection turns a country or a label into another wherever the community
// names it.
func newCorrection(d *desk, from session.Country) screen {
	used := d.shared.CountriesUsed()[from]
	to := countryField(d, "country", d.t("correct.to"), "")
	to.note = d.t("correct.note", "from", d.Words.Country(from), "people", used.Members, "boards", used.Boards,
		"items", used.Items, "entries", used.Entries)
	s := &formScreen{
		form: &form{fields: []*field{to}}, name: session.NameDraft("correct", "", string(from)), heading: "correct.title",
	}
	s.send = func(d *desk) tea.Cmd {
		k := &session.CorrectCountry{From: from, To: session.Country(s.get("country"))}
		question := "correct.sure"
		if d.shared.CountriesUsed()[k.To] != (session.CountryUse{}) {
			question = "correct.sure_merge"
		}
		if k.To != "" && !d.confirm("ctrl+s", question, "from", d.Words.Country(from), "to", d.Words.Country(k.To)) {
			return nil
		}
		return d.do(k, s.name)
	}
	return s.open(d)
}
