package session

import (
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
)

// Own is what one member alone may see.
type Own struct {
	Member  *Member
	Hidden  map[method.BoardID][]*Item // their items that wait for the reveal
	Ballots map[method.BoardID]Ballot  // their dots in open votes
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

// SameOwns reports whether what each member alone may see is what it was before, but
// for what they did themselves: no board is in another phase, no meeting was closed
// and nobody has edited another's words.
func (c *Community) SameOwns(before *Community) bool {
	return c.samePhases(before) && ledger.SameMap(c.originals, before.originals)
}

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

// Own is what a member alone may see. It is whole only in the community itself: no
// view holds it.
func (c *Community) Own(member MemberID) *Own {
	o := &Own{
		Member: c.Members.Of(member), Hidden: map[method.BoardID][]*Item{}, Ballots: map[method.BoardID]Ballot{},
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
