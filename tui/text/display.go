// Package text puts people's text on terminals that disagree about its width.
//
// Old terminals add up the widths of code points (wcwidth), newer ones measure
// grapheme clusters. Whatever this package returns measures the same in both
// ways, line by line: ansi.StringWidth == ansi.StringWidthWc. It does so for
// display only; what is stored stays as people wrote it, and what is copied off
// the screen becomes that again where it comes back in. To keep the letters of
// scripts whose clusters differ, it puts a [Separator] into the cluster, which
// nothing may remove between here and the terminal.
//
// All functions take text without styling: style what they return.
package text

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// Separator (zero width space) stands between the parts of a cluster that old
// terminals draw in cells of their own, so that new ones do the same.
const Separator = "\u200b"

// unknown is drawn for what no rule makes stable.
const unknown = "?"

// joiner and nonJoiner (zero width) decide whether letters join. The joiner also
// makes one emoji of several.
const (
	joiner    = '\u200d'
	nonJoiner = '\u200c'
)

// unit is one grapheme cluster of a text and what is drawn for it.
type unit struct {
	start, end int    // its bytes in the text
	shown      string // empty for what has no width, "\n" for a line break
	width      int    // cells of shown
	before     chance // of a line break in front of it, set by laid only
}

// Display returns s as it is drawn on every terminal, with its line breaks.
// Control characters and invalid UTF-8 are left out, a tab becomes a space.
func Display(s string) string {
	if isPlain(s) {
		return s
	}
	return join(units(strings.ToValidUTF8(s, "")))
}

// Unstyled returns a displayed line without ANSI styling.
func Unstyled(s string) string {
	if isPlain(s) {
		return s
	}
	return ansi.Strip(s)
}

// Width returns the cells of one displayed line; it ignores ANSI styling.
func Width(s string) int {
	if isPlain(s) {
		return utf8.RuneCountInString(s)
	}
	return ansi.StringWidth(s)
}

// isPlain reports whether every rune of s is a cluster of one cell, as in most
// text that people write. Only the rest is taken apart.
func isPlain(s string) bool {
	for _, r := range s {
		if (r < ' ' || r > '~') && !unicode.Is(plain, r) {
			return false
		}
	}
	return true
}

// plain are the whole letters of Latin, Greek and Cyrillic, the signs between
// them and those of print, and the arrows, lines and shapes of our own screens.
// The gaps are what has no width, such as the marks that are put on letters.
var plain = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x00a1, Hi: 0x00ac, Stride: 1},
		{Lo: 0x00ae, Hi: 0x02ff, Stride: 1},
		{Lo: 0x0370, Hi: 0x0482, Stride: 1},
		{Lo: 0x048a, Hi: 0x052f, Stride: 1},
		{Lo: 0x2010, Hi: 0x2027, Stride: 1},
		{Lo: 0x2030, Hi: 0x205e, Stride: 1},
		{Lo: 0x2190, Hi: 0x21ff, Stride: 1},
		{Lo: 0x2500, Hi: 0x25fc, Stride: 1},
	},
	LatinOffset: 1,
}

// join returns what is drawn for some units.
func join(us []unit) string {
	var b strings.Builder
	for _, u := range us {
		b.WriteString(u.shown)
	}
	return b.String()
}

// units takes s, which must be valid UTF-8, apart into its clusters.
func units(s string) []unit {
	us := make([]unit, 0, len(s))
	last, altered := unit{}, false
	for start := 0; start < len(s); {
		end := start + len(cluster(s[start:]))
		u := unit{start: start, end: end}
		u.shown, u.width = draw(s[start:end])
		altered = altered || u.shown != s[start:end]
		if u.shown != "" {
			// What was left out of two clusters may have kept them apart.
			if altered && ansi.StringWidth(last.shown+u.shown) != last.width+u.width {
				u.shown = Separator + u.shown
			}
			last, altered = u, u.shown != s[start:end]
		}
		us = append(us, u)
		start = end
	}
	return us
}

// cluster returns the first grapheme cluster of s. What separates it from the
// next word in a script without spaces belongs to it: nobody sees where the one
// ends and the other begins.
func cluster(s string) string {
	if len(s) > 1 && s[0] < utf8.RuneSelf && s[1] < utf8.RuneSelf && s[0] != '\r' {
		return s[:1]
	}
	first, _ := ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
	if base, _ := utf8.DecodeRuneInString(first); withoutSpaces(base) && strings.HasPrefix(s[len(first):], Separator) {
		return s[:len(first)+len(Separator)]
	}
	return first
}

// draw returns what stands for a cluster on the screen, and its cells.
func draw(cluster string) (string, int) {
	switch {
	case isPlain(cluster):
		return cluster, utf8.RuneCountInString(cluster)
	case strings.HasSuffix(cluster, "\n"):
		return "\n", 0
	case cluster == "\t":
		return " ", 1
	}
	settled := settle(cluster)
	apart := spread(settled)
	for _, shown := range []string{settled, apart, Separator + apart, apart + Separator, Separator + apart + Separator} {
		width := ansi.StringWidthWc(shown)
		if width == 0 {
			return "", 0
		}
		// It must also keep its width beside its neighbours.
		if ansi.StringWidth("x"+shown+"x") == width+2 {
			return shown, width
		}
	}
	return unknown, 1
}

// settle applies the rules for the clusters that are known to differ: emoji
// sequences become their base, without variation selectors and skin tones, and
// SARA AM is split. Marks without a letter would move to the left: they go.
func settle(cluster string) string {
	base, _ := utf8.DecodeRuneInString(cluster)
	shown := make([]rune, 0, len(cluster))
	for i, r := range cluster {
		switch {
		case r == joiner && !unicode.IsLetter(base):
			return string(shown)
		case r == joiner, r == nonJoiner && (unicode.IsLetter(base) || unicode.IsDigit(base)), string(r) == Separator && withoutSpaces(base):
			shown = append(shown, r)
		case r == saraAm, r == saraAm+toLao:
			shown = splitAm(shown, r-saraAm)
		case unicode.In(r, unicode.Zl, unicode.Zp):
			shown = append(shown, ' ')
		case i > 0 && isSkinTone(r):
		case len(shown) == 0 && unicode.In(r, unicode.Mn, unicode.Me):
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Cs, unicode.Co, unicode.Variation_Selector):
		default:
			shown = append(shown, r)
		}
	}
	return string(shown)
}

func isSkinTone(r rune) bool { return r >= '\U0001f3fb' && r <= '\U0001f3ff' }

// The Lao block repeats the Thai one, 0x80 higher.
const (
	saraAm   = '\u0e33'
	saraAa   = '\u0e32'
	nikhahit = '\u0e4d'
	maiEk    = '\u0e48' // the first of four tone marks
	chattawa = '\u0e4b' // the last
	toLao    = 0x80
)

// splitAm adds the two parts of SARA AM to a cluster: the ring goes before the
// tone mark, where fonts expect it. block is 0 for Thai, toLao for Lao.
func splitAm(shown []rune, block rune) []rune {
	tone := len(shown)
	for tone > 0 && shown[tone-1] >= maiEk+block && shown[tone-1] <= chattawa+block {
		tone--
	}
	if tone > 0 {
		shown = slices.Insert(shown, tone, nikhahit+block)
	}
	return append(shown, saraAa+block)
}

// spread separates the runes of a cluster that have cells of their own, such as
// the vowel signs of Indic scripts and the letters of their conjuncts.
func spread(s string) string {
	var b strings.Builder
	for i, r := range s {
		if i > 0 && ansi.StringWidthWc(string(r)) > 0 {
			b.WriteString(Separator)
		}
		b.WriteRune(r)
	}
	return b.String()
}
