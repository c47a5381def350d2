package field

import (
	"slices"

	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// Link leads from an entry to an item or an entry that it came from. It is stored
// once, and walked both ways.
type Link struct {
	To method.ContributionID `json:"to"`
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
			all = append(all, Link{method.ContributionID(a)})
		}
		*at(fields.(*F)) = all
	}
	f.refuse = func(g Ground, f Field, fields any) error {
		all := f.Links(fields)
		if len(all) > f.Most {
			return refusal.New(refusal.Full, "field", f.Key, "max", f.Most)
		}
		if slices.ContainsFunc(all, func(l Link) bool { return !g.MayLink(l) }) {
			return refusal.New(refusal.Invalid, "field", f.Key)
		}
		return nil
	}
	return f
}
