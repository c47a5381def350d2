package session

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/convene-ssh/convene/session/clean"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/method"
)

// Board is where a meeting gathers what people contribute in an agenda item.
type Board struct {
	ID      method.BoardID
	Meeting method.MeetingID
	Layout  *method.Layout
	Owner   method.AgendaID // the item that has it; empty once that is gone or of another kind
	Subject string          // what it is about, the title of its agenda item: a country, an organisation, a theme
	Prefix  string          // of its items' codes
	Country method.Country  // where the subject is one
	Phase   method.Phase
	Budget  int         // dots that each person has
	Rounds  []VoteRound // the votes that were closed, in their order
	Items   []*Item
	// Hidden counts, in a view, the items of each part that wait for the reveal.
	Hidden map[method.Part]int

	moderated int // how often words were hidden, shown, or changed while they were

	parts   map[method.Part][]*Item // in a view: Items by their parts
	sources []*Item                 // in a view: what each of Items was made from
}

// Next is the phase after the board's, or empty after the last.
func (b *Board) Next() method.Phase { return b.Layout.Next(b.Phase) }

// Back is the phase before the board's, or empty before the first.
func (b *Board) Back() method.Phase { return b.Layout.Back(b.Phase) }

// In lists, in a view, the items of a part in their order. From one view to
// the next it is the same slice for as long as nothing in it has changed; nobody
// may change it.
func (b *Board) In(p method.Part) []*Item { return b.parts[p] }

// Item finds an item of the board.
func (b *Board) Item(id method.ItemID) *Item {
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
func (b *Board) editItem(id method.ItemID) *Item {
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
func (c *Community) Item(id method.ItemID) (*Board, *Item) {
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
func (c *Community) BoardsOf(meeting method.MeetingID) []*Board {
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

// ProposePrefix finds the letters that the codes of a subject begin with: those that
// it has in this layout already, or free ones of the layout, of its country
// or of its name. It is empty for no subject.
func (c *Community) ProposePrefix(l *method.Layout, subject string, country method.Country) string {
	return proposePrefix(slices.Collect(maps.Values(c.Boards)), l, subject, country)
}

func proposePrefix(boards []*Board, l *method.Layout, subject string, country method.Country) string {
	if subject = field.TidyLine(subject); subject == "" {
		return ""
	}
	taken := map[string]bool{}
	for _, b := range boards {
		if b.Layout == l && clean.Same(b.Subject, subject) {
			return b.Prefix
		}
		taken[b.Prefix] = true
	}
	stem := l.Prefix
	if stem == "" {
		stem = stemOf(subject, country)
	}
	proposed := stem
	for n := 2; taken[proposed]; n++ {
		proposed = stem + strconv.Itoa(n)
	}
	return proposed
}

// stemOf is what a prefix is made from: a country's code, or what of the subject is
// Latin.
func stemOf(subject string, country method.Country) string {
	if iso := country.ISO(); iso != "" {
		return string(iso)
	}
	if short := abbreviate(subject); short != "" {
		return short
	}
	return "B"
}

// abbreviate takes the initials of several words, or the first letters of one,
// from what of them is Latin; empty where nothing is.
func abbreviate(subject string) string {
	words := strings.FieldsFunc(strings.ToUpper(clean.Unaccented(subject)), func(r rune) bool { return r < 'A' || r > 'Z' })
	switch len(words) {
	case 0:
		return ""
	case 1:
		return words[0][:min(3, len(words[0]))]
	}
	var initials strings.Builder
	for _, w := range words[:min(4, len(words))] {
		initials.WriteByte(w[0])
	}
	return initials.String()
}
