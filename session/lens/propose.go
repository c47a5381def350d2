package lens

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/clean"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
)

// Two items are proposed to belong together where they have several longer words in
// common, stand under the same heading, or something came of both. That is little, and
// said openly: whether it means anything, people judge.

// Reason is why two items may belong together.
type Reason struct {
	Words   []string         // that both use, small and without accents
	Heading string           // under which both stand
	Entries []*session.Entry // that came of both
}

const (
	leastLetters = 5  // of a word that tells something
	leastWords   = 2  // in common
	mostOften    = 12 // items that use a word, or it tells nothing
	mostProposed = 50
)

// holds reports whether the reason is enough to propose something.
func (r Reason) holds() bool {
	return len(r.Words) >= leastWords || r.Heading != "" || len(r.Entries) > 0
}

// weight says which reason is better than another.
func (r Reason) weight() int {
	n := len(r.Words) + 2*len(r.Entries)
	if r.Heading != "" {
		n += 2
	}
	return n
}

// pair is two places among the sides, the smaller first.
type pair struct{ x, y int }

func pairOf(x, y int) pair { return pair{min(x, y), max(x, y)} }

// match is what the pair makes: of an exchange, the strength comes first.
func (p pair) match(sides []Side) Match {
	m := Match{Kind: kindOf(sides[p.x], sides[p.y]), Sides: [2]Side{sides[p.x], sides[p.y]}}
	if m.Kind == Exchange && m.Sides[1].Item.Part == layout.Strengths {
		slices.Reverse(m.Sides[:])
	}
	return m
}

// propose finds the matches for which there is a reason and that are not confirmed.
func propose(s *session.Shared, sides []Side, confirmed map[pair]bool) []Match {
	reasons := map[pair]*Reason{}
	words, headings, entries := index[string]{}, index[string]{}, index[*session.Entry]{}
	for i, side := range sides {
		for _, w := range telling(side.Item.Text) {
			words.add(w, i)
		}
		if side.Item.Heading != "" {
			headings.add(side.Item.Heading, i)
		}
		for _, e := range s.LedTo(method.ContributionID(side.Item.ID)) {
			entries.add(e, i)
		}
	}
	words.pairs(reasons, func(r *Reason, w string) { r.Words = append(r.Words, w) })
	headings.pairs(reasons, func(r *Reason, h string) { r.Heading = h })
	entries.pairs(reasons, func(r *Reason, e *session.Entry) { r.Entries = append(r.Entries, e) })
	var all []Match
	for p, why := range reasons {
		if m := p.match(sides); m.Kind != "" && !confirmed[p] && why.holds() {
			slices.Sort(why.Words)
			slices.SortFunc(why.Entries, func(a, b *session.Entry) int { return strings.Compare(a.Code(), b.Code()) })
			m.Why = *why
			all = append(all, m)
		}
	}
	return all
}

// telling are the longer words of a text, each once; all of them where few are long.
func telling(s string) []string {
	all := strings.FieldsFunc(clean.Plain(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r)
	})
	long := slices.DeleteFunc(slices.Clone(all), func(w string) bool { return utf8.RuneCountInString(w) < leastLetters })
	if len(long) < leastWords {
		long = all
	}
	slices.Sort(long)
	return slices.Compact(long)
}

// index says at which places something is found.
type index[T comparable] map[T][]int

func (x index[T]) add(what T, place int) { x[what] = append(x[what], place) }

// pairs notes for every two places what is found at both.
func (x index[T]) pairs(reasons map[pair]*Reason, note func(*Reason, T)) {
	for what, places := range x {
		if len(places) > mostOften {
			continue
		}
		for i, one := range places {
			for _, other := range places[i+1:] {
				p := pairOf(one, other)
				if reasons[p] == nil {
					reasons[p] = &Reason{}
				}
				note(reasons[p], what)
			}
		}
	}
}
