package session

import (
	"slices"

	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// ContributionID names an item or an entry.
type ContributionID string

// Link leads from an entry to an item or an entry that it came from. It is stored
// once, and walked both ways.
type Link struct {
	To ContributionID `json:"to"`
}

// From is a field that holds what an entry came from.
func From[F any](key string, at func(*F) *[]Link) Field {
	f := Field{Key: key, Shape: ShapeLinks, Most: MaxSupports}
	f.links = func(fields any) *[]Link { return at(fields.(*F)) }
	f.Get = func(fields any) []string {
		var all []string
		for _, l := range *at(fields.(*F)) {
			all = append(all, string(l.To))
		}
		return all
	}
	f.Set = func(fields any, answers []string) {
		var all []Link
		for _, a := range answers {
			all = append(all, Link{ContributionID(a)})
		}
		*at(fields.(*F)) = all
	}
	f.refuse = func(c *Community, f Field, fields any, who Who) error {
		all := f.Links(fields)
		if len(all) > f.Most {
			return refusal.New(refusal.Full, "field", f.Key, "max", f.Most)
		}
		if slices.ContainsFunc(all, func(l Link) bool { return !c.mayLink(l, who) }) {
			return refusal.New(refusal.Invalid, "field", f.Key)
		}
		return nil
	}
	return f
}

// mayLink reports whether what a link leads to is there for the person.
func (c *Community) mayLink(l Link, who Who) bool {
	reads := c.AudienceOf(who.Member)
	if e := c.Entries[method.EntryID(l.To)]; e != nil {
		return reads.Reads(e.Audience)
	}
	_, it := c.Item(method.ItemID(l.To))
	return it != nil && !it.hidden() && reads.Reads(it.Audience)
}

// unseen are the links that the person cannot see: an edit keeps them.
func (c *Community) unseen(all []Link, who Who) []Link {
	return slices.DeleteFunc(slices.Clone(all), func(l Link) bool { return c.mayLink(l, who) })
}

// Support is an organisation that stands behind an entry. Named by somebody else
// it is proposed, until one of its own members confirms it; screens and documents
// say so.
type Support struct {
	Organisation method.OrganisationID `json:"organisation"`
	Confirmed    bool                  `json:"confirmed,omitempty"`
}

// MaxSupports bounds how many organisations, countries or links one field holds,
// and how many organisations one entry names.
const MaxSupports = 30

// LedBy is a field that holds the organisation that leads, or none.
func LedBy[F any](key string, at func(*F) *Support) Field {
	f := Field{Key: key, Shape: ShapeLead}
	f.supports = func(fields any) []Support {
		if lead := *at(fields.(*F)); lead.Organisation != "" {
			return []Support{lead}
		}
		return nil
	}
	f.support = func(fields any, all []Support) {
		lead := at(fields.(*F))
		*lead = Support{}
		for _, s := range all {
			*lead = s
		}
	}
	return named(f)
}

// SupportedBy is a field that holds several organisations.
func SupportedBy[F any](key string, at func(*F) *[]Support) Field {
	f := Field{Key: key, Shape: ShapeSupport}
	f.supports = func(fields any) []Support { return *at(fields.(*F)) }
	f.support = func(fields any, all []Support) { *at(fields.(*F)) = all }
	return named(f)
}

// named answers with the ids of the organisations that a field holds.
func named(f Field) Field {
	f.Get = func(fields any) []string {
		var all []string
		for _, s := range f.supports(fields) {
			all = append(all, string(s.Organisation))
		}
		return all
	}
	f.Set = func(fields any, answers []string) {
		var all []Support
		for _, a := range answers {
			if a != "" {
				all = append(all, Support{Organisation: method.OrganisationID(a)})
			}
		}
		f.support(fields, all)
	}
	f.refuse = func(c *Community, f Field, fields any, _ Who) error {
		all := f.supports(fields)
		if len(all) == 0 && f.Required && f.Matters(fields) {
			return refusal.New(refusal.Missing, "field", f.Key)
		}
		for _, s := range all {
			if c.Organisations[s.Organisation] == nil {
				return refusal.New(refusal.Invalid, "field", f.Key)
			}
		}
		return nil
	}
	return f
}

// checkSupports refuses more organisations than an entry may name, and one that is
// named twice.
func (c *Community) checkSupports(r *Register, fields any) error {
	seen, n := map[method.OrganisationID]bool{}, 0
	for _, f := range r.Fields {
		all := f.Supports(fields)
		if n += len(all); n > MaxSupports {
			return refusal.New(refusal.Full, "field", f.Key, "max", MaxSupports)
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

// Supports are all organisations that fields name, in the order of the fields.
func (r *Register) Supports(fields any) []Support {
	var all []Support
	for _, f := range r.Fields {
		all = append(all, f.Supports(fields)...)
	}
	return all
}

// Lead is the organisation that leads, empty where the register has none or nobody
// leads.
func (r *Register) Lead(fields any) Support {
	for _, f := range r.Fields {
		if f.Shape == ShapeLead {
			for _, s := range f.supports(fields) {
				return s
			}
		}
	}
	return Support{}
}

// decideSupports says which organisations are confirmed: those that were before,
// and the one that the person speaks for openly. It trusts nothing of what the
// person claims.
func (r *Register) decideSupports(fields any, before []Support, own method.OrganisationID) {
	r.eachSupport(fields, func(s Support) Support {
		s.Confirmed = s.Organisation == own && own != "" || slices.Contains(before, Support{s.Organisation, true})
		return s
	})
}

// confirm marks one organisation among those that are named.
func (r *Register) confirm(fields any, org method.OrganisationID) {
	r.eachSupport(fields, func(s Support) Support {
		s.Confirmed = s.Confirmed || s.Organisation == org
		return s
	})
}

// eachSupport changes every organisation that fields name.
func (r *Register) eachSupport(fields any, change func(Support) Support) {
	for _, f := range r.Fields {
		if f.supports == nil {
			continue
		}
		var all []Support
		for _, s := range f.supports(fields) {
			all = append(all, change(s))
		}
		f.support(fields, all)
	}
}

// speaksFor reports whether the member is of that organisation.
func (c *Community) speaksFor(member MemberID, org method.OrganisationID) bool {
	m := c.Members.Of(member)
	return m != nil && org != "" && m.Organisation == org
}

// speaksOpenly is the organisation of a person whose contribution shows at least
// that much of them. To confirm for the organisation of anybody else would tell
// where they are from.
func (c *Community) speaksOpenly(who Who, quiet bool) method.OrganisationID {
	if m := c.Members.Of(who.Member); m != nil && !quiet {
		return m.Organisation
	}
	return ""
}
