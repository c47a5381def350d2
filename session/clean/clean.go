// Package clean makes people's text safe to keep and to send out. What one
// person writes reaches everybody's terminal, so nothing may stay in it that a
// terminal obeys, that is invisible, or that moves the text around it.
//
// Every function is idempotent. All but [Typed] return valid UTF-8 in NFC,
// without control and format characters (except the joiner U+200D, and U+200B and
// U+200C in the scripts that need them), private use characters, surrogates, noncharacters and characters
// that are invisible by default, with at most [MaxMarks] marks after a letter and
// none where there is no letter.
package clean

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
	"golang.org/x/text/unicode/norm"
)

// MaxMarks is the most marks, joiners and the like that may follow one letter or
// symbol.
// No script needs more; hundreds of them paint over the neighbouring rows.
const MaxMarks = 8

const joiner = '\u200d'

// Line cleans a value of one line: a name, a title, the text of an item. White
// space becomes single spaces, none of them at the ends. What is longer than
// max code points is cut at the end of a grapheme cluster.
func Line(s string, max int) string {
	return cut(squeeze(safe(s), 0), max)
}

// Text cleans a value that may have several lines: as [Line], but line breaks
// of every kind stay as "\n", at most two in a row.
func Text(s string, max int) string {
	return cut(squeeze(safe(s), 2), max)
}

// TooLong reports whether [Text] (and so perhaps [Line]) would cut s, so that
// the caller can refuse it instead.
func TooLong(s string, max int) bool {
	return utf8.RuneCountInString(Text(s, math.MaxInt)) > max
}

// Out cleans what is about to leave the server: exports, output of commands,
// logs. It keeps the layout: spaces, tabs and line breaks, these as "\n".
func Out(s string) string {
	return safe(s)
}

// Typed is what of typed or pasted text may stand in a field. It keeps all that
// [Text] might keep: whether a mark or a joiner is in its place is not known
// before the rest is typed.
func Typed(s string) string {
	return strings.ReplaceAll(kept(s), "\t", " ")
}

// safe does what all but Typed have in common. Marks are counted before NFC,
// because it would put a separator into a run of more than 30 of them, and after
// it, because it takes some letters apart.
func safe(s string) string {
	if plain(s) {
		return s
	}
	return inPlace(norm.NFC.String(inPlace(kept(s))))
}

// kept drops what may stand nowhere, and writes letters and line breaks in one
// way only.
func kept(s string) string {
	if plain(s) {
		return s
	}
	s = dropSequences(strings.ToValidUTF8(s, ""))
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return wholeAm(strings.Map(allowed, s))
}

// inPlace drops what may not stand where it stands.
func inPlace(s string) string { return partWords(capMarks(s)) }

// plain reports whether s is printable ASCII with line breaks and tabs only.
func plain(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c < ' ' && c != '\n' && c != '\t') || c >= 0x7f {
			return false
		}
	}
	return true
}

// allowed maps a rune to what stands for it, or to -1 if nothing may.
func allowed(r rune) rune {
	switch {
	case r == '\t', r == joiner, parts(r):
		return r
	case strings.ContainsRune("\n\v\f\r\u0085\u2028\u2029", r):
		return '\n'
	case unicode.IsSpace(r):
		return ' '
	case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Cs, unicode.Co,
		unicode.Noncharacter_Code_Point, unicode.Other_Default_Ignorable_Code_Point):
		return -1
	}
	return r
}

// capMarks drops the marks, joiners and the like beyond MaxMarks after a letter,
// and those that have no letter and would attach themselves to whatever is drawn
// before the text.
func capMarks(s string) string {
	left := 0
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			left = 0
		case r != joiner && !parts(r) && !unicode.IsMark(r):
			left = MaxMarks
		case left == 0:
			return -1
		default:
			left--
		}
		return r
	}, s)
}

// squeeze replaces every run of white space by one space, or by its line
// breaks where there may be some, up to maxBreaks. It drops those at the ends.
func squeeze(s string, maxBreaks int) string {
	var b strings.Builder
	b.Grow(len(s))
	space, breaks := false, 0
	for _, r := range s {
		if unicode.IsSpace(r) {
			space = true
			if r == '\n' {
				breaks++
			}
			continue
		}
		if space && b.Len() > 0 {
			b.WriteString(gap(min(breaks, maxBreaks)))
		}
		space, breaks = false, 0
		b.WriteRune(r)
	}
	return b.String()
}

// gap is the white space that stands for a run with so many line breaks.
func gap(breaks int) string {
	if breaks == 0 {
		return " "
	}
	return strings.Repeat("\n", breaks)
}

// cut returns the longest beginning of s that has at most max code points, ends
// where a cluster ends, and not with white space or what parts words.
func cut(s string, max int) string {
	if utf8.RuneCountInString(s) <= max {
		return s
	}
	end := 0
	for rest, state := s, -1; ; {
		var cluster string
		cluster, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if max -= utf8.RuneCountInString(cluster); max < 0 {
			return strings.TrimRight(s[:end], " \n"+string(wordBreak)+string(nonJoiner))
		}
		end += len(cluster)
	}
}
