package intake

import (
	"slices"
	"strings"

	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// answers are what the cells of a field say, as the field takes them.
func (p *planner) answers(f field.Field, cells []string, r *Row) ([]string, error) {
	switch f.Shape {
	case field.ShapeChoice:
		return p.choice(f, cells[0])
	case field.ShapeDay:
		return p.day(f, cells[0])
	case field.ShapeCountry:
		return []string{p.country(cells[0], r)}, nil
	case field.ShapeCountries:
		return p.countries(cells[0], r), nil
	case field.ShapeLead, field.ShapeSupport:
		return p.organisations(f, cells, r)
	case field.ShapeLinks:
		return p.links(f, cells[0])
	}
	return cells[:1], nil
}

// choice is the value that a cell says, or that people read so in any language.
func (p *planner) choice(f field.Field, said string) ([]string, error) {
	if said == "" || slices.Contains(f.Values, said) {
		return []string{said}, nil
	}
	folded := locale.Fold(said)
	for _, language := range locale.Languages() {
		w := p.All.In(language)
		for _, v := range f.Values {
			if folded != "" && (folded == locale.Fold(v) || folded == locale.Fold(w.Choice(p.Register, f, v))) {
				return []string{v}, nil
			}
		}
	}
	return nil, refusal.New(refusal.OneOf, "in", p.Register.Name, "field", f.Key, "values", strings.Join(f.Values, ", "))
}

func (p *planner) day(f field.Field, said string) ([]string, error) {
	if said == "" {
		return []string{""}, nil
	}
	shown, order := p.shown[f.Key], p.Dates
	if order == Unsaid {
		order = shown.order()
	}
	day, unclear, ok := order.day(said)
	switch {
	case !ok && shown.contradict() && yearLast.MatchString(said):
		return nil, refusal.New(refusal.DaysMixed, "in", p.Register.Name, "field", f.Key, "one", shown.day, "other", shown.month)
	case unclear:
		return nil, refusal.New(refusal.DayUnclear, "in", p.Register.Name, "field", f.Key, "value", said)
	case !ok:
		return nil, refusal.New(refusal.NoDay, "in", p.Register.Name, "field", f.Key)
	}
	p.tellOrder(f.Key, order, said, day)
	return []string{string(day)}, nil
}

// tellOrder notes how a date is read that only the rest of its column makes clear, the first
// of each column.
func (p *planner) tellOrder(key string, order DateOrder, said string, day method.Date) {
	_, unclear, _ := Unsaid.day(said)
	first, second := after12(said)
	told := slices.ContainsFunc(p.plan.Shown, func(d ShownOrder) bool { return d.Field == key })
	if p.Dates == Unsaid && unclear && !first && !second && !told {
		p.plan.Shown = append(p.plan.Shown, ShownOrder{key, order, said, day})
	}
}

// country is the code of a country, or the community's own label. One that nobody has used
// here is new, or a slip.
func (p *planner) country(said string, r *Row) string {
	if code := p.Words.CountryNamed(said); code != "" {
		return string(code)
	}
	label := method.TidyCountry(method.Country(said))
	if _, used := p.used[label]; !used && label != "" {
		r.labels = append(r.labels, label)
	}
	return said
}

// countries are parted by semicolons, or by commas where those do not belong to a name.
func (p *planner) countries(said string, r *Row) []string {
	var all []string
	for _, part := range parts(said, ";\n") {
		if code := p.Words.CountryNamed(part); code != "" {
			all = append(all, string(code))
			continue
		}
		for _, c := range parts(part, ",") {
			all = append(all, p.country(c, r))
		}
	}
	return all
}

// organisations are the ids of those that cells name. Who is not known here is new.
func (p *planner) organisations(f field.Field, cells []string, r *Row) ([]string, error) {
	var all []string
	for _, said := range cells {
		for _, name := range parts(said, ";\n") {
			id, isNew := p.organisation(name)
			if slices.Contains(all, string(id)) {
				continue
			}
			if all = append(all, string(id)); isNew {
				r.names = append(r.names, id)
			}
		}
	}
	if f.Shape == field.ShapeLead && len(all) > 1 {
		return nil, refusal.New(refusal.Invalid, "in", p.Register.Name, "field", f.Key)
	}
	return all, nil
}

// organisation is the id of one by its name, and whether it is new here.
func (p *planner) organisation(name string) (method.OrganisationID, bool) {
	name = field.TidyLine(name)
	if o := p.View.OrganisationNamed(name); o != nil {
		return o.ID, false
	}
	folded := strings.ToLower(name)
	id := p.named[folded]
	if id == "" {
		id = method.NewID[method.OrganisationID](p.Random)
		p.named[folded] = id
		p.plan.Organisations = append(p.plan.Organisations, Organisation{name, id})
	}
	return id, true
}

// links are the ids of the items and entries whose codes a cell has.
func (p *planner) links(f field.Field, said string) ([]string, error) {
	var all []string
	for _, code := range parts(said, ";,\n") {
		id := p.coded[strings.ToUpper(code)]
		if e := p.View.EntryCoded(code); e != nil {
			id = method.ContributionID(e.ID)
		}
		if id == "" {
			return nil, refusal.New(refusal.NoSuchCode, "in", p.Register.Name, "field", f.Key, "value", code)
		}
		all = append(all, string(id))
	}
	return all, nil
}

// parts are what stands between the letters that part it, without what is empty.
func parts(said, by string) []string {
	var all []string
	for part := range strings.FieldsFuncSeq(said, func(r rune) bool { return strings.ContainsRune(by, r) }) {
		if part = strings.TrimSpace(part); part != "" {
			all = append(all, part)
		}
	}
	return all
}
