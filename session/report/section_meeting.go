package report

import (
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/closing"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/report/block"
	"github.com/convene-ssh/convene/session/tally"
)

// head says which meeting the document is about.
func (p *page) head() iter.Seq[block.Block] {
	m := p.Meeting
	all := []block.Block{block.Heading{Level: 1, Text: m.Title}}
	if p.Community.Sample {
		all = append(all, block.Note{Text: block.Strongly(p.w.T("sample"))})
	}
	what := " · " + p.w.T("report.meeting", "number", m.Number, "community", p.Community.Name)
	return blocks(append(all,
		block.Paragraph{Text: block.Strongly(p.w.T("report.template." + string(p.template))).And(block.Say(what))},
		facts(
			p.fact("date", p.w.Days(m.First, m.Last)), p.fact("place", m.Place), p.fact("mode", p.w.Chosen("mode.", string(m.Mode))),
			p.fact("convenors", strings.Join(m.Convenors, ", ")), p.fact("audience", p.w.T("audience."+string(p.Audience))),
		))...)
}

// objectives are what the meeting was for.
func (p *page) objectives() iter.Seq[block.Block] {
	if len(p.Meeting.Objectives) == 0 {
		return blocks()
	}
	return p.titled("report.objectives", blocks(block.List{Ordered: true, Items: func(yield func(block.Item) bool) {
		for _, o := range p.Meeting.Objectives {
			item := block.Item{Text: block.Say(o)}
			if s, scored := p.Meeting.Scores[o]; scored {
				item.Under = []block.Text{block.Say(p.w.T("met."+string(s.Met)) + ": " + s.Why)}
			}
			if !yield(item) {
				return
			}
		}
	}}, p.met()))
}

// met counts the objectives by how far they were met, where that was said of any.
func (p *page) met() block.Block {
	if len(p.Meeting.Scores) == 0 {
		return nil
	}
	chart := block.Bars{Title: p.w.T("report.objectives_met"), Head: [2]string(p.labels("met", "number"))}
	scored := map[closing.Met]int{}
	for _, o := range p.Meeting.Objectives {
		scored[p.Meeting.Scores[o].Met]++
	}
	for _, met := range closing.Scores() {
		chart.Bars = append(chart.Bars, block.Bar{Label: p.w.T("met." + string(met)), N: scored[met]})
	}
	if n := scored[""]; n > 0 {
		chart.Bars = append(chart.Bars, block.Bar{Label: p.w.T("met.unscored"), N: n})
	}
	return chart
}

// reflection is what the meeting says of whose it was.
func (p *page) reflection() iter.Seq[block.Block] {
	var all []block.Block
	for _, question := range closing.Questions() {
		if said := p.Meeting.Reflection[question]; said != "" {
			all = append(all, block.Heading{Level: 3, Text: p.w.T("reflection." + question)}, block.Paragraph{Text: block.Say(said)})
		}
	}
	return p.titled("report.reflection", slices.Values(all))
}

// agenda is what was done when.
func (p *page) agenda() iter.Seq[block.Block] {
	if len(p.Meeting.Agenda) == 0 {
		return blocks()
	}
	return p.titled("report.agenda", blocks(block.Table{
		Head: p.labels("day", "start", "minutes", "kind", "title"),
		Rows: func(yield func([]string) bool) {
			for _, a := range p.Meeting.Agenda {
				row := []string{p.w.ShortDay(p.Meeting.day(a)), a.Start, number(a.Minutes), p.w.T("agenda." + string(a.Kind)), a.Title}
				if !yield(row) {
					return
				}
			}
		},
	}))
}

// day is the date of an agenda item; empty where the meeting has none.
func (m Meeting) day(a session.AgendaItem) method.Date {
	first, err := time.Parse(time.DateOnly, string(m.First))
	if err != nil {
		return ""
	}
	return method.Date(first.AddDate(0, 0, a.Day-1).Format(time.DateOnly))
}

// attendance is who was there, in two counts that are never crossed.
func (p *page) attendance() iter.Seq[block.Block] {
	if p.Attendance.People == 0 {
		return blocks()
	}
	people := p.w.T("report.people.count", "n", p.Attendance.People)
	if n := p.Attendance.Without; n > 0 {
		people += "; " + p.w.T("report.people.without", "n", n)
	}
	if n := p.Attendance.Lived; n > 0 {
		people += "; " + p.w.T("report.people.lived", "n", n)
	}
	return p.titled("report.attendance", blocks(
		block.Paragraph{Text: block.Say(people)},
		block.Bars{
			Title: p.w.T("report.attendance.country"), Head: [2]string(p.labels("country", "people")), Bars: p.byCountry(),
		},
		block.Bars{
			Title: p.w.T("report.attendance.type"), Head: [2]string(p.labels("type", "people")), Bars: p.byType(),
		},
		p.whyTogether()))
}

// whyTogether says when people are counted together.
func (p *page) whyTogether() block.Block {
	return block.Paragraph{Text: block.Softly(p.w.T("count.why", "n", tally.Least))}
}

func (p *page) byCountry() []block.Bar {
	return p.counts(p.Attendance.ByCountry, func(of string) string { return p.w.Country(method.Country(of)) })
}

func (p *page) byType() []block.Bar {
	return p.counts(p.Attendance.ByType, func(of string) string { return p.w.T("organisation." + of) })
}

// counts are bars, the longest first and equals by their names, and those who are
// counted together at the end.
func (p *page) counts(all []Count, called func(string) string) []block.Bar {
	var bars, together []block.Bar
	for _, c := range all {
		label := p.w.T("report.not_given")
		switch c.Of {
		case "":
		case tally.Together:
			together = append(together, block.Bar{Label: p.w.T("count.together", "least", tally.Least), N: c.N})
			continue
		default:
			label = called(c.Of)
		}
		bars = append(bars, block.Bar{Label: label, N: c.N})
	}
	locale.Sort(p.w, bars, func(b block.Bar) string { return b.Label })
	slices.SortStableFunc(bars, func(a, b block.Bar) int { return b.N - a.N })
	return append(bars, together...)
}

// told names what bars count, with their numbers.
func told(bars []block.Bar) string {
	var parts []string
	for _, b := range bars {
		parts = append(parts, b.Label+" ("+b.Number()+")")
	}
	return strings.Join(parts, ", ")
}

// leads are the organisations that have confirmed that they lead, and how to reach those
// that let these readers know.
func (p *page) leads() iter.Seq[block.Block] {
	led := map[method.OrganisationID][]string{}
	for e := range p.everyEntry() {
		if lead := e.of.Lead(e.Fields); lead.Confirmed && !e.TakenBack {
			led[lead.Organisation] = append(led[lead.Organisation], e.Code)
		}
	}
	if len(led) == 0 {
		return blocks()
	}
	head, contacts := p.labels("organisation", "type", "leads"), map[method.OrganisationID]string{}
	for org := range led {
		if all := saidAll(p.view.ContactsOf(org, p.Audience)); all != nil {
			contacts[org] = strings.Join(all, "; ")
		}
	}
	if len(contacts) > 0 {
		head = append(head, p.w.T("report.label.contact"))
	}
	return p.titled("report.leads", blocks(block.Table{
		Head: head,
		Rows: func(yield func([]string) bool) {
			for _, o := range p.Organisations {
				row := []string{o.Name, p.w.Chosen("organisation.", string(o.Type)), strings.Join(led[o.ID], ", "), contacts[o.ID]}
				if led[o.ID] != nil && !yield(row[:len(head)]) {
					return
				}
			}
		},
	}))
}

// about says for whom the document is, and what kinds of things are not in it: never
// how many, which would tell.
func (p *page) about() iter.Seq[block.Block] {
	day := method.Date(p.Made.Format(time.DateOnly))
	say := func(key string) block.Block {
		return block.Paragraph{Text: block.Say(p.w.T(key, "community", p.Community.Name))}
	}
	all := []block.Block{say("report.for." + string(p.Audience)), say("report.left_out." + string(p.Audience)), say("report.codes")}
	if p.Audience != method.Public {
		all = append(all, say("report.wider"))
	}
	if p.proposes() {
		all = append(all, say("report.proposed"))
	}
	if !p.full && !p.silent() {
		all = append(all, say("report.shortened"))
	}
	made := p.w.T("report.made", "day", p.w.Day(day), "time", p.Made.Format("15:04 UTC"))
	return p.titled("report.about", blocks(append(all, block.Paragraph{Text: block.Softly(made)})...))
}

// proposes reports whether an entry names an organisation that has not confirmed it.
func (p *page) proposes() bool {
	for e := range p.everyEntry() {
		if !e.TakenBack && slices.ContainsFunc(e.of.Supports(e.Fields), func(s field.Support) bool { return !s.Confirmed }) {
			return true
		}
	}
	return false
}
