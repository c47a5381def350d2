package ledger

import (
	"maps"
	"math/rand/v2"
	"testing"
)

// TestRollIsAMap does the same to a roll and to a map, and keeps every state of
// the roll: none may change when a later one does.
func TestRollIsAMap(t *testing.T) {
	type state struct {
		roll Roll[int, *int]
		want map[int]int
	}
	var now Roll[int, *int]
	want := map[int]int{}
	var all []state
	chance := rand.New(rand.NewPCG(1, 2))
	for range 200 {
		changes := Tx{}
		for range chance.IntN(4) {
			k, v := chance.IntN(500), chance.Int()
			switch known := now.Of(k) != nil; {
			case known && v%3 == 0:
				DeleteRoll(changes, &now, k)
				delete(want, k)
				continue
			case known && v%2 == 0:
				*EditRoll(changes, &now, k) = v
			default:
				PutRoll(changes, &now, k, &v)
			}
			want[k] = v
		}
		all = append(all, state{now, maps.Clone(want)})
	}
	for i, s := range all {
		got := map[int]int{}
		for k, v := range s.roll.All() {
			got[k] = *v
			if s.roll.Of(k) != v {
				t.Errorf("state %d: %d is not what is yielded", i, k)
			}
		}
		if !maps.Equal(got, s.want) || s.roll.Len() != len(s.want) {
			t.Fatalf("state %d holds %v (%d), want %v", i, got, s.roll.Len(), s.want)
		}
		if last := i == len(all)-1; !last && s.roll.Same(all[i+1].roll) != maps.Equal(s.want, all[i+1].want) {
			t.Errorf("state %d and the next are the same: %v", i, s.roll.Same(all[i+1].roll))
		}
	}
}
