package session

import "github.com/convene-ssh/convene/session/refusal"

// In is a field that holds one country, or a label of the community's own.
func In[F any](key string, at func(*F) *Country) Field {
	f := Field{Key: key, Shape: ShapeCountry, places: true}
	f.Get, f.Set = held(at)
	f.clean = func(_ Field, fields any) {
		k := at(fields.(*F))
		*k = tidyCountry(*k)
	}
	f.refuse = func(_ *Community, f Field, fields any, _ Who) error {
		k := Country(one(f.Get(fields)))
		if k == "" && f.Required && f.Matters(fields) {
			return refusal.New(refusal.Missing, "field", f.Key)
		}
		return k.checkAs(f.Key)
	}
	return f
}

// Across is a field that holds several countries.
func Across[F any](key string, at func(*F) *[]Country) Field {
	f := Field{Key: key, Shape: ShapeCountries, places: true, Most: MaxSupports}
	f.Get = func(fields any) []string { return answersOf(*at(fields.(*F))) }
	f.Set = func(fields any, answers []string) {
		var all []Country
		for _, a := range answers {
			all = append(all, Country(a))
		}
		*at(fields.(*F)) = all
	}
	f.clean = func(_ Field, fields any) {
		all := at(fields.(*F))
		*all = tidyCountries(*all)
	}
	f.refuse = func(_ *Community, f Field, fields any, _ Who) error {
		all := f.Countries(fields)
		if len(all) > f.Most {
			return refusal.New(refusal.Full, "field", f.Key, "max", f.Most)
		}
		for _, k := range all {
			if err := k.checkAs(f.Key); err != nil {
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
