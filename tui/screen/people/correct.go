package people

import (
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/tally"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
)

// NewCountryCorrection turns a country or a label into another wherever the community
// names it.
func NewCountryCorrection(d *desk.Desk, from method.Country) desk.Screen {
	used := desk.CountriesUsed(d)[from]
	to := desk.CountryField(d, "country", d.T("correct.to"), "")
	to.Note = d.T("correct.note", "from", d.Words.Country(from), "people", peopleNaming(d, used), "boards", used.Boards,
		"items", used.Items, "entries", used.Entries)
	s := &desk.FormScreen{
		Form: &kit.Form{Fields: kit.Questions{to}}, Name: session.NameDraft("correct", "", string(from)), Heading: "correct.title",
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

// NewOrganisationCorrection gives an organisation another name or type. Under the name
// of another one it becomes that.
func NewOrganisationCorrection(d *desk.Desk, id method.OrganisationID) desk.Screen {
	now := *d.Shared.Organisations[id]
	name := kit.LineField("name", d.T("welcome.organisation"), now.Name, method.MaxTitle)
	name.Note = d.T("correct.organisation_note")
	kind := kit.OneField("type", d.T("welcome.type"), string(now.Type), kit.EnumOptions(d.Look, "organisation.", method.OrganisationTypes()))
	s := &desk.FormScreen{
		Form: &kit.Form{Fields: kit.Questions{name, kind}}, Name: session.NameDraft("correct-organisation", "", string(id)), Heading: "correct.organisation",
	}
	s.Send = func(d *desk.Desk) tea.Cmd {
		k := &session.CorrectOrganisation{Organisation: id, Name: s.Get("name"), Type: method.OrganisationType(s.Get("type"))}
		other := d.Shared.OrganisationNamed(k.Name)
		if other != nil && other.ID != id && !d.Confirm("ctrl+s", "correct.sure_organisations", "from", now.Name, "to", other.Name) {
			return nil
		}
		return d.Do(k, s.Name)
	}
	return s.Open(d)
}

// partKeys part from an organisation the last that has become one with it.
func partKeys(d *desk.Desk, id method.OrganisationID) kit.Keys {
	into := d.Shared.Organisations[id]
	if into == nil || len(into.Also) == 0 {
		return nil
	}
	was := d.Shared.Organisation(into.Also[len(into.Also)-1])
	return kit.Keys{d.SureKey("u", d.T("key.part_organisation"), func() tea.Cmd {
		return d.Do(&session.CorrectOrganisation{Organisation: was.ID, Name: was.Name, Type: was.Type}, "")
	}, "correct.sure_part", "from", was.Name, "to", into.Name)}
}

// corrections are what organisers have done about what the community calls things, the
// latest first, for members.
func corrections(d *desk.Desk) kit.Few {
	if !d.Shared.ListsMembers() {
		return nil
	}
	var all kit.Few
	for i, t := range slices.Backward(d.Shared.Traces) {
		all = append(all, kit.Entry{Key: "trace/" + strconv.Itoa(i), Rows: func(chosen bool, w int) []string {
			return d.Whole(desk.DayOf(d, t.At)+d.Between()+desk.TraceLine(d, t), chosen, w)
		}})
	}
	return all
}

// peopleNaming is how many people name a country of themselves, as far as that may be
// told.
func peopleNaming(d *desk.Desk, used session.CountryUse) string {
	if used.Members == 0 {
		return d.T("count.few", "n", tally.Least)
	}
	return strconv.Itoa(used.Members)
}
