package session_test

import (
	"fmt"
	"testing"

	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/method"
)

// TestAnItemCopiesFewOfTheOthers: who wrote what without a name is kept by the thousand in a
// large meeting, and one item more copies few of those.
func TestAnItemCopiesFewOfTheOthers(t *testing.T) {
	h := newHall(t)
	n := 0
	add := func(more int) (bytes uint64) {
		return halltest.Allocated(func() {
			for range more {
				n++
				h.Must(h.Members[method.Participant], h.NewItem(fmt.Sprint("Item ", n)))
			}
		})
	}
	add(100)
	few := add(100)
	add(3700)
	if many := add(100); many > 15*few {
		t.Errorf("100 items allocate %d bytes where there are 100, and %d where there are 3,900", few, many)
	}
}
