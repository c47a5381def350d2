package session

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/convene-ssh/convene/session/ballot"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/tally"
)

// DraftName says what somebody is writing: a word for the kind of form, the
// meeting that it is for, and the ids of what the words are about, divided by
// slashes, as "item/kuala-lumpur-2022/BOARD/S". What belongs to no meeting leaves
// it out: "profile", "correct//ID".
type DraftName string

// NameDraft makes a name. The meeting is empty for what belongs to none.
func NameDraft(kind string, meeting method.MeetingID, of ...string) DraftName {
	if meeting == "" && len(of) == 0 {
		return DraftName(kind)
	}
	return DraftName(strings.Join(append([]string{kind, string(meeting)}, of...), "/"))
}

// Meeting is the meeting that a draft is for, or empty.
func (n DraftName) Meeting() method.MeetingID {
	_, rest, _ := strings.Cut(string(n), "/")
	meeting, _, _ := strings.Cut(rest, "/")
	return method.MeetingID(meeting)
}

// The most that a member's drafts may be in a community: how many there are, how
// long a name is, and how many bytes all of them have together. The largest form
// that a person fills in has room in one: see [ledger.MaxShelfValue].
const (
	MaxDrafts     = 32
	maxDraftName  = 200
	maxDraftBytes = 2 * ledger.MaxShelfValue
)

// SaveDraft keeps what somebody is writing, or forgets it where Value is empty.
// It is on the shelf only and no record tells of it.
type SaveDraft struct {
	ledger.Base[*Community]
	Name  DraftName
	Value []byte // at most [ledger.MaxShelfValue] bytes
}

// drafts are a member's own, and under other names those that they began before they
// turned out to be the same as somebody else; see [MergeMembers].
func (c *Community) drafts(member MemberID) map[DraftName][]byte {
	m := c.Members.Of(member)
	if m == nil || len(m.Also) == 0 {
		return c.private.drafts.Of(member)
	}
	all := map[DraftName][]byte{}
	for _, id := range append(slices.Clone(m.Also), member) {
		maps.Copy(all, c.private.drafts.Of(id))
	}
	return all
}

// beganAs is who somebody was when they began a draft, where that is not who they are.
func (c *Community) beganAs(member MemberID, name DraftName) MemberID {
	if m := c.Members.Of(member); m != nil && c.private.drafts.Of(member)[name] == nil {
		for _, also := range slices.Backward(m.Also) {
			if c.private.drafts.Of(also)[name] != nil {
				return also
			}
		}
	}
	return ""
}

// Check refuses a draft that is too large, one too many, and one of a meeting
// that is closed or was never there.
func (d *SaveDraft) Check(c *Community, who Who) error {
	mine, of := c.drafts(who.Member), c.Meetings[d.Name.Meeting()]
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
	case len(d.Value) > ledger.MaxShelfValue || all > maxDraftBytes:
		return refusal.New(refusal.DraftsFull)
	case mine[d.Name] == nil && len(mine) >= MaxDrafts:
		return refusal.New(refusal.DraftsFull)
	}
	return nil
}

// Shelve keeps or forgets it.
func (d *SaveDraft) Shelve(c *Community, who Who) []ledger.ShelfWrite {
	kept := []ledger.ShelfWrite{draftWrite(who.Member, d.Name, d.Value)}
	if before := c.beganAs(who.Member, d.Name); before != "" {
		kept = append(kept, draftWrite(before, d.Name, nil))
	}
	return kept
}

// Apply has nothing to do: a draft is in no record.
func (d *SaveDraft) Apply(*Community, Stamp) {}

func draftWrite(member MemberID, name DraftName, value []byte) ledger.ShelfWrite {
	return ledger.ShelfWrite{
		ShelfValue: ledger.ShelfValue{ShelfKey: ledger.ShelfKey{Of: member, Kind: ShelfDraft, Name: string(name)}, Value: value},
		Delete:     len(value) == 0,
	}
}

// private is what one member alone may see: it comes from the shelf and is in
// no view but that member's [Own].
type private struct {
	links   ledger.Roll[string, MemberID]                 // contribution → its author who is not named
	ballots map[method.BoardID]map[MemberID]ballot.Ballot // uncounted
	drafts  ledger.Roll[MemberID, map[DraftName][]byte]
	lived   map[MemberID]bool              // who says that they have lived experience; see [ChangeProfile]
	answers map[string]map[MemberID][]byte // of each item of an agenda, uncounted; see answersOf
}

// The kinds of shelf values. Drafts are swept by theirs.
const (
	shelfLink   = "link"
	shelfBallot = "ballot"
	shelfAnswer = "answer"
	ShelfDraft  = "draft"
	shelfLived  = "lived"
)

// ClearShelf removes all private values; see [ledger.State].
func (c *Community) ClearShelf() { c.private = private{} }

// Keep takes in a shelf value: when a log is opened, and with every change.
func (c *Community) Keep(w ledger.ShelfWrite) {
	switch w.Kind {
	case shelfLink:
		ledger.PutOrDeleteRoll(c.tx, &c.private.links, w.Name, w.Of, w.Delete)
	case shelfAnswer:
		given := c.private.answers[w.Name]
		ledger.PutOrDelete(c.tx, &given, w.Of, w.Value, w.Delete)
		ledger.PutOrDelete(c.tx, &c.private.answers, w.Name, given, len(given) == 0)
	case ShelfDraft:
		mine := c.private.drafts.Of(w.Of)
		ledger.PutOrDelete(c.tx, &mine, DraftName(w.Name), w.Value, w.Delete)
		ledger.PutOrDeleteRoll(c.tx, &c.private.drafts, w.Of, mine, len(mine) == 0)
	case shelfLived:
		ledger.PutOrDelete(c.tx, &c.private.lived, w.Of, true, w.Delete)
	case shelfBallot:
		board := method.BoardID(w.Name)
		cast := c.private.ballots[board]
		var b ballot.Ballot
		gone := w.Delete || json.Unmarshal(w.Value, &b) != nil || len(b) == 0 // an empty ballot says nothing
		ledger.PutOrDelete(c.tx, &cast, w.Of, b, gone)
		ledger.PutOrDelete(c.tx, &c.private.ballots, board, cast, len(cast) == 0)
	}
}

// KeepWanted marks an item of a board as one that a member wants asked, or no longer. The
// marks are their ballot: who has which is told to nobody, unlike how many an item has.
func (c *Community) KeepWanted(board method.BoardID, item method.ItemID, member MemberID, wants bool) ledger.ShelfWrite {
	marks := ballot.Ballot{item: {N: 1}}
	maps.Copy(marks, c.private.ballots[board][member])
	if !wants {
		delete(marks, item)
	}
	return KeepBallot(board, member, marks)
}

// wanted counts how many people want each item of a board asked, if it is for questions.
func (c *Community) wanted(b *Board) map[method.ItemID]int {
	if !b.Layout.Asks() {
		return nil
	}
	n := map[method.ItemID]int{}
	for _, marks := range c.private.ballots[b.ID] {
		for item := range marks {
			n[item]++
		}
	}
	for _, it := range b.Items {
		if it.TakenBack {
			delete(n, it.ID)
		}
	}
	return n
}

// lives reports whether somebody says that they have lived experience.
func (c *Community) lives(m *Member) bool {
	return slices.ContainsFunc(m.IDs(), func(id MemberID) bool { return c.private.lived[id] })
}

// livedWrite keeps that somebody says so, or forgets it.
func livedWrite(member MemberID, says bool) ledger.ShelfWrite {
	w := ledger.ShelfWrite{ShelfValue: ledger.ShelfValue{ShelfKey: ledger.ShelfKey{Of: member, Kind: shelfLived, Name: shelfLived}}, Delete: !says}
	if says {
		w.Value = []byte("says so")
	}
	return w
}

// lived counts who of those at a meeting says that they have lived experience, as far as
// that may be told. It is counted once, at the first close that can tell it: the
// difference between two counts would be a person.
func (c *Community) lived(meeting method.MeetingID) int {
	if told := c.Meetings[meeting].Lived; told > 0 {
		return told
	}
	n, among := 0, c.counted(meeting)
	for _, m := range among {
		if c.lives(m) {
			n++
		}
	}
	if !tally.Tells(n, len(among)) {
		return 0
	}
	return n
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
	author := c.private.links.Of(contribution)
	if author == "" {
		return nil
	}
	return []ledger.ShelfWrite{forgetLink(contribution, author)}
}

// wrote reports whether the member is the author of a contribution: named by
// it, or linked to it on the shelf.
func (c *Community) wrote(member MemberID, contribution string, shown Attribution) bool {
	return member != "" && (c.isOf(member, c.signed(contribution, shown).Member) || c.isOf(member, c.private.links.Of(contribution)))
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
	if !c.isOf(who.Member, c.private.links.Of(f.Contribution)) {
		return refusal.New(refusal.NotAllowed)
	}
	return nil
}

// Shelve deletes the link.
func (f *ForgetMe) Shelve(c *Community, _ Who) []ledger.ShelfWrite {
	return []ledger.ShelfWrite{forgetLink(f.Contribution, c.private.links.Of(f.Contribution))}
}

// Apply has nothing to do: no record keeps the link.
func (f *ForgetMe) Apply(*Community, Stamp) {}

// An item of the agenda can ask people something that nobody reads before it is counted,
// such as how the meeting was. Their answers are on the shelf until then.

// answersOf names the answers that an item was given.
func answersOf(in InItem) string { return string(in.Meeting) + "/" + string(in.Item) }

func answerWrite(name string, member MemberID, value []byte) ledger.ShelfWrite {
	return ledger.ShelfWrite{
		ShelfValue: ledger.ShelfValue{ShelfKey: ledger.ShelfKey{Of: member, Kind: shelfAnswer, Name: name}, Value: value},
		Delete:     len(value) == 0,
	}
}

// KeepAnswer keeps what a member answers, in place of what they answered before.
func KeepAnswer(in InItem, member MemberID, value []byte) ledger.ShelfWrite {
	return answerWrite(answersOf(in), member, value)
}

// Answers are what people have answered, for Decide to count.
func (c *Community) Answers(in InItem) map[MemberID][]byte { return c.private.answers[answersOf(in)] }

// ForgetAnswers deletes them.
func (c *Community) ForgetAnswers(in InItem) []ledger.ShelfWrite {
	return c.forgetAnswers(answersOf(in))
}

func (c *Community) forgetAnswers(name string) (forget []ledger.ShelfWrite) {
	for member := range c.private.answers[name] {
		forget = append(forget, answerWrite(name, member, nil))
	}
	return forget
}

// forgetAllAnswers deletes those to every item that a meeting has or had on its agenda.
func (c *Community) forgetAllAnswers(meeting method.MeetingID) (forget []ledger.ShelfWrite) {
	for name := range c.private.answers {
		if strings.HasPrefix(name, string(meeting)+"/") {
			forget = append(forget, c.forgetAnswers(name)...)
		}
	}
	return forget
}

// uncounted are the items of a meeting whose answers are enough to be counted and are
// not counted yet.
func (c *Community) uncounted(meeting method.MeetingID) (all []string) {
	for _, a := range c.Meetings[meeting].Agenda {
		if len(c.Answers(InItem{Meeting: meeting, Item: a.ID})) >= tally.Least {
			all = append(all, a.Title)
		}
	}
	return all
}

// KeepsAnswers refuses another agenda for a meeting if it would leave out answers that
// are enough to be counted and are not counted yet, or make something else of their item.
func (c *Community) KeepsAnswers(meeting method.MeetingID, agenda []AgendaItem) error {
	m := c.Meetings[meeting]
	if m == nil {
		return nil
	}
	for _, a := range m.Agenda {
		stays := slices.ContainsFunc(agenda, func(now AgendaItem) bool { return now.ID == a.ID && now.Kind == a.Kind })
		if n := len(c.Answers(InItem{Meeting: meeting, Item: a.ID})); !stays && n >= tally.Least {
			return refusal.New(refusal.Uncounted, "name", a.Title, "n", n)
		}
	}
	return nil
}
