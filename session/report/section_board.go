package report

import (
	"iter"
	"slices"
	"strings"

	"github.com/convene-ssh/convene/session/ballot"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/report/block"
)

// mostOfAPart is how many items a short document has of a part that was voted on.
const mostOfAPart = 3

// boards are what was gathered, the items with the most votes first.
func (p *page) boards() iter.Seq[block.Block] {
	return func(yield func(block.Block) bool) {
		for _, b := range p.Boards {
			head := block.Heading{Level: 2, Text: p.w.T("report.board."+b.Layout, "subject", b.Subject)}
			for one := range headed(head, p.board(b)) {
				if !yield(one) {
					return
				}
			}
		}
	}
}

func (p *page) board(b Board) iter.Seq[block.Block] {
	var country block.Fact
	if name := p.w.Country(b.Country); name != b.Subject {
		country = p.fact("country", name)
	}
	items, waiting, gone := p.quadrants(b), p.waiting(b), p.gone(b)
	if items == nil && waiting == nil && gone == nil {
		return blocks()
	}
	return blocks(facts(country), p.voted(b), p.votes(b), items, waiting, gone)
}

// quadrants are the parts that hold something.
func (p *page) quadrants(b Board) block.Block {
	var all block.Quadrants
	for i := range b.Parts {
		part := &b.Parts[i]
		items := part.ranked()
		if b.Counted && b.voted != layout.Consent && !p.full {
			items = items[:min(len(items), mostOfAPart)]
		}
		if len(items) > 0 {
			all = append(all, block.Quadrant{Title: part.called(), Items: p.grouped(part, items)})
		}
	}
	if all == nil {
		return nil
	}
	return all
}

// called is what a part of a board is called, with its letter.
func (part *Part) called() string { return part.title + " (" + string(part.Part) + ")" }

// ranked are the items whose words are there, those with the most votes first, or that
// most people want asked.
func (part *Part) ranked() []*Item {
	var all []*Item
	for i, it := range part.Items {
		if !it.TakenBack && it.Moderated == "" {
			all = append(all, &part.Items[i])
		}
	}
	slices.SortStableFunc(all, func(a, b *Item) int { return b.votes() + b.Wanted - a.votes() - a.Wanted })
	return all
}

// votes are those of the last round, or its points; none for no item. Who consents gives no
// vote: what nobody minds is not what weighs most.
func (it *Item) votes() int {
	if it == nil || it.Votes == nil || it.way == layout.Consent {
		return 0
	}
	return *it.Votes
}

// grouped puts items of a part that stand under one heading together below it, those
// with the most votes first, as everybody sees them on the board.
func (p *page) grouped(part *Part, items []*Item) iter.Seq[block.Item] {
	votes := map[string]int{}
	for i := range part.Items {
		votes[part.Items[i].Heading] += part.Items[i].votes()
	}
	weight := func(it *Item) int {
		if it.Heading == "" {
			return it.votes()
		}
		return votes[it.Heading]
	}
	slices.SortStableFunc(items, func(a, b *Item) int { return weight(b) - weight(a) })
	under := map[string][]*Item{}
	for _, it := range items {
		under[it.Heading] = append(under[it.Heading], it)
	}
	return func(yield func(block.Item) bool) {
		for _, it := range items {
			one := p.listedItem(it)
			switch {
			case it.Heading == "":
			case under[it.Heading][0] == it:
				one = block.Item{Text: block.Strongly(it.Heading), Items: p.listed(under[it.Heading])}
				if n := votes[it.Heading]; n > 0 && p.Audience == method.Members {
					one.Text = one.Text.And(block.Softly(p.soft(p.votesOf(it.way, n))))
				}
			default:
				continue
			}
			if !yield(one) {
				return
			}
		}
	}
}

func (p *page) listed(items []*Item) iter.Seq[block.Item] {
	return func(yield func(block.Item) bool) {
		for _, it := range items {
			if !yield(p.listedItem(it)) {
				return
			}
		}
	}
}

func (p *page) listedItem(it *Item) block.Item {
	one := block.Item{Text: coded(it.Code, it.Text), Under: p.interpreted(it)}
	if about := p.aboutItem(*it); about != "" {
		one.Under = append(one.Under, block.Softly(about))
	}
	one.Under = append(one.Under, p.reasons(it.Doubts)...)
	if p.full {
		one.Under = append(one.Under, p.earlier(it)...)
	}
	if len(it.LedTo) > 0 {
		one.Under = append(one.Under, block.Say(p.w.T("field.led_to")+": "+p.linked(it.LedTo)))
	}
	return one
}

// reasons are why people do not consent to an item.
func (p *page) reasons(d *ballot.Doubts) (all []block.Text) {
	if d == nil {
		return nil
	}
	for _, r := range d.Reasons {
		all = append(all, block.Say(p.w.Reason(r)))
	}
	return all
}

// earlier is what each vote before the last said of an item, the latest first.
func (p *page) earlier(it *Item) (all []block.Text) {
	for _, e := range it.Earlier {
		counted := append(p.result(e.way, e.count), p.raised(e.way, e.count, e.ByHand)...)
		all = append(all, block.Softly(p.w.T("vote.earlier", "n", e.Round, "way", p.w.T("way."+string(e.way)), "counted", locale.Joined(" · ", counted...))))
		all = append(all, p.reasons(e.Doubts)...)
	}
	return all
}

// raised says how many of a count raised a hand, and who has counted those.
func (p *page) raised(way layout.Way, n ballot.Count, h *ByHand) []string {
	if h == nil {
		return nil
	}
	return p.w.Raised(way, n, h.CountedBy)
}

// interpreted is what an item says in other languages.
func (p *page) interpreted(it *Item) []block.Text {
	var all []block.Text
	for _, line := range it.Interpreted {
		said := block.Softly(p.w.SpokenLanguage(line.Language) + ": ").And(block.SayIn(string(line.Language), line.Text))
		if line.Earlier {
			said = said.And(block.Softly(" " + p.w.T("interpreted.earlier")))
		}
		all = append(all, said)
	}
	return all
}

// aboutItem is what stands below an item: its votes, level and author, its
// audience where that is wider than the report's, and the codes that it had.
func (p *page) aboutItem(it Item) string {
	parts := p.counted(it)
	if it.Wanted > 0 {
		parts = append(parts, p.w.T("item.wanted", "n", it.Wanted))
	}
	parts = append(parts, p.w.Chosen("level.", string(it.Level)), p.written(it.By, it.Edited), p.wider(it.Audience))
	if len(it.Former) > 0 { // people cite it by those
		parts = append(parts, p.w.T("report.former", "codes", strings.Join(it.Former, ", ")))
	}
	return locale.Joined(" · ", parts...)
}

// counted is what the votes have added up to for an item, and who raised a hand.
func (p *page) counted(it Item) (parts []string) {
	if it.Votes != nil && !it.count.None() {
		parts = p.result(it.way, it.count)
	}
	return append(parts, p.raised(it.way, it.count, it.ByHand)...)
}

// result is what a vote has added up to.
func (p *page) result(way layout.Way, n ballot.Count) []string {
	if way == layout.Dots {
		return append([]string{p.votesOf(way, n.N)}, p.w.Reworded(n)...)
	}
	return p.w.Counted(way, n)
}

// votesOf are so many votes, or points of a ranking.
func (p *page) votesOf(w layout.Way, n int) string {
	if w.Ranks() {
		return p.w.T("vote.points", "n", n)
	}
	return p.w.T("report.votes", "n", n)
}

// voted says how far the vote of a board is.
func (p *page) voted(b Board) block.Block {
	var notes []string
	switch {
	case b.Phase == layout.Voting && b.Counted:
		notes = append(notes, p.w.T("report.voting_again"))
	case b.Phase == layout.Voting:
		notes = append(notes, p.w.T("report.voting"))
	}
	if b.Counted && b.Voters > 0 {
		notes = append(notes, p.w.T(p.slice("report.voters"), "n", b.Voters))
	}
	if b.Counted && (b.Voters > 0 || b.hasHands()) {
		if b.hasHands() {
			notes = append(notes, p.w.T("report.raised"))
		}
		if b.voted != layout.Dots {
			notes = append(notes, p.w.T("report.way."+string(b.voted)))
		}
	}
	if n := len(b.Rounds); n > 1 && p.full {
		notes = append(notes, p.w.T("report.rounds", "n", n-1))
	}
	return paragraph(block.Say(strings.Join(notes, " ")))
}

// hasHands reports whether hands were counted in the last vote of a board.
func (b Board) hasHands() bool {
	return slices.ContainsFunc(b.Parts, func(part Part) bool {
		return slices.ContainsFunc(part.Items, func(it Item) bool { return it.ByHand != nil })
	})
}

// votes shows how the votes fell among the parts, for those who see all of them, where there
// is something to compare.
func (p *page) votes(b Board) block.Block {
	if b.voted != layout.Dots || p.Audience != method.Members {
		return nil
	}
	chart := block.Bars{Title: p.w.T("report.votes_by_part", "subject", b.Subject), Head: [2]string(p.labels("part", "votes"))}
	for _, part := range b.Parts {
		n := 0
		for i := range part.Items {
			n += part.Items[i].votes()
		}
		chart.Bars = append(chart.Bars, block.Bar{Label: part.called(), N: n})
	}
	if chart.Most() == 0 {
		return nil
	}
	return chart
}

// waiting says how much is still to be shown, while a meeting is on.
func (p *page) waiting(b Board) block.Block {
	n := 0
	for _, part := range b.Parts {
		n += part.Waiting
	}
	if n == 0 || !p.full {
		return nil
	}
	return paragraph(block.Softly(p.w.T("report.waiting", "n", n)))
}

// gone names what stood on a board and has no words any more, for those who look
// for its code.
func (p *page) gone(b Board) block.Block {
	if !p.full {
		return nil
	}
	var all []block.Text
	for _, part := range b.Parts {
		for _, it := range part.Items {
			switch {
			case it.TakenBack:
				all = append(all, coded(it.Code, "").And(block.Softly(p.w.T("taken_back"))))
			case it.Moderated != "":
				hidden := slices.Compact([]string{p.w.T("moderated"), it.Moderated})
				all = append(all, coded(it.Code, "").And(block.Softly(locale.Joined(": ", hidden...))))
			}
		}
	}
	return list(all)
}

// lens lays what the countries said over each other: what weighed most with each, part
// by part.
func (p *page) lens() iter.Seq[block.Block] {
	var boards []Board
	for _, b := range p.Boards {
		if b.Country != "" && b.Counted && b.voted != layout.Consent && (boards == nil || boards[0].Layout == b.Layout) {
			boards = append(boards, b)
		}
	}
	if len(boards) < 2 {
		return blocks()
	}
	head := p.labels("country")
	for _, part := range boards[0].Parts {
		head = append(head, part.called())
	}
	return p.titled(p.slice("report.lens"), blocks(block.Table{Head: head, Rows: func(yield func([]string) bool) {
		for _, b := range boards {
			row := []string{p.w.Country(b.Country)}
			for i := range b.Parts {
				row = append(row, p.foremost(&b.Parts[i]))
			}
			if !yield(row) {
				return
			}
		}
	}}))
}

// foremost is the item of a part that has the most votes, if any has.
func (p *page) foremost(part *Part) string {
	if all := part.ranked(); len(all) > 0 && all[0].votes() > 0 {
		return all[0].Text + p.soft(p.votesOf(all[0].way, all[0].votes()))
	}
	return ""
}
