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
	how := session.InItem{Meeting: theMeeting, Item: "how"}
	w.do(w.organiser, &agenda.Add{Meeting: theMeeting, Item: session.AgendaItem{ID: how.Item, Kind: method.Evaluation, Title: "How it was"}})
	for i := range tally.Least {
		w.do(w.join(method.Members, session.Profile{Name: fmt.Sprint("Somebody ", i)}), &evaluation.Answer{
			InItem: how, Answers: evaluation.Answers{Scales: map[string]int{"safe": 4}, Words: map[string]string{"helped": "*to hear* others"}},
		})
	}
	if r := w.report(method.Members, "en"); len(r.Evaluations) > 0 {
		t.Errorf("before it is counted the report holds %+v", r.Evaluations)
	}
	w.do(w.organiser, &evaluation.Count{InItem: how})
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
