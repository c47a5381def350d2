package host

import (
	"testing"

	"github.com/convene-ssh/convene/session"
)

// TestOwnIsOfTheStateThatIsAsked: while a new state is being shown, whoever still
// reads the one before gets their own of that one, and the other way round.
func TestOwnIsOfTheStateThatIsAsked(t *testing.T) {
	draft := func(words string) *session.Community {
		c := session.New(nil).Begin()
		kept := &session.SaveDraft{Name: "item", Value: []byte(words)}
		for _, w := range kept.Shelve(c, session.Who{Member: "siti"}) {
			c.Keep(w)
		}
		c.Settle()
		return c
	}
	before, now := draft("before"), draft("now")
	var all owns
	all.renew(before, nil)
	all.renew(now, []session.MemberID{"siti"})
	for range 2 { // the second time from what was kept
		for words, c := range map[string]*session.Community{"now": now, "before": before} {
			if got := string(all.of(c, "siti").Drafts["item"]); got != words {
				t.Errorf("%q, and the state that was asked has %q", got, words)
			}
		}
	}
}
