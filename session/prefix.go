package session

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/convene-ssh/convene/session/clean"
)

// ProposePrefix finds the letters that the codes of a subject begin with: those that
// it has in this layout already, or free ones of the layout, of its country
// or of its name. It is empty for no subject.
func (c *Community) ProposePrefix(l *Layout, subject string, country Country) string {
	return proposePrefix(slices.Collect(maps.Values(c.Boards)), l, subject, country)
}

func proposePrefix(boards []*Board, l *Layout, subject string, country Country) string {
	if subject = line(subject); subject == "" {
		return ""
	}
	taken := map[string]bool{}
	for _, b := range boards {
		if b.Layout == l && clean.Same(b.Subject, subject) {
			return b.Prefix
		}
		taken[b.Prefix] = true
	}
	stem := l.Prefix
	if stem == "" {
		stem = stemOf(subject, country)
	}
	proposed := stem
	for n := 2; taken[proposed]; n++ {
		proposed = stem + strconv.Itoa(n)
	}
	return proposed
}

// stemOf is what a prefix is made from: a country's code, or what of the subject is
// Latin.
func stemOf(subject string, country Country) string {
	if iso := country.ISO(); iso != "" {
		return string(iso)
	}
	if short := abbreviate(subject); short != "" {
		return short
	}
	return "B"
}

// abbreviate takes the initials of several words, or the first letters of one,
// from what of them is Latin; empty where nothing is.
func abbreviate(subject string) string {
	words := strings.FieldsFunc(strings.ToUpper(clean.Unaccented(subject)), func(r rune) bool { return r < 'A' || r > 'Z' })
	switch len(words) {
	case 0:
		return ""
	case 1:
		return words[0][:min(3, len(words[0]))]
	}
	var initials strings.Builder
	for _, w := range words[:min(4, len(words))] {
		initials.WriteByte(w[0])
	}
	return initials.String()
}
