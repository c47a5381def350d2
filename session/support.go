package session

import (
	"slices"

	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// ground is the community for one person who fills in an entry.
type ground struct {
	c   *Community
	who Who
}

func (g ground) HasOrganisation(id method.OrganisationID) bool { return g.c.Organisations[id] != nil }
func (g ground) MayLink(l field.Link) bool                     { return g.c.mayLink(l, g.who) }

// mayLink reports whether what a link leads to is there for the person.
func (c *Community) mayLink(l field.Link, who Who) bool {
	reads := c.AudienceOf(who.Member)
	if e := c.Entries[method.EntryID(l.To)]; e != nil {
		return reads.Reads(e.Audience)
	}
	_, it := c.Item(method.ItemID(l.To))
	return it != nil && !it.hidden() && reads.Reads(it.Audience)
}

// unseen are the links that the person cannot see: an edit keeps them.
func (c *Community) unseen(all []field.Link, who Who) []field.Link {
	return slices.DeleteFunc(slices.Clone(all), func(l field.Link) bool { return c.mayLink(l, who) })
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
