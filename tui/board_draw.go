package tui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unique"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/text"
)

func (b *board) body(d *desk, w, h int) page {
	sb := b.of(d)
	p := page{rows: b.phaseRows(d, sb, w)}
	var below page
	if b.compose != nil {
		below = b.compose.draw(d, b.quadrant, w, h)
	}
	room := h - len(p.rows) - len(below.rows)
	if w >= narrow {
		p.rows = append(p.rows, b.four(d, w, room)...)
	} else {
		p.rows = append(p.rows, b.one(d, w, room)...)
	}
	return p.above(below, h)
}

// phaseRows say what people do on the board now, and with how many dots.
func (b *board) phaseRows(d *desk, sb *session.Board, w int) []string {
	say := d.t("phase.say." + string(sb.Phase))
	switch {
	case d.current().Closed:
		say = d.t("meeting.closed")
	case b.moving.asking:
		say = d.t("board.where_to")
	case sb.Phase == session.Voting && len(sb.Rounds) > 0:
		say = d.t("phase.say.vote_again")
	}
	if sb.Phase == session.Voting && d.may(session.Vote) {
		say = d.t("board.dots_left", "n", sb.Budget-sb.Spent(d.own.Ballots[b.id])) + d.between() + say
	}
	return styled(d.atMost(2, say, w), d.theme.Muted)
}

// four draws the quadrants two by two: what is internal above, what is external
// below, what helps on the left and what harms on the right.
func (b *board) four(d *desk, w, h int) []string {
	left, upper := w/2, h/2
	above := sideBySide(d, b.box(d, session.Strengths, left, upper), b.box(d, session.Weaknesses, w-left, upper))
	below := sideBySide(d, b.box(d, session.Opportunities, left, h-upper), b.box(d, session.Threats, w-left, h-upper))
	return slices.Concat(above, below)
}

// one draws the current quadrant, under the counts of all four.
func (b *board) one(d *desk, w, h int) []string {
	tabs := d.theme.Key.Render(d.keyName("Tab")) + " " + b.tabs(d, true)
	if text.Width(tabs) > w {
		tabs = b.tabs(d, false)
	}
	return append([]string{tabs}, b.box(d, b.quadrant, w, h-1).draw(d)...)
}

// tabs are the four quadrants, the current one in brackets; without their shapes
// where there is little room.
func (b *board) tabs(d *desk, shapes bool) string {
	var tabs strings.Builder
	for _, q := range session.Quadrants() {
		tab := fmt.Sprintf("%s %d", q, len(b.items(d, q))+b.waiting(d, q))
		if shapes {
			tab = d.quadrant(q).Glyph + " " + tab
		}
		if q == b.quadrant {
			tabs.WriteString(d.theme.Title.Render("[" + tab + "]"))
		} else {
			tabs.WriteString(d.quadrant(q).Style.Render(" " + tab + " "))
		}
	}
	return tabs.String()
}

// waiting counts the items of others that wait for the reveal.
func (b *board) waiting(d *desk, q session.Quadrant) int {
	n := b.of(d).Hidden[q]
	for _, it := range d.own.Hidden[b.id] {
		if it.Quadrant == q {
			n--
		}
	}
	return n
}

// boardView is what the picture of a board depends on besides the board: where
// this person stands on it.
type boardView struct {
	id       session.BoardID
	quadrant session.Quadrant
	moving   where
	lists    [4]list
}

// share is nil while the board shows something of this person alone.
func (b *board) share(d *desk) any {
	if b.compose != nil || len(d.own.Hidden[b.id]) > 0 || len(d.own.Ballots[b.id]) > 0 {
		return nil
	}
	v := boardView{id: b.id, quadrant: b.quadrant, moving: b.moving}
	for i, q := range session.Quadrants() {
		b.pointer(d, q)
		v.lists[i] = *b.lists[q]
	}
	return unique.Make(v)
}

// boxView is what the picture of a quadrant depends on, where it shows nothing of
// this person alone.
type boxView struct {
	quadrant      session.Quadrant
	first         **session.Item // with count, a version of the quadrant's items
	count         int
	waiting       int
	phase         session.Phase
	rounds        int
	most          int // votes that an item has
	focus         bool
	list          list
	language      string
	look          look
	width, height int
}

// box is one quadrant, exactly so wide and high. One that shows nothing of this
// person alone is drawn once for all who see the same.
type box struct {
	boxView
	own   bool
	board *board
}

func (b *board) box(d *desk, q session.Quadrant, w, h int) box {
	sb := b.of(d)
	hidden := slices.ContainsFunc(d.own.Hidden[b.id], func(it *session.Item) bool { return it.Quadrant == q })
	b.pointer(d, q)
	v := boxView{
		quadrant: q, waiting: sb.Hidden[q], phase: sb.Phase, rounds: len(sb.Rounds), most: mostVotes(d, sb), focus: q == b.quadrant, list: *b.lists[q],
		language: d.words.Language, look: look{d.Theme, d.dark}, width: w, height: h,
	}
	if in := sb.In(q); len(in) > 0 {
		v.first, v.count = &in[0], len(in)
	}
	return box{v, hidden || len(d.own.Ballots[b.id]) > 0, b}
}

func (x box) draw(d *desk) []string {
	draw := func() []string { return x.board.drawBox(d, x.quadrant, x.width, x.height) }
	if x.own {
		return draw()
	}
	return d.Pool.Rows(unique.Make(x.boxView), draw)
}

// sideBySide draws two boxes of one height, once for all who see the same.
func sideBySide(d *desk, left, right box) []string {
	draw := func() []string {
		rows, more := slices.Clone(left.draw(d)), right.draw(d)
		for i := range rows {
			rows[i] += more[i]
		}
		return rows
	}
	if left.own || right.own {
		return draw()
	}
	return d.Pool.Rows(unique.Make([2]boxView{left.boxView, right.boxView}), draw)
}

// drawBox draws a quadrant with its border.
func (b *board) drawBox(d *desk, q session.Quadrant, w, h int) []string {
	style := d.quadrant(q).Style
	border := d.theme.Border
	if q == b.quadrant {
		border = d.theme.Focus
	}
	heading := fmt.Sprintf("%s %s (%s) ", d.quadrant(q).Glyph, d.t("quadrant."+string(q)), q)
	if n := b.waiting(d, q); n > 0 {
		heading += d.t("board.waiting", "n", n) + " "
	}
	heading = d.cut(heading, max(0, w-4))
	rule := strings.Repeat(border.Top, max(0, w-4-text.Width(heading)))
	rows := []string{style.Render(border.TopLeft + border.Top + " " + heading + rule + border.TopRight)}
	side := style.Render(border.Left)
	inside := b.inside(d, q, w-4, h-2)
	for i := range h - 2 {
		row := ""
		if i < len(inside) {
			row = inside[i]
		}
		rows = append(rows, side+" "+row+strings.Repeat(" ", max(0, w-4-text.Width(row)))+" "+side)
	}
	return append(rows, style.Render(border.BottomLeft+strings.Repeat(border.Bottom, max(0, w-2))+border.BottomRight))
}

// inside is the quadrant's items, or its question while there are none; at most
// h rows of w cells.
func (b *board) inside(d *desk, q session.Quadrant, w, h int) []string {
	rows := b.whole(d, q, w, h)
	switch {
	case len(rows) == 0:
		rows = d.wrapped(d.t("quadrant.ask."+string(q)), w, d.theme.Muted)
	case len(rows) > h:
		rows = b.lists[q].show(d, b.entries(d, q), w, h)
	}
	return rows[:max(0, min(h, len(rows)))]
}

// whole is every item of a quadrant with all its words, or so many of them that
// they are more than h rows.
func (b *board) whole(d *desk, q session.Quadrant, w, h int) []string {
	var rows []string
	items, chosen := b.pointer(d, q)
	for i, it := range items {
		if len(rows) > h {
			break
		}
		rows = append(rows, b.itemRows(d, it, q == b.quadrant && i == chosen, true, w)...)
	}
	return rows
}

func (b *board) entries(d *desk, q session.Quadrant) []entry {
	var all []entry
	for _, it := range b.items(d, q) {
		all = append(all, entry{string(it.ID), func(chosen bool, w int) []string {
			return b.itemRows(d, it, chosen && q == b.quadrant, false, w)
		}})
	}
	return all
}

// itemRows shows an item in one row, or whole where there is room or it is
// chosen.
func (b *board) itemRows(d *desk, it *session.Item, chosen, whole bool, w int) []string {
	bar, words := b.counted(d, it), itemLabel(d, it)
	if dots := b.dotsOf(d, it); dots != "" {
		words = dots + " " + words
	}
	if bar != "" {
		words = bar + " " + words
	}
	rows := d.wrap(words, w)
	switch {
	case !chosen && !whole:
		return d.lit(bar, []string{d.cut(words, w)})
	case !chosen:
		return d.lit(bar, rows)
	default:
		if len(rows) > 3 && !whole {
			rows = append(rows[:2:2], d.cut(strings.Join(rows[2:], " "), w))
		}
		chosen := make([]string, len(rows))
		for i, row := range rows {
			chosen[i] = d.theme.Selected.Render(d.fit(row, w))
		}
		return chosen
	}
}

// lit gives the bar at the beginning of some rows its style, where there is one.
// It does not change them.
func (d *desk) lit(bar string, rows []string) []string {
	first, found := strings.CutPrefix(rows[0], bar)
	if bar == "" || !found {
		return rows
	}
	return append([]string{d.theme.Votes.Render(bar) + first}, rows[1:]...)
}

// barWidth is how wide the bar beside a count of votes is.
const barWidth = 4

// counted is the bar of what the last vote counted for an item, beside those of
// the others; empty before there was one, and while there is a new one.
func (b *board) counted(d *desk, it *session.Item) string {
	sb := b.of(d)
	n := sb.Votes(it)
	if it.TakenBack || n == 0 || sb.Phase == session.Voting {
		return ""
	}
	return kit.Bar(d.theme, n, mostVotes(d, sb), barWidth)
}

// mostVotes is the largest number of dots that an item of a board was given in the
// last vote. It is found once for all who see the same.
func mostVotes(d *desk, sb *session.Board) int {
	if len(sb.Rounds) == 0 {
		return 0
	}
	return session.Derived(d.shared, mostOf{sb.ID}, func() int {
		most := 0
		for _, it := range sb.Items {
			most = max(most, sb.Votes(it))
		}
		return most
	})
}

// mostOf names the most dots on a board.
type mostOf struct{ board session.BoardID }

// dotsOf shows what the last vote counted, and in a new one, beside the person's
// own dots, in brackets.
func (b *board) dotsOf(d *desk, it *session.Item) string {
	sb := b.of(d)
	n := sb.Votes(it)
	switch {
	case it.TakenBack:
		return ""
	case sb.Phase == session.Voting && n > 0:
		return strings.TrimLeft(fmt.Sprintf("%s (%d)", b.ownDots(d, it), n), " ")
	case sb.Phase == session.Voting:
		return b.ownDots(d, it)
	case n > 0:
		return strconv.Itoa(n)
	}
	return ""
}

func (b *board) ownDots(d *desk, it *session.Item) string {
	return strings.Repeat(d.theme.Glyphs.Dot, d.own.Ballots[b.id][it.ID])
}

// itemLabel is an item's code and words, or what became of them.
func itemLabel(d *desk, it *session.Item) string {
	switch {
	case it.TakenBack:
		return it.Code + " " + d.t("taken_back")
	case it.Code == "":
		return d.theme.Glyphs.Bullet + " " + it.Text + " " + d.t("board.yours")
	}
	return it.Code + " " + d.words.Marked(it.Authored, it.Text)
}
