package board

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
)

// headingRows are those above an item where it is the first under its heading: that,
// and once dots are counted, how many the items under it have together.
func (b *board) headingRows(d *desk.Desk, it *session.Item, w int) []string {
	sb := b.of(d)
	if it.Heading == "" || !desk.GroupedItems(d, sb, it.Part).First[it.ID] {
		return nil
	}
	words := it.Heading
	if sb.Last().Way == layout.Dots && sb.Phase != layout.Voting {
		words = d.T("board.heading_votes", "heading", words, "n", sb.VotesUnder(it.Part, it.Heading))
	}
	return []string{d.Theme.Title.Render(d.Cut(words, w))}
}

// under shows an item, set in where it stands under a heading.
func (b *board) under(d *desk.Desk, it *session.Item, chosen, whole bool, w int) []string {
	if it.Heading == "" {
		return b.itemRows(d, it, chosen, whole, w)
	}
	rows := slices.Clone(b.itemRows(d, it, chosen, whole, max(1, w-2)))
	for i := range rows {
		rows[i] = "  " + rows[i]
	}
	return rows
}

// groupKeys put the chosen item under a heading, and take it out again.
func (b *board) groupKeys(d *desk.Desk, it *session.Item) kit.Keys {
	sb := b.of(d)
	groups := it != nil && it.Code != "" && !it.TakenBack && d.MayOn(sb, method.Steer) && sb.Phase != layout.Gather && sb.Phase != layout.Voting
	return kit.Keys{}.
		If(groups, kit.On("g", d.T("key.group"), d.Shows(func() desk.Screen { return b.newGrouping(d, it) }))).
		If(groups && it.Heading != "", kit.On("u", d.T("key.ungroup"), func() tea.Cmd {
			b.heading = it.Heading // where the next "g" puts it back
			return d.Do(&session.GroupItem{Item: it.ID}, "")
		}))
}

// sumsDots reports whether the dots of items under one heading are added up: those of the last
// vote, or of the one that is to come.
func sumsDots(sb *session.Board) bool {
	if len(sb.Rounds) > 0 {
		return sb.Last().Way == layout.Dots
	}
	return sb.Way == layout.Dots
}

// newGrouping asks under which heading an item stands. It proposes the last one, so
// that items are put together one after another.
func (b *board) newGrouping(d *desk.Desk, it *session.Item) desk.Screen {
	heading := kit.LineField("heading", d.T("field.heading"), it.Heading, method.MaxTitle)
	heading.Propose(b.heading)
	heading.Note = d.T("board.heading_note") + " "
	if sumsDots(b.of(d)) {
		heading.Note += d.T("board.heading_dots") + " "
	}
	heading.Note += desk.ReadersNote(d, it.Audience)
	s := &desk.FormScreen{Form: &kit.Form{Fields: kit.Questions{heading}}, Heading: "board.group", About: called(it)}
	s.Send = func(d *desk.Desk) tea.Cmd {
		if b.heading = s.Get("heading"); b.heading == "" && it.Heading == "" {
			s.Refuse(d, refusal.New(refusal.Missing, "field", "heading"))
			return nil
		}
		return d.Do(&session.GroupItem{Item: it.ID, Heading: b.heading}, "")
	}
	return s.Open(d)
}
