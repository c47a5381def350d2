package lens

import (
	"slices"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// Kinds names every change to what the analyses of several countries say together; see
// [session.Kinds].
func Kinds() session.Kinds {
	return session.Kinds{
		"match.confirmed/1": &Confirm{},
		"match.withdrawn/1": &Withdraw{},
	}
}

// Kind is how two items of different countries belong together.
type Kind string

// The kinds of match. Source: method.md, "Country lens".
const (
	Shared   Kind = "shared"   // both countries say it: something to do together
	Exchange Kind = "exchange" // what one is good at, the other lacks: something to learn
)

// Side is an item of an analysis, with its board.
type Side struct {
	Board *session.Board
	Item  *session.Item
}

// kindOf is how two sides belong together by their parts as they are now; empty where
// they do not.
func kindOf(x, y Side) Kind {
	switch parts := [2]layout.Part{x.Item.Part, y.Item.Part}; {
	case !compares(x.Board) || !compares(y.Board) || x.Board.Country == y.Board.Country:
		return ""
	case parts[0] == parts[1]:
		return Shared
	case parts == [2]layout.Part{layout.Strengths, layout.Weaknesses}, parts == [2]layout.Part{layout.Weaknesses, layout.Strengths}:
		return Exchange
	}
	return ""
}

// compares reports whether a board is the analysis of a country.
func compares(b *session.Board) bool { return b.Country != "" && b.Layout.Inside != nil }

// Confirm says for a meeting that two items of different countries belong together.
// How follows from their parts.
type Confirm struct {
	session.Base
	Meeting method.MeetingID `json:"meeting"`
	Items   [2]method.ItemID `json:"items"`
}

// Tidy puts the items in an order, so that a match has one name.
func (k *Confirm) Tidy() { slices.Sort(k.Items[:]) }

// Check lets facilitators confirm what stands on the boards of the meeting.
func (k *Confirm) Check(c *session.Community, who session.Who) error {
	if err := c.RequireOpen(method.Steer, k.Meeting, who); err != nil {
		return err
	}
	var sides [2]Side
	for i, id := range k.Items {
		b, it := c.Item(id)
		switch {
		case it == nil || it.Code == "" || b.Meeting != k.Meeting || !c.AudienceOf(who.Member).Reads(it.Audience):
			return refusal.New(refusal.NotFound)
		case it.TakenBack:
			return refusal.New(refusal.TakenBack)
		case it.Moderation != nil:
			return refusal.New(refusal.Moderated)
		}
		sides[i] = Side{b, it}
	}
	match := k.match()
	switch {
	case kindOf(sides[0], sides[1]) == "":
		return refusal.New(refusal.Unmatched)
	case c.Matches[match.Name()] != nil:
		return refusal.New(refusal.Exists, "name", sides[0].Item.Code+", "+sides[1].Item.Code)
	}
	return nil
}

func (k *Confirm) match() *session.Match { return &session.Match{Meeting: k.Meeting, Items: k.Items} }

// Apply confirms it.
func (k *Confirm) Apply(c *session.Community, _ session.Stamp) {
	match := k.match()
	ledger.Put(c.Tx(), &c.Matches, match.Name(), match)
}

// Withdraw says that a match is confirmed no more.
type Withdraw struct {
	session.Base
	Meeting method.MeetingID `json:"meeting"`
	Match   string           `json:"match"` // its name
}

// Check lets facilitators withdraw what is confirmed.
func (w *Withdraw) Check(c *session.Community, who session.Who) error {
	if err := c.RequireOpen(method.Steer, w.Meeting, who); err != nil {
		return err
	}
	if m := c.Matches[w.Match]; m == nil || m.Meeting != w.Meeting {
		return refusal.New(refusal.NotFound)
	}
	return nil
}

// Apply withdraws it.
func (w *Withdraw) Apply(c *session.Community, _ session.Stamp) {
	ledger.Delete(c.Tx(), &c.Matches, w.Match)
}
