package tally

import (
	"maps"
	"math/rand/v2"
	"strconv"
	"testing"
)

func TestApart(t *testing.T) {
	type groups = map[string]int
	for _, c := range []struct {
		groups, apart groups
		together      int
	}{
		{groups{}, groups{}, 0},
		{groups{"MY": 3, "TH": 1}, groups{}, 4},
		{groups{"MY": 14}, groups{}, 14},                        // each of them would be told of
		{groups{"MY": 5, "TH": 4}, groups{}, 9},                 // 4 are not of MY
		{groups{"MY": 5, "TH": 4, "ID": 1}, groups{"MY": 5}, 5}, // who of the others is of which, nobody learns
		{groups{"MY": 7, "TH": 7}, groups{"MY": 7, "TH": 7}, 0},
		{groups{"MY": 6, "TH": 5, "ID": 4}, groups{"MY": 6}, 9}, // 4 would be left beside MY and TH
		{groups{"MY": 5, "TH": 5, "ID": 1}, groups{"TH": 5}, 6},
		{groups{"": 6, "MY": 8}, groups{"": 6, "MY": 8}, 0},
	} {
		apart, together := Apart(c.groups)
		if !maps.Equal(apart, c.apart) || together != c.together {
			t.Errorf("%v are told as %v and %d together", c.groups, apart, together)
		}
	}
}

// TestNoSubtractionTells: neither a group nor what is left beside groups is of fewer
// people than it has to be, however they are.
func TestNoSubtractionTells(t *testing.T) {
	chance := rand.New(rand.NewPCG(11, 13))
	for range 20000 {
		groups, among := map[string]int{}, 0
		for i := range chance.IntN(6) {
			n := 1 + chance.IntN(12)
			groups[strconv.Itoa(i)], among = n, among+n
		}
		apart, together := Apart(groups)
		told := 0
		for group, n := range apart {
			if told += n; n != groups[group] || n < Least || among-n < Least {
				t.Fatalf("of %v, %s is told as %d", groups, group, n)
			}
		}
		if told+together != among || len(apart) > 0 && together > 0 && together < Least {
			t.Fatalf("of %v, %v are told, and %d are left", groups, apart, together)
		}
	}
}
