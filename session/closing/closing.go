// Package closing is what a meeting says about itself at its end: whether it has met its
// objectives, and whose meeting it was.
package closing

import (
	"maps"
	"slices"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// Kinds names every change to it; see [session.Kinds].
func Kinds() session.Kinds {
	return session.Kinds{"objective.scored/1": &Score{}, "meeting.reflected/1": &Reflect{}}
}

// Met is how far an objective was met.
type Met string

// How far.
const (
	Fully  Met = "met"
	Partly Met = "partly"
	NotMet Met = "not-met"
)

// Scores lists them, the best first.
func Scores() []Met { return []Met{Fully, Partly, NotMet} }

// Scored is how far an objective was met, with a line why.
type Scored struct {
	Met Met    `json:"met"`
	Why string `json:"why"`
}

// questions are those of the check against tokenism. Each is in the catalogues as
// reflection.NAME. Source: method.md, "Lived experience".
var questions = []string{"words", "time", "decided", "paid"}

// Questions are what a meeting asks itself about whose it was.
func Questions() []string { return slices.Clone(questions) }

// Outcome is what a meeting has said about itself.
type Outcome struct {
	Scores     map[string]Scored // by how the objective was called first; see [ScoreOf]
	Reflection map[string]string // the answer to each question
	// Revision of the reflection, from 1; 0 before the first answers.
	Revision int
}

// Of is the outcome of a meeting.
func Of(m *session.Meeting) *Outcome { return session.ActivityOf[Outcome](m, "") }

// ScoreOf is how far an objective of a meeting was met, where somebody has said that.
func ScoreOf(m *session.Meeting, objective string) (s Scored, scored bool) {
	s, scored = Of(m).Scores[m.FirstCalled(objective)]
	return s, scored
}

// For leaves the reflection to members.
func (o *Outcome) For(a method.Audience) any {
	if a == method.Members {
		return o
	}
	return &Outcome{Scores: o.Scores}
}

// edit is the outcome of a meeting, as a copy.
func edit(c *session.Community, s session.Stamp, meeting method.MeetingID, bare any) *Outcome {
	return session.EditActivity[Outcome](c, s, session.InItem{Meeting: meeting}, bare)
}

// Score says how far an objective of a meeting was met.
type Score struct {
	session.Base
	Meeting   method.MeetingID `json:"meeting"`
	Objective string           `json:"objective"`
	Scored
}

// Tidy makes its words safe.
func (k *Score) Tidy() { k.Why = field.TidyLine(k.Why) }

// Check lets whoever steers score an objective that the meeting has. Why is always said.
func (k *Score) Check(c *session.Community, who session.Who) error {
	if err := c.RequireOpen(method.Steer, k.Meeting, who); err != nil {
		return err
	}
	switch {
	case !slices.Contains(c.Meetings[k.Meeting].Objectives, k.Objective):
		return refusal.New(refusal.NotFound)
	case !slices.Contains(Scores(), k.Met):
		return refusal.New(refusal.Invalid, "field", "met")
	}
	return field.CheckText("why", k.Why, method.MaxItem, true)
}

// Apply scores it.
func (k *Score) Apply(c *session.Community, s session.Stamp) {
	o := edit(c, s, k.Meeting, &Score{Meeting: k.Meeting, Objective: k.Objective, Scored: Scored{Met: k.Met}})
	o.Scores = maps.Clone(o.Scores)
	if o.Scores == nil {
		o.Scores = map[string]Scored{}
	}
	o.Scores[c.Meetings[k.Meeting].FirstCalled(k.Objective)] = k.Scored
}

// Reflect answers whose meeting it was.
type Reflect struct {
	session.Base
	Meeting  method.MeetingID  `json:"meeting"`
	Revision int               `json:"revision,omitempty"` // that the answers began from
	Answers  map[string]string `json:"answers"`
}

// Tidy makes its words safe.
func (r *Reflect) Tidy() {
	r.Answers = maps.Clone(r.Answers)
	for question, said := range r.Answers {
		r.Answers[question] = field.TidyText(said)
	}
}

// Check lets those answer what is asked who steer and read the answers, and refuses with a
// [refusal.Conflict] what began from older ones.
func (r *Reflect) Check(c *session.Community, who session.Who) error {
	if err := c.RequireOpen(method.Steer, r.Meeting, who); err != nil {
		return err
	}
	if !c.AudienceOf(who.Member).Reads(method.Members) {
		return refusal.New(refusal.NotAllowed)
	}
	if now := Of(c.Meetings[r.Meeting]); now.Revision != r.Revision {
		return &refusal.Conflict{Revision: now.Revision, Theirs: now.Reflection}
	}
	for question, said := range r.Answers {
		if !slices.Contains(questions, question) {
			return refusal.New(refusal.Invalid, "field", question)
		}
		if err := field.CheckText(question, said, method.MaxText, false); err != nil {
			return err
		}
	}
	return nil
}

// Apply keeps the answers.
func (r *Reflect) Apply(c *session.Community, s session.Stamp) {
	o := edit(c, s, r.Meeting, &Reflect{Meeting: r.Meeting, Revision: r.Revision})
	o.Reflection = r.Answers
	o.Revision++
}
