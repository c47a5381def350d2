package session

import (
	"slices"

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
	if e := c.Entries[EntryID(l.To)]; e != nil {
		return reads.Reads(e.Audience)
	}
	_, it := c.Item(ItemID(l.To))
	return it != nil && !it.hidden() && reads.Reads(it.Audience)
}

// unseen are the links that the person cannot see: an edit keeps them.
func (c *Community) unseen(all []Link, who Who) []Link {
	return slices.DeleteFunc(slices.Clone(all), func(l Link) bool { return c.mayLink(l, who) })
}
