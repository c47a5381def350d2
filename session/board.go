package session

import (
	"slices"
	"strings"
)

// Board is where a meeting gathers what people contribute in an agenda item.
type Board struct {
	ID      BoardID
	Meeting MeetingID
	Layout  *Layout
	Owner   AgendaID // the item that has it; empty once that is gone or of another kind
	Subject string   // what it is about, the title of its agenda item: a country, an organisation, a theme
	Prefix  string   // of its items' codes
	Country Country  // where the subject is one
	Phase   Phase
	Budget  int         // dots that each person has
	Rounds  []VoteRound // the votes that were closed, in their order
	Items   []*Item
	// Hidden counts, in a view, the items of each part that wait for the reveal.
	Hidden map[Part]int

	parts   map[Part][]*Item // in a view: Items by their parts
	sources []*Item          // in a view: what each of Items was made from
}

// Next is the phase after the board's, or empty after the last.
func (b *Board) Next() Phase { return b.Layout.Next(b.Phase) }

// Back is the phase before the board's, or empty before the first.
func (b *Board) Back() Phase { return b.Layout.Back(b.Phase) }

// In lists, in a view, the items of a part in their order. From one view to
// the next it is the same slice for as long as nothing in it has changed; nobody
// may change it.
func (b *Board) In(p Part) []*Item { return b.parts[p] }

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
