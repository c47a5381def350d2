// Package evaluation is how people say what a meeting was like: on short scales and in
// their own words, unattributed. Nobody reads an answer before all are counted, and fewer
// than [tally.Least] are never counted.
package evaluation

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/tally"
)

// Kinds names every change to an evaluation that the log keeps; see [session.Kinds].
func Kinds() session.Kinds { return session.Kinds{"evaluation.counted/1": &Count{}} }

// The questions. What each asks is in the catalogues under evaluation.NAME.
var (
	scales = []string{"purpose", "heard", "safe", "time", "useful"}
	asked  = []string{"helped", "change"}
)

// Scales are the questions that are answered with a number from 1 to [Most].
func Scales() []string { return slices.Clone(scales) }

// Asked are the questions that are answered in words.
func Asked() []string { return slices.Clone(asked) }

// Most is the best answer on a scale.
const Most = 5

// Answers are those of one person. Each may be left out.
type Answers struct {
	Scales map[string]int    `json:"scales,omitempty"`
	Words  map[string]string `json:"words,omitempty"`
}

// Results are the answers of all once they are counted.
type Results struct {
	People int                  `json:"people"`           // who have answered; 0 before it is counted
	Scales map[string][Most]int `json:"scales,omitempty"` // how many gave 1, 2 …, where enough did
	Words  map[string][]string  `json:"words,omitempty"`  // in an order that tells nothing
}

// Said reports whether people have answered, and were counted.
func (r *Results) Said() bool { return r.People > 0 }

// Of are the results of an item of a meeting.
func Of(m *session.Meeting, item method.AgendaID) *Results {
	return session.ActivityOf[Results](m, item)
}

// For leaves the words to members: they are about people whom only members know.
func (r *Results) For(a method.Audience) any {
	if a == method.Members {
		return r
	}
	return &Results{People: r.People, Scales: r.Scales}
}

// Own are the answers that somebody has given and may still change.
func Own(o *session.Own, in session.InItem) (a Answers, given bool) {
	value := o.Answer(in)
	return a, value != nil && json.Unmarshal(value, &a) == nil
}

// Answer says what the meeting was like, in place of what the person said before. It is
// in no record.
type Answer struct {
	session.InItem
	Answers
}

// Tidy makes its words safe.
func (a *Answer) Tidy() {
	a.Words = maps.Clone(a.Words)
	for question, words := range a.Words {
		a.Words[question] = field.TidyText(words)
	}
}

// Check takes an answer to what is asked, from contributors, until it is counted.
func (a *Answer) Check(c *session.Community, who session.Who) error {
	if err := c.RequireItem(method.Contribute, a.InItem, who, method.Evaluation); err != nil {
		return err
	}
	if Of(c.Meetings[a.Meeting], a.Item).Said() {
		return refusal.New(refusal.Counted)
	}
	return refusal.In(a.check(), "evaluation")
}

// check refuses answers to what is not asked, and none at all.
func (a Answers) check() error {
	for scale, n := range a.Scales {
		if !slices.Contains(scales, scale) || n < 1 || n > Most {
			return refusal.New(refusal.Invalid, "field", scale)
		}
	}
	for question, words := range a.Words {
		if !slices.Contains(asked, question) {
			return refusal.New(refusal.Invalid, "field", question)
		}
		if err := field.CheckText(question, words, method.MaxText, false); err != nil {
			return err
		}
	}
	if len(a.Scales) == 0 && !slices.ContainsFunc(slices.Collect(maps.Values(a.Words)), func(s string) bool { return s != "" }) {
		return refusal.New(refusal.NothingSaid)
	}
	return nil
}

// Shelve keeps it.
func (a *Answer) Shelve(_ *session.Community, who session.Who) []ledger.ShelfWrite {
	return []ledger.ShelfWrite{session.KeepAnswer(a.InItem, who.Member, ledger.Body(a.Answers))}
}

// Apply has nothing to do: answers are on the shelf.
func (a *Answer) Apply(*session.Community, session.Stamp) {}

// Count counts the answers, for all to see, and deletes them.
type Count struct {
	session.InItem
	Results Results `json:"results"` // decided
}

// Check lets whoever steers count, once, and no answers that would tell whose they are.
func (k *Count) Check(c *session.Community, who session.Who) error {
	if err := c.RequireItem(method.Steer, k.InItem, who, method.Evaluation); err != nil {
		return err
	}
	if Of(c.Meetings[k.Meeting], k.Item).Said() {
		return refusal.New(refusal.Counted)
	}
	if n := len(c.Answers(k.InItem)); n < tally.Least {
		return refusal.New(refusal.TooFew, "n", n, "least", tally.Least)
	}
	return nil
}

// Decide adds the answers up.
func (k *Count) Decide(c *session.Community, d session.Decision) {
	given := c.Answers(k.InItem)
	k.Results = Results{People: len(given), Scales: map[string][Most]int{}, Words: map[string][]string{}}
	for _, value := range given {
		var a Answers
		if err := json.Unmarshal(value, &a); err != nil {
			panic(fmt.Sprint("evaluation: an answer that was not checked: ", err))
		}
		k.Results.add(a)
	}
	maps.DeleteFunc(k.Results.Scales, func(_ string, counts [Most]int) bool { return sum(counts) < tally.Least })
	k.Results.shuffle(d.Random)
}

func sum(counts [Most]int) (n int) {
	for _, c := range counts {
		n += c
	}
	return n
}

func (r *Results) add(a Answers) {
	for scale, n := range a.Scales {
		counts := r.Scales[scale]
		counts[n-1]++
		r.Scales[scale] = counts
	}
	for question, words := range a.Words {
		if words != "" {
			r.Words[question] = append(r.Words[question], words)
		}
	}
}

// shuffle gives the words of each question an order of their own, so that nobody learns
// who answered first, or which two answers are one person's.
func (r *Results) shuffle(random io.Reader) {
	var all [][]string
	for _, question := range asked {
		slices.Sort(r.Words[question]) // they come from a map
		all = append(all, r.Words[question])
	}
	method.Shuffle(random, all...)
}

// Shelve deletes the answers.
func (k *Count) Shelve(c *session.Community, _ session.Who) []ledger.ShelfWrite {
	return c.ForgetAnswers(k.InItem)
}

// Apply shows what they add up to.
func (k *Count) Apply(c *session.Community, s session.Stamp) {
	bare := &Count{k.InItem, Results{People: k.Results.People, Scales: k.Results.Scales}}
	*session.EditActivity[Results](c, s, k.InItem, bare) = k.Results
}
