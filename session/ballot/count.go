package ballot

import (
	"cmp"
	"maps"
	"slices"

	"github.com/convene-ssh/convene/session/method"
)

// Counts are what a vote has added up to for each item that got something.
type Counts map[method.ItemID]Count

// Dots adds up the dots.
func Dots(all []Ballot) Counts {
	sum := Counts{}
	for _, b := range all {
		for item, m := range b {
			sum[item] = Count{N: sum[item].N + m.N}
		}
	}
	return sum
}

// Consent counts the answers and gathers the reasons. Their order says nothing about who
// gave them: shuffle is for whoever has the randomness.
func Consent(all []Ballot, shuffle func([]Reason)) Counts {
	sum := Counts{}
	for _, b := range all {
		for item, m := range b {
			sum[item] = sum[item].answered(m)
		}
	}
	for _, item := range slices.Sorted(maps.Keys(sum)) {
		reasons := sum[item].Reasons
		slices.SortFunc(reasons, func(x, y Reason) int {
			return cmp.Or(cmp.Compare(x.Answer, y.Answer), cmp.Compare(x.Words, y.Words))
		})
		shuffle(reasons)
	}
	return sum
}

// answered is the count with one answer more.
func (c Count) answered(m Mark) Count {
	switch m.Answer {
	case Consents:
		c.N++
	case Reserved:
		c.Reservations++
	case Objects:
		c.Objections++
	}
	if m.Reason != "" {
		c.Reasons = append(c.Reasons, Reason{m.Answer, m.Reason})
	}
	return c
}

// pointsEach is how many points of a group one place is worth more than the next one.
// With ten, groups that are not of one mind can share places without losing much.
const pointsEach = 10

// Ranked adds up what groups of people, such as countries, put into an order of so many
// places. Each group counts once, however many it are. Among its people a first place
// is worth as many points as there are places, the next one point less, and so on
// (Borda); what these add up to is the group's own order. That order gives points in the
// same manner, ten for each. Items that are equal in it share the points of the places
// that they take together, rounded down: no group has more to give than another.
func Ranked(groups [][]Ballot, places int) Counts {
	sum := Counts{}
	for _, people := range groups {
		for item, points := range share(points(people, places), places) {
			sum[item] = Count{N: sum[item].N + points}
		}
	}
	return sum
}

// points are what the orders of people give to each item.
func points(people []Ballot, places int) map[method.ItemID]int {
	sum := map[method.ItemID]int{}
	for _, b := range people {
		for place, item := range b.Order() {
			sum[item] += worth(place, places)
		}
	}
	return sum
}

// worth is what a place in an order is worth, counted from 0.
func worth(place, places int) int { return max(0, places-place) }

// share is what a group gives to each item that got points from its people.
func share(points map[method.ItemID]int, places int) map[method.ItemID]int {
	order := slices.SortedFunc(maps.Keys(points), func(x, y method.ItemID) int { return points[y] - points[x] })
	given := map[method.ItemID]int{}
	for len(order) > len(given) {
		first, equal, together := len(given), 0, 0
		for ; first+equal < len(order) && points[order[first+equal]] == points[order[first]]; equal++ {
			together += pointsEach * worth(first+equal, places)
		}
		for _, item := range order[first : first+equal] {
			given[item] = together / equal
		}
	}
	return given
}
