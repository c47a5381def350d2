package board

import (
	"fmt"
	"slices"
	"strings"
	"unique"

	"github.com/convene-ssh/convene/session"
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

// hasVoted reports whether the board shows what this person has voted, or counted.
func (b *board) hasVoted(d *desk.Desk) bool {
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
	if b.compose != nil || len(d.Own.Hidden[b.id]) > 0 || b.hasVoted(d) || b.hasDraft(d, b.part) {
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
