package session

import (
	"fmt"
	"io"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"

	"github.com/convene-ssh/convene/session/clean"
	"github.com/convene-ssh/convene/session/ledger"
)

// Quadrant is a part of a SWOT analysis. Its letter is the same in every
// language. Source: method.md, "SWOT analysis".
type Quadrant string

// The quadrants: the first two are internal, the others external.
const (
	Strengths     Quadrant = "S"
	Weaknesses    Quadrant = "W"
	Opportunities Quadrant = "O"
	Threats       Quadrant = "T"
)

// Quadrants lists them in reading order.
func Quadrants() []Quadrant { return []Quadrant{Strengths, Weaknesses, Opportunities, Threats} }

// Phase is what people do with a board at the moment.
type Phase string

// The phases of a board, in their order.
const (
	Gather   Phase = "gather"  // everybody sees only their own
	Revealed Phase = "reveal"  // everybody sees all
	Voting   Phase = "vote"    // dots are spent, counts are hidden
	Discuss  Phase = "discuss" // counts are shown
)

// Phases lists them in their order.
func Phases() []Phase { return []Phase{Gather, Revealed, Voting, Discuss} }

// Next is the phase after this one, or empty after the last.
func (p Phase) Next() Phase { return p.step(1) }

// Back is the phase before this one, or empty before the first.
func (p Phase) Back() Phase { return p.step(-1) }

func (p Phase) step(by int) Phase {
	all := Phases()
	i := slices.Index(all, p) + by
	if i < 0 || i >= len(all) {
		return ""
	}
	return all[i]
}

// Board is one SWOT analysis of a meeting.
type Board struct {
	ID      BoardID
	Meeting MeetingID
	Subject string  // what is analysed: a country, an organisation, a theme
	Prefix  string  // of its items' codes, unique in the community
	Country Country // where the subject is one
	Phase   Phase
	Budget  int         // dots that each person has
	Rounds  []VoteRound // the votes that were closed, in their order
	Items   []*Item
	// Hidden counts, in a view, the items of each quadrant that wait for the
	// reveal.
	Hidden map[Quadrant]int

	quadrants map[Quadrant][]*Item // in a view: Items by their quadrants
	sources   []*Item              // in a view: what each of Items was made from
}

// DefaultBudget is how many dots a person has unless the facilitator says
// otherwise, and MaxBudget the most that may be given.
const (
	DefaultBudget = 3
	MaxBudget     = 20
)

// In lists, in a view, the items of a quadrant in their order. From one view to
// the next it is the same slice for as long as nothing in it has changed; nobody
// may change it.
func (b *Board) In(q Quadrant) []*Item { return b.quadrants[q] }

// Item finds an item of the board.
func (b *Board) Item(id ItemID) *Item {
	for _, it := range b.Items {
		if it.ID == id {
			return it
		}
	}
	return nil
}

func (b *Board) hidden() int {
	n := 0
	for _, it := range b.Items {
		if it.hidden() {
			n++
		}
	}
	return n
}

// editItem copies an item of a board that is itself a copy.
func (b *Board) editItem(id ItemID) *Item {
	b.Items = slices.Clone(b.Items)
	for i, it := range b.Items {
		if it.ID == id {
			changed := *it
			b.Items[i] = &changed
			return &changed
		}
	}
	return nil
}

// Item finds an item and its board.
func (c *Community) Item(id ItemID) (*Board, *Item) {
	for _, b := range c.Boards {
		if it := b.Item(id); it != nil {
			return b, it
		}
	}
	return nil, nil
}

// ItemCoded finds an item by its code, also by one that it had before it was
// moved, whatever the case.
func (c *Community) ItemCoded(code string) (*Board, *Item) {
	for _, b := range c.Boards {
		for _, it := range b.Items {
			if code != "" && (strings.EqualFold(it.Code, code) || slices.Contains(it.Former, strings.ToUpper(code))) {
				return b, it
			}
		}
	}
	return nil, nil
}

// BoardsOf lists a meeting's boards, always in the same order; see [Community.Present].
func (c *Community) BoardsOf(meeting MeetingID) []*Board {
	var all []*Board
	for _, b := range c.Boards {
		if b.Meeting == meeting {
			all = append(all, b)
		}
	}
	slices.SortFunc(all, func(a, b *Board) int {
		return strings.Compare(string(a.ID), string(b.ID))
	})
	return all
}

// OpenBoard begins a SWOT analysis.
type OpenBoard struct {
	ledger.Base[*Community]
	Board   BoardID   `json:"board"`
	Meeting MeetingID `json:"meeting"`
	Subject string    `json:"subject"`
	Prefix  string    `json:"prefix"`
	Country Country   `json:"country,omitempty"`
	Budget  int       `json:"budget,omitempty"`
}

var prefix = regexp.MustCompile(`^[A-Z][A-Z0-9]{0,5}$`)

// Tidy makes its words safe.
func (o *OpenBoard) Tidy() {
	o.Subject, o.Country = line(o.Subject), tidyCountry(o.Country)
	o.Prefix = strings.ToUpper(line(o.Prefix))
	if o.Budget == 0 {
		o.Budget = DefaultBudget
	}
}

// Check lets facilitators open a board. A prefix belongs to one subject for
// ever: the same subject at a later meeting takes it on, another may not.
func (o *OpenBoard) Check(c *Community, who Who) error {
	if err := c.requireOpen(Steer, o.Meeting, who); err != nil {
		return err
	}
	if err := checkID(o.Board); err != nil {
		return err
	}
	if err := checkText("subject", o.Subject, MaxLabel, true); err != nil {
		return err
	}
	if err := o.Country.Check(); err != nil {
		return err
	}
	switch {
	case c.Boards[o.Board] != nil:
		return Refuse(Exists, "name", o.Subject)
	case !prefix.MatchString(o.Prefix):
		return Refuse(Invalid, "field", "prefix")
	case o.Budget < 1 || o.Budget > MaxBudget:
		return Refuse(Invalid, "field", "budget")
	case len(c.BoardsOf(o.Meeting)) >= 50:
		return Refuse(Full, "max", 50)
	}
	for _, b := range c.Boards {
		same := clean.Same(b.Subject, o.Subject)
		switch {
		case same && b.Meeting == o.Meeting:
			return Refuse(Exists, "field", "subject", "name", o.Subject)
		case same && b.Prefix != o.Prefix:
			return Refuse(HasPrefix, "field", "prefix", "name", o.Subject, "prefix", b.Prefix)
		case !same && b.Prefix == o.Prefix:
			return Refuse(Exists, "field", "prefix", "name", o.Prefix)
		}
	}
	return nil
}

// Apply opens it.
func (o *OpenBoard) Apply(c *Community, _ Stamp) {
	ledger.Put(c.tx, &c.Boards, o.Board, &Board{
		ID: o.Board, Meeting: o.Meeting, Subject: o.Subject, Prefix: o.Prefix, Country: o.Country,
		Phase: Gather, Budget: o.Budget,
	})
}

// Numbered gives an item its place in the codes of its quadrant.
type Numbered struct {
	Item   ItemID `json:"item"`
	Number int    `json:"number"`
}

// ChangePhase moves a board one phase on or back.
type ChangePhase struct {
	ledger.Base[*Community]
	Board  BoardID `json:"board"`
	From   Phase   `json:"from"` // what the person saw, so that two presses are not two steps
	To     Phase   `json:"to"`
	Budget int     `json:"budget,omitempty"` // when a vote opens; 0 leaves it
	// Decided: the codes that a reveal gives, in their new order, and what a
	// vote that closes adds up to.
	Revealed []Numbered     `json:"revealed,omitempty"`
	Tally    map[ItemID]int `json:"tally,omitempty"`
	Voters   int            `json:"voters,omitempty"`
}

// Check lets facilitators take one step from where the board is.
func (p *ChangePhase) Check(c *Community, who Who) error {
	b := c.Boards[p.Board]
	if b == nil {
		return Refuse(NotFound)
	}
	if err := c.requireOpen(Steer, b.Meeting, who); err != nil {
		return err
	}
	if b.Phase != p.From || p.To == "" || p.To != p.From.Next() && p.To != p.From.Back() {
		return Refuse(WrongPhase, "phase", string(b.Phase))
	}
	if p.Budget < 0 || p.Budget > MaxBudget {
		return Refuse(Invalid, "field", "budget")
	}
	return nil
}

// Decide draws the order of a reveal and adds up a vote.
func (p *ChangePhase) Decide(c *Community, d Decision) {
	b := c.Boards[p.Board]
	p.Revealed, p.Tally, p.Voters = nil, nil, 0
	if p.From == Gather {
		p.Revealed = c.drawOrder(b, d)
	}
	if p.From == Voting && p.To == Discuss {
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
	given := map[Quadrant]int{}
	var order []Numbered
	for _, it := range hidden {
		given[it.Quadrant]++
		order = append(order, Numbered{it.ID, c.numbers[b.series(it.Quadrant)] + given[it.Quadrant]})
	}
	return order
}

// Shelve deletes the ballots of a vote that ends, counted or not: the next one
// may have another budget.
func (p *ChangePhase) Shelve(c *Community, _ Who) []ledger.ShelfWrite {
	if p.From != Voting {
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
	if p.From == Voting && p.To == Discuss {
		b.count(VoteRound{s.At, b.Budget, p.Voters}, p.Tally)
	}
}

// reveal puts the items into the drawn order, behind those revealed before, and
// gives them their codes.
func (c *Community) reveal(b *Board, order []Numbered) {
	place := map[ItemID]int{}
	for i, n := range order {
		place[n.Item] = i + 1
		c.code(b, b.editItem(n.Item), n.Number)
	}
	slices.SortStableFunc(b.Items, func(x, y *Item) int { return place[x.ID] - place[y.ID] })
}

func (b *Board) series(q Quadrant) string { return b.Prefix + "-" + string(q) }

// code gives an item its code and remembers the number.
func (c *Community) code(b *Board, it *Item, number int) {
	series := b.series(it.Quadrant)
	it.Code = fmt.Sprintf("%s%d", series, number)
	if number > c.numbers[series] {
		ledger.Put(c.tx, &c.numbers, series, number)
	}
}
