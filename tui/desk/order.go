package desk

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/ballot"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/lens"
	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/session/method"
)

// order names a list of a meeting, sorted as a language does. The list is made once for
// all who see the same, and nobody may change it.
type order struct {
	of, language string
	meeting      method.MeetingID
}

// Present are the members of the meeting by their names.
func Present(d *Desk) []*session.Member {
	return session.Derived(d.Shared, order{"members", d.Words.Language, d.Meeting}, func() []*session.Member {
		all := d.Shared.Present(d.Meeting)
		locale.Sort(d.Words, all, func(m *session.Member) string { return m.Name })
		return all
	})
}

// Organisations are those that the community knows, by their names.
func Organisations(d *Desk) []*session.Organisation {
	return session.Derived(d.Shared, order{"organisations", d.Words.Language, ""}, func() (all []*session.Organisation) {
		for _, id := range slices.Sorted(maps.Keys(d.Shared.Organisations)) {
			all = append(all, d.Shared.Organisations[id])
		}
		locale.Sort(d.Words, all, func(o *session.Organisation) string { return o.Name })
		return all
	})
}

// Boards are those of the meeting in the order of its agenda, and behind them those
// that have lost their item, by their subjects. Between meetings there are none.
func Boards(d *Desk) []*session.Board {
	m := d.Current()
	if m == nil {
		return nil
	}
	return session.OfContents(d.Shared, order{"boards", d.Words.Language, d.Meeting}, func() []*session.Board {
		place := map[method.AgendaID]int{"": session.MaxAgenda}
		for i, a := range m.Agenda {
			place[a.ID] = i
		}
		all := d.Shared.BoardsOf(d.Meeting)
		locale.Sort(d.Words, all, func(b *session.Board) string { return b.Subject })
		slices.SortStableFunc(all, func(a, b *session.Board) int { return place[a.Owner] - place[b.Owner] })
		return all
	})
}

// EntriesOfGroup are those that a working group has added to a register.
func EntriesOfGroup(d *Desk, r *session.Register, b *session.Board) []*session.Entry {
	type ofGroup struct {
		register string
		group    method.BoardID
	}
	return session.Derived(d.Shared, ofGroup{r.Name, b.ID}, func() (all []*session.Entry) {
		for _, e := range d.Shared.EntriesIn(r, d.Meeting, b.Owner) {
			if e.Group == b.ID {
				all = append(all, e)
			}
		}
		return all
	})
}

// Reviewed are the entries that the meeting has before it.
func Reviewed(d *Desk) []*session.Entry {
	return session.Derived(d.Shared, order{"reviewed", "", d.Meeting}, func() []*session.Entry {
		return d.Shared.Reviewed(d.Current())
	})
}

// Decision is what this meeting has decided about an entry last; empty for nothing.
func Decision(d *Desk, e *session.Entry) method.Outcome {
	for _, r := range slices.Backward(e.Readings) {
		if r.Kind == method.Decided && r.Meeting == d.Meeting {
			return r.Outcome
		}
	}
	return ""
}

// Grouped is how the items of a part stand that everybody sees: those of one heading
// together, and once dots are counted, those with the most first.
type Grouped struct {
	Items []*session.Item
	First map[method.ItemID]bool // those above which their heading stands
}

// groupedOf names those of a part by where its items begin in a view. Everybody asks for
// it with each change, and to look for a pointer takes no memory.
type groupedOf struct{ first **session.Item }

// GroupedItems are those of a part. They are put together once for all who see the same.
func GroupedItems(d *Desk, b *session.Board, p layout.Part) Grouped {
	in := b.In(p)
	if len(in) == 0 {
		return Grouped{Items: in}
	}
	return session.OfContents(d.Shared, groupedOf{&in[0]}, func() Grouped {
		items := slices.Clone(in)
		if b.Phase == layout.Discuss {
			sums := map[string]int{}
			for _, it := range items {
				sums[it.Heading] += b.Votes(it)
			}
			weight := func(it *session.Item) int {
				if it.Heading == "" {
					return b.Votes(it)
				}
				return sums[it.Heading]
			}
			slices.SortStableFunc(items, func(x, y *session.Item) int { return b.Votes(y) - b.Votes(x) })
			slices.SortStableFunc(items, func(x, y *session.Item) int { return weight(y) - weight(x) })
		}
		return grouped(items)
	})
}

// grouped puts the items of each heading behind the first of them.
func grouped(items []*session.Item) Grouped {
	under := map[string][]*session.Item{}
	for _, it := range items {
		under[it.Heading] = append(under[it.Heading], it)
	}
	o := Grouped{First: map[method.ItemID]bool{}}
	for _, it := range items {
		switch {
		case it.Heading == "":
			o.Items = append(o.Items, it)
		case under[it.Heading][0] == it:
			o.First[it.ID] = true
			o.Items = append(o.Items, under[it.Heading]...)
		}
	}
	return o
}

// Lens lays the analyses of the meeting's countries over each other.
func Lens(d *Desk) lens.Lens {
	return session.Derived(d.Shared, order{"lens", d.Words.Language, d.Meeting}, func() lens.Lens {
		return lens.Through(d.Shared, Boards(d))
	})
}

// Gaps are what the meeting has written and nothing has come of.
func Gaps(d *Desk) lens.Gaps {
	return session.Derived(d.Shared, order{"gaps", d.Words.Language, d.Meeting}, func() lens.Gaps {
		return lens.GapsOf(d.Shared, d.Meeting, Boards(d))
	})
}

// Sign stands for an answer where there is little room.
func Sign(a ballot.Answer) string {
	switch a {
	case ballot.Consents:
		return "+"
	case ballot.Reserved:
		return "~"
	case ballot.Objects:
		return "-"
	}
	return ""
}

// Counted is what the last vote on a board has added up to for an item, in a few signs:
// its dots, its place, or how many consent, have reservations and object; of a question,
// how many want it asked. It is empty where the item got nothing.
func Counted(d *Desk, b *session.Board, it *session.Item) string {
	n := b.Count(it)
	switch way := b.Last().Way; {
	case b.Layout.Asks() && it.Wanted > 0:
		return strconv.Itoa(it.Wanted)
	case it.TakenBack || n.None():
		return ""
	case way.Ranks():
		return strconv.Itoa(RankOf(d, b, it)) + "."
	case way == layout.Consent:
		return consented(n)
	}
	return strconv.Itoa(n.N)
}

func consented(n ballot.Count) string {
	all := []string{strconv.Itoa(n.N) + Sign(ballot.Consents)}
	if n.Reservations > 0 {
		all = append(all, strconv.Itoa(n.Reservations)+Sign(ballot.Reserved))
	}
	if n.Objections > 0 {
		all = append(all, strconv.Itoa(n.Objections)+Sign(ballot.Objects))
	}
	return strings.Join(all, " ")
}

// RankOf is the rank of an item in the last vote, from 1. Those with the same points have
// the same rank. The ranks of a board are found once for all who see the same.
func RankOf(d *Desk, b *session.Board, it *session.Item) int {
	ranks := session.OfContents(d.Shared, ranksOf{b.ID}, func() map[method.ItemID]int {
		ranks := map[method.ItemID]int{}
		for _, it := range b.Items {
			ranks[it.ID] = 1
			for _, other := range b.Items {
				if b.Votes(other) > b.Votes(it) {
					ranks[it.ID]++
				}
			}
		}
		return ranks
	})
	return ranks[it.ID]
}

// ranksOf names the ranks of the items of a board.
type ranksOf struct{ board method.BoardID }

// Offers are what members offer and ask for, in pairs.
func Offers(d *Desk) lens.Offers {
	return session.Derived(d.Shared, "offers", func() lens.Offers { return lens.OffersOf(d.Shared) })
}
