package tui

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/clean"
)

// maxPrefix is the most letters of a prefix.
const maxPrefix = 6

// proposePrefix finds the letters that codes of a subject begin with: those it
// had at an earlier meeting, or a free prefix from its country or its name.
func proposePrefix(boards map[session.BoardID]*session.Board, subject string, country session.Country) string {
	taken := map[string]bool{}
	for _, b := range boards {
		if clean.Same(b.Subject, strings.TrimSpace(subject)) {
			return b.Prefix
		}
		taken[b.Prefix] = true
	}
	stem := abbreviate(subject)
	if iso := strings.ToUpper(string(country)); len(iso) == 2 && abbreviate(iso) == iso {
		stem = iso
	}
	if stem == "" {
		return ""
	}
	proposed := stem
	for n := 2; taken[proposed]; n++ {
		proposed = stem + strconv.Itoa(n)
	}
	return proposed
}

// abbreviate takes the initials of several words, or the first letters of one,
// from what of them is Latin; empty where nothing is.
func abbreviate(subject string) string {
	words := strings.FieldsFunc(strings.ToUpper(plainLetters(subject)), func(r rune) bool { return r < 'A' || r > 'Z' })
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

// plainLetters takes the accents off Latin letters.
func plainLetters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(s))
}

// proposeSlug makes the name by which people type a meeting from its title, one
// that is free.
func proposeSlug(meetings map[session.MeetingID]*session.Meeting, title string) session.MeetingID {
	words := strings.FieldsFunc(strings.ToLower(plainLetters(title)), func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9')
	})
	slug := strings.Join(words, "-")
	for len(slug) > maxSlug-3 { // room for a number
		words = words[:len(words)-1]
		slug = strings.Join(words, "-")
	}
	if slug == "" {
		slug = "meeting"
	}
	free := slug
	for n := 2; meetings[session.MeetingID(free)] != nil; n++ {
		free = slug + "-" + strconv.Itoa(n)
	}
	return session.MeetingID(free)
}

// maxSlug is the most letters of a meeting's name.
const maxSlug = 60
