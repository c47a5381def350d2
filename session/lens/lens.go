// Package lens reads what a meeting has written as a whole: what several countries
// share, where one is strong and another weak, what nothing answers yet, and what came
// of what. It holds what people confirm of it.
package lens

import (
	"cmp"
	"slices"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
)

// Lens lays the analyses of a meeting's countries over each other, as far as the readers
// of a view see. The tool proposes; nothing is so before people have confirmed it.
type Lens struct {
	Boards    []*session.Board // one for each country that was analysed
	Confirmed []Match
	Proposed  []Match // the likeliest first
}

// Match is two items of different countries that belong together, or may. Of an
// exchange, the strength comes first.
type Match struct {
	Kind  Kind
	Sides [2]Side
	Why   Reason // where it is only proposed
}

// Name is that of the match once it is confirmed.
func (m Match) Name() string { return m.of("").Name() }

// of is what would be confirmed for a meeting.
func (m Match) of(meeting method.MeetingID) *session.Match {
	k := Confirm{Meeting: meeting, Items: m.Items()}
	k.Tidy()
	return k.match()
}

// Items are the two that belong together.
func (m Match) Items() [2]method.ItemID {
	return [2]method.ItemID{m.Sides[0].Item.ID, m.Sides[1].Item.ID}
}

// Through looks at the boards of a meeting, in their order.
func Through(s *session.Shared, boards []*session.Board) Lens {
	var l Lens
	for _, b := range boards {
		if compares(b) {
			l.Boards = append(l.Boards, b)
		}
	}
	sides := l.sides()
	place := map[method.ItemID]int{}
	for i, side := range sides {
		place[side.Item.ID] = i
	}
	confirmed := map[pair]bool{}
	for _, m := range s.Matches {
		x, one := place[m.Items[0]]
		y, other := place[m.Items[1]]
		if p := pairOf(x, y); one && other && kindOf(sides[x], sides[y]) != "" {
			confirmed[p] = true
		}
	}
	for p := range confirmed {
		l.Confirmed = append(l.Confirmed, p.match(sides))
	}
	l.Proposed = propose(s, sides, confirmed)
	order := func(a, b Match) int {
		x, y := a.Items(), b.Items()
		return cmp.Or(cmp.Compare(b.Kind, a.Kind), place[x[0]]-place[y[0]], place[x[1]]-place[y[1]])
	}
	slices.SortFunc(l.Confirmed, order)
	slices.SortFunc(l.Proposed, func(a, b Match) int { return cmp.Or(b.Why.weight()-a.Why.weight(), order(a, b)) })
	l.Proposed = l.Proposed[:min(len(l.Proposed), mostProposed)]
	return l
}

// sides are the items whose words are there, board by board and part by part.
func (l Lens) sides() []Side {
	var all []Side
	for _, b := range l.Boards {
		for _, p := range b.Layout.Parts {
			for _, it := range b.In(p) {
				if stands(it) {
					all = append(all, Side{b, it})
				}
			}
		}
	}
	return all
}

// Beside are the items that an item could be confirmed to belong with.
func (l Lens) Beside(id method.ItemID) []Side {
	sides := l.sides()
	at := slices.IndexFunc(sides, func(x Side) bool { return x.Item.ID == id })
	if at < 0 {
		return nil
	}
	return slices.DeleteFunc(sides, func(x Side) bool { return kindOf(sides[at], x) == "" })
}

// Group is what countries say in one part: several items that say the same, or one that
// stands alone.
type Group []Side

// Overlay lays the items of a part over each other: what most countries share first.
func (l Lens) Overlay(p layout.Part) []Group {
	at := map[method.ItemID]int{} // in which group
	var groups []Group
	for _, side := range l.sides() {
		if side.Item.Part == p {
			at[side.Item.ID] = len(groups)
			groups = append(groups, Group{side})
		}
	}
	for _, m := range l.Confirmed {
		x, y := m.Sides[0].Item, m.Sides[1].Item
		if m.Kind != Shared || x.Part != p || at[x.ID] == at[y.ID] {
			continue
		}
		into, from := min(at[x.ID], at[y.ID]), max(at[x.ID], at[y.ID])
		for _, side := range groups[from] {
			at[side.Item.ID] = into
		}
		groups[into], groups[from] = append(groups[into], groups[from]...), nil
	}
	groups = slices.DeleteFunc(groups, func(g Group) bool { return g == nil })
	slices.SortStableFunc(groups, func(a, b Group) int { return len(b) - len(a) })
	return groups
}
