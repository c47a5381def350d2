package clean

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Two invisible characters are part of how some languages are spelt: the
// non-joiner U+200C keeps letters apart that would join (Persian can not do
// without it), and the word break U+200B stands between the words of scripts that
// write no spaces. Anywhere else they would only make two texts look the same
// that are not.
const (
	nonJoiner = '\u200c'
	wordBreak = '\u200b'
)

// parts reports whether r is one of the two.
func parts(r rune) bool { return r == nonJoiner || r == wordBreak }

// joining are the scripts whose letters join or stack, and unspaced those that
// write no spaces between words.
var (
	joining = []*unicode.RangeTable{
		unicode.Arabic, unicode.Syriac, unicode.Mongolian, unicode.Nko, unicode.Adlam,
		unicode.Devanagari, unicode.Bengali, unicode.Gurmukhi, unicode.Gujarati, unicode.Oriya, unicode.Tamil,
		unicode.Telugu, unicode.Kannada, unicode.Malayalam, unicode.Sinhala, unicode.Khmer, unicode.Myanmar,
	}
	unspaced = []*unicode.RangeTable{unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar}
)

// partWords drops the non-joiners and word breaks that do not stand between two
// letters of a script that needs them. Of several in a row one stays.
func partWords(s string) string {
	if !strings.ContainsFunc(s, parts) {
		return s
	}
	var b strings.Builder
	var base, last rune // what the marks before this place belong to, and what stands there
	for i, r := range s {
		if parts(r) && (parts(last) || !parting(r, base, last, first(strings.TrimLeftFunc(s[i:], parts)))) {
			continue
		}
		if !unicode.IsMark(r) && !parts(r) {
			base = r
		}
		last = r
		b.WriteRune(r)
	}
	return b.String()
}

func first(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}

// parting reports whether r is in its place between a letter base, with or
// without marks of which last is the last, and what follows.
func parting(r, base, last, next rune) bool {
	if r == nonJoiner {
		// Persian parts its digits from words too, and Khmer its letters from marks.
		return unicode.In(base, joining...) && unicode.In(next, joining...) &&
			(unicode.IsLetter(base) || unicode.IsDigit(base)) &&
			(unicode.IsLetter(next) || unicode.IsMark(next) && unicode.Is(unicode.Khmer, next))
	}
	// The screen puts word breaks into syllables, and people copy them from there.
	return unicode.In(base, unspaced...) && unicode.In(next, unspaced...) &&
		unicode.IsLetter(base) && unicode.IsLetter(next) &&
		!strings.ContainsRune(stackers, last) && !strings.ContainsRune(followers, next)
}

const (
	// stackers put the next letter below the last one.
	stackers = "\u17d2\u1039"
	// followers are letters that belong to the syllable before them.
	followers = "\u0e30\u0e32\u0e33\u0e45" + "\u0eb0\u0eb2\u0eb3\u0ebd"
)

// The Thai and the Lao vowel AM are one letter, which the screen shows as a ring
// and the vowel AA, with the tone mark between them. Nobody writes the two for
// anything else.
var (
	thaiAm = regexp.MustCompile("\u0e4d([\\p{M}\u200b-\u200d]*)\u0e32")
	laoAm  = regexp.MustCompile("\u0ecd([\\p{M}\u200b-\u200d]*)\u0eb2")
)

// wholeAm puts the vowel AM together again.
func wholeAm(s string) string {
	if strings.ContainsRune(s, '\u0e4d') {
		s = thaiAm.ReplaceAllString(s, "${1}\u0e33")
	}
	if strings.ContainsRune(s, '\u0ecd') {
		s = laoAm.ReplaceAllString(s, "${1}\u0eb3")
	}
	return s
}

// Same reports whether two names read the same: whatever their case, and
// whatever in them is invisible.
func Same(a, b string) bool { return strings.EqualFold(visible(a), visible(b)) }

var invisible = strings.NewReplacer(string(joiner), "", string(nonJoiner), "", string(wordBreak), "")

func visible(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return r == joiner || parts(r) }) {
		return s
	}
	return norm.NFC.String(invisible.Replace(s))
}

// Plain leaves of words what people look for: small letters without accents.
func Plain(s string) string { return strings.ToLower(Unaccented(strings.TrimSpace(s))) }

// Unaccented takes the accents off letters of the alphabets in which people leave them out
// where they search. In other scripts the marks are part of what is written.
func Unaccented(s string) string {
	var base rune // the letter on which marks stand
	return norm.NFC.String(strings.Map(func(r rune) rune {
		switch {
		case !unicode.Is(unicode.Mn, r):
			base = r
		case unicode.In(base, unicode.Latin, unicode.Greek, unicode.Cyrillic):
			return -1
		}
		return r
	}, norm.NFD.String(s)))
}
