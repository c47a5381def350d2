package board

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
)

// order is how the items of a part stand that everybody sees: those of one heading
// together, and once dots are counted, those with the most first.
type order struct {
	items []*session.Item
	first map[method.ItemID]bool // those above which their heading stands
}

// orderOf names the order of a part.
type orderOf struct {
	board method.BoardID
	part  method.Part
}

// ordered is the order of a part. It is made once for all who see the same.
func ordered(d *desk.Desk, b *session.Board, p method.Part) order {
	if b.Phase == method.Gather {
		return order{items: b.In(p)}
	}
	return session.Derived(d.Shared, orderOf{b.ID, p}, func() order {
		items := slices.Clone(b.In(p))
		if b.Phase == method.Discuss {
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
func grouped(items []*session.Item) order {
	under := map[string][]*session.Item{}
	for _, it := range items {
		under[it.Heading] = append(under[it.Heading], it)
	}
	o := order{first: map[method.ItemID]bool{}}
	for _, it := range items {
		switch {
		case it.Heading == "":
			o.items = append(o.items, it)
		case under[it.Heading][0] == it:
			o.first[it.ID] = true
			o.items = append(o.items, under[it.Heading]...)
		}
	}
	return o
}

// headingRows are those above an item where it is the first under its heading: that,
// and once dots are counted, how many the items under it have together.
func (b *board) headingRows(d *desk.Desk, it *session.Item, w int) []string {
	sb := b.of(d)
	if it.Heading == "" || !ordered(d, sb, it.Part).first[it.ID] {
		return nil
	}
	words := it.Heading
	if len(sb.Rounds) > 0 && sb.Phase != method.Voting {
		words = d.T("board.heading_votes", "heading", words, "n", sb.VotesUnder(it.Part, it.Heading))
	}
	return []string{d.Theme.Title.Render(d.Cut(words, w))}
}

// groupKeys put the chosen item under a heading, and take it out again.
func (b *board) groupKeys(d *desk.Desk, it *session.Item) kit.Keys {
	sb := b.of(d)
	groups := it != nil && it.Code != "" && !it.TakenBack && d.May(method.Steer) && sb.Phase != method.Gather && sb.Phase != method.Voting
	return kit.Keys{}.
		If(groups, kit.On("g", d.T("key.group"), d.Shows(func() desk.Screen { return b.newGrouping(d, it) }))).
		If(groups && it.Heading != "", kit.On("u", d.T("key.ungroup"), func() tea.Cmd {
			b.heading = it.Heading // where the next "g" puts it back
			return d.Do(&session.GroupItem{Item: it.ID}, "")
		}))
}

// newGrouping asks under which heading an item stands. It proposes the last one, so
// that items are put together one after another.
func (b *board) newGrouping(d *desk.Desk, it *session.Item) desk.Screen {
	heading := kit.LineField("heading", d.T("field.heading"), it.Heading, method.MaxTitle)
	heading.Propose(b.heading)
	heading.Note = d.T("board.heading_note")
	s := &desk.FormScreen{Form: &kit.Form{Fields: []*kit.Field{heading}}, Heading: "board.group"}
	s.Send = func(d *desk.Desk) tea.Cmd {
		b.heading = s.Get("heading")
		return d.Do(&session.GroupItem{Item: it.ID, Heading: b.heading}, "")
	}
	return s.Open(d)
}
