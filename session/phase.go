package session

import (
	"fmt"
	"io"
	"math/rand/v2"
	"slices"

	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// Numbered gives an item its place in the codes of its part.
type Numbered struct {
	Item   method.ItemID `json:"item"`
	Number int           `json:"number"`
}

// ChangePhase moves a board one phase on or back.
type ChangePhase struct {
	ledger.Base[*Community]
	Board  method.BoardID `json:"board"`
	From   method.Phase   `json:"from"` // what the person saw, so that two presses are not two steps
	To     method.Phase   `json:"to"`
	Budget int            `json:"budget,omitempty"` // when a vote opens; 0 leaves it
	// Decided: the codes that a reveal gives, in their new order, and what a
	// vote that closes adds up to.
	Revealed []Numbered            `json:"revealed,omitempty"`
	Tally    map[method.ItemID]int `json:"tally,omitempty"`
	Voters   int                   `json:"voters,omitempty"`
}

// Check lets facilitators take one step from where the board is.
func (p *ChangePhase) Check(c *Community, who Who) error {
	b := c.Boards[p.Board]
	if b == nil {
		return refusal.New(refusal.NotFound)
	}
	if err := c.requireOpen(method.Steer, b.Meeting, who); err != nil {
		return err
	}
	if b.Phase != p.From || p.To == "" || p.To != b.Next() && p.To != b.Back() {
		return refusal.New(refusal.WrongPhase, "phase", string(b.Phase))
	}
	return checkBudget(p.Budget)
}

// Decide draws the order of a reveal and adds up a vote.
func (p *ChangePhase) Decide(c *Community, d Decision) {
	b := c.Boards[p.Board]
	p.Revealed, p.Tally, p.Voters = nil, nil, 0
	if p.From == method.Gather {
		p.Revealed = c.drawOrder(b, d)
	}
	if p.From == method.Voting && p.To == method.Discuss {
		p.Tally, p.Voters = c.tally(b)
	}
}

// drawOrder shuffles what was hidden, so that its order says nothing about who
// wrote first, and numbers it.
func (c *Community) drawOrder(b *Board, d Decision) []Numbered {
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
	given := map[method.Part]int{}
	var order []Numbered
	for _, it := range hidden {
		given[it.Part]++
		order = append(order, Numbered{it.ID, c.numbers[b.series(it.Part)] + given[it.Part]})
	}
	return order
}

// Shelve deletes the ballots of a vote that ends, counted or not: the next one
// may have another budget.
func (p *ChangePhase) Shelve(c *Community, _ Who) []ledger.ShelfWrite {
	if p.From != method.Voting {
		return nil
	}
	var counted []ledger.ShelfWrite
	for member := range c.private.ballots[p.Board] {
		counted = append(counted, ledger.ShelfWrite{Delete: true, ShelfValue: ledger.ShelfValue{ShelfKey: ballotKey(p.Board, member)}})
	}
	return counted
}

// Apply takes the step.
func (p *ChangePhase) Apply(c *Community, s Stamp) {
	b := ledger.Edit(c.tx, &c.Boards, p.Board)
	b.Phase = p.To
	if p.Budget > 0 {
		b.Budget = p.Budget
	}
	c.reveal(b, p.Revealed)
	if p.From == method.Voting && p.To == method.Discuss {
		b.count(VoteRound{s.At, b.Budget, p.Voters}, p.Tally)
	}
}

// reveal puts the items into the drawn order, behind those revealed before, and
// gives them their codes.
func (c *Community) reveal(b *Board, order []Numbered) {
	place := map[method.ItemID]int{}
	for i, n := range order {
		place[n.Item] = i + 1
		c.code(b, b.editItem(n.Item), n.Number)
	}
	slices.SortStableFunc(b.Items, func(x, y *Item) int { return place[x.ID] - place[y.ID] })
}

func (b *Board) series(p method.Part) string { return b.Prefix + "-" + string(p) }

// code gives an item its code and remembers the number.
func (c *Community) code(b *Board, it *Item, number int) {
	series := b.series(it.Part)
	it.Code = fmt.Sprintf("%s%d", series, number)
	if number > c.numbers[series] {
		ledger.Put(c.tx, &c.numbers, series, number)
	}
}
