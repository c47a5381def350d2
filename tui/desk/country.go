package desk

import (
	"maps"
	"slices"
	"strings"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/clean"
	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/kit"
)

// countries finds a country by its name. What was typed is a label of the
// community's own only where somebody says so.
type countries struct {
	words  *locale.Words
	labels []method.Country // that the community has already
}

// CountryField asks for a country.
func CountryField(d *Desk, key, label string, value method.Country) *kit.Field {
	find := countries{d.Words, labelsHere(d)}
	q := kit.SearchField(key, label, []string{string(value)}, method.MaxLabel, find, false)
	q.Note = d.T("country.note")
	return q
}

// CountriesField asks for several countries.
func CountriesField(d *Desk, key, label string, values []method.Country) *kit.Field {
	var all []string
	for _, v := range values {
		all = append(all, string(v))
	}
	q := kit.SearchField(key, label, all, method.MaxLabel, countries{d.Words, labelsHere(d)}, true)
	q.Note = d.T("country.note_many")
	return q
}

// CountryCalled is the country or the label of the community that is called so, or
// empty.
func CountryCalled(d *Desk, typed string) string {
	return countries{d.Words, labelsHere(d)}.Named(typed)
}

// CountriesUsed are the countries and labels that the community names. They are counted
// once for all who see the same, and nobody may change them.
func CountriesUsed(d *Desk) map[method.Country]session.CountryUse {
	return session.Derived(d.Shared, "countries used", d.Shared.CountriesUsed)
}

// labelsHere are the community's own labels, where one is known yet.
func labelsHere(d *Desk) []method.Country {
	if d.Shared == nil {
		return nil
	}
	labels := slices.Collect(maps.Keys(CountriesUsed(d)))
	labels = slices.DeleteFunc(labels, func(c method.Country) bool { return c.ISO() != "" })
	slices.Sort(labels)
	locale.Sort(d.Words, labels, func(c method.Country) string { return string(c) })
	return labels
}

// Named is the country or the label that is called so, or empty.
func (c countries) Named(typed string) string {
	for _, label := range c.labels {
		if clean.Same(string(label), strings.TrimSpace(typed)) {
			return string(label)
		}
	}
	return string(c.words.CountryNamed(typed))
}

// Offered are the labels and countries that may be meant, and what was typed as
// a new label last.
func (c countries) Offered(typed string) []string {
	var all []string
	if typed := strings.TrimSpace(typed); typed != "" {
		for _, label := range c.labels {
			if meant(string(label), typed) {
				all = append(all, string(label))
			}
		}
		for _, n := range c.words.FindCountries(typed) {
			all = append(all, string(n.Code))
		}
	}
	if label := c.label(typed); label != "" {
		all = append(all, label)
	}
	return all
}

// meant reports whether a name may be the one of which that was typed.
func meant(name, typed string) bool { return locale.HasWord(name, typed) || clean.Same(name, typed) }

// label is what was typed, where it can become a label of the community's own.
func (c countries) label(typed string) string {
	typed = clean.Line(typed, method.MaxLabel)
	if c.Named(typed) != "" || method.Country(typed).Check() != nil {
		return ""
	}
	return typed
}

func (c countries) Said(answer string) string {
	return c.words.Country(method.Country(strings.TrimSpace(answer)))
}

func (c countries) Line(answer, typed string) string {
	country := method.Country(answer)
	switch {
	case answer == c.label(typed):
		return c.words.T("country.add", "label", answer)
	case country.ISO() == country:
		return c.words.Country(country) + "  " + answer
	}
	return c.words.Country(country)
}
