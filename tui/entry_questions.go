package tui

import (
	"slices"
	"strings"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/locale"
)

// entryQuestions asks for what the fields of a register hold, in their order. What
// matters only once an entry stands is asked of one that is known.
func entryQuestions(d *desk, r *session.Register, fields any, self session.EntryID, known bool) []*field {
	var all []*field
	for _, f := range r.Fields {
		if f.Later && !known || f.Shape == session.ShapeFollows {
			continue
		}
		all = append(all, entryQuestion(d, r, f, fields, self))
	}
	return all
}

// entryQuestion asks for what a field of that shape holds.
func entryQuestion(d *desk, r *session.Register, f session.Field, fields any, self session.EntryID) *field {
	label, held := d.Words.Label(r, f), f.Get(fields)
	only := ""
	if len(held) > 0 {
		only = held[0]
	}
	switch f.Shape {
	case session.ShapeText:
		return tallField(f.Key, label, only, f.Most)
	case session.ShapeChoice:
		return oneField(f.Key, label, only, choiceOptions(d, r, f))
	case session.ShapeDay:
		return dateField(d, f.Key, label, session.Date(only), d.t("entry.date_note"))
	case session.ShapeCountry:
		return countryField(d, f.Key, label, session.Country(only))
	case session.ShapeCountries:
		return countriesField(d, f.Key, label, f.Countries(fields))
	case session.ShapeLead:
		none := option{"", d.t("organisation.none")}
		return noted(oneField(f.Key, label, only, append([]option{none}, organisationOptions(d)...)), d.t("entry.support_note"))
	case session.ShapeSupport:
		return noted(manyField(f.Key, label, held, organisationOptions(d)), d.t("entry.support_note"))
	case session.ShapeLinks:
		return noted(manyField(f.Key, label, held, linkOptions(d, held, self)), d.t("entry.from_note"))
	}
	return lineField(f.Key, label, only, f.Most)
}

func noted(q *field, note string) *field {
	q.note = note
	return q
}

// choiceOptions are the values of a choice in words.
func choiceOptions(d *desk, r *session.Register, f session.Field) []option {
	var all []option
	for _, v := range f.Values {
		all = append(all, option{v, d.Words.Choice(r, f, v)})
	}
	return all
}

// organisationOptions are the community's organisations by name, the person's
// own before the others.
func organisationOptions(d *desk) []option {
	all := []option{}
	for _, o := range d.shared.Organisations {
		all = append(all, option{string(o.ID), o.Name})
	}
	slices.SortFunc(all, func(a, b option) int { return strings.Compare(a.value, b.value) })
	locale.Sort(d.Words, all, func(o option) string { return o.label })
	rank := func(o option) int {
		if o.value == string(d.own.Member.Organisation) {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(all, func(a, b option) int { return rank(a) - rank(b) })
	return all
}

// linkWidth is how many cells the words of a link may have.
const linkWidth = 48

// linkOptions are what an entry can come from: what is named already, what the
// meeting has written, and what is still open from before. It comes from neither
// itself nor what was taken back.
func linkOptions(d *desk, named []string, self session.EntryID) []option {
	options, offered := []option{}, map[string]bool{string(self): true}
	offer := func(id string) {
		words := d.Words.Linked(d.shared.Community, session.ContributionID(id))
		if words != "" && !offered[id] {
			options, offered[id] = append(options, option{id, d.cut(words, linkWidth)}), true
		}
	}
	for _, id := range named {
		offer(id)
	}
	for _, b := range boards(d) {
		for _, q := range b.Layout.Parts {
			for _, it := range b.In(q) {
				if it.Code != "" && !it.TakenBack {
					offer(string(it.ID))
				}
			}
		}
	}
	for _, r := range d.shared.Registers {
		for _, e := range d.shared.EntriesOf(r, d.meeting) {
			if !e.TakenBack {
				offer(string(e.ID))
			}
		}
	}
	for _, e := range d.shared.OpenEntries() {
		offer(string(e.ID))
	}
	return options
}

// authorQuestions ask what something new shows of its author, and who may read it.
func authorQuestions(d *desk) []*field {
	return []*field{
		signedQuestion(d),
		oneField("audience", d.t("field.audience"), string(d.shared.AudienceOf(d.member)),
			enumOptions(d, "audience.", readable(d))),
	}
}

// signedQuestion asks how much of its author something shows.
func signedQuestion(d *desk) *field {
	return oneField("attribution", d.t("field.attribution"), string(offered(d, d.own.Member.Attribution)),
		enumOptions(d, "attribution.", ladders(d)))
}
