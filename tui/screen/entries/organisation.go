package entries

import (
	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
)

// newOrganisation names an organisation that nobody here is of, as an answer to a
// question of a form.
func newOrganisation(d *desk.Desk, f *form, q *kit.Field) desk.Screen {
	name := kit.LineField("name", d.T("welcome.organisation"), "", method.MaxTitle)
	name.Note = d.T("organisation.new_note")
	kind := kit.OneField("type", d.T("welcome.type"), string(method.UNAgency),
		kit.EnumOptions(d.Look, "organisation.", method.OrganisationTypes()))
	s := &desk.FormScreen{
		Form: &kit.Form{Fields: kit.Questions{name, kind}}, Name: session.NameDraft("organisation", ""), Heading: "organisation.new",
	}
	id := method.NewID[method.OrganisationID](d.Host.Random())
	s.Send = func(d *desk.Desk) tea.Cmd {
		return d.Do(&session.AddOrganisation{
			Organisation: id, Name: s.Get("name"), Type: method.OrganisationType(s.Get("type")),
		}, s.Name)
	}
	s.Done = func(d *desk.Desk) tea.Cmd {
		f.offers(d, q, id)
		return nil
	}
	return s.Open(d)
}

// offers adds an organisation to what the form offers, and answers one question with
// it.
func (f *form) offers(d *desk.Desk, q *kit.Field, id method.OrganisationID) {
	for _, of := range f.All {
		if f.namesOrganisations(of) {
			of.Options = append(of.Options, kit.Option{Value: string(id), Label: desk.OrganisationName(d, id)})
		}
	}
	answers := []string{string(id)}
	if q.Many {
		answers = append(q.Values(), answers...)
	}
	q.Set(answers)
	f.settle(d)
}

// namesOrganisations reports whether a question is answered with organisations.
func (f *form) namesOrganisations(q *kit.Field) bool {
	of, ok := f.register.Field(q.Key)
	return ok && (of.Shape == field.ShapeLead || of.Shape == field.ShapeSupport)
}
