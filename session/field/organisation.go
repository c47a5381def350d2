package field

import (
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

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

// Lead is a field that holds the organisation that leads, or none.
func Lead[F any](key string, at func(*F) *Support) Field {
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

// Supporters is a field that holds several organisations.
func Supporters[F any](key string, at func(*F) *[]Support) Field {
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
	f.refuse = func(g Ground, f Field, fields any) error {
		all := f.supports(fields)
		if len(all) == 0 && f.Required && f.Matters(fields) {
			return refusal.New(refusal.Missing, "field", f.Key)
		}
		for _, s := range all {
			if !g.HasOrganisation(s.Organisation) {
				return refusal.New(refusal.Invalid, "field", f.Key)
			}
		}
		return nil
	}
	return f
}
