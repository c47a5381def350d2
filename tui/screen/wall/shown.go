package wall

import (
	"fmt"
	"slices"
	"strings"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/groups"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/turns"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/place"
	"github.com/convene-ssh/convene/tui/text"
)

// done is what people do in the item that is on: its board, its list, or else only what
// they are asked for.
func done(d *desk.Desk, a session.AgendaItem, w, h int) []string {
	switch p := desk.Activity(d, a).(type) {
	case place.Board:
		return board(d, d.Shared.Boards[p.ID], w, h)
	case place.Entries:
		rows, entries := asks(d, desk.ItemSays(d, a), w), entriesOf(d, p, a)
		if b := desk.Questions(d, a); b != nil {
			room := h - len(rows)
			if len(entries) > 0 {
				room = room * 2 / 3
			}
			rows = append(append(rows, part(d, b, b.Layout.Asked, w, room)...), "")
		}
		return append(rows, newest(d, entries, w, h-len(rows))...)
	case place.Review:
		return reviewed(d, w, h)
	case place.Groups:
		if all := groups.Of(d.Shared.Community, session.InItem{Meeting: d.Meeting, Item: p.Agenda}); len(all) > 0 {
			return append([]string{""}, sides(d, all, w, max(0, h-1))...)
		}
	}
	return asks(d, desk.ItemSays(d, a), w)
}

// speaking is who has the word in the item that is on, and who comes next.
func speaking(d *desk.Desk, a session.AgendaItem, w int) []string {
	var rows []string
	order := turns.Of(d.Current(), a.ID)
	if order.Now != (turns.Speaker{}) {
		rows = kit.Styled(d.AtMost(1, d.T("wall.speaks", "name", desk.SpeakerName(d, order.Now)), w), d.Theme.Title)
	}
	var next []string
	for _, t := range order.Waiting() {
		next = append(next, desk.SpeakerName(d, t.Speaker))
	}
	if len(next) == 0 {
		return rows
	}
	return append(rows, kit.Styled(d.AtMost(1, d.T("wall.speak_next", "names", strings.Join(next, ", ")), w), d.Theme.Muted)...)
}

// asks are one plain instruction.
func asks(d *desk.Desk, say string, w int) []string {
	return append(kit.Styled(d.AtMost(4, say, w), d.Theme.Muted), "")
}

// entriesOf are those that the screen of the item lists.
func entriesOf(d *desk.Desk, p place.Entries, a session.AgendaItem) []*session.Entry {
	if a.Kind.Makes() == p.Register.Name {
		return d.Shared.EntriesOf(p.Register, d.Meeting)
	}
	return d.Shared.EntriesIn(p.Register, d.Meeting, a.ID)
}

// newest are the last of some entries.
func newest(d *desk.Desk, all []*session.Entry, w, h int) []string {
	var each [][]string
	for _, e := range slices.Backward(all) {
		each = append(each, hanging(d, e.Code()+" ", d.Words.Titled(e), w))
	}
	return fitting(d, each, w, h)
}

// reviewed are what earlier meetings have promised: first that to which everybody was called,
// until something is decided about it, then what else waits, then the rest with what was.
func reviewed(d *desk.Desk, w, h int) []string {
	var talked, waiting, decided [][]string
	for _, e := range desk.Reviewed(d) {
		o, words := desk.Decision(d, e), d.Words.Titled(e)
		if o != "" {
			words += d.Between() + d.T("outcome."+string(o))
		}
		rows := hanging(d, e.Code()+" ", words, w)
		switch {
		case o == "" && d.Room.Called.To == method.ContributionID(e.ID):
			talked = append(talked, lit(d, rows, w))
		case o != "":
			decided = append(decided, rows)
		default:
			waiting = append(waiting, rows)
		}
	}
	return fitting(d, slices.Concat(talked, waiting, decided), w, h)
}

// lit are rows that stand out.
func lit(d *desk.Desk, rows []string, w int) []string {
	out := make([]string, len(rows))
	for i, row := range rows {
		out[i] = d.Theme.Selected.Render(d.Fit(row, w))
	}
	return out
}

// hanging is a text whose rows stand below each other, behind what it begins with.
func hanging(d *desk.Desk, begins, words string, w int) []string {
	begins = " " + begins
	indent := min(text.Width(begins), w/3)
	var rows []string
	for i, row := range d.Wrap(words, max(1, w-indent)) {
		if i > 0 {
			begins = strings.Repeat(" ", indent)
		}
		rows = append(rows, begins+row)
	}
	return rows
}

// fitting are as many of some things as h rows have room for, and how many more there
// are. Where not even the first fits, as much of it as does.
func fitting(d *desk.Desk, each [][]string, w, h int) []string {
	var rows []string
	for i, one := range each {
		room := h - len(rows)
		if i < len(each)-1 {
			room-- // for how many more there are
		}
		switch {
		case len(one) <= room:
			rows = append(rows, one...)
		case i == 0:
			return one[:max(0, min(len(one), h))]
		default:
			return append(rows, kit.Styled(d.AtMost(1, d.T("wall.more", "n", len(each)-i), w), d.Theme.Muted)...)
		}
	}
	return rows
}

// board is a board with all its parts, below each other where there is little room.
func board(d *desk.Desk, b *session.Board, w, h int) []string {
	rows := asks(d, desk.PhaseSays(d, b), w)
	if w < kit.Narrow {
		rows = nil // there is room for little else than what people write
	}
	parts, across := b.Layout.Parts, b.Layout.Across()
	if w < kit.Narrow {
		across = 1
	}
	return append(rows, grid(parts, across, w, max(0, h-len(rows)), func(p layout.Part, w, h int) []string { return part(d, b, p, w, h) })...)
}

// grid draws things side by side, so many in a line, in columns of one width. It is
// exactly h rows high.
func grid[T any](all []T, across, w, h int, draw func(one T, w, h int) []string) []string {
	var rows []string
	lines, each := (len(all)+across-1)/across, (w-gap*(across-1))/across
	for some := range slices.Chunk(all, across) {
		line := make([]string, (h-len(rows))/lines)
		for i, one := range some {
			column := make([]string, len(line))
			copy(column, draw(one, each, len(line)))
			line = columns(i*(each+gap), line, column)
		}
		rows = append(rows, line...)
		lines--
	}
	return rows
}

// part is a heading with how many items wait to be seen by all, and the items that all see.
func part(d *desk.Desk, b *session.Board, p layout.Part, w, h int) []string {
	mark := d.Theme.Marks[slices.Index(b.Layout.Parts, p)]
	grouped := desk.GroupedItems(d, b, p)
	heading := fmt.Sprintf("%s %s (%s)", mark.Glyph, d.Words.Part(b.Layout, p), p)
	if n := b.ItemsKeptIn(p); n > 0 {
		heading += fmt.Sprintf(" %d", n)
	}
	if n := b.Hidden[p]; n > 0 {
		heading += " " + d.T("board.waiting", "n", n)
	}
	rows := []string{mark.Style.Render(d.Cut(" "+heading, w))}
	var each [][]string
	for _, it := range grouped.Items {
		each = append(each, under(d, b, it, grouped.First[it.ID], w))
	}
	if len(each) == 0 {
		return append(rows, kit.Styled(d.AtMost(2, d.Words.PartAsks(b.Layout, p), w), d.Theme.Muted)...)
	}
	return append(rows, fitting(d, each, w, h-1)...)
}

// under is an item, set in where it stands under a heading. Above the first is that.
func under(d *desk.Desk, b *session.Board, it *session.Item, first bool, w int) []string {
	if it.Heading == "" {
		return item(d, b, it, w)
	}
	var rows []string
	if first {
		rows = append(rows, d.Theme.Title.Render(d.Cut(" "+it.Heading, w)))
	}
	for _, row := range item(d, b, it, max(1, w-2)) {
		rows = append(rows, "  "+row)
	}
	return rows
}

// item is one contribution, and what it says in another language.
func item(d *desk.Desk, b *session.Board, it *session.Item, w int) []string {
	rows := hanging(d, counted(d, b, it), desk.ItemLabel(d, it), w)
	for _, row := range desk.InterpretedRows(d, it, max(1, w-3)) {
		rows = append(rows, "   "+row)
	}
	return rows
}

// counted is what a vote has added up to for an item, while there is no new one.
func counted(d *desk.Desk, b *session.Board, it *session.Item) string {
	signs := desk.Counted(d, b, it)
	switch {
	case signs == "" || b.Phase == layout.Voting:
		return ""
	case b.Last().Way == layout.Dots || b.Layout.Asks():
		signs += d.Theme.Glyphs.Dot
	}
	return signs + " "
}
