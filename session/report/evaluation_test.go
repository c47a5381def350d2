package report

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/evaluation"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/tally"
)

// TestTheEvaluationIsInTheReport: what the scale is and how many gave which answer for all who
// read minutes or an annex, and for members what was said.
func TestTheEvaluationIsInTheReport(t *testing.T) { whenMade(t, theEvaluationIsInTheReport) }

func theEvaluationIsInTheReport(t *testing.T) {
	w := newWorld(t, false)
	w.answer("how")
	if r := w.report(method.Members, "en"); len(r.Evaluations) > 0 {
		t.Errorf("before it is counted the report holds %+v", r.Evaluations)
	}
	w.do(w.organiser, &evaluation.Count{InItem: session.InItem{Meeting: theMeeting, Item: "how"}})
	for audience, words := range map[method.Audience]bool{method.Members: true, method.Governments: false, method.Public: false} {
		for template, holds := range map[Template]bool{Minutes: true, Annex: true, Brief: false, Summary: false} {
			if !slices.Contains(template.Audiences(), audience) {
				continue
			}
			md := string(write(t, w.report(audience, "en"), FormatMarkdown, Choice{Template: template}))
			if got := strings.Contains(md, "5 people. 1 is not at all, 5 is fully.") && strings.Contains(md, "I felt safe to speak") && strings.Contains(md, "| 4 | 5 |"); got != holds {
				t.Errorf("the %s for %s: the answers are in it: %v\n%s", template, audience, got, md)
			}
			if got := strings.Contains(md, `\*to hear\* others`); got != (holds && words) {
				t.Errorf("the %s for %s: the words are in it: %v", template, audience, got)
			}
		}
	}
}

// answer lets as many people as are counted say how it was, in a new item of the agenda.
func (w *world) answer(item method.AgendaID) {
	w.do(w.organiser, &agenda.Add{Meeting: theMeeting, Item: session.AgendaItem{ID: item, Kind: method.Evaluation, Title: "How it was"}})
	for i := range tally.Least {
		w.do(w.join(method.Members, session.Profile{Name: fmt.Sprint("Somebody ", item, i)}), &evaluation.Answer{
			InItem:  session.InItem{Meeting: theMeeting, Item: item},
			Answers: evaluation.Answers{Scales: map[string]int{"safe": 4}, Words: map[string]string{"helped": "*to hear* others"}},
		})
	}
}

// TestWhatIsCountedOutlivesItsItem: taken off the agenda, it stands behind what is still on it.
func TestWhatIsCountedOutlivesItsItem(t *testing.T) {
	whenMade(t, func(t *testing.T) {
		w := newWorld(t, false)
		for _, item := range []method.AgendaID{"first", "second"} {
			w.answer(item)
			w.do(w.organiser, &evaluation.Count{InItem: session.InItem{Meeting: theMeeting, Item: item}})
		}
		w.do(w.organiser, &agenda.Remove{Meeting: theMeeting, Item: "first"})
		var items []method.AgendaID
		for _, e := range w.report(method.Members, "en").Evaluations {
			items = append(items, e.AgendaItem)
		}
		if want := []method.AgendaID{"second", "first"}; !slices.Equal(items, want) {
			t.Errorf("the report holds what was said of %v, and not of %v", items, want)
		}
	})
}
