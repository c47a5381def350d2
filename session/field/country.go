package field

import (
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// Country is a field that holds one country, or a label of the community's own.
func Country[F any](key string, at func(*F) *method.Country) Field {
	f := Field{Key: key, Shape: ShapeCountry}
	f.Get, f.Set = held(at)
	f.clean = func(_ Field, fields any) {
		k := at(fields.(*F))
		*k = method.TidyCountry(*k)
	}
	f.refuse = func(_ Ground, f Field, fields any) error {
		k := method.Country(one(f.Get(fields)))
		if k == "" && f.Required && f.Matters(fields) {
			return refusal.New(refusal.Missing, "field", f.Key)
		}
		return k.CheckAs(f.Key)
	}
	return f
}

// Countries is a field that holds several countries.
func Countries[F any](key string, at func(*F) *[]method.Country) Field {
	f := Field{Key: key, Shape: ShapeCountries, Most: MaxSupports}
	f.Get = func(fields any) []string { return answersOf(*at(fields.(*F))) }
	f.Set = func(fields any, answers []string) {
		var all []method.Country
		for _, a := range answers {
			all = append(all, method.Country(a))
		}
		*at(fields.(*F)) = all
	}
	f.clean = func(_ Field, fields any) {
		all := at(fields.(*F))
		*all = method.TidyCountries(*all)
	}
	f.refuse = func(_ Ground, f Field, fields any) error {
		all := f.Countries(fields)
		if len(all) > f.Most {
			return refusal.New(refusal.Full, "field", f.Key, "max", f.Most)
		}
		for _, k := range all {
			if err := k.CheckAs(f.Key); err != nil {
				return err
			}
		}
		return nil
	}
	return f
}

func answersOf[T ~string](all []T) []string {
	var out []string
	for _, v := range all {
		out = append(out, string(v))
	}
	return out
}
