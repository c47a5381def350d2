package desk

import "testing"

// TestTheLowestScreenStays, and others go in the order in which they came.
func TestTheLowestScreenStays(t *testing.T) {
	d, lowest, above, top := &Desk{}, &Keepsake{Code: "1"}, &Keepsake{Code: "2"}, &Keepsake{Code: "3"}
	d.Reset(lowest)
	d.Show(above)
	d.Show(top)
	d.Dismiss(above)
	for i, step := range []struct {
		top   Screen
		alone bool
	}{{top, false}, {lowest, true}, {lowest, true}} {
		if d.Top() != step.top || d.Alone() != step.alone {
			t.Errorf("after %d keys %+v is shown, alone: %v", i, d.Top(), d.Alone())
		}
		d.Back()
	}
}
