package ballot_test

import (
	"encoding/json"
	"maps"
	"slices"
	"testing"

	"github.com/convene-ssh/convene/session/ballot"
	"github.com/convene-ssh/convene/session/method"
)

// orders are the ballots of people who put items, one letter each, into an order.
func orders(all ...string) (cast []ballot.Ballot) {
	for _, one := range all {
		var order []method.ItemID
		for _, item := range one {
			order = append(order, method.ItemID(item))
		}
		cast = append(cast, ballot.Ranking(order))
	}
	return cast
}

// TestEachGroupCountsOnce, however many it are, and with no more points than another.
func TestEachGroupCountsOnce(t *testing.T) {
	for name, c := range map[string]struct {
		groups [][]ballot.Ballot
		places int
		want   map[method.ItemID]int
	}{
		"one person":                 {[][]ballot.Ballot{orders("abc")}, 3, map[method.ItemID]int{"a": 30, "b": 20, "c": 10}},
		"nobody":                     {nil, 3, map[method.ItemID]int{}},
		"many beside one":            {[][]ballot.Ballot{orders("ab", "ab", "ab", "ab"), orders("ba")}, 3, map[method.ItemID]int{"a": 50, "b": 50}},
		"the majority of a group":    {[][]ballot.Ballot{orders("ab", "ab", "ba")}, 3, map[method.ItemID]int{"a": 30, "b": 20}},
		"a group of two minds":       {[][]ballot.Ballot{orders("ab", "ba")}, 3, map[method.ItemID]int{"a": 25, "b": 25}},
		"three minds share a place":  {[][]ballot.Ballot{orders("a", "b", "c")}, 1, map[method.ItemID]int{"a": 3, "b": 3, "c": 3}},
		"more items than places":     {[][]ballot.Ballot{orders("ab", "ac", "ad")}, 2, map[method.ItemID]int{"a": 20, "b": 3, "c": 3, "d": 3}},
		"second everywhere, and won": {[][]ballot.Ballot{orders("xb"), orders("yb"), orders("zb")}, 3, map[method.ItemID]int{"x": 30, "y": 30, "z": 30, "b": 60}},
	} {
		got := map[method.ItemID]int{}
		for item, n := range ballot.Ranked(c.groups, c.places) {
			got[item] = n.N
		}
		if !maps.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}

// TestReasonsAreShuffled: whoever has the randomness is handed them in an order that does
// not depend on who answered first.
func TestReasonsAreShuffled(t *testing.T) {
	cast := []ballot.Ballot{
		{"a": {Answer: ballot.Objects, Reason: "too late"}}, {"a": {Answer: ballot.Reserved, Reason: "costs"}},
		{"a": {Answer: ballot.Objects, Reason: "no one to do it"}}, {"a": {Answer: ballot.Consents}, "b": {Answer: ballot.Consents}},
	}
	var handed [][]ballot.Reason
	for range 2 {
		counts := ballot.Consent(cast, func(reasons []ballot.Reason) {
			handed = append(handed, slices.Clone(reasons))
			slices.Reverse(reasons)
		})
		a := counts["a"]
		if a.N != 1 || a.Reservations != 1 || a.Objections != 2 || a.Reasons[0] != (ballot.Reason{Answer: ballot.Reserved, Words: "costs"}) {
			t.Errorf("counted %+v", a)
		}
		if b := counts["b"]; b.N != 1 || b.Doubted() {
			t.Errorf("counted %+v", b)
		}
		slices.Reverse(cast)
	}
	if !slices.Equal(handed[0], handed[2]) {
		t.Errorf("the order tells who answered first: %v and %v", handed[0], handed[2])
	}
}

// TestABallotOfDotsAloneIsRead, as they were kept before there were other ways to vote.
func TestABallotOfDotsAloneIsRead(t *testing.T) {
	var b ballot.Ballot
	if err := json.Unmarshal([]byte(`{"a":2,"b":{"answer":"objects","reason":"costs"}}`), &b); err != nil {
		t.Fatal(err)
	}
	if b["a"] != (ballot.Mark{N: 2}) || b["b"] != (ballot.Mark{Answer: ballot.Objects, Reason: "costs"}) {
		t.Errorf("read %+v", b)
	}
}
