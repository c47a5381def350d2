package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Thai, Lao, Khmer and Burmese have no spaces between words, and to find their
// words takes a dictionary. These rules keep syllables whole where a letter
// alone shows where they begin or end.
const (
	// leadingVowels are written before the consonant after which they sound.
	leadingVowels = "\u0e40\u0e41\u0e42\u0e43\u0e44" + "\u0ec0\u0ec1\u0ec2\u0ec3\u0ec4"
	// followingSigns belong to what stands before them: the vowels a, aa, am,
	// lakkhangyao, and the abbreviation sign; the Lao ones, and its semivowel.
	followingSigns = "\u0e30\u0e32\u0e33\u0e45\u0e2f" + "\u0eb0\u0eb2\u0eb3\u0eaf\u0ebd"
	// silencers mark a consonant that ends a syllable.
	silencers = "\u0e4c" + "\u0ecc" + "\u103a"
	// openSigns are always followed by the rest of their syllable: short vowels
	// that need a final consonant, and the signs that stack the next letter.
	openSigns = "\u0e31\u0e37\u0e47" + "\u0eb1\u0eb7\u0ebb" + "\u17d2" + "\u1039"
)

// betweenSyllables returns the chance of a break between two clusters of the
// scripts without spaces, never if one of them is of another script.
func betweenSyllables(prev, next string) chance {
	last, _ := utf8.DecodeRuneInString(prev)
	first, _ := utf8.DecodeRuneInString(next)
	switch {
	case !withoutSpaces(last) || !withoutSpaces(first),
		neverBegins(next),
		strings.ContainsAny(next, silencers),
		strings.ContainsAny(prev, openSigns),
		strings.ContainsRune(leadingVowels, last),
		unicode.IsDigit(last) && unicode.IsDigit(first):
		return never
	case strings.ContainsRune(leadingVowels, first):
		return good
	}
	return fair
}

func withoutSpaces(r rune) bool {
	return unicode.In(r, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// neverBegins reports whether a cluster of these scripts cannot stand at the
// beginning of a line, not even after a space: signs and vowels that belong to
// what is before them, repetition marks, and punctuation.
func neverBegins(cluster string) bool {
	r, _ := utf8.DecodeRuneInString(cluster)
	return withoutSpaces(r) && (strings.ContainsRune(followingSigns, r) ||
		unicode.IsMark(r) || unicode.IsPunct(r) || unicode.Is(unicode.Lm, r))
}
