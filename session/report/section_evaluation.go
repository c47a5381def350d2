package report

import (
	"cmp"
	"iter"
	"slices"
	"strconv"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/evaluation"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/report/block"
)

// Evaluation is what people have said of the meeting, once it is counted: how many gave
// each number on a scale, from 1, and for members their words.
type Evaluation struct {
	AgendaItem method.AgendaID                 `json:"agenda_item"`
	People     int                             `json:"people"`
	Scales     map[string][evaluation.Most]int `json:"scales"`
	Words      map[string][]string             `json:"words,omitempty"`
}

// evaluations are those of the meeting that are counted, also where their items are gone.
func evaluations(m *session.Meeting) (all []Evaluation) {
	for item, r := range session.ActivitiesOf[evaluation.Results](m) {
		if !r.Said() {
			continue
		}
		e := Evaluation{AgendaItem: item, People: r.People, Scales: r.Scales}
		for question, words := range r.Words {
			if e.Words == nil {
				e.Words = map[string][]string{}
			}
			e.Words[question] = saidAll(words)
		}
		all = append(all, e)
	}
	slices.SortFunc(all, func(x, y Evaluation) int {
		return cmp.Or(place(m, x.AgendaItem)-place(m, y.AgendaItem), cmp.Compare(x.AgendaItem, y.AgendaItem))
	})
	return all
}

// evaluation is what people have said of the meeting.
func (p *page) evaluation() iter.Seq[block.Block] {
	var all []block.Block
	for _, e := range p.Evaluations {
		people := p.w.T("report.people.count", "n", e.People) + ". " + p.w.T("evaluation.scale_note", "most", evaluation.Most)
		all = append(all, block.Paragraph{Text: block.Say(people)})
		for _, scale := range evaluation.Scales() {
			if counts, answered := e.Scales[scale]; answered {
				all = append(all, p.scale(scale, counts[:]))
			}
		}
		for _, question := range evaluation.Asked() {
			var answers []block.Text
			for _, words := range e.Words[question] {
				answers = append(answers, block.Say(words))
			}
			if words := list(answers); words != nil {
				all = append(all, block.Heading{Level: 3, Text: p.w.T("evaluation." + question)}, words)
			}
		}
	}
	return p.titled("report.evaluation", slices.Values(all))
}

// scale is how many gave each number to a question.
func (p *page) scale(question string, counts []int) block.Block {
	chart := block.Bars{Title: p.w.T("evaluation." + question), Head: [2]string{p.w.T("report.evaluation.answer"), p.w.T("report.evaluation.people")}}
	for i, n := range counts {
		chart.Bars = append(chart.Bars, block.Bar{Label: strconv.Itoa(i + 1), N: n})
	}
	return chart
}
