package method

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"

	"github.com/convene-ssh/convene/session/clean"
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

// TidyCountry makes a label safe, and writes codes as ISO does.
func TidyCountry(c Country) Country {
	c = Country(clean.Line(string(c), MaxText))
	if code := c.ISO(); code != "" {
		return code
	}
	return c
}

// TidyCountries makes labels safe and leaves out what is empty or there already.
func TidyCountries(countries []Country) []Country {
	var kept []Country
	for _, k := range countries {
		if k = TidyCountry(k); k != "" && !slices.Contains(kept, k) {
			kept = append(kept, k)
		}
	}
	return kept
}

// Check refuses what is neither a code nor a label with a letter in it: whoever
// types two letters means a code.
func (c Country) Check() error { return c.CheckAs("country") }

// CheckAs is Check for a field of another name.
func (c Country) CheckAs(field string) error {
	if n := utf8.RuneCountInString(string(c)); n > MaxLabel {
		return refusal.New(refusal.TooLong, "field", field, "max", MaxLabel, "got", n)
	}
	code := len(c) == 2 && c[0] < utf8.RuneSelf
	if c != "" && (code && c.ISO() == "" || !strings.ContainsFunc(string(c), unicode.IsLetter)) {
		return refusal.New(refusal.NoCountry, "field", field, "country", string(c))
	}
	return nil
}
