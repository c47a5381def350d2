// Package ballot is what people say when they vote on the items of a board, and what
// that adds up to. It knows nobody of those who vote.
package ballot

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"

	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
)

// Answer is what somebody says to the question whether they consent to an item.
type Answer string

// The answers there are. Whoever does not consent says why.
const (
	Consents Answer = "consents"
	Reserved Answer = "reserved" // they consent, with reservations
	Objects  Answer = "objects"
)

// Answers lists them.
func Answers() []Answer { return []Answer{Consents, Reserved, Objects} }

// MaxReason is how long a reason may be.
const MaxReason = 240

// Mark is what one person says of one item. The way of the vote tells which of it they
// are asked for.
type Mark struct {
	N      int    `json:"n,omitempty"`      // dots, or the place in their order, from 1
	Answer Answer `json:"answer,omitempty"` // whether they consent
	Reason string `json:"reason,omitempty"` // why they do not, or not without reservations
}

// UnmarshalJSON also reads dots alone, as a ballot held them before there were other ways
// to vote.
func (m *Mark) UnmarshalJSON(b []byte) error {
	if dots, err := strconv.Atoi(string(b)); err == nil {
		*m = Mark{N: dots}
		return nil
	}
	type fields Mark
	return json.Unmarshal(b, (*fields)(m))
}

// Ballot is what one person says of the items of a board, until the vote is closed.
type Ballot map[method.ItemID]Mark

// With is the ballot with another mark for an item; with none where that is zero.
func (b Ballot) With(item method.ItemID, m Mark) Ballot {
	b = maps.Clone(b)
	if b == nil {
		b = Ballot{}
	}
	if b[item] = m; m == (Mark{}) {
		delete(b, item)
	}
	return b
}

// Spent counts its dots.
func (b Ballot) Spent() (n int) {
	for _, m := range b {
		n += m.N
	}
	return n
}

// Order lists the items in the order into which the person has put them.
func (b Ballot) Order() []method.ItemID {
	return slices.SortedFunc(maps.Keys(b), func(x, y method.ItemID) int { return b[x].N - b[y].N })
}

// Ranking is the ballot of whoever puts items into an order.
func Ranking(order []method.ItemID) Ballot {
	b := Ballot{}
	for i, item := range order {
		b[item] = Mark{N: i + 1}
	}
	return b
}

// Reason is why somebody does not consent. Nothing tells who.
type Reason struct {
	Answer Answer `json:"answer"`
	Words  string `json:"words"`
}

// Doubts are what people have against an item.
type Doubts struct {
	Reservations int      `json:"reservations,omitempty"` // how many consent with them
	Objections   int      `json:"objections,omitempty"`
	Reasons      []Reason `json:"reasons,omitempty"`
}

// Doubted reports whether anybody has something against the item.
func (d Doubts) Doubted() bool { return d.Reservations+d.Objections > 0 }

// Unreasoned are the doubts without their reasons.
func (d Doubts) Unreasoned() Doubts {
	d.Reasons = nil
	return d
}

// Hands are what somebody has counted of those who vote by raising a hand.
type Hands struct {
	N            int             // who are for an item, or consent to it
	Reservations int             // who consent with them
	Objections   int             // who object
	By           ledger.MemberID // who has counted them; empty where nobody has
}

// Count is what a vote has added up to for an item.
type Count struct {
	N int // dots, points of a ranking, or how many consent
	Doubts
	Hands    Hands // that are in all those numbers
	Reworded bool  // the item has other words now than those that were voted on
}

// Raised is the count with hands.
func (c Count) Raised(h Hands) Count {
	c.N += h.N
	c.Reservations += h.Reservations
	c.Objections += h.Objections
	c.Hands = h
	return c
}

// None reports whether nobody has voted for the item, nor against it.
func (c Count) None() bool { return c.N == 0 && !c.Doubted() }
