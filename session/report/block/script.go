package block

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Span is a part of a text that is written in one script.
type Span struct {
	Words string
	// Language is that of most people who write so, as a BCP 47 tag, and empty for the
	// document's own script: readers speak it, and printers break its lines, by that.
	Language    string
	RightToLeft bool
}

// script is one in which words are tagged with a language.
type script struct {
	language    string
	rightToLeft bool
	letters     []*unicode.RangeTable
}

func written(language string, letters ...*unicode.RangeTable) *script {
	return &script{language, false, letters}
}

func writtenLeftwards(language string, letters ...*unicode.RangeTable) *script {
	return &script{language, true, letters}
}

// scripts are those that people write who meet here, beside Latin.
var scripts = []*script{
	written("th", unicode.Thai), written("lo", unicode.Lao), written("km", unicode.Khmer), written("my", unicode.Myanmar),
	writtenLeftwards("ar", unicode.Arabic), writtenLeftwards("he", unicode.Hebrew),
	writtenLeftwards("syr", unicode.Syriac), writtenLeftwards("dv", unicode.Thaana),
	written("hi", unicode.Devanagari), written("bn", unicode.Bengali), written("pa", unicode.Gurmukhi),
	written("gu", unicode.Gujarati), written("ta", unicode.Tamil), written("te", unicode.Telugu),
	written("kn", unicode.Kannada), written("ml", unicode.Malayalam), written("si", unicode.Sinhala),
	written("bo", unicode.Tibetan), written("mn", unicode.Mongolian), written("am", unicode.Ethiopic),
	written("ka", unicode.Georgian), written("hy", unicode.Armenian), written("ru", unicode.Cyrillic),
	written("el", unicode.Greek), written("ko", unicode.Hangul), written("zh", unicode.Han, unicode.Hiragana, unicode.Katakana),
}

// own is the script of the document.
var own = &script{}

// sharper tells languages apart that share a script by letters which the others
// have not.
var sharper = []struct {
	shared, language string
	has              func(rune) bool
}{
	{"ar", "ps", anyOf("ټډړښځڅڼ")}, {"ar", "ur", anyOf("ٹڈڑںے")}, {"ar", "fa", anyOf("پچژگکی")},
	{"zh", "ja", func(r rune) bool { return unicode.In(r, unicode.Hiragana, unicode.Katakana) }},
}

func anyOf(letters string) func(rune) bool {
	return func(r rune) bool { return strings.ContainsRune(letters, r) }
}

// scriptOf is the script of a letter; nil for what stands in any.
func scriptOf(r rune) *script {
	if r >= 0x370 {
		for _, s := range scripts {
			if unicode.In(r, s.letters...) {
				return s
			}
		}
	}
	if unicode.IsLetter(r) {
		return own
	}
	return nil
}

// Spans parts a run as [Spans] does. What is all in the document's own script is of the
// run's language.
func (r Run) Spans() []Span {
	all := Spans(r.Words)
	if slices.ContainsFunc(all, func(s Span) bool { return s.Language != "" }) {
		return all
	}
	for i := range all {
		all[i].Language = r.Language
	}
	return all
}

// Spans parts a text where its script changes. Spaces and signs between two scripts
// belong to neither.
func Spans(words string) []Span {
	var all []Span
	now, begin, end := own, 0, 0 // end is behind the last letter
	cut := func(at int) {
		if at > begin {
			all = append(all, span(words[begin:at], now))
		}
		begin = at
	}
	for i, r := range words {
		s := scriptOf(r)
		if s == nil && !unicode.In(r, unicode.M, unicode.Cf) {
			continue
		}
		if s != nil && s != now {
			if now != own {
				cut(end)
			}
			now = own
			if s != own {
				cut(i)
				now = s
			}
		}
		end = i + utf8.RuneLen(r)
	}
	if now != own {
		cut(end)
		now = own
	}
	cut(len(words))
	return all
}

func span(words string, s *script) Span {
	language := s.language
	for _, other := range sharper {
		if other.shared == s.language && strings.ContainsFunc(words, other.has) {
			language = other.language
			break
		}
	}
	return Span{words, language, s.rightToLeft}
}
