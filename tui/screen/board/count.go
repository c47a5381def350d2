package board

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/ballot"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/text"
	"github.com/convene-ssh/convene/tui/theme"
)

// barWidth is how wide the bar beside a count of votes is.
const barWidth = 4

// counted is the bar of what the last vote counted for an item, beside those of
// the others; empty before there was one, and while there is a new one.
func (b *board) counted(d *desk.Desk, it *session.Item) string {
	sb := b.of(d)
	n := sb.Votes(it)
	if it.TakenBack || n == 0 || sb.Phase == layout.Voting {
		return ""
	}
	return kit.Bar(d.Theme, n, mostVotes(d, sb), barWidth)
}

// mostVotes is the most that an item of a board got in the last vote, or how many people
// want one asked. It is found once for all who see the same.
func mostVotes(d *desk.Desk, sb *session.Board) int {
	if len(sb.Rounds) == 0 && !sb.Layout.Asks() {
		return 0
	}
	return session.OfContents(d.Shared, mostOf{sb.ID}, func() int {
		most := 0
		for _, it := range sb.Items {
			most = max(most, sb.Votes(it))
		}
		return most
	})
}

// mostOf names the most that an item of a board got.
type mostOf struct{ board method.BoardID }

// ranksIn are the ranks of the items of a part where the last vote ranks them, empty
// otherwise. They are found once for all who see the same.
func ranksIn(d *desk.Desk, sb *session.Board, p layout.Part) string {
	if !sb.Last().Way.Ranks() {
		return ""
	}
	return session.OfContents(d.Shared, ranksOf{sb.ID, p}, func() string {
		var ranks []int
		for _, it := range sb.In(p) {
			ranks = append(ranks, desk.RankOf(d, sb, it))
		}
		return fmt.Sprint(ranks)
	})
}

// ranksOf names the ranks of the items of a part.
type ranksOf struct {
	board method.BoardID
	part  layout.Part
}

// says shows what the last vote counted, and in a new one, beside what the person says,
// in brackets.
func (b *board) says(d *desk.Desk, it *session.Item) string {
	sb := b.of(d)
	last := desk.Counted(d, sb, it)
	switch {
	case it.TakenBack:
		return ""
	case sb.Layout.Asks():
		return strings.TrimSpace(b.own(d, it) + " " + last)
	case sb.Phase != layout.Voting:
		return last
	case last != "":
		return strings.TrimLeft(fmt.Sprintf("%s (%s)", b.own(d, it), last), " ")
	}
	return b.own(d, it)
}

// own is what the person says of an item in the vote that is open, and in square brackets
// the hands that they have counted.
func (b *board) own(d *desk.Desk, it *session.Item) string {
	mark, way := b.ballotMark(d, it), b.of(d).Way
	var own string
	switch {
	case way.Ranks() && mark.N == 0:
	case way.Ranks():
		own = strconv.Itoa(slices.Index(b.of(d).StillOn(d.Own.Ballots[b.id]).Order(), it.ID)+1) + "."
	case way == layout.Consent:
		own = desk.Sign(mark.Answer)
	default:
		own = strings.Repeat(d.Theme.Glyphs.Dot, mark.N)
	}
	switch h := d.Own.Hands[b.id][it.ID]; {
	case h.By == "":
	case way == layout.Consent:
		own += fmt.Sprintf(" [%d %d %d]", h.N, h.Reservations, h.Objections)
	default:
		own += fmt.Sprintf(" [%d]", h.N)
	}
	return strings.TrimLeft(own, " ")
}

// voteRows say what the last vote has added up to for an item, beside a bar that compares
// it with the others, and why people do not consent to it.
func voteRows(d *desk.Desk, b *session.Board, it *session.Item, w int) []string {
	n := b.Count(it)
	bar := kit.Bar(d.Theme, b.Votes(it), mostVotes(d, b), min(12, w/4))
	left := text.Width(bar) + 3
	var rows []string
	for i, row := range d.Wrap(countWords(d, b, it), w-left) {
		before := strings.Repeat(" ", left)
		if i == 0 {
			before = "  " + d.Theme.Votes.Render(bar) + " "
		}
		rows = append(rows, before+row)
	}
	rows = append(rows, reasonRows(d, n, w)...)
	for i, n := range b.Earlier(it) {
		counted := append(d.Words.Counted(b.Rounds[i].Way, n), raised(d, b.Rounds[i].Way, n)...)
		rows = append(rows, kit.Indented(d.T("vote.earlier", "n", i+1, "way", d.T("way."+string(b.Rounds[i].Way)),
			"counted", strings.Join(counted, d.Between())), w, d.Theme.Muted)...)
		rows = append(rows, reasonRows(d, n, w)...)
	}
	return rows
}

// reasonRows say why people do not consent to an item.
func reasonRows(d *desk.Desk, n ballot.Count, w int) (rows []string) {
	for _, r := range n.Reasons {
		rows = append(rows, kit.Indented(d.Words.Reason(r), w, theme.Style{})...)
	}
	return rows
}

// raised says how many of a count raised a hand, and who has counted those.
func raised(d *desk.Desk, way layout.Way, n ballot.Count) []string {
	if n.Hands.By == "" {
		return nil
	}
	return d.Words.Raised(way, n, desk.SteererName(d, n.Hands.By))
}

// countWords are what an item got in the last round.
func countWords(d *desk.Desk, b *session.Board, it *session.Item) string {
	if b.Layout.Asks() {
		return d.T("item.wanted", "n", it.Wanted)
	}
	n, way := b.Count(it), b.Last().Way
	parts := d.Words.Counted(way, n)
	if way.Ranks() && !n.None() {
		parts = append([]string{d.T("vote.place", "n", desk.RankOf(d, b, it))}, parts...)
	}
	if b.Phase == layout.Voting {
		last := len(parts) - 1 - len(d.Words.Reworded(n))
		parts[last] = d.T("vote.last", "count", parts[last])
	}
	parts = append(parts, raised(d, way, n)...)
	return strings.Join(parts, d.Between())
}
