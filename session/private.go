package session

import (
	"encoding/json"

	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/refusal"
)

// private is what one member alone may see: it comes from the shelf and is in
// no view but that member's [Own].
type private struct {
	links   map[string]MemberID             // contribution → its author who is not named
	ballots map[BoardID]map[MemberID]Ballot // uncounted
	drafts  map[MemberID]map[DraftName][]byte
}

// The kinds of shelf values. Drafts are swept by theirs.
const (
	shelfLink   = "link"
	shelfBallot = "ballot"
	ShelfDraft  = "draft"
)

// ClearShelf removes all private values; see [ledger.State].
func (c *Community) ClearShelf() { c.private = private{} }

// Keep takes in a shelf value: when a log is opened, and with every change.
func (c *Community) Keep(w ledger.ShelfWrite) {
	switch w.Kind {
	case shelfLink:
		ledger.PutOrDelete(c.tx, &c.private.links, w.Name, w.Of, w.Delete)
	case ShelfDraft:
		mine := c.private.drafts[w.Of]
		ledger.PutOrDelete(c.tx, &mine, DraftName(w.Name), w.Value, w.Delete)
		ledger.PutOrDelete(c.tx, &c.private.drafts, w.Of, mine, len(mine) == 0)
	case shelfBallot:
		board := BoardID(w.Name)
		cast := c.private.ballots[board]
		var b Ballot
		gone := w.Delete || json.Unmarshal(w.Value, &b) != nil
		ledger.PutOrDelete(c.tx, &cast, w.Of, b, gone)
		ledger.PutOrDelete(c.tx, &c.private.ballots, board, cast, len(cast) == 0)
	}
}

func keepLink(contribution string, author MemberID) ledger.ShelfWrite {
	return ledger.ShelfWrite{ShelfValue: ledger.ShelfValue{
		ShelfKey: ledger.ShelfKey{Of: author, Kind: shelfLink, Name: contribution}, Value: []byte("author"),
	}}
}

func forgetLink(contribution string, author MemberID) ledger.ShelfWrite {
	w := keepLink(contribution, author)
	w.Value, w.Delete = nil, true
	return w
}

// linkAuthor keeps the link to an author who is not named.
func linkAuthor(contribution string, shown Attribution, who Who) []ledger.ShelfWrite {
	if shown.Member != "" {
		return nil
	}
	return []ledger.ShelfWrite{keepLink(contribution, who.Member)}
}

// unlinkAuthor deletes the link, if there is one.
func (c *Community) unlinkAuthor(contribution string, who Who) []ledger.ShelfWrite {
	if c.private.links[contribution] == "" {
		return nil
	}
	return []ledger.ShelfWrite{forgetLink(contribution, who.Member)}
}

// wrote reports whether the member is the author of a contribution: named by
// it, or linked to it on the shelf.
func (c *Community) wrote(member MemberID, contribution string, shown Attribution) bool {
	return member != "" && (c.signed(contribution, shown).Member == member || c.private.links[contribution] == member)
}

// quiet reports whether the member is the author of a contribution and not named
// by it: what they do with it is in the log without them.
func (c *Community) quiet(contribution string, shown Attribution, who Who) bool {
	return c.signed(contribution, shown).Member == "" && c.wrote(who.Member, contribution, shown)
}

// ForgetMe deletes the link from a contribution to its author, who can then no
// longer change it or take it back.
type ForgetMe struct {
	ledger.Base[*Community]
	Contribution string
}

// Check lets only the author ask for it.
func (f *ForgetMe) Check(c *Community, who Who) error {
	if c.private.links[f.Contribution] != who.Member || who.Member == "" {
		return refusal.New(refusal.NotAllowed)
	}
	return nil
}

// Shelve deletes the link.
func (f *ForgetMe) Shelve(_ *Community, who Who) []ledger.ShelfWrite {
	return []ledger.ShelfWrite{forgetLink(f.Contribution, who.Member)}
}

// Apply has nothing to do: no record keeps the link.
func (f *ForgetMe) Apply(*Community, Stamp) {}
