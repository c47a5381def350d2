package trace

import (
	"slices"
	"strconv"
	"testing"
)

// TestWhatIsDoneOftenPushesNothingElseOut: whoever has handed somebody's code on cannot wash
// that away by counting them in and out.
func TestWhatIsDoneOftenPushesNothingElseOut(t *testing.T) {
	all := []Trace{{What: Code}, {What: Merged}}
	for i := range 3 * most {
		before := slices.Clone(all)
		now := Add(all, Trace{What: Counted, Now: strconv.Itoa(i)})
		if !slices.Equal(all, before) {
			t.Fatal("what was there is changed")
		}
		all = now
	}
	if all[0].What != Code || all[1].What != Merged || len(all) != 2+most {
		t.Errorf("left are %v", all)
	}
	if first, last := all[2].Now, all[len(all)-1].Now; first != strconv.Itoa(2*most) || last != strconv.Itoa(3*most-1) {
		t.Errorf("kept are %s to %s", first, last)
	}
}
