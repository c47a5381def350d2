package report

import (
	"cmp"
	"iter"
	"slices"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/report/block"
)

// due is who does what, by when, whatever register it stands in: what was promised
// here, and what is still open of what was promised before.
func (p *page) due() iter.Seq[block.Block] {
	all := p.toDo()
	if len(all) == 0 {
		return blocks()
	}
	return p.titled("report.due", blocks(block.Table{
		Head: p.labels("by_when", "what", "who", "stands"),
		Rows: func(yield func([]string) bool) {
			for _, e := range all {
				when := cmp.Or(p.w.ShortDay(e.due()), p.w.T("report.no_day"))
				if !yield([]string{when, e.Code + " " + p.title(*e), p.who(*e), p.stage(*e)}) {
					return
				}
			}
		},
	}))
}

// toDo lists what is still to be done of registers that say until when, the nearest
// first and what has no day last.
func (p *page) toDo() []*Entry {
	var all []*Entry
	of := func(entries []Entry) {
		for i := range entries {
			if _, dated := entries[i].of.With(field.UseDue); dated && entries[i].open {
				all = append(all, &entries[i])
			}
		}
	}
	for _, r := range p.Registers {
		of(r.Entries)
	}
	of(p.Review)
	slices.SortStableFunc(all, func(a, b *Entry) int { return byDay(a.due(), b.due()) })
	return all
}

// byDay puts what has no day last.
func byDay(a, b method.Date) int {
	if a == "" || b == "" {
		return cmp.Compare(b, a)
	}
	return cmp.Compare(a, b)
}

// next is when people meet again, and what they will look at.
func (p *page) next() iter.Seq[block.Block] {
	var meeting block.Fact
	if m := p.following(); m != nil {
		meeting = p.fact("next_meeting", locale.Joined(", ", said(m.Title), p.w.Days(m.First, m.Last), said(m.Place)))
	}
	ahead, overdue := p.toReview()
	return p.titled("report.next", blocks(facts(meeting), p.reviews("report.reviews", ahead), p.reviews("report.overdue", overdue)))
}

// following is the meeting after this one; nil where there is none. Where and when people
// will meet, only members learn before it is over.
func (p *page) following() *session.Meeting {
	for _, m := range slices.Backward(p.view.Series()) {
		switch {
		case m.Number <= p.Meeting.Number:
		case m.Closed, p.Audience == method.Members:
			return m
		default:
			return nil
		}
	}
	return nil
}

// reviews are the days on which the community looks at something again.
func (p *page) reviews(title string, all []*Entry) block.Block {
	if len(all) == 0 {
		return nil
	}
	return block.Table{
		Title: p.w.T(title), Head: p.labels("day", "what", "who"),
		Rows: func(yield func([]string) bool) {
			for _, e := range all {
				if !yield([]string{p.w.ShortDay(e.review()), e.Code + " " + p.title(*e), p.who(*e)}) {
					return
				}
			}
		},
	}
}

// toReview parts what the community looks at again: what it will after the meeting, and what
// it should have by the end of one that is closed. What the meeting has decided about is in
// neither until its day comes.
func (p *page) toReview() (ahead, overdue []*Entry) {
	last := cmp.Or(p.Meeting.Last, p.Meeting.First)
	for _, e := range p.reviewed() {
		_, decided := p.verdict(*e)
		switch {
		case e.review() > last:
			ahead = append(ahead, e)
		case p.Meeting.Closed && !decided:
			overdue = append(overdue, e)
		}
	}
	return ahead, overdue
}

// reviewed lists what is still to be done and has a day on which the community looks at it
// again, the nearest first.
func (p *page) reviewed() []*Entry {
	var all []*Entry
	of := func(entries []Entry) {
		for i := range entries {
			if entries[i].open && entries[i].review() != "" {
				all = append(all, &entries[i])
			}
		}
	}
	for _, r := range p.Registers {
		of(r.Entries)
	}
	of(p.Review)
	slices.SortStableFunc(all, func(a, b *Entry) int { return byDay(a.review(), b.review()) })
	return all
}

// due is the day on which it should be done, and review the one on which the
// community looks at it again; empty where none was said.
func (e Entry) due() method.Date    { return method.Date(e.of.Answer(field.UseDue, e.Fields)) }
func (e Entry) review() method.Date { return method.Date(e.of.Answer(field.UseReview, e.Fields)) }

// title is what an entry is called, or what became of it.
func (p *page) title(e Entry) string {
	if e.TakenBack {
		return p.w.T("taken_back")
	}
	return e.of.Title(e.Fields)
}

// who is whoever promised it and leads it, or else those who stand behind it, or as much
// as its author shows.
func (p *page) who(e Entry) string {
	var promised string
	if f, ok := e.of.With(field.UseWho); ok {
		promised = said(p.w.Answer(p.view, e.of, f, e.Fields))
	}
	lead := said(p.w.Supports(p.view, e.of.Lead(e.Fields)))
	all := said(p.w.Supports(p.view, e.of.Supports(e.Fields)...))
	return cmp.Or(locale.Joined(", ", promised, lead), all, p.written(e.By, e.Edited))
}

// stage is where it stands: as a meeting has decided, where it is over by that, and
// otherwise by the account of whoever promised it.
func (p *page) stage(e Entry) string {
	f, ok := e.of.With(field.UseStage)
	switch o := e.decided; {
	case o.Ends():
		return p.ended(o)
	case ok:
		return p.w.Answer(p.view, e.of, f, e.Fields)
	}
	return ""
}

// ended says that a meeting has decided that something is over.
func (p *page) ended(o method.Outcome) string {
	return p.w.T("reading.decided", "said", p.w.T("outcome."+string(o)))
}

// byWhen says until when it should be done.
func (p *page) byWhen(e Entry) string {
	if e.due() == "" {
		return ""
	}
	return p.w.T("report.by_day", "day", p.w.Day(e.due()))
}

// soft puts what is there into brackets.
func (p *page) soft(parts ...string) string {
	if all := locale.Joined(", ", parts...); all != "" {
		return " (" + all + ")"
	}
	return ""
}
