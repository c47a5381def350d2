package report

import (
	"cmp"
	"iter"
	"slices"

	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/report/block"
	"github.com/convene-ssh/convene/session/tally"
)

// mostInShort is how many things a summary names of a kind.
const mostInShort = 5

// summary is what somebody should know who reads no further.
func (p *page) summary() iter.Seq[block.Block] {
	all := []block.Block{facts(append(p.present(), p.figures()...)...), p.together()}
	if weighed := list(p.weighed()); weighed != nil {
		all = append(all, block.Heading{Level: 3, Text: p.w.T(p.slice("report.weighed"))}, weighed)
	}
	if decided := list(p.decided()); decided != nil {
		all = append(all, block.Heading{Level: 3, Text: p.w.T("report.decided")}, decided)
	}
	if p.silent() {
		all = append(all, block.Note{Text: block.Say(p.w.T("report.silent." + string(p.Audience)))})
	}
	return p.titled("report.summary", blocks(all...))
}

// present says who was there.
func (p *page) present() []block.Fact {
	if p.Attendance.People == 0 {
		return nil
	}
	return []block.Fact{
		p.fact("people", number(p.Attendance.People)),
		p.fact("countries", told(p.byCountry())), p.fact("types", told(p.byType())),
	}
}

// together says why some people are counted together, in a document that says no more of
// who was there.
func (p *page) together() block.Block {
	is := func(c Count) bool { return c.Of == tally.Together }
	if p.full || !slices.ContainsFunc(p.Attendance.ByCountry, is) && !slices.ContainsFunc(p.Attendance.ByType, is) {
		return nil
	}
	return p.whyTogether()
}

// figures are how much was said and promised.
func (p *page) figures() []block.Fact {
	items := 0
	for it := range p.items() {
		if !it.TakenBack {
			items++
		}
	}
	all := []block.Fact{p.fact("items", number(items))}
	for _, of := range p.Registers {
		n := 0
		for _, e := range of.Entries {
			if !e.TakenBack {
				n++
			}
		}
		all = append(all, block.Fact{Label: p.w.T(of.Name + ".many"), Value: number(n)})
	}
	reviewed := 0
	for _, e := range p.Review {
		if _, decided := p.verdict(e); decided {
			reviewed++
		}
	}
	return append(all, p.fact("reviewed", number(reviewed)))
}

// silent reports whether nobody has meant anything for these readers, not even of what
// waits for its reveal.
func (p *page) silent() bool {
	for _, b := range p.Boards {
		if slices.ContainsFunc(b.Parts, func(part Part) bool { return part.Waiting > 0 }) {
			return false
		}
	}
	for range p.items() {
		return false
	}
	for range p.everyEntry() {
		return false
	}
	return true
}

// weighed are the items with the most votes, one of a board.
func (p *page) weighed() []block.Text {
	type winner struct {
		board Board
		item  *Item
	}
	var all []winner
	for _, b := range p.Boards {
		var best *Item
		for i := range b.Parts {
			if items := b.Parts[i].ranked(); len(items) > 0 && items[0].votes() > best.votes() {
				best = items[0]
			}
		}
		if best != nil {
			all = append(all, winner{b, best})
		}
	}
	slices.SortStableFunc(all, func(a, b winner) int { return cmp.Compare(b.item.votes(), a.item.votes()) })
	var told []block.Text
	for _, w := range all[:min(len(all), mostInShort)] {
		votes := " (" + w.board.Subject + "; " + p.votesOf(w.item.way, w.item.votes()) + ")"
		told = append(told, coded(w.item.Code, w.item.Text).And(block.Softly(votes)))
	}
	return told
}

// decided is what the meeting decided of earlier promises, and what was promised
// in it, the nearest first, whatever has become of it since.
func (p *page) decided() []block.Text {
	var told []block.Text
	for _, e := range p.Review {
		if r, decided := p.verdict(e); decided {
			told = append(told, coded(e.Code, p.title(e)+": "+p.w.Reading(e.of, r.Reading)))
		}
	}
	for _, e := range p.promised() {
		over := ""
		if !e.open {
			over = p.stage(*e)
		}
		told = append(told, coded(e.Code, p.title(*e)).And(block.Softly(p.soft(p.who(*e), p.byWhen(*e), over))))
	}
	if more := len(told) - mostInShort; more > 0 {
		told = append(told[:mostInShort], block.Softly(p.w.T("report.more", "n", more)))
	}
	return told
}

// verdict is what the meeting decided last about an entry of an earlier one.
func (p *page) verdict(e Entry) (r Reading, decided bool) {
	for _, r := range slices.Backward(e.Readings) {
		if r.Kind == method.Decided && r.Reading.Meeting == p.Meeting.ID && !r.TakenBack && !e.TakenBack {
			return r, true
		}
	}
	return Reading{}, false
}

// promised lists what the meeting took on, the nearest first. A register that asks who
// promised only records what was promised elsewhere, and is left out.
func (p *page) promised() []*Entry {
	var all []*Entry
	for _, r := range p.Registers {
		_, dated := r.of.With(field.UseDue)
		_, elsewhere := r.of.With(field.UseWho)
		for i, e := range r.Entries {
			if dated && !elsewhere && !e.TakenBack {
				all = append(all, &r.Entries[i])
			}
		}
	}
	slices.SortStableFunc(all, func(a, b *Entry) int { return byDay(a.due(), b.due()) })
	return all
}
