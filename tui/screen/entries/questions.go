package entries

import (
	"slices"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
)

// entryQuestions asks for what the fields of a register hold, in their order. What
// matters only once an entry stands is asked of one that is known.
func entryQuestions(d *desk.Desk, r *session.Register, fields any, self method.EntryID, known bool) kit.Questions {
	var all kit.Questions
	for _, f := range r.Fields {
		if f.Later && !known || f.Set == nil {
			continue
		}
		all = append(all, entryQuestion(d, r, f, fields, self))
	}
	return all
}

// entryQuestion asks for what a field of that shape holds.
func entryQuestion(d *desk.Desk, r *session.Register, f field.Field, fields any, self method.EntryID) *kit.Field {
	label, held := d.Words.Label(r, f), f.Get(fields)
	only := ""
	if len(held) > 0 {
		only = held[0]
	}
	switch f.Shape {
	case field.ShapeText:
		return kit.TallField(f.Key, label, only, f.Most)
	case field.ShapeChoice:
		return kit.OneField(f.Key, label, only, choiceOptions(d, r, f))
	case field.ShapeDay:
		return desk.DateField(d, f.Key, label, method.Date(only), d.T("entry.date_note"))
	case field.ShapeCountry:
		return desk.CountryField(d, f.Key, label, method.Country(only))
	case field.ShapeCountries:
		return desk.CountriesField(d, f.Key, label, f.Countries(fields))
	case field.ShapeLead:
		return noted(kit.OneField(f.Key, label, only, organisationOrNone(d)), d.T("entry.support_note"))
	case field.ShapeSupport:
		return noted(kit.ManyField(f.Key, label, held, organisationOptions(d)), d.T("entry.support_note"))
	case field.ShapeLinks:
		return linkQuestion(d, r, f.Key, label, held, self)
	}
	return kit.LineField(f.Key, label, only, f.Most)
}

func noted(q *kit.Field, note string) *kit.Field {
	q.Note = note
	return q
}

// choiceOptions are the values of a choice in words.
func choiceOptions(d *desk.Desk, r *session.Register, f field.Field) []kit.Option {
	var all []kit.Option
	for _, v := range f.Values {
		all = append(all, kit.Option{Value: v, Label: d.Words.Choice(r, f, v)})
	}
	return all
}

// organisationOrNone are [organisationOptions] behind none.
func organisationOrNone(d *desk.Desk) []kit.Option {
	return append([]kit.Option{{Value: "", Label: d.T("organisation.none")}}, organisationOptions(d)...)
}

// organisationOptions are the community's organisations by name, the person's
// own before the others.
func organisationOptions(d *desk.Desk) []kit.Option {
	all := []kit.Option{} // nil would ask for a line
	for _, o := range desk.Organisations(d) {
		option := kit.Option{Value: string(o.ID), Label: o.Name}
		if o.ID == d.Own.Member.Organisation {
			all = slices.Insert(all, 0, option)
		} else {
			all = append(all, option)
		}
	}
	return all
}

// authorQuestions ask what something new shows of its author, or on the board of a working
// group or where that is nil elsewhere, whose words it is, and who may read it.
func authorQuestions(d *desk.Desk, b *session.Board) kit.Questions {
	all := kit.Questions{signedQuestion(d, d.Own.Member.Attribution)}
	if d.WritesDown(b) {
		signed, said := all[0], session.SaidBy{}
		signed.Options = append(signed.Options, kit.Option{Value: desk.SomebodyElses, Label: d.T("attribution.said")})
		if d.SaidBy != nil {
			signed.Set([]string{desk.SomebodyElses})
			said = *d.SaidBy
		}
		all = append(all, desk.SaidField(d, "said_by", said))
	}
	return append(all, kit.OneField("audience", d.T("field.audience"), string(d.Shared.AudienceOf(d.Member)),
		kit.EnumOptions(d.Look, "audience.", desk.Readable(d))))
}

// signedQuestion asks how much of its author something shows, and proposes a rung.
func signedQuestion(d *desk.Desk, proposed method.Ladder) *kit.Field {
	return kit.OneField("attribution", d.T("field.attribution"), string(desk.OfferedRung(d, proposed)),
		kit.EnumOptions(d.Look, "attribution.", desk.Signatures(d)))
}
