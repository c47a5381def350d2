// Package evaluation is where people say what the meeting was like, and read what all
// have said.
package evaluation

import (
	"fmt"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/evaluation"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/tally"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/place"
	"github.com/convene-ssh/convene/tui/theme"
)

// results are what people have said of the meeting, once it is counted; before, that
// they can say it.
type results struct {
	session.InItem
	kit.Scroll
}

// New opens an evaluation.
func New(d *desk.Desk, at place.Evaluation) desk.Screen {
	return &results{InItem: session.InItem{Meeting: d.Meeting, Item: at.Agenda}}
}

// Gone reports whether the agenda no longer has the item.
func (r *results) Gone(d *desk.Desk) bool {
	_, there := d.Current().AgendaItem(r.Item)
	return !there
}

func (r *results) Title(d *desk.Desk) string {
	a, _ := d.Current().AgendaItem(r.Item)
	return a.Title
}

func (r *results) Update(*desk.Desk, tea.Msg) tea.Cmd { return nil }

func (r *results) counted(d *desk.Desk) *evaluation.Results {
	return evaluation.Of(d.Current(), r.Item)
}

func (r *results) Body(d *desk.Desk, w, h int) kit.Page {
	return kit.Page{Rows: r.View(d.Look, r.rows(d, w), w, h)}
}

func (r *results) rows(d *desk.Desk, w int) []string {
	if !r.counted(d).Said() {
		return r.waiting(d, w)
	}
	rows := kit.Indented(d.T("evaluation.people", "n", r.counted(d).People), w, d.Theme.Muted)
	for _, scale := range evaluation.Scales() {
		rows = append(rows, r.scale(d, scale, w)...)
	}
	for _, question := range evaluation.Asked() {
		words := r.counted(d).Words[question]
		if len(words) == 0 {
			continue
		}
		rows = append(rows, d.Heading(d.T("evaluation."+question), w)...)
		for _, said := range words {
			rows = append(rows, kit.Indented(d.Theme.Glyphs.Between+" "+said, w, theme.Style{})...)
		}
	}
	return rows
}

// waiting is what to do before the answers are counted.
func (r *results) waiting(d *desk.Desk, w int) []string {
	rows := kit.Styled(d.AtMost(4, d.T("agenda.say.evaluation"), w), d.Theme.Muted)
	say := "evaluation.ask"
	switch _, given := evaluation.Own(d.Own, r.InItem); {
	case d.Current().Closed:
		say = "evaluation.too_few"
	case !d.May(method.Contribute):
		say = "evaluation.wait"
	case given:
		say = "evaluation.given"
	}
	return append(append(rows, ""), kit.Indented(d.T(say, "least", tally.Least), w, d.Theme.Muted)...)
}

// scale is how many gave each answer to a question.
func (r *results) scale(d *desk.Desk, scale string, w int) []string {
	counts, answered := r.counted(d).Scales[scale]
	if !answered {
		return nil
	}
	var each []string
	for i, n := range counts {
		each = append(each, fmt.Sprintf("%d: %d", i+1, n))
	}
	return append(d.Heading(d.T("evaluation."+scale), w), kit.Indented(strings.Join(each, "   "), w, theme.Style{})...)
}

func (r *results) Keys(d *desk.Desk) kit.Keys {
	open := !r.counted(d).Said() && !d.Current().Closed
	return kit.Keys{}.
		If(open && d.May(method.Contribute), kit.On("a", d.T("key.answer"), d.Shows(func() desk.Screen { return r.newAnswers(d) }))).
		If(open && d.Steers(), kit.On("c", d.T("key.count"), func() tea.Cmd { return r.count(d) })).
		And(r.Moves(d.Look).Aside(), d.BackKey())
}

// count counts the answers, once the person knows how many there are and that this is for good.
func (r *results) count(d *desk.Desk) tea.Cmd {
	n := d.Watcher.Answered(r.Item)
	if n < tally.Least {
		d.Refuse(refusal.New(refusal.TooFew, "n", n, "least", tally.Least))
		return nil
	}
	if !d.ConfirmForAll("c", "evaluation.sure", "item", r.Item) {
		d.Notice += " " + d.T("evaluation.answered", "n", n)
		return nil
	}
	return d.Do(&evaluation.Count{InItem: r.InItem}, "")
}

// newAnswers asks what the meeting was like; what the person has answered stands there.
func (r *results) newAnswers(d *desk.Desk) desk.Screen {
	own, _ := evaluation.Own(d.Own, r.InItem)
	numbers := []kit.Option{{Label: d.T("evaluation.none")}}
	for n := 1; n <= evaluation.Most; n++ {
		numbers = append(numbers, kit.Option{Value: strconv.Itoa(n), Label: strconv.Itoa(n)})
	}
	var all kit.Questions
	for _, scale := range evaluation.Scales() {
		said := ""
		if n := own.Scales[scale]; n > 0 {
			said = strconv.Itoa(n)
		}
		q := kit.OneField(scale, d.T("evaluation."+scale), said, numbers)
		q.Note = d.T("evaluation.scale_note", "most", evaluation.Most)
		all = append(all, q)
	}
	for _, question := range evaluation.Asked() {
		q := kit.TallField(question, d.T("evaluation."+question), own.Words[question], method.MaxText)
		q.Note = d.T("evaluation.words_note")
		all = append(all, q)
	}
	s := &desk.FormScreen{
		Form: &kit.Form{Fields: all}, Name: session.NameDraft("evaluation", d.Meeting, string(r.Item)), Heading: "evaluation.title", ForAll: true,
	}
	s.Send = func(d *desk.Desk) tea.Cmd {
		return d.Do(&evaluation.Answer{InItem: r.InItem, Answers: read(s.Form)}, s.Name)
	}
	s.Done = func(d *desk.Desk) tea.Cmd {
		d.SayWhile(func() bool { return !r.counted(d).Said() && !d.Current().Closed }, "evaluation.thanks")
		return nil
	}
	return s.Open(d)
}

// read takes the answers from the form, those that were given.
func read(f *kit.Form) evaluation.Answers {
	a := evaluation.Answers{Scales: map[string]int{}, Words: map[string]string{}}
	for _, scale := range evaluation.Scales() {
		if n, err := strconv.Atoi(f.Get(scale)); err == nil {
			a.Scales[scale] = n
		}
	}
	for _, question := range evaluation.Asked() {
		if said := strings.TrimSpace(f.Get(question)); said != "" {
			a.Words[question] = said
		}
	}
	return a
}
