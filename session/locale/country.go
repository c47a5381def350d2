package locale

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
	"golang.org/x/text/unicode/norm"

	"github.com/convene-ssh/convene/session/method"
)

// CountryName is a country and what it is called in a language.
type CountryName struct {
	Code method.Country
	Name string
	own  []string // every name that the country has in this language, as [Fold] leaves it
	all  []string // those in every language that has a catalogue
}

// countries are those of ISO 3166 in the order of a language, and by their codes.
type countries struct {
	list   []CountryName
	byCode map[method.Country]string
}

// Country is the name of a country in this language, where its label stands for
// an ISO 3166 code; any other label is the community's own word and stays.
func (w *Words) Country(c method.Country) string {
	all := w.countries()
	if name := all.byCode[c]; name != "" {
		return name
	}
	return cmp.Or(all.byCode[c.ISO()], string(c))
}

// CountryNamed is the code of the country that is called so in any language that
// has a catalogue, or that has this code. It is empty where there is none.
func (w *Words) CountryNamed(typed string) method.Country {
	typed = strings.TrimSpace(typed)
	if code := method.Country(typed).ISO(); code != "" {
		return code
	}
	name := Fold(typed)
	if name == "" {
		return ""
	}
	for _, c := range w.countries().list {
		if slices.Contains(c.all, name) {
			return c.Code
		}
	}
	return ""
}

// FindCountries lists the countries that somebody may mean who has typed so far:
// the one with that code or name first, then those whose name begins so, then
// those with such a word in a name of any language.
func (w *Words) FindCountries(typed string) []CountryName {
	exact := w.CountryNamed(typed)
	if typed = Fold(typed); typed == "" {
		return nil
	}
	var found [4][]CountryName
	for _, c := range w.countries().list {
		switch {
		case c.Code == exact:
			found[0] = append(found[0], c)
		case strings.HasPrefix(c.own[0], typed):
			found[1] = append(found[1], c)
		case hasWord(c.own, typed):
			found[2] = append(found[2], c)
		case hasWord(c.all, typed):
			found[3] = append(found[3], c)
		}
	}
	return slices.Concat(found[:]...)
}

// hasWord reports whether a word of one of the names begins so.
func hasWord(names []string, beginning string) bool {
	return slices.ContainsFunc(names, func(name string) bool { return strings.Contains(" "+name, " "+beginning) })
}

// HasWord reports whether a word of a name begins with what was typed, whatever the accents
// and capitals.
func HasWord(name, typed string) bool {
	beginning := Fold(typed)
	return beginning != "" && hasWord([]string{Fold(name)}, beginning)
}

// nameCountries names all countries in the language of w, first of all.
func nameCountries(w *Words, all []*Words) countries {
	c := countries{byCode: map[method.Country]string{}}
	for _, code := range method.ISOCountries() {
		n := CountryName{Code: code, Name: w.callsCountry(code)[0]}
		n.own = folded(w.callsCountry(code))
		for _, other := range all {
			n.all = append(n.all, folded(other.callsCountry(code))...)
		}
		c.list = append(c.list, n)
		c.byCode[code] = n.Name
	}
	Sort(w, c.list, func(n CountryName) string { return n.Name })
	return c
}

// callsCountry is what a country is called in one language: its name, which the
// catalogue knows where it is newer than Unicode's, and other names after it.
func (w *Words) callsCountry(code method.Country) []string {
	names := []string{display.Regions(w.tag).Name(language.MustParseRegion(string(code)))}
	if short, _, more := strings.Cut(names[0], " ("); more {
		names = append(names, short) // Myanmar (Burma)
	}
	for _, kind := range []string{"country.name.", "country.also."} {
		key := kind + string(code)
		if said := w.T(key); said != key && kind == "country.name." {
			names = append([]string{said}, names...)
		} else if said != key {
			names = append(names, strings.Split(said, "; ")...)
		}
	}
	return names
}

func folded(names []string) []string {
	var all []string
	for _, n := range names {
		all = append(all, Fold(n))
	}
	return all
}

// Fold leaves of a name what people look for: small letters without accents, digits, and
// single spaces between words.
func Fold(name string) string {
	kept := strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r):
			return -1
		case unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsNumber(r):
			return unicode.ToLower(r)
		}
		return ' '
	}, norm.NFD.String(name))
	return strings.Join(strings.Fields(kept), " ")
}
