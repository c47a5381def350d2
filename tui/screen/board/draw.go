package board

import (
	"fmt"
	"slices"
	"strings"
	"unique"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/groups"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/text"
	"github.com/convene-ssh/convene/tui/theme"
)

func (b *board) Body(d *desk.Desk, w, h int) kit.Page {
	sb := b.of(d)
	p := kit.Page{Rows: b.phaseRows(d, sb, w)}
	var below kit.Page
	if b.compose != nil {
		below = b.compose.draw(d, sb.Layout, b.part, w, h)
		asks := b.asksRows(d, w, h)
		below.Rows, below.Cursor.Y = append(asks, below.Rows...), below.Cursor.Y+len(asks)
	}
	room := h - len(p.Rows) - len(below.Rows)
	if w >= kit.Narrow {
		p.Rows = append(p.Rows, b.all(d, w, room)...)
	} else {
		p.Rows = append(p.Rows, b.one(d, w, room)...)
	}
	return p.Above(below, h)
}

// phaseRows say what people do on the board now. Those who only look on are not told to do it.
func (b *board) phaseRows(d *desk.Desk, sb *session.Board, w int) []string {
	say := desk.PhaseSays(d, sb)
	switch {
	case d.Current().Closed:
		say = d.T("meeting.closed")
	case d.May(method.Contribute) && !d.MayOn(sb, method.Contribute):
		say = d.T("groups.reads")
	case b.moving.asks():
		say = b.moving.question(d)
	case sb.Layout.Asks() && !d.MayOn(sb, method.Vote):
		say = d.T("questions.looks_on")
	case sb.Phase == layout.Gather && !sb.Layout.Asks():
		say = gatherSays(d, sb)
	case sb.Phase == layout.Voting:
		say = b.voteSays(d, sb)
	}
	most := 2
	if w < kit.Narrow {
		most = 3
	}
	return kit.Styled(d.AtMost(most, say, w), d.Theme.Muted)
}

// gatherSays says until when people write before the meeting, and that they have where
// that day is over.
func gatherSays(d *desk.Desk, sb *session.Board) string {
	a, _ := d.Current().AgendaItem(sb.Owner)
	switch {
	case d.Shared.CheckBeforehand(sb) != nil:
		return d.T("before.over", "day", d.Words.Day(a.Before))
	case a.Before == "" || sb.Group != nil || d.Current().Current == a.ID || len(sb.Items) > 0:
		return desk.PhaseSays(d, sb)
	}
	return d.T("before.say", "day", d.Words.Day(a.Before))
}

// asksRows are the question of the part, for whoever writes there once its items have taken the
// place of that; none where there is little room.
func (b *board) asksRows(d *desk.Desk, w, h int) []string {
	question := d.Words.PartAsks(b.of(d).Layout, b.part)
	if question == "" || len(b.items(d, b.part)) == 0 || h < leastForQuestion {
		return nil
	}
	return kit.Styled(d.AtMost(2, question, w), d.Theme.Muted)
}

// leastForQuestion is how many rows a board has at least where the question of a part stands
// beside its items.
const leastForQuestion = 10

// all draws every part, side by side or in two rows: in a SWOT analysis, what is internal
// stands above and what helps on the left.
func (b *board) all(d *desk.Desk, w, h int) []string {
	l := b.of(d).Layout
	parts, across := l.Parts, l.Across()
	if across == len(parts) {
		return b.row(d, parts, w, h)
	}
	return slices.Concat(b.row(d, parts[:across], w, h/2), b.row(d, parts[across:], w, h-h/2))
}

// row draws parts side by side, each as wide as the others or a cell wider.
func (b *board) row(d *desk.Desk, parts []layout.Part, w, h int) []string {
	var boxes []box
	for i, p := range parts {
		left, right := w*i/len(parts), w*(i+1)/len(parts)
		boxes = append(boxes, b.box(d, p, right-left, h))
	}
	return sideBySide(d, boxes)
}

// one draws the current part, under the counts of all.
func (b *board) one(d *desk.Desk, w, h int) []string {
	tabs := d.Theme.Key.Render(d.KeyName("Tab")) + " " + strings.Join(b.tabs(d, true), "")
	if text.Width(tabs) > w {
		tabs = around(b.tabs(d, false), slices.Index(b.of(d).Layout.Parts, b.part), w)
	}
	return append([]string{tabs}, b.box(d, b.part, w, h-1).draw(d)...)
}

// around are as many tabs as there is room for, the current one among them.
func around(tabs []string, current, w int) string {
	for ; current > 0 && text.Width(strings.Join(tabs[:current+1], "")) > w; current-- {
		tabs = tabs[1:]
	}
	for len(tabs) > 1 && text.Width(strings.Join(tabs, "")) > w {
		tabs = tabs[:len(tabs)-1]
	}
	return strings.Join(tabs, "")
}

// tabs are the parts, each with how many items it has, the current one in brackets; without their shapes
// where there is little room.
func (b *board) tabs(d *desk.Desk, shapes bool) (tabs []string) {
	sb := b.of(d)
	for _, p := range sb.Layout.Parts {
		tab := fmt.Sprintf("%s %d", p, sb.ItemsKeptIn(p)+sb.Hidden[p])
		if shapes {
			tab = mark(d, sb.Layout, p).Glyph + " " + tab
		}
		if p == b.part {
			tabs = append(tabs, d.Theme.Title.Render("["+tab+"]"))
		} else {
			tabs = append(tabs, mark(d, sb.Layout, p).Style.Render(" "+tab+" "))
		}
	}
	return tabs
}

// waiting counts the items of others that wait for the reveal.
func (b *board) waiting(d *desk.Desk, p layout.Part) int {
	n := b.of(d).Hidden[p]
	for _, it := range d.Own.Hidden[b.id] {
		if it.Part == p {
			n--
		}
	}
	return n
}

// votes reports whether the board shows what this person has voted, or counted.
func (b *board) votes(d *desk.Desk) bool {
	return len(d.Own.Ballots[b.id]) > 0 || len(d.Own.Hands[b.id]) > 0
}

// boardView is what the picture of a board depends on besides the board: where
// this person stands on it.
type boardView struct {
	id     method.BoardID
	part   layout.Part
	moving where
	voted  int
	role   method.Role // on the board of a working group; on another it is that in the meeting
	inside method.Role // in that group
	over   bool        // the day until which people write beforehand
	lists  [theme.MostMarks]kit.List
}

// Share is nil while the board shows something of this person alone.
func (b *board) Share(d *desk.Desk) any {
	if b.compose != nil || len(d.Own.Hidden[b.id]) > 0 || b.votes(d) || b.hasDraft(d, b.part) {
		return nil
	}
	sb := b.of(d)
	v := boardView{id: b.id, part: b.part, moving: b.moving, voted: d.Room.Voted(b.id)}
	v.over = d.Shared.CheckBeforehand(sb) != nil
	if sb.Group != nil {
		v.role, v.inside = d.RoleOn(sb), d.Shared.InGroup(sb, d.Member)
	}
	for i, p := range sb.Layout.Parts {
		if now := versionOf(sb, p); now != b.pointed[i] {
			b.pointer(d, p)
			b.pointed[i] = now
		}
		v.lists[i] = *b.list(p)
	}
	if v != b.shared.view {
		b.shared = sharedView{v, unique.Make(v)}
	}
	return b.shared.name
}

// sharedView is what the picture of a board depended on last. Its name is kept: what others
// write changes the board, and hardly ever where this person stands.
type sharedView struct {
	view boardView
	name unique.Handle[boardView]
}

// version tells the items of a part, and their order, from those that were there before.
type version struct {
	first  **session.Item // with count: the items of a part are copied when one of them changes
	count  int
	phase  layout.Phase
	rounds int
}

func versionOf(b *session.Board, p layout.Part) version {
	v := version{phase: b.Phase, rounds: len(b.Rounds)}
	if in := b.In(p); len(in) > 0 {
		v.first, v.count = &in[0], len(in)
	}
	return v
}

// boxView is what the picture of a part depends on, where it shows nothing of
// this person alone.
type boxView struct {
	version
	layout        *layout.Layout
	part          layout.Part
	waiting       int
	way           layout.Way // of the last round
	most          int        // votes that an item has
	ranks         string     // of its items in the last vote, to which those of other parts belong
	focus         bool
	list          kit.List
	back          *groups.Back // that the groups bring back to all
	language      string
	shades        desk.Shades
	width, height int
}

// box is one part, exactly so wide and high. One that shows nothing of this
// person alone is drawn once for all who see the same.
type box struct {
	boxView
	name  unique.Handle[boxView]
	own   bool
	board *board
}

func (b *board) box(d *desk.Desk, p layout.Part, w, h int) box {
	sb := b.of(d)
	hidden := slices.ContainsFunc(d.Own.Hidden[b.id], func(it *session.Item) bool { return it.Part == p })
	b.pointer(d, p)
	v := boxView{
		version: versionOf(sb, p), layout: sb.Layout, part: p, waiting: sb.Hidden[p], way: sb.Last().Way, most: mostVotes(d, sb), ranks: ranksIn(d, sb, p),
		focus: p == b.part, list: *b.list(p), back: b.back(d),
		language: d.Words.Language, shades: d.Shades(), width: w, height: h,
	}
	return box{v, unique.Make(v), hidden || b.votes(d), b}
}

func (x box) draw(d *desk.Desk) []string {
	draw := func() []string { return x.board.drawBox(d, x.part, x.width, x.height) }
	if x.own {
		return draw()
	}
	return d.Pool.Rows(x.name, draw)
}

// boxNames name the pictures of at most so many boxes beside each other; see
// [layout.Layout.Across].
type boxNames [3]unique.Handle[boxView]

// sideBySide draws boxes of one height, once for all who see the same.
func sideBySide(d *desk.Desk, boxes []box) []string {
	var names boxNames
	own := false
	for i, x := range boxes {
		names[i], own = x.name, own || x.own
	}
	draw := func() []string {
		rows := slices.Clone(boxes[0].draw(d))
		for _, x := range boxes[1:] {
			for i, row := range x.draw(d) {
				rows[i] += row
			}
		}
		return rows
	}
	if own {
		return draw()
	}
	return d.Pool.Rows(names, draw)
}

// drawBox draws a part with its border.
func (b *board) drawBox(d *desk.Desk, p layout.Part, w, h int) []string {
	style := mark(d, b.of(d).Layout, p).Style
	border := d.Theme.Border
	if p == b.part {
		border = d.Theme.Focus
	}
	name, waits := fmt.Sprintf("%s %s (%s)", mark(d, b.of(d).Layout, p).Glyph, part(d, b.of(d).Layout, p), p), ""
	if n := b.waiting(d, p); n > 0 {
		waits = " " + d.T("board.waiting", "n", n)
	}
	heading := d.Cut(d.Cut(name, max(0, w-4-text.Width(waits)))+waits, max(0, w-4)) // the name makes room
	if text.Width(heading) < w-4 {
		heading += " "
	}
	rule := strings.Repeat(border.Top, max(0, w-4-text.Width(heading)))
	rows := []string{style.Render(border.TopLeft + border.Top + " " + heading + rule + border.TopRight)}
	side := style.Render(border.Left)
	inside := b.inside(d, p, w-4, h-2)
	for i := range h - 2 {
		row := ""
		if i < len(inside) {
			row = inside[i]
		}
		rows = append(rows, side+" "+row+strings.Repeat(" ", max(0, w-4-text.Width(row)))+" "+side)
	}
	return append(rows, style.Render(border.BottomLeft+strings.Repeat(border.Bottom, max(0, w-2))+border.BottomRight))
}

// inside is the part's items, or its question while there are none; at most
// h rows of w cells.
func (b *board) inside(d *desk.Desk, p layout.Part, w, h int) []string {
	rows := b.whole(d, p, w, h)
	switch {
	case len(rows) == 0:
		rows = d.Wrapped(d.Words.PartAsks(b.of(d).Layout, p), w, d.Theme.Muted)
	case len(rows) > h:
		if rows = b.fitted(d, p, w, h); rows == nil {
			rows = b.list(p).Show(d.Look, b.entries(d, p), w, h)
		}
	}
	return rows[:max(0, min(h, len(rows)))]
}

// fitted is every item of a part, the first ones with all their words as far as a row is left
// for each of the others; nil where there are more.
func (b *board) fitted(d *desk.Desk, p layout.Part, w, h int) []string {
	items, chosen := b.pointer(d, p)
	if len(items) > h {
		return nil
	}
	rows, left := make([][]string, len(items)), h
	for i, it := range items {
		rows[i] = b.itemIn(d, it, p == b.part && i == chosen, false, w)
		left -= len(rows[i])
	}
	if left < 0 {
		return nil
	}
	for i, it := range items {
		whole := b.itemIn(d, it, p == b.part && i == chosen, true, w)
		if more := len(whole) - len(rows[i]); more <= left {
			rows[i], left = whole, left-more
		}
	}
	return slices.Concat(rows...)
}

// itemIn is an item as it stands in its part.
func (b *board) itemIn(d *desk.Desk, it *session.Item, chosen, whole bool, w int) []string {
	return append(b.headingRows(d, it, w), b.under(d, it, chosen, whole, w)...)
}

// whole is every item of a part with all its words, or so many of them that
// they are more than h rows.
func (b *board) whole(d *desk.Desk, p layout.Part, w, h int) []string {
	var rows []string
	items, chosen := b.pointer(d, p)
	for i, it := range items {
		if len(rows) > h {
			break
		}
		rows = append(rows, b.itemIn(d, it, p == b.part && i == chosen, true, w)...)
	}
	return rows
}

func (b *board) entries(d *desk.Desk, p layout.Part) kit.Entries {
	return kit.Many[*session.Item]{
		All: b.items(d, p), Keep: func(it *session.Item) string { return string(it.ID) },
		Rows: func(it *session.Item, chosen bool, w int) []string {
			return b.itemIn(d, it, chosen && p == b.part, false, w)
		},
	}
}

// itemRows shows an item in one row, or whole where there is room or it is
// chosen, with what it says in another language.
func (b *board) itemRows(d *desk.Desk, it *session.Item, chosen, whole bool, w int) []string {
	rows := b.wordRows(d, it, chosen, whole, w)
	if chosen || whole {
		rows = append(slices.Clip(rows), desk.InterpretedRows(d, it, w)...)
	}
	return rows
}

func (b *board) wordRows(d *desk.Desk, it *session.Item, chosen, whole bool, w int) []string {
	bar, words := b.counted(d, it), desk.ItemLabel(d, it)
	if b.brings(d, it) {
		words = d.Theme.Glyphs.Check + " " + words
	}
	if says := b.says(d, it); says != "" {
		words = says + " " + words
	}
	if bar != "" {
		words = bar + " " + words
	}
	rows := d.Wrap(words, w)
	switch {
	case !chosen && !whole:
		return lit(d, bar, []string{d.Cut(words, w)})
	case !chosen:
		return lit(d, bar, rows)
	default:
		if len(rows) > 3 && !whole {
			rows = d.WrapTo(words, w, 3)
		}
		chosen := make([]string, len(rows))
		for i, row := range rows {
			chosen[i] = d.Theme.Selected.Render(d.Fit(row, w))
		}
		return chosen
	}
}

// lit gives the bar at the beginning of some rows its style, where there is one.
// It does not change them.
func lit(d *desk.Desk, bar string, rows []string) []string {
	first, found := strings.CutPrefix(rows[0], bar)
	if bar == "" || !found {
		return rows
	}
	return append([]string{d.Theme.Votes.Render(bar) + first}, rows[1:]...)
}
