// Package voting is what people do while a vote is open on a board. What they choose is
// on the shelf until the vote is closed; see [session.ChangePhase].
package voting

import (
	"slices"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/ballot"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// Kinds names every change that the log keeps; see [session.Kinds].
func Kinds() session.Kinds { return session.Kinds{"hands.counted/1": &CountHands{}} }

// open finds a board on which people vote in one of some ways now, and refuses whoever
// may not do what they want there.
func open(c *session.Community, board method.BoardID, right method.Right, who session.Who, ways ...layout.Way) (*session.Board, error) {
	b := c.Boards[board]
	if b == nil {
		return nil, refusal.New(refusal.NotFound)
	}
	if err := c.RequireOn(right, b, who); err != nil {
		return nil, err
	}
	switch {
	case b.Phase != layout.Voting:
		return nil, refusal.New(refusal.WrongPhase, "phase", string(b.Phase))
	case !slices.Contains(ways, b.Way):
		return nil, refusal.New(refusal.OtherWay, "way", string(b.Way))
	}
	return b, nil
}

// checkItem refuses an item on which nobody votes. What is said of one already may be kept
// or taken back where its words are hidden since.
func checkItem(c *session.Community, b *session.Board, item method.ItemID, who session.Who, already bool) error {
	it := b.Item(item)
	switch {
	case it == nil || it.Code == "" || !c.AudienceOf(who.Member).Reads(it.Audience):
		return refusal.New(refusal.NotFound)
	case it.TakenBack:
		return refusal.New(refusal.TakenBack)
	case it.Moderation != nil && !already:
		return refusal.New(refusal.Moderated)
	}
	return nil
}

// Cast says how many dots an item has from this person, not how many more, so that
// saying it twice changes nothing.
type Cast struct {
	session.Base
	Board method.BoardID
	Item  method.ItemID
	Dots  int
}

// Check refuses dots outside a vote or beyond the budget.
func (v *Cast) Check(c *session.Community, who session.Who) error {
	b, err := open(c, v.Board, method.Vote, who, layout.Dots)
	if err != nil {
		return err
	}
	if err := checkItem(c, b, v.Item, who, v.Dots <= c.Ballot(b, who.Member)[v.Item].N); err != nil {
		return err
	}
	if v.Dots < 0 {
		return refusal.New(refusal.Invalid, "field", "dots")
	}
	if others := c.Ballot(b, who.Member).With(v.Item, ballot.Mark{}).Spent(); v.Dots > b.Budget-others {
		return refusal.New(refusal.OverBudget, "budget", b.Budget, "left", b.Budget-others)
	}
	return nil
}

// Shelve keeps the ballot.
func (v *Cast) Shelve(c *session.Community, who session.Who) []ledger.ShelfWrite {
	cast := c.Ballot(c.Boards[v.Board], who.Member)
	return []ledger.ShelfWrite{session.KeepBallot(v.Board, who.Member, cast.With(v.Item, ballot.Mark{N: v.Dots}))}
}

// Apply has nothing to do: ballots are on the shelf.
func (v *Cast) Apply(*session.Community, session.Stamp) {}

// Rank puts items into the order of this person, the first one before all others. Those
// that it leaves out have no place in it.
type Rank struct {
	session.Base
	Board method.BoardID
	Order []method.ItemID
}

// Check refuses an order outside a vote, with more places than there are, and with an
// item in two of them.
func (r *Rank) Check(c *session.Community, who session.Who) error {
	b, err := open(c, r.Board, method.Vote, who, layout.ByCountry, layout.ByOrganisation)
	if err != nil {
		return err
	}
	ranked := c.Ballot(b, who.Member)
	for i, item := range r.Order {
		if err := checkItem(c, b, item, who, ranked[item].N > 0); err != nil {
			return err
		}
		if slices.Contains(r.Order[:i], item) {
			return refusal.New(refusal.Invalid, "field", "order")
		}
	}
	if len(r.Order) > b.Budget {
		return refusal.New(refusal.NoPlace, "budget", b.Budget)
	}
	return nil
}

// Shelve keeps the ballot.
func (r *Rank) Shelve(_ *session.Community, who session.Who) []ledger.ShelfWrite {
	return []ledger.ShelfWrite{session.KeepBallot(r.Board, who.Member, ballot.Ranking(r.Order))}
}

// Apply has nothing to do: ballots are on the shelf.
func (r *Rank) Apply(*session.Community, session.Stamp) {}

// Answer says whether this person consents to an item. Without an answer they say
// nothing of it any more.
type Answer struct {
	session.Base
	Board  method.BoardID
	Item   method.ItemID
	Answer ballot.Answer
	Reason string
}

// Tidy makes its words safe.
func (a *Answer) Tidy() { a.Reason = field.TidyLine(a.Reason) }

// Check asks whoever does not consent for a reason, and refuses answers outside a vote.
func (a *Answer) Check(c *session.Community, who session.Who) error {
	b, err := open(c, a.Board, method.Vote, who, layout.Consent)
	if err != nil {
		return err
	}
	if err := checkItem(c, b, a.Item, who, a.Answer == ""); err != nil {
		return err
	}
	doubts := a.Answer == ballot.Reserved || a.Answer == ballot.Objects
	switch {
	case !field.OneOf(a.Answer, ballot.Answers()):
		return refusal.New(refusal.Invalid, "field", "answer")
	case !doubts && a.Reason != "":
		return refusal.New(refusal.Invalid, "field", "reason")
	}
	if err := field.CheckText("reason", a.Reason, ballot.MaxReason, doubts); err != nil {
		return err
	}
	for _, w := range a.Shelve(c, who) {
		if len(w.Value) > ledger.MaxShelfValue {
			return refusal.New(refusal.Full, "max", len(c.Ballot(b, who.Member)))
		}
	}
	return nil
}

// Shelve keeps the ballot.
func (a *Answer) Shelve(c *session.Community, who session.Who) []ledger.ShelfWrite {
	cast := c.Ballot(c.Boards[a.Board], who.Member)
	return []ledger.ShelfWrite{session.KeepBallot(a.Board, who.Member, cast.With(a.Item, ballot.Mark{Answer: a.Answer, Reason: a.Reason}))}
}

// Apply has nothing to do: ballots are on the shelf.
func (a *Answer) Apply(*session.Community, session.Stamp) {}
