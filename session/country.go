package session

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"

	"github.com/convene-ssh/convene/session/refusal"
)

// Country is an ISO 3166 code where one fits (MY), otherwise the community's
// own label (Chiapas). It is empty for somebody who gives none.
type Country string

// ISOCountries lists the codes of ISO 3166, and XK for Kosovo, in their order.
func ISOCountries() []Country {
	var all []Country
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			if c := Country([]rune{a, b}); c.ISO() == c {
				all = append(all, c)
			}
		}
	}
	return all
}

// ISO is the code of ISO 3166 that the label stands for: its own, in whatever
// case, the one of three letters, or the one that has taken its place (UK). It is
// empty for a label that is none of these.
func (c Country) ISO() Country {
	if len(c) != 2 && (len(c) != 3 || strings.ToUpper(string(c)) != string(c)) {
		return "" // of three letters, a small one may begin a word
	}
	r, err := language.ParseRegion(string(c))
	if err != nil {
		return ""
	}
	// What the United Nations give no number are groups and parts of countries.
	if r = r.Canonicalize(); !r.IsCountry() || r.M49() == 0 || slices.Contains(formerCountries, r.String()) {
		return ""
	}
	return Country(r.String())
}

// formerCountries are numbered still, and none has taken their place.
var formerCountries = []string{"AN", "CS", "NT", "SU", "YU"}

// tidyCountry makes a label safe, and writes codes as ISO does.
func tidyCountry(c Country) Country {
	c = Country(line(string(c)))
	if code := c.ISO(); code != "" {
		return code
	}
	return c
}

func tidyCountries(countries []Country) []Country {
	var kept []Country
	for _, k := range countries {
		if k = tidyCountry(k); k != "" && !slices.Contains(kept, k) {
			kept = append(kept, k)
		}
	}
	return kept
}

// Check refuses what is neither a code nor a label with a letter in it: whoever
// types two letters means a code.
func (c Country) Check() error { return c.checkAs("country") }

func (c Country) checkAs(field string) error {
	if err := checkText(field, string(c), MaxLabel, false); err != nil {
		return err
	}
	code := len(c) == 2 && c[0] < utf8.RuneSelf
	if c != "" && (code && c.ISO() == "" || !strings.ContainsFunc(string(c), unicode.IsLetter)) {
		return refusal.New(refusal.NoCountry, "field", field, "country", string(c))
	}
	return nil
}

// CountryUse is how often a country or a label is named.
type CountryUse struct{ Members, Boards, Items, Entries int }

// CountriesUsed counts where each country and label of the community is named,
// by people of themselves, of what a board or an entry is about, and beside
// words that show no more of their author.
func (c *Community) CountriesUsed() map[Country]CountryUse {
	used := map[Country]CountryUse{}
	count := func(k Country, add func(*CountryUse)) {
		if u := used[k]; k != "" {
			add(&u)
			used[k] = u
		}
	}
	for _, m := range c.Members.All() {
		count(m.Country, func(u *CountryUse) { u.Members++ })
	}
	for _, b := range c.Boards {
		count(b.Country, func(u *CountryUse) { u.Boards++ })
		for _, it := range b.Items {
			count(it.By.Country, func(u *CountryUse) { u.Items++ })
		}
	}
	for _, e := range c.Entries {
		for _, k := range e.countries() {
			count(k, func(u *CountryUse) { u.Entries++ })
		}
	}
	return used
}
