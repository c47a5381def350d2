package session

import (
	"encoding/json"
	"strings"
)

// private is what one member alone may see: it comes from the shelf and is in
// no view but that member's [Own].
type private struct {
	links   map[string]MemberID             // contribution → its author who is not named
	ballots map[BoardID]map[MemberID]Ballot // uncounted
	drafts  map[MemberID]map[string][]byte
}

// The kinds of shelf values.
const (
	shelfLink   = "link"
	shelfBallot = "ballot"
	shelfDraft  = "draft"
)

func (c *Community) clearShelf() { c.private = private{} }

// keep takes in a shelf value: when a log is opened, and with every change.
func (c *Community) keep(w ShelfWrite) {
	switch w.Kind {
	case shelfLink:
		setOrDelete(c.tx, &c.private.links, w.Name, w.Of, w.Delete)
	case shelfDraft:
		mine := c.private.drafts[w.Of]
		setOrDelete(c.tx, &mine, w.Name, w.Value, w.Delete)
		setOrDelete(c.tx, &c.private.drafts, w.Of, mine, len(mine) == 0)
	case shelfBallot:
		board := BoardID(w.Name)
		cast := c.private.ballots[board]
		var b Ballot
		gone := w.Delete || json.Unmarshal(w.Value, &b) != nil
		setOrDelete(c.tx, &cast, w.Of, b, gone)
		setOrDelete(c.tx, &c.private.ballots, board, cast, len(cast) == 0)
	}
}

func keepLink(contribution string, author MemberID) ShelfWrite {
	return ShelfWrite{ShelfValue: ShelfValue{
		ShelfKey: ShelfKey{Of: author, Kind: shelfLink, Name: contribution}, Value: []byte("author"),
	}}
}

func forgetLink(contribution string, author MemberID) ShelfWrite {
	w := keepLink(contribution, author)
	w.Value, w.Delete = nil, true
	return w
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
type ForgetMe struct{ Contribution string }

// Check lets only the author ask for it.
func (f *ForgetMe) Check(c *Community, who Who) error {
	if c.private.links[f.Contribution] != who.Member || who.Member == "" {
		return Refuse(NotAllowed)
	}
	return nil
}

// Shelve deletes the link.
func (f *ForgetMe) Shelve(_ *Community, who Who) []ShelfWrite {
	return []ShelfWrite{forgetLink(f.Contribution, who.Member)}
}

// Apply has nothing to do: no record keeps the link.
func (f *ForgetMe) Apply(*Community, Stamp) {}

// MaxDrafts is how many drafts one member may have in a community.
const MaxDrafts = 32

// draftOf is the meeting of what a draft is for, by the ids in its name. It is
// empty for the draft of something that is not there yet.
func (c *Community) draftOf(name string) MeetingID {
	for part := range strings.SplitSeq(name, "/") {
		if b := c.Boards[BoardID(part)]; b != nil {
			return b.Meeting
		}
		if meeting := c.meetingOf(part); meeting != "" {
			return meeting
		}
	}
	return ""
}

// SaveDraft keeps what somebody is writing, or forgets it where Value is empty.
// It is on the shelf only and no record tells of it.
type SaveDraft struct {
	// Name says which form, and the ids of what the words are for, divided by
	// slashes: "item/BOARD/S", "edit/ITEM", "commitment/new".
	Name  string
	Value []byte // at most [MaxShelfValue] bytes
}

// Check refuses a draft that is too large, one too many, and one of a meeting
// that is closed.
func (d *SaveDraft) Check(c *Community, who Who) error {
	mine, of := c.private.drafts[who.Member], c.Meetings[c.draftOf(d.Name)]
	switch {
	case c.Members.Of(who.Member) == nil:
		return Refuse(NotAllowed)
	case d.Name == "" || len(d.Name) > 100:
		return Refuse(Invalid, "field", "draft")
	case len(d.Value) > MaxShelfValue:
		return Refuse(TooLong, "field", "draft", "max", MaxShelfValue, "got", len(d.Value))
	case mine[d.Name] == nil && len(mine) >= MaxDrafts:
		return Refuse(Full, "max", MaxDrafts)
	case of != nil && of.Closed && len(d.Value) > 0:
		return Refuse(MeetingClosed)
	}
	return nil
}

// Shelve keeps or forgets it.
func (d *SaveDraft) Shelve(_ *Community, who Who) []ShelfWrite {
	return []ShelfWrite{draftWrite(who.Member, d.Name, d.Value)}
}

// Apply has nothing to do: a draft is in no record.
func (d *SaveDraft) Apply(*Community, Stamp) {}

func draftWrite(member MemberID, name string, value []byte) ShelfWrite {
	return ShelfWrite{
		ShelfValue: ShelfValue{ShelfKey: ShelfKey{Of: member, Kind: shelfDraft, Name: name}, Value: value},
		Delete:     len(value) == 0,
	}
}
