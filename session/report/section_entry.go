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

// registers are what the meeting added to each.
func (p *page) registers() iter.Seq[block.Block] {
	return func(yield func(block.Block) bool) {
		for _, of := range p.Registers {
			for b := range p.titled(of.Name+".many", p.entries(of.Entries)) {
				if !yield(b) {
					return
				}
			}
		}
	}
}

func (p *page) entries(all []Entry) iter.Seq[block.Block] {
	return func(yield func(block.Block) bool) {
		for _, e := range all {
			if e.TakenBack && !p.full {
				continue
			}
			for b := range p.entry(e) {
				if !yield(b) {
					return
				}
			}
		}
	}
}

func (p *page) entry(e Entry) iter.Seq[block.Block] {
	head := block.Heading{Level: 3, Text: e.Code + " · " + p.title(e)}
	switch {
	case e.TakenBack:
		return blocks(head)
	case p.full:
		return blocks(head, p.body(e), facts(p.answers(e)...), list(p.timelineOf(e)))
	}
	return blocks(head, p.body(e), paragraph(block.Softly(locale.Joined(" · ", p.who(e), p.byWhen(e), p.stage(e), p.wider(e.Audience)))))
}

// body is the text that says what an entry is about.
func (p *page) body(e Entry) block.Block {
	return paragraph(block.Say(e.of.Answer(field.UseBody, e.Fields)))
}

// answers are what an entry holds in its other fields, and what came of it.
func (p *page) answers(e Entry) []block.Fact {
	var all []block.Fact
	for i, f := range e.of.Fields[1:] { // the first is the title
		if f.Use != field.UseBody && f.Shape != field.ShapeFollows {
			all = append(all, block.Fact{Label: p.w.Label(e.of, f), Value: p.answer(e, f, e.of.Fields[i+2:])})
		}
	}
	return append(all,
		block.Fact{Label: p.w.T("field.handed_to"), Value: p.organisation(e.HandedTo)},
		block.Fact{Label: p.w.T("field.led_to"), Value: p.linked(e.LedTo)},
		block.Fact{Label: p.w.T("field.by"), Value: p.written(e.By, e.Edited)},
		block.Fact{Label: p.w.T("field.audience"), Value: p.wider(e.Audience)},
	)
}

// answer is what an entry holds in one field, and in brackets what follows from it:
// that stands first among the fields behind it.
func (p *page) answer(e Entry, f field.Field, behind []field.Field) string {
	switch f.Shape {
	case field.ShapeLinks:
		return p.linked(e.Links[f.Key])
	case field.ShapePairs:
		return p.w.Pairs(e.Pairs)
	}
	answer := said(p.w.Answer(p.view, e.of, f, e.Fields))
	if len(behind) > 0 && behind[0].Shape == field.ShapeFollows {
		answer += p.soft(p.w.Answer(p.view, e.of, behind[0], e.Fields))
	}
	return answer
}

// timelineOf is what was said of an entry, and how often it was carried over.
func (p *page) timelineOf(e Entry) []block.Text {
	var all []block.Text
	if e.Carried >= session.CarriedOften {
		all = append(all, block.Strongly(p.w.T("entry.carried", "n", e.Carried)))
	}
	for _, r := range e.Readings {
		line := p.w.Reading(e.of, r.Reading)
		if r.TakenBack {
			line = p.w.T("taken_back")
		}
		all = append(all, block.Say(locale.Joined(" · ", p.w.Day(r.Day), line, p.elsewhere(r.Meeting), p.by(r.By))))
	}
	return all
}

// elsewhere names a meeting, where that is not the one that the document is of.
func (p *page) elsewhere(id method.MeetingID) string {
	if m := p.view.Meetings[id]; m != nil && id != p.Meeting.ID {
		return said(m.Title)
	}
	return ""
}

// review is what has become of what earlier meetings promised.
func (p *page) review() iter.Seq[block.Block] {
	if len(p.Review) == 0 {
		return blocks()
	}
	return p.titled("report.review", blocks(block.List{Items: func(yield func(block.Item) bool) {
		for _, e := range p.Review {
			about := p.soft(p.who(e), p.byWhen(e), p.stage(e))
			if e.TakenBack {
				about = ""
			}
			one := block.Item{Text: coded(e.Code, p.title(e)).And(block.Softly(about)), Under: p.timelineOf(e)}
			if from := p.cameFrom(e); from != "" {
				one.Under = slices.Insert(one.Under, 0, block.Softly(from))
			}
			if !yield(one) {
				return
			}
		}
	}}))
}

// cameFrom says what an entry came from, in the words of its register.
func (p *page) cameFrom(e Entry) string {
	var all []string
	for _, f := range e.of.Fields {
		if from := p.linked(e.Links[f.Key]); from != "" {
			all = append(all, p.w.Label(e.of, f)+": "+from)
		}
	}
	return locale.Joined("; ", all...)
}

// promises shows how promises stand, and where those that are open are to be kept.
func (p *page) promises() iter.Seq[block.Block] {
	var charts []block.Block
	countries := map[method.Country]int{}
	for _, of := range p.Registers {
		if !of.of.Promises() {
			continue
		}
		if chart := p.stages(of); len(chart.Bars) > 1 { // one bar compares nothing
			charts = append(charts, chart)
		}
	}
	for _, e := range p.toDo() {
		for _, c := range e.countries() {
			countries[c]++
		}
	}
	if chart := p.promisedIn(countries); len(chart.Bars) > 1 {
		charts = append(charts, chart)
	}
	return p.titled("report.promises", blocks(charts...))
}

// stages counts the entries of a register by their stages, in the order of these, and
// those that are over by what a meeting has decided by that.
func (p *page) stages(of Register) block.Bars {
	stage, _ := of.of.With(field.UseStage)
	chart := block.Bars{
		Title: p.w.T("report.by_stage", "register", p.w.T(of.Name+".many")), Head: [2]string(p.labels("stands", "number")),
	}
	n := map[string]int{}
	for _, e := range of.Entries {
		if !e.TakenBack {
			n[p.stage(e)]++
		}
	}
	var all []string
	for _, value := range stage.Values {
		all = append(all, p.w.Choice(of.of, stage, value))
	}
	for _, o := range method.Outcomes() {
		all = append(all, p.ended(o))
	}
	for _, stands := range all {
		if n[stands] > 0 {
			chart.Bars = append(chart.Bars, block.Bar{Label: stands, N: n[stands]})
		}
	}
	return chart
}

// promisedIn counts what is still to be done by the countries that it names.
func (p *page) promisedIn(countries map[method.Country]int) block.Bars {
	chart := block.Bars{Title: p.w.T("report.by_country"), Head: [2]string(p.labels("country", "number"))}
	for c, n := range countries {
		chart.Bars = append(chart.Bars, block.Bar{Label: p.w.Country(c), N: n})
	}
	slices.SortFunc(chart.Bars, func(a, b block.Bar) int { return cmp.Compare(a.Label, b.Label) })
	locale.Sort(p.w, chart.Bars, func(b block.Bar) string { return b.Label })
	slices.SortStableFunc(chart.Bars, func(a, b block.Bar) int { return cmp.Compare(b.N, a.N) })
	return chart
}

// countries are those that the fields of an entry name.
func (e Entry) countries() []method.Country {
	var all []method.Country
	for _, f := range e.of.Fields {
		all = append(all, f.Countries(e.Fields)...)
	}
	return method.TidyCountries(all)
}
