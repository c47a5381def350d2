package session

import (
	"sync"

	"github.com/convene-ssh/convene/session/ledger"
)

// Own is what one member alone may see.
type Own struct {
	Member  *Member
	Hidden  map[BoardID][]*Item // their items that wait for the reveal
	Ballots map[BoardID]Ballot  // their dots in open votes
	Drafts  map[DraftName][]byte
	// Originals are their versions of what somebody else has edited, by the id of
	// the contribution.
	Originals map[string]Original
	links     map[string]MemberID
}

// Wrote reports whether a contribution is the member's own, named or not.
func (o *Own) Wrote(contribution string, by Attribution) bool {
	return o.Member != nil && (o.Signed(contribution, by).Member == o.Member.ID || o.links[contribution] == o.Member.ID)
}

// Signed is what the member let a contribution of theirs show, whoever has edited
// it since.
func (o *Own) Signed(contribution string, shown Attribution) Attribution {
	if original, edited := o.Originals[contribution]; edited {
		return original.By
	}
	return shown
}

// owns keeps what each member alone may see until it changes: by what they do
// themselves, or when a board is revealed, a vote or a meeting closed, or somebody
// edits another's words.
type owns struct {
	mu   sync.Mutex
	from *Community
	all  map[MemberID]*Own
}

// renew forgets what a new state may have changed. Without authors it came from
// elsewhere and may have changed anything.
func (o *owns) renew(c *Community, authors []MemberID) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.from == nil || authors == nil || !c.samePhases(o.from) || !ledger.SameMap(c.originals, o.from.originals) {
		o.all = map[MemberID]*Own{}
	}
	for _, a := range authors {
		delete(o.all, a)
	}
	o.from = c
}

// of is what a member sees of c.
func (o *owns) of(c *Community, member MemberID) *Own {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.from != c {
		return c.own(member) // c is about to be shown, or was before
	}
	own := o.all[member]
	if own == nil {
		own = c.own(member)
		o.all[member] = own
	}
	return own
}

// samePhases reports whether no board has changed its phase and no meeting was
// closed.
func (c *Community) samePhases(before *Community) bool {
	for id, b := range c.Boards {
		if was := before.Boards[id]; was == nil || was.Phase != b.Phase {
			return false
		}
	}
	for id, m := range c.Meetings {
		if was := before.Meetings[id]; was == nil || was.Closed != m.Closed {
			return false
		}
	}
	return true
}

func (c *Community) own(member MemberID) *Own {
	o := &Own{
		Member: c.Members.Of(member), Hidden: map[BoardID][]*Item{}, Ballots: map[BoardID]Ballot{},
		Drafts: c.private.drafts[member], Originals: map[string]Original{}, links: map[string]MemberID{},
	}
	for id, original := range c.originals {
		if c.wrote(member, id, original.By) {
			o.Originals[id] = original
		}
	}
	for id, author := range c.private.links {
		if author == member {
			o.links[id] = author
		}
	}
	for _, b := range c.Boards {
		for _, it := range b.Items {
			if it.hidden() && c.wrote(member, string(it.ID), it.By) {
				o.Hidden[b.ID] = append(o.Hidden[b.ID], it.shown())
			}
		}
		if ballot := c.private.ballots[b.ID][member]; ballot != nil {
			o.Ballots[b.ID] = ballot
		}
	}
	return o
}
