package session

import (
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"time"

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
	// Decided: the codes that a reveal gives, in their new order, and what a
	// vote that closes adds up to.
	Revealed []numbered            `json:"revealed,omitempty"`
	Tally    map[method.ItemID]int `json:"tally,omitempty"`
	Voters   int                   `json:"voters,omitempty"`
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
	return CheckBudget(p.Budget)
}

// Decide draws the order of a reveal and adds up a vote.
func (p *ChangePhase) Decide(c *Community, d Decision) {
	b := c.Boards[p.Board]
	p.Revealed, p.Tally, p.Voters = nil, nil, 0
	if p.From == layout.Gather {
		p.Revealed = c.drawOrder(b, d)
	}
	if p.From == layout.Voting && p.To == layout.Discuss {
		p.Tally, p.Voters = c.tally(b)
	}
}

// drawOrder shuffles what was hidden, so that its order says nothing about who
// wrote first, and numbers it.
func (c *Community) drawOrder(b *Board, d Decision) []numbered {
	var hidden []*Item
	for _, it := range b.Items {
		if it.hidden() {
			hidden = append(hidden, it)
		}
	}
	var seed [32]byte
	if _, err := io.ReadFull(d.Random, seed[:]); err != nil {
		panic("session: no randomness: " + err.Error())
	}
	rand.New(rand.NewChaCha8(seed)).Shuffle(len(hidden), func(i, j int) { hidden[i], hidden[j] = hidden[j], hidden[i] })
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
	if p.Budget > 0 {
		b.Budget = p.Budget
	}
	c.reveal(b, p.Revealed)
	if p.From == layout.Voting && p.To == layout.Discuss {
		b.count(VoteRound{s.At, b.Budget, p.Voters}, p.Tally)
	}
}

// reveal puts the items into the drawn order, behind those revealed before, and
// gives them their codes.
func (c *Community) reveal(b *Board, order []numbered) {
	place := map[method.ItemID]int{}
	for i, n := range order {
		place[n.Item] = i + 1
		c.code(b, b.editItem(n.Item), n.Number)
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

// Ballot is how many dots one person spent on which item, until the vote is
// closed.
type Ballot map[method.ItemID]int

func ballotKey(board method.BoardID, member MemberID) ledger.ShelfKey {
	return ledger.ShelfKey{Of: member, Kind: shelfBallot, Name: string(board)}
}

// CastVote says how many dots an item has from this person, not how many more,
// so that saying it twice changes nothing. It is on the shelf only: a log that
// kept it would tell who voted for what.
type CastVote struct {
	ledger.Base[*Community]
	Board method.BoardID
	Item  method.ItemID
	Dots  int
}

// Check refuses dots outside a vote or beyond the budget.
func (v *CastVote) Check(c *Community, who Who) error {
	b := c.Boards[v.Board]
	if b == nil {
		return refusal.New(refusal.NotFound)
	}
	if err := c.RequireOn(method.Vote, b, who); err != nil {
		return err
	}
	it := b.Item(v.Item)
	switch {
	case b.Phase != layout.Voting:
		return refusal.New(refusal.WrongPhase, "phase", string(b.Phase))
	case it == nil || it.hidden() || !c.AudienceOf(who.Member).Reads(it.Audience):
		return refusal.New(refusal.NotFound)
	case it.TakenBack:
		return refusal.New(refusal.TakenBack)
	case it.Moderation != nil:
		return refusal.New(refusal.Moderated)
	case v.Dots < 0:
		return refusal.New(refusal.Invalid, "field", "dots")
	}
	spent := b.Spent(c.private.ballots[v.Board][who.Member]) - c.private.ballots[v.Board][who.Member][v.Item]
	if spent+v.Dots > b.Budget {
		return refusal.New(refusal.OverBudget, "budget", b.Budget, "left", b.Budget-spent)
	}
	return nil
}

// Spent counts a ballot's dots, without those on items that were taken back
// since.
func (b *Board) Spent(ballot Ballot) int {
	n := 0
	for item, dots := range ballot {
		if it := b.Item(item); it != nil && !it.TakenBack {
			n += dots
		}
	}
	return n
}

// Shelve keeps the ballot.
func (v *CastVote) Shelve(c *Community, who Who) []ledger.ShelfWrite {
	b, ballot := c.Boards[v.Board], Ballot{}
	for item, dots := range c.private.ballots[v.Board][who.Member] {
		if it := b.Item(item); it != nil && !it.TakenBack { // what is gone takes no room
			ballot[item] = dots
		}
	}
	ballot[v.Item] = v.Dots
	if v.Dots == 0 {
		delete(ballot, v.Item)
	}
	return []ledger.ShelfWrite{keepBallot(v.Board, who.Member, ballot)}
}

func keepBallot(board method.BoardID, member MemberID, ballot Ballot) ledger.ShelfWrite {
	value, err := json.Marshal(ballot)
	if err != nil {
		panic("session: a ballot that is no JSON: " + err.Error())
	}
	return ledger.ShelfWrite{ShelfValue: ledger.ShelfValue{ShelfKey: ballotKey(board, member), Value: value}}
}

// Apply has nothing to do: ballots are on the shelf.
func (v *CastVote) Apply(*Community, Stamp) {}

// tally adds up the ballots of a board.
func (c *Community) tally(b *Board) (map[method.ItemID]int, int) {
	sum, voters := map[method.ItemID]int{}, 0
	for _, ballot := range c.private.ballots[b.ID] {
		if b.Spent(ballot) > 0 {
			voters++
		}
		for item, dots := range ballot {
			if it := b.Item(item); it != nil && !it.TakenBack {
				sum[item] += dots
			}
		}
	}
	return sum, voters
}

// DefaultBudget is how many dots a person has unless the facilitator says
// otherwise, and MaxBudget the most that may be given.
const (
	DefaultBudget = 3
	MaxBudget     = 20
)

func CheckBudget(dots int) error {
	if dots < 0 || dots > MaxBudget {
		return refusal.New(refusal.Invalid, "field", "budget")
	}
	return nil
}

// Voters counts for the boards of a meeting on which people vote who has spent dots; there
// is none where nobody has. Who they are, and for what, nobody learns before the vote is
// closed.
func (c *Community) Voters(meeting method.MeetingID) map[method.BoardID]int {
	voters := map[method.BoardID]int{}
	for id, ballots := range c.private.ballots {
		b := c.Boards[id]
		if b == nil || b.Meeting != meeting || b.Phase != layout.Voting {
			continue
		}
		for _, ballot := range ballots {
			if b.Spent(ballot) > 0 {
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
// [Item.VotesIn].
type VoteRound struct {
	Closed time.Time
	Budget int // dots that each person had
	Voters int // who spent at least one of them
}

// Votes is how many dots an item got in the last round, none before the first; on a board
// for questions, how many people want it asked.
func (b *Board) Votes(it *Item) int {
	if b.Layout.Asks() {
		return it.Wanted
	}
	return it.VotesIn(len(b.Rounds) - 1)
}

// VotesIn is how many dots the item got in a round of its board, counted from 0.
func (it *Item) VotesIn(round int) int {
	if round < 0 || round >= len(it.Votes) {
		return 0
	}
	return it.Votes[round]
}

// count closes a round of a board that is itself a copy.
func (b *Board) count(r VoteRound, tally map[method.ItemID]int) {
	for _, it := range b.Items {
		if n := tally[it.ID]; n > 0 {
			votes := make([]int, len(b.Rounds)+1)
			copy(votes, it.Votes)
			votes[len(b.Rounds)] = n
			b.editItem(it.ID).Votes = votes
		}
	}
	b.Rounds = append(slices.Clone(b.Rounds), r)
}
