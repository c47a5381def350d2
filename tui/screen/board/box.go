package board

import (
	"fmt"
	"slices"
	"strings"
	"unique"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/groups"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/text"
)

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
	return box{v, unique.Make(v), hidden || b.hasVoted(d), b}
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
