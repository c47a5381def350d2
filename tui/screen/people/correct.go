package people

import (
	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
)

// NewCorrection turns a country or a label into another wherever the community
// names it.
func NewCorrection(d *desk.Desk, from method.Country) desk.Screen {
	used := desk.CountriesUsed(d)[from]
	to := desk.CountryField(d, "country", d.T("correct.to"), "")
	to.Note = d.T("correct.note", "from", d.Words.Country(from), "people", used.Members, "boards", used.Boards,
		"items", used.Items, "entries", used.Entries)
	s := &desk.FormScreen{
		Form: &kit.Form{Fields: []*kit.Field{to}}, Name: session.NameDraft("correct", "", string(from)), Heading: "correct.title",
	}
	s.Send = func(d *desk.Desk) tea.Cmd {
		k := &session.CorrectCountry{From: from, To: method.Country(s.Get("country"))}
		question := "correct.sure"
		if desk.CountriesUsed(d)[k.To] != (session.CountryUse{}) {
			question = "correct.sure_merge"
		}
		if k.To != "" && !d.Confirm("ctrl+s", question, "from", d.Words.Country(from), "to", d.Words.Country(k.To)) {
			return nil
		}
		return d.Do(k, s.Name)
	}
	return s.Open(d)
}
