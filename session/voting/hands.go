package voting

import (
	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/ballot"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// Counts reports whether somebody with a role in the meeting counts raised hands on a
// board: who steers it, and who writes for all or for the group that works on it.
func Counts(c *session.Community, b *session.Board, member session.MemberID, role method.Role) bool {
	on := c.RoleOn(b, member, role)
	return on.May(method.Contribute) && (on.Counts() || c.InGroup(b, member) == method.Scribe)
}

// CountHands says how many people who have no terminal raise a hand for an item: in a
// vote by dots one for each hand, and of those who are asked whether they consent, how
// many answer what. The last count is the one that counts. A hand has no order, and the
// log would tell where each is from: there is none in a ranking.
type CountHands struct {
	session.Base
	Board        method.BoardID `json:"board"`
	Item         method.ItemID  `json:"item"`
	Hands        int            `json:"hands"` // for the item, or of those who consent
	Reservations int            `json:"reservations,omitempty"`
	Objections   int            `json:"objections,omitempty"`
}

// Check refuses more hands than a community has members, and answers that nobody was
// asked for.
func (k *CountHands) Check(c *session.Community, who session.Who) error {
	b, err := open(c, k.Board, method.Contribute, who, layout.Dots, layout.Consent)
	if err != nil {
		return err
	}
	if !Counts(c, b, who.Member, c.RoleIn(b.Meeting, who.Member)) {
		return refusal.New(refusal.NotAllowed)
	}
	if err := checkItem(c, b, k.Item, who, false); err != nil {
		return err
	}
	switch doubts := k.Reservations != 0 || k.Objections != 0; {
	case min(k.Hands, k.Reservations, k.Objections) < 0 || max(k.Hands, k.Reservations, k.Objections) > session.MaxMembers:
		return refusal.New(refusal.Invalid, "field", "hands")
	case doubts && b.Way != layout.Consent:
		return refusal.New(refusal.OtherWay, "way", string(b.Way))
	}
	return nil
}

// Apply keeps the count in place of the one before.
func (k *CountHands) Apply(c *session.Community, s session.Stamp) {
	b := ledger.Edit(c.Tx(), &c.Boards, k.Board)
	hands := ballot.Hands{N: k.Hands, Reservations: k.Reservations, Objections: k.Objections}
	none := hands == ballot.Hands{}
	hands.By = s.Author
	ledger.PutOrDelete(c.Tx(), &b.Hands, k.Item, hands, none)
}
