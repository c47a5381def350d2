package ledger

import "testing"

// TestAMapIsCopiedOnce for all that a working copy changes in it, also where it is kept in
// another: a vote of a thousand deletes a thousand ballots when it closes.
func TestAMapIsCopiedOnce(t *testing.T) {
	published := map[string]map[int]bool{"vote": {1: true, 2: true, 3: true}}
	draft, tx := published, Tx{}
	var first map[int]bool
	for i := range 3 {
		cast := draft["vote"]
		Delete(tx, &cast, 1+i)
		Put(tx, &draft, "vote", cast)
		if i == 0 {
			first = cast
		}
		if !SameMap(first, cast) {
			t.Errorf("change %d copied it again", 1+i)
		}
	}
	if len(draft["vote"]) > 0 || len(published["vote"]) != 3 {
		t.Errorf("the working copy holds %v, and what was published %v", draft, published)
	}
	later := draft
	Put(Tx{}, &later, "other", first)
	if SameMap(later, draft) {
		t.Error("the next working copy changed what was published")
	}
}
