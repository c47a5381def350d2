package session

import "testing"

// TestOwnIsOfTheStateThatIsAsked: while a new state is being shown, whoever still
// reads the one before gets their own of that one, and the other way round.
func TestOwnIsOfTheStateThatIsAsked(t *testing.T) {
	draft := func(words string) *Community {
		c := newCommunity(nil).Begin()
		c.Keep(draftWrite("siti", "item", []byte(words)))
		c.Settle()
		return c
	}
	before, now := draft("before"), draft("now")
	var all owns
	all.renew(before, nil)
	all.renew(now, []MemberID{"siti"})
	for range 2 { // the second time from what was kept
		for words, c := range map[string]*Community{"now": now, "before": before} {
			if got := string(all.of(c, "siti").Drafts["item"]); got != words {
				t.Errorf("%q, and the state that was asked has %q", got, words)
			}
		}
	}
}
