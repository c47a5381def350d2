package ledger

import (
	"strconv"
	"testing"
)

// TestIDsAreRememberedForAWhile, in a memory that is bounded.
func TestIDsAreRememberedForAWhile(t *testing.T) {
	var r recent
	id := func(n int) ChangeID { return ChangeID(strconv.Itoa(n)) }
	const all = 5 * recentIDs
	for n := range all {
		r.add(id(n))
	}
	if kept := len(r.now) + len(r.was); kept > 2*recentIDs {
		t.Errorf("%d ids are kept", kept)
	}
	for n := all - recentIDs; n < all; n++ {
		if !r.has(id(n)) {
			t.Fatalf("number %d of %d is forgotten", n, all)
		}
	}
}
