package session

import (
	"errors"
	"io/fs"
	"regexp"
	"slices"

	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// Register is a kind of entry that a community keeps, such as commitments or
// practices. It is described once, and the description is all that the rest of
// Convene knows of it: forms, lists, sheets, refusals, documents and records read
// it. Each register has a folder of its own in session/register.
type Register struct {
	Name   string // "commitment": its words' and its records' names begin with it
	Letter string // of the codes of its entries, C1
	// Fields are what people fill in, in the order in which they are asked for,
	// shown and written. The first is the title.
	Fields []field.Field
	// Words holds words.LANGUAGE.json; see session/locale.
	Words fs.FS

	blank func() any           // empty fields
	clone func(fields any) any // a copy that may be changed
	rules func(*Community, any) error
}

// RegisterOf describes a register whose entries have the fields F. The rules refuse
// what no field can see alone; they may be nil. F is a struct whose JSON has a
// member under the key of each field.
func RegisterOf[F any](name, letter string, words fs.FS, rules func(*Community, *F) error, fields ...field.Field) *Register {
	r := &Register{
		Name: name, Letter: letter, Fields: fields, Words: words,
		blank: func() any { return new(F) },
		clone: func(fields any) any { f := *fields.(*F); return &f },
		rules: func(*Community, any) error { return nil },
	}
	if rules != nil {
		r.rules = func(c *Community, fields any) error { return rules(c, fields.(*F)) }
	}
	return r
}

// Blank are the fields of a new entry, as they stand before anybody has answered.
func (r *Register) Blank() any {
	return r.tidied(r.blank())
}

// Filled are the fields that answers add up to, by the keys of the fields. What is
// not answered stays as it is in the fields that are given.
func (r *Register) Filled(fields any, answers map[string][]string) any {
	filled := r.clone(fields)
	for _, f := range r.Fields {
		if said, answered := answers[f.Key]; answered && f.Set != nil {
			f.Set(filled, said)
		}
	}
	return filled
}

// Field is the field of a key.
func (r *Register) Field(key string) (field.Field, bool) {
	i := slices.IndexFunc(r.Fields, func(f field.Field) bool { return f.Key == key })
	if i < 0 {
		return field.Field{}, false
	}
	return r.Fields[i], true
}

// With is the field that is used for something, if the register has one.
func (r *Register) With(use field.Use) (field.Field, bool) {
	i := slices.IndexFunc(r.Fields, func(f field.Field) bool { return f.Use == use })
	if i < 0 {
		return field.Field{}, false
	}
	return r.Fields[i], true
}

// Answer is the only answer to the field that is used for something; empty where
// the register has none or nobody has answered.
func (r *Register) Answer(use field.Use, fields any) string {
	f, ok := r.With(use)
	if !ok {
		return ""
	}
	if all := f.Get(fields); len(all) > 0 {
		return all[0]
	}
	return ""
}

// Title is what an entry with these fields is called.
func (r *Register) Title(fields any) string { return r.Fields[0].Get(fields)[0] }

// Open reports whether entries with these fields are still to be done, by the
// account of those who promised them. Where a register has no stages, none is.
func (r *Register) Open(fields any) bool {
	f, ok := r.With(field.UseStage)
	return ok && f.Stays(r.Answer(field.UseStage, fields))
}

// Promises reports whether people report on its entries after they were made.
func (r *Register) Promises() bool { _, ok := r.With(field.UseStage); return ok }

// tidied are fields with what people wrote made safe, and with the answers that go
// without saying.
func (r *Register) tidied(fields any) any {
	fields = r.clone(fields)
	for _, f := range r.Fields {
		f.Tidy(fields)
	}
	return fields
}

// check refuses what a field cannot hold, and what the register's rules refuse. Where an
// answer is missing, it names all that are. Links that there were may stay.
func (r *Register) check(c *Community, fields any, were []field.Link, who Who) error {
	on := ground{c, were, who}
	err := r.firstWrong(on, fields)
	if errors.Is(err, refusal.New(refusal.Missing)) {
		err = r.allMissing(on, fields)
	}
	return refusal.In(err, r.Name)
}

// firstWrong refuses what is wrong in the first field that is, or beside the others.
func (r *Register) firstWrong(on ground, fields any) error {
	for _, f := range r.Fields {
		if err := f.Check(on, fields); err != nil {
			return err
		}
	}
	if err := on.c.checkSupports(r, fields); err != nil {
		return err
	}
	return r.rules(on.c, fields)
}

// allMissing refuses fields of which at least one has to be answered and is not.
func (r *Register) allMissing(on ground, fields any) error {
	var keys []string
	note := func(err error) {
		var refused *refusal.Error
		if errors.As(err, &refused) && refused.Code == refusal.Missing {
			keys = append(keys, refused.Field())
		}
	}
	for _, f := range r.Fields {
		note(f.Check(on, fields))
	}
	note(r.rules(on.c, fields))
	return refusal.New(refusal.Missing, "field", keys[0], "also", keys[1:])
}

// consonantY ends an English word whose plural ends in -ies.
var consonantY = regexp.MustCompile(`([^aeiou])y$`)

// Plural is the name of a table of its entries: strategies, takeaways.
func (r *Register) Plural() string {
	if plural := consonantY.ReplaceAllString(r.Name, "${1}ies"); plural != r.Name {
		return plural
	}
	return r.Name + "s"
}

// ground is the community for one person who fills in an entry.
type ground struct {
	c    *Community
	were []field.Link // that the entry has
	who  Who
}

func (g ground) HasOrganisation(id method.OrganisationID) bool { return g.c.Organisations[id] != nil }
func (g ground) MayLink(l field.Link) bool {
	return slices.Contains(g.were, l) || g.c.mayLink(l, g.who)
}

// mayLink reports whether what a link leads to is there for the person.
func (c *Community) mayLink(l field.Link, who Who) bool {
	reads := c.AudienceOf(who.Member)
	if e := c.Entries[method.EntryID(l.To)]; e != nil {
		return reads.Reads(e.Audience)
	}
	_, it := c.Item(method.ItemID(l.To))
	return it != nil && !it.Waits() && reads.Reads(it.Audience)
}

// Cited are the parts of analyses whose items links lead to: those inside, and those
// outside. Items that were taken back count: their words are gone, not what they were.
func (c *Community) Cited(links []field.Link) (inside, outside []layout.Part) {
	for _, l := range links {
		b, it := c.Item(method.ItemID(l.To))
		switch {
		case it == nil:
		case slices.Contains(b.Layout.Inside, it.Part):
			inside = append(inside, it.Part)
		case slices.Contains(b.Layout.Outside, it.Part):
			outside = append(outside, it.Part)
		}
	}
	return inside, outside
}

// Pairs are the pairs that those parts make, such as SO, in the order in which a board
// of strategies has them.
func (c *Community) Pairs(links []field.Link) []layout.Part {
	inside, outside := c.Cited(links)
	var pairs []layout.Part
	for _, in := range inside {
		for _, out := range outside {
			pairs = append(pairs, in+out)
		}
	}
	slices.Sort(pairs)
	return slices.Compact(pairs)
}

// unseen are links that the person cannot see, and that are not among others.
func (c *Community) unseen(all, but []field.Link, who Who) []field.Link {
	return slices.DeleteFunc(slices.Clone(all), func(l field.Link) bool {
		return slices.Contains(but, l) || c.mayLink(l, who)
	})
}

// checkSupports refuses more organisations than an entry may name, and one that is
// named twice.
func (c *Community) checkSupports(r *Register, fields any) error {
	seen, n := map[method.OrganisationID]bool{}, 0
	for _, f := range r.Fields {
		all := f.Supports(fields)
		if n += len(all); n > field.MaxSupports {
			return refusal.New(refusal.Full, "field", f.Key, "max", field.MaxSupports)
		}
		for _, s := range all {
			if seen[s.Organisation] {
				return refusal.New(refusal.Invalid, "field", f.Key)
			}
			seen[s.Organisation] = true
		}
	}
	return nil
}

// Links are all that fields say an entry came from, in the order of the fields.
func (r *Register) Links(fields any) []field.Link {
	var all []field.Link
	for _, f := range r.Fields {
		all = append(all, f.Links(fields)...)
	}
	return all
}

// Supports are all organisations that fields name, in the order of the fields.
func (r *Register) Supports(fields any) []field.Support {
	var all []field.Support
	for _, f := range r.Fields {
		all = append(all, f.Supports(fields)...)
	}
	return all
}

// Lead is the organisation that leads, empty where the register has none or nobody
// leads.
func (r *Register) Lead(fields any) field.Support {
	for _, f := range r.Fields {
		if f.Shape == field.ShapeLead {
			for _, s := range f.Supports(fields) {
				return s
			}
		}
	}
	return field.Support{}
}

// decideSupports says which organisations are confirmed: those that were before,
// and the one that the person speaks for openly. It trusts nothing of what the
// person claims.
func (r *Register) decideSupports(fields any, before []field.Support, own method.OrganisationID) {
	r.eachSupport(fields, func(s field.Support) field.Support {
		s.Confirmed = s.Organisation == own && own != "" || slices.Contains(before, field.Support{Organisation: s.Organisation, Confirmed: true})
		return s
	})
}

// confirm marks one organisation among those that are named.
func (r *Register) confirm(fields any, org method.OrganisationID) {
	r.eachSupport(fields, func(s field.Support) field.Support {
		s.Confirmed = s.Confirmed || s.Organisation == org
		return s
	})
}

// unconfirmed is a copy of fields in which nobody has confirmed anything.
func (r *Register) unconfirmed(fields any) any {
	bare := r.clone(fields)
	r.eachSupport(bare, func(s field.Support) field.Support { return field.Support{Organisation: s.Organisation} })
	return bare
}

// eachSupport changes every organisation that fields name.
func (r *Register) eachSupport(fields any, change func(field.Support) field.Support) {
	for _, f := range r.Fields {
		if !f.HoldsOrganisations() {
			continue
		}
		var all []field.Support
		for _, s := range f.Supports(fields) {
			all = append(all, change(s))
		}
		f.SetSupports(fields, all)
	}
}

// speaksOpenly is the organisation for which the author of a contribution speaks, where
// it shows as much of them. To confirm for another, or for the organisation of anybody
// who is not shown, would tell where they are from.
func (c *Community) speaksOpenly(who Who, shown Attribution) method.OrganisationID {
	m := c.Members.Of(who.Member)
	if m == nil || shown.hides() || shown.Member == "" && shown.Organisation != m.Speaking() {
		return ""
	}
	return m.Speaking()
}
