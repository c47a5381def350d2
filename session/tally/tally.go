// Package tally counts people so that nobody is told apart. A count tells of a group
// only where enough people are in it and enough are not: whoever knows the others would
// otherwise know the one who is left.
package tally

import (
	"cmp"
	"maps"
	"slices"
)

// Least is how many people have to be in a group, and outside of it.
const Least = 5

// Tells reports whether the size of a group among so many people may be told.
func Tells(n, among int) bool { return n >= Least && among-n >= Least }

// Apart parts the groups whose sizes may be told from the people in all others, who are
// counted together. Where those are so few that the sizes of the groups beside them
// would tell of them, the smallest of these joins them.
func Apart(groups map[string]int) (apart map[string]int, together int) {
	among := 0
	for _, n := range groups {
		among += n
	}
	apart, together = maps.Clone(groups), 0
	join := func(group string) {
		together += apart[group]
		delete(apart, group)
	}
	for group, n := range groups {
		if !Tells(n, among) {
			join(group)
		}
	}
	for together > 0 && together < Least && len(apart) > 0 {
		join(smallest(apart))
	}
	return apart, together
}

// smallest is the group with the fewest people; of equals always the same.
func smallest(groups map[string]int) string {
	return slices.MinFunc(slices.Collect(maps.Keys(groups)), func(a, b string) int {
		return cmp.Or(cmp.Compare(groups[a], groups[b]), cmp.Compare(a, b))
	})
}
