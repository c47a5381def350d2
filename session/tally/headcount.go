package tally

import (
	"slices"
	"strings"
)

// Count is how many of something there are.
type Count struct {
	Of string `json:"of"` // empty where that was not given, or Together
	N  int    `json:"n"`
}

// Together is what people are counted under of whom no count tells more; see
// [Apart].
const Together = "together"

// Headcount is how many people were at a meeting: by country and by type of
// organisation. The two are never crossed: the cells would be people.
type Headcount struct {
	People    int     `json:"people"`
	ByCountry []Count `json:"by_country,omitempty"`
	ByType    []Count `json:"by_type,omitempty"`
}

// Told are counts that tell of nobody who they are.
func Told(n map[string]int) []Count {
	apart, together := Apart(n)
	all := Counted(apart)
	if together > 0 {
		all = append(all, Count{Together, together})
	}
	return all
}

// Rest are counts of so many people by what they are of, with those of whom nothing is
// said.
func Rest(people int, all []Count) map[string]int {
	n := map[string]int{}
	if people > 0 {
		n[""] = people
	}
	for _, c := range all {
		n[c.Of] = c.N
		n[""] -= c.N
	}
	return n
}

// Of is how many are of something.
func Of(all []Count, of string) (n int) {
	for _, c := range all {
		if c.Of == of {
			n += c.N
		}
	}
	return n
}

// Counted are numbers by what they are of, the most first.
func Counted(n map[string]int) []Count {
	var all []Count
	for of, n := range n {
		if n > 0 {
			all = append(all, Count{of, n})
		}
	}
	slices.SortFunc(all, func(a, b Count) int {
		if a.N != b.N {
			return b.N - a.N
		}
		return strings.Compare(a.Of, b.Of)
	})
	return all
}
