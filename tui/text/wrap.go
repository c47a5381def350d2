package text

import (
	"math"
	"strings"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// chance says how well a line may break in front of a cluster.
type chance uint8

const (
	never chance = iota
	fair         // between two letters that may belong to one word
	good         // between words
)

// row is one line of a wrapped text: units from (included) to (excluded),
// without the line break that may follow.
type row struct{ from, to int }

// Wrap breaks s into displayed lines of at most w cells (at least 1). Explicit
// line breaks stay. It leaves out nothing but the spaces at the ends of lines;
// a character that is wider than w becomes "?".
func Wrap(s string, w int) []string { return WrapTo(s, w, math.MaxInt, "") }

// WrapTo is [Wrap] to so many lines at the most, at least 1. Where more would follow,
// the last goes on with it as one line, and is truncated with more. Lines do not always
// end where a space is, so nobody can put them together again.
func WrapTo(s string, w, most int, more string) []string {
	if s != "" && utf8.RuneCountInString(s) <= w && isPlain(s) {
		return []string{strings.TrimRight(s, " ")}
	}
	s = strings.ToValidUTF8(s, "")
	us := narrow(laid(s), w)
	rs := rows(us, w)
	var lines []string
	for i, r := range rs {
		if i == most-1 && i < len(rs)-1 {
			return append(lines, Truncate(s[us[r.from].start:], max(w, 1), more))
		}
		lines = append(lines, strings.TrimRight(join(us[r.from:r.to]), " "))
	}
	return lines
}

// narrow replaces the units that are wider than w cells (at least 1).
func narrow(us []unit, w int) []unit {
	for i := range us {
		if us[i].width > max(w, 1) {
			us[i].shown, us[i].width = unknown, 1
		}
	}
	return us
}

// laid returns the units of s with their chances of a line break: those of
// Unicode's UAX 14, and between syllables in the scripts that have no spaces.
func laid(s string) []unit {
	us := units(s)
	segment, rest, state := "", s, -1
	next := 0 // where the next segment begins
	for i, u := range us {
		for next < u.start {
			segment, rest, _, state = uniseg.FirstLineSegmentInString(rest, state)
			next += len(segment)
		}
		if i == 0 {
			continue
		}
		us[i].before = betweenSyllables(s[us[i-1].start:us[i-1].end], s[u.start:u.end])
		if next == u.start && !neverBegins(s[u.start:u.end]) {
			us[i].before = good
		}
	}
	return us
}

// rows breaks units into lines of at most w cells, not counting the spaces at
// their ends.
func rows(us []unit, w int) []row {
	var rs []row
	for from := 0; ; {
		to := rowEnd(us, from, max(w, 1))
		rs = append(rs, row{from, to})
		if to == len(us) {
			return rs
		}
		from = to
		if us[to].shown == "\n" {
			from++
		}
	}
}

// rowEnd returns the unit before which the line that starts at from must end.
func rowEnd(us []unit, from, w int) int {
	var width, lastGood, goodWidth, lastFair int
	for i := from; i < len(us); i++ {
		if us[i].shown == "\n" {
			return i
		}
		if i > from && us[i].before == good {
			lastGood, goodWidth = i, width
		} else if i > from && us[i].before == fair {
			lastFair = i
		}
		width += us[i].width
		if width <= w || us[i].shown == " " || i == from {
			continue
		}
		switch {
		// A good break that would leave the line half empty is none.
		case lastGood > 0 && (goodWidth >= w/2 || lastFair < lastGood):
			return lastGood
		case lastFair > 0:
			return lastFair
		}
		return i
	}
	return len(us)
}
