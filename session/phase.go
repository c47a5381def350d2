package session

import (
	"cmp"
	"fmt"
	"iter"
	"maps"
	"slices"
	"time"

	"github.com/convene-ssh/convene/session/ballot"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// numbered gives an item its place in the codes of its part.
type numbered struct {
	Item   method.ItemID `json:"item"`
	Number int           `json:"number"`
}

// ChangePhase moves a board one phase on or back, or past a vote that is not needed.
type ChangePhase struct {
	ledger.Base[*Community]
	Board  method.BoardID `json:"board"`
	From   layout.Phase   `json:"from"` // what the person saw, so that two presses are not two steps
	To     layout.Phase   `json:"to"`
	Budget int            `json:"budget,omitempty"` // when a vote opens; 0 leaves it
	Way    layout.Way     `json:"way,omitempty"`    // the same
	// Decided: the codes that a reveal gives, in their new order, and what a
	// vote that closes adds up to.
	Revealed []numbered                      `json:"revealed,omitempty"`
	Tally    map[method.ItemID]int           `json:"tally,omitempty"`
	Doubts   map[method.ItemID]ballot.Doubts `json:"doubts,omitempty"`
	Voters   int                             `json:"voters,omitempty"`
}

// Check lets whoever steers the board take one step from where the board is, or leave out a vote.
func (p *ChangePhase) Check(c *Community, who Who) error {
	b := c.Boards[p.Board]
	if b == nil {
		return refusal.New(refusal.NotFound)
	}
	if err := c.RequireOn(method.Steer, b, who); err != nil {
		return err
	}
	if b.Phase != p.From || p.To == "" || p.To != b.Next() && p.To != b.Back() && p.To != b.Skip() {
		return refusal.New(refusal.WrongPhase, "phase", string(b.Phase))
	}
	return CheckVote(p.Way, p.Budget)
}

// Decide draws the order of a reveal and adds up a vote.
func (p *ChangePhase) Decide(c *Community, d Decision) {
	b := c.Boards[p.Board]
	p.Revealed, p.Tally, p.Doubts, p.Voters = nil, nil, nil, 0
	if p.From == layout.Gather {
		p.Revealed = c.drawOrder(b, d)
	}
	if p.closes() {
		p.count(c, b, d)
	}
}

// closes reports whether a vote ends and is counted.
func (p *ChangePhase) closes() bool { return p.From == layout.Voting && p.To == layout.Discuss }

// drawOrder shuffles what was hidden, so that its order says nothing about who
// wrote first, and numbers it.
func (c *Community) drawOrder(b *Board, d Decision) []numbered {
	var hidden []*Item
	for _, it := range b.Items {
		if it.Waits() {
			hidden = append(hidden, it)
		}
	}
	method.Shuffle(d.Random, hidden)
	given := map[string]int{}
	var order []numbered
	for _, it := range hidden {
		series := b.series(it.Part, it.Audience)
		given[series]++
		order = append(order, numbered{it.ID, c.numbers[series] + given[series]})
	}
	return order
}

// Shelve deletes the ballots of a vote that ends, counted or not: the next one
// may have another budget.
func (p *ChangePhase) Shelve(c *Community, _ Who) []ledger.ShelfWrite {
	if p.From != layout.Voting {
		return nil
	}
	return c.forgetBallots(p.Board)
}

// forgetBallots deletes the ballots of a board.
func (c *Community) forgetBallots(board method.BoardID) []ledger.ShelfWrite {
	var forget []ledger.ShelfWrite
	for member := range c.private.ballots[board] {
		forget = append(forget, forgetBallot(board, member))
	}
	return forget
}

func forgetBallot(board method.BoardID, member MemberID) ledger.ShelfWrite {
	return ledger.ShelfWrite{Delete: true, ShelfValue: ledger.ShelfValue{ShelfKey: ballotKey(board, member)}}
}

// Apply takes the step.
func (p *ChangePhase) Apply(c *Community, s Stamp) {
	b := ledger.Edit(c.tx, &c.Boards, p.Board)
	b.Phase = p.To
	c.reveal(b, p.Revealed, s.Seq)
	if p.closes() {
		b.count(p, s)
	}
	b.Hands = nil
	b.Vote(p.Way, p.Budget)
}

// reveal puts the items into the drawn order, behind those revealed before, and
// gives them their codes.
func (c *Community) reveal(b *Board, order []numbered, seq ledger.Seq) {
	place := map[method.ItemID]int{}
	for i, n := range order {
		place[n.Item] = i + 1
		it := b.editItem(n.Item)
		c.code(b, it, n.Number)
		it.shown = seq
	}
	slices.SortStableFunc(b.Items, func(x, y *Item) int { return place[x.ID] - place[y.ID] })
}

// series is what the codes in a part begin with, for those who read them.
func (b *Board) series(p layout.Part, a method.Audience) string {
	return b.Prefix + "-" + string(p) + a.Mark()
}

// code gives an item its code and remembers the number.
func (c *Community) code(b *Board, it *Item, number int) {
	series := b.series(it.Part, it.Audience)
	it.Code = fmt.Sprintf("%s%d", series, number)
	if number > c.numbers[series] {
		ledger.Put(c.tx, &c.numbers, series, number)
	}
}

func ballotKey(board method.BoardID, member MemberID) ledger.ShelfKey {
	return ledger.ShelfKey{Of: member, Kind: shelfBallot, Name: string(board)}
}

// Ballot is what somebody says in the vote that is open on a board, for those who check
// or keep it. What they said of items that were taken back since, or that they no longer
// read, is not in it.
func (c *Community) Ballot(b *Board, member MemberID) ballot.Ballot {
	reads := c.AudienceOf(member)
	return b.stillOn(c.private.ballots[b.ID][member], func(it *Item) bool { return reads.Reads(it.Audience) })
}

// StillOn is what counts of a ballot, as [Community.Ballot] gives it, on a board as whoever cast it sees it.
func (b *Board) StillOn(cast ballot.Ballot) ballot.Ballot {
	return b.stillOn(cast, func(*Item) bool { return true })
}

// stillOn leaves out of a ballot what nobody votes on any more.
func (b *Board) stillOn(cast ballot.Ballot, reads func(*Item) bool) ballot.Ballot {
	left := cast
	for id := range cast {
		if it := b.Item(id); it == nil || it.TakenBack || !reads(it) {
			left = left.With(id, ballot.Mark{})
		}
	}
	return left
}

// KeepBallot keeps a ballot on the shelf, and nowhere else: a log that kept it would tell
// who voted for what. One that says nothing any more is forgotten.
func KeepBallot(board method.BoardID, member MemberID, cast ballot.Ballot) ledger.ShelfWrite {
	if len(cast) == 0 {
		return forgetBallot(board, member)
	}
	return ledger.ShelfWrite{ShelfValue: ledger.ShelfValue{ShelfKey: ballotKey(board, member), Value: ledger.Body(cast)}}
}

// cast are the ballots on a board that say something.
func (c *Community) cast(b *Board) iter.Seq2[MemberID, ballot.Ballot] {
	return func(yield func(MemberID, ballot.Ballot) bool) {
		for member := range c.private.ballots[b.ID] {
			if cast := c.Ballot(b, member); len(cast) > 0 && !yield(member, cast) {
				return
			}
		}
	}
}

// count decides what a vote adds up to, with those who have raised a hand.
func (p *ChangePhase) count(c *Community, b *Board, d Decision) {
	var all []ballot.Ballot
	groups := map[string][]ballot.Ballot{}
	for member, cast := range c.cast(b) {
		all = append(all, cast)
		of := c.countsFor(member, b.Way)
		groups[of] = append(groups[of], cast)
	}
	var counts ballot.Counts
	switch {
	case b.Way.Ranks():
		counts = ballot.Ranked(slices.Collect(maps.Values(groups)), b.Budget)
	case b.Way == layout.Consent:
		counts = ballot.Consent(all, func(reasons []ballot.Reason) { method.Shuffle(d.Random, reasons) })
	default:
		counts = ballot.Dots(all)
	}
	for item, hands := range b.Hands {
		if !b.Item(item).TakenBack {
			counts[item] = counts[item].Raised(hands)
		}
	}
	p.Tally, p.Doubts, p.Voters = map[method.ItemID]int{}, map[method.ItemID]ballot.Doubts{}, len(all)
	for item, n := range counts {
		p.Tally[item] = n.N
		if n.Doubted() {
			p.Doubts[item] = n.Doubts
		}
	}
}

// countsFor is the country or the organisation with whose people somebody's order is
// counted, as they say themselves. Whoever says nothing is counted with the others who
// do not.
func (c *Community) countsFor(member MemberID, w layout.Way) string {
	m := c.Members.Of(member)
	if w != layout.ByOrganisation {
		return string(m.Country)
	}
	if o := c.Organisation(m.Organisation); o != nil {
		return string(o.ID)
	}
	return ""
}

// DefaultBudget is how many dots a person has unless the facilitator says
// otherwise, and MaxBudget the most that may be given.
const (
	DefaultBudget = 3
	MaxBudget     = 20
)

// CheckVote refuses a way to vote that there is not, and more dots or places than may be
// given. Neither has to be said.
func CheckVote(w layout.Way, budget int) error {
	switch {
	case !field.OneOf(w, layout.Ways()):
		return refusal.New(refusal.Invalid, "field", "way")
	case budget < 0 || budget > MaxBudget:
		return refusal.New(refusal.Invalid, "field", "budget")
	}
	return nil
}

// Vote says how people vote on a board that is itself a copy, as far as that is given.
func (b *Board) Vote(w layout.Way, budget int) {
	b.Way, b.Budget = cmp.Or(w, b.Way), cmp.Or(budget, b.Budget)
}

// Voters counts for the boards of a meeting on which people vote who has voted; there
// is none where nobody has. Who they are, and for what, nobody learns before the vote is
// closed.
func (c *Community) Voters(meeting method.MeetingID) map[method.BoardID]int {
	voters := map[method.BoardID]int{}
	for id := range c.private.ballots {
		if b := c.Boards[id]; b != nil && b.Meeting == meeting && b.Phase == layout.Voting {
			for range c.cast(b) {
				voters[id]++
			}
		}
	}
	return voters
}

// Ballots is how many ballots there are, counted or not.
func (c *Community) Ballots() (n int) {
	for _, ballots := range c.private.ballots {
		n += len(ballots)
	}
	return n
}

// VoteRound is a vote that was closed. What it counted stands with the items; see
// [Item.CountIn].
type VoteRound struct {
	Closed time.Time
	Budget int // dots, or places in an order, that each person had
	Voters int // who has voted, without those who raised a hand
	Way    layout.Way
}

// Last is the vote that was closed last; zero before the first.
func (b *Board) Last() VoteRound {
	if len(b.Rounds) == 0 {
		return VoteRound{}
	}
	return b.Rounds[len(b.Rounds)-1]
}

// Votes is what weighs for an item in the last round: its dots, its points, or how many
// consent; none before the first. On a board for questions, it is how many people want it
// asked.
func (b *Board) Votes(it *Item) int {
	if b.Layout.Asks() {
		return it.Wanted
	}
	return b.Count(it).N
}

// Count is what the last round has added up to for an item.
func (b *Board) Count(it *Item) ballot.Count { return it.CountIn(len(b.Rounds) - 1) }

// Earlier are what the votes before the last have added up to for an item, the latest
// first, each with its place in the rounds of the board. A vote in which the item got
// nothing is left out.
func (b *Board) Earlier(it *Item) iter.Seq2[int, ballot.Count] {
	return func(yield func(int, ballot.Count) bool) {
		for i := len(b.Rounds) - 2; i >= 0; i-- {
			if n := it.CountIn(i); !n.None() && !yield(i, n) {
				return
			}
		}
	}
}

// CountIn is what a round of the board has added up to for an item, counted from 0.
func (it *Item) CountIn(round int) ballot.Count {
	if round < 0 || round >= len(it.Counts) {
		return ballot.Count{}
	}
	return it.Counts[round]
}

// count closes a round of a board that is itself a copy.
func (b *Board) count(p *ChangePhase, s Stamp) {
	for _, it := range b.Items {
		n := ballot.Count{N: p.Tally[it.ID], Doubts: p.Doubts[it.ID], Hands: b.Hands[it.ID]}
		if n.None() {
			continue
		}
		counts, voted := make([]ballot.Count, len(b.Rounds)+1), make([]string, len(b.Rounds)+1)
		copy(counts, it.Counts)
		copy(voted, it.voted)
		it = b.editItem(it.ID)
		it.Counts, it.voted = counts, voted
		it.Counts[len(b.Rounds)], it.voted[len(b.Rounds)] = n, it.Text
	}
	b.Rounds = append(slices.Clone(b.Rounds), VoteRound{s.At, b.Budget, p.Voters, b.Way})
	if len(p.Doubts) > 0 {
		b.reasoned = append(slices.Clip(b.reasoned), textRecord{s.Seq, p})
	}
}

// unreasoned are the records of a board's votes without the reasons about some items,
// which go with the words that they are about; and those of them that have changed.
func (b *Board) unreasoned(gone ...method.ItemID) (all, changed []textRecord) {
	for _, r := range b.reasoned {
		p := *r.body.(*ChangePhase)
		p.Doubts = maps.Clone(p.Doubts)
		forgets := false
		for _, item := range gone {
			if d := p.Doubts[item]; len(d.Reasons) > 0 {
				p.Doubts[item], forgets = d.Unreasoned(), true
			}
		}
		r.body = &p
		all = append(all, r)
		if forgets {
			changed = append(changed, r)
		}
	}
	return all, changed
}
