package session

import (
	"strings"

	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/refusal"
)

// DraftName says what somebody is writing: a word for the kind of form, the
// meeting that it is for, and the ids of what the words are about, divided by
// slashes, as "item/kuala-lumpur-2022/BOARD/S". What belongs to no meeting leaves
// it out: "profile", "correct//ID".
type DraftName string

// NameDraft makes a name. The meeting is empty for what belongs to none.
func NameDraft(kind string, meeting MeetingID, of ...string) DraftName {
	if meeting == "" && len(of) == 0 {
		return DraftName(kind)
	}
	return DraftName(strings.Join(append([]string{kind, string(meeting)}, of...), "/"))
}

// Meeting is the meeting that a draft is for, or empty.
func (n DraftName) Meeting() MeetingID {
	_, rest, _ := strings.Cut(string(n), "/")
	meeting, _, _ := strings.Cut(rest, "/")
	return MeetingID(meeting)
}

// The most that a member's drafts may be in a community: how many there are, how
// long a name is, and how many bytes all of them have together. The largest form
// that a person fills in has room in one: see [ledger.MaxShelfValue].
const (
	MaxDrafts     = 32
	maxDraftName  = 200
	MaxDraftBytes = 2 * ledger.MaxShelfValue
)

// SaveDraft keeps what somebody is writing, or forgets it where Value is empty.
// It is on the shelf only and no record tells of it.
type SaveDraft struct {
	ledger.Base[*Community]
	Name  DraftName
	Value []byte // at most [ledger.MaxShelfValue] bytes
}

// Check refuses a draft that is too large, one too many, and one of a meeting
// that is closed or was never there.
func (d *SaveDraft) Check(c *Community, who Who) error {
	mine, of := c.private.drafts[who.Member], c.Meetings[d.Name.Meeting()]
	all := len(d.Value) - len(mine[d.Name])
	for _, value := range mine {
		all += len(value)
	}
	switch {
	case c.Members.Of(who.Member) == nil:
		return refusal.New(refusal.NotAllowed)
	case d.Name == "" || len(d.Name) > maxDraftName:
		return refusal.New(refusal.Invalid, "field", "draft")
	case len(d.Value) == 0:
		return nil // to forget is always allowed
	case d.Name.Meeting() != "" && of == nil:
		return refusal.New(refusal.NotFound)
	case of != nil && of.Closed:
		return refusal.New(refusal.MeetingClosed)
	case len(d.Value) > ledger.MaxShelfValue || all > MaxDraftBytes:
		return refusal.New(refusal.DraftsFull)
	case mine[d.Name] == nil && len(mine) >= MaxDrafts:
		return refusal.New(refusal.DraftsFull)
	}
	return nil
}

// Shelve keeps or forgets it.
func (d *SaveDraft) Shelve(_ *Community, who Who) []ledger.ShelfWrite {
	return []ledger.ShelfWrite{draftWrite(who.Member, d.Name, d.Value)}
}

// Apply has nothing to do: a draft is in no record.
func (d *SaveDraft) Apply(*Community, Stamp) {}

func draftWrite(member MemberID, name DraftName, value []byte) ledger.ShelfWrite {
	return ledger.ShelfWrite{
		ShelfValue: ledger.ShelfValue{ShelfKey: ledger.ShelfKey{Of: member, Kind: ShelfDraft, Name: string(name)}, Value: value},
		Delete:     len(value) == 0,
	}
}
