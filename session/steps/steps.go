// Package steps is the way through an item of the agenda that is done step by step, such
// as a peer assist: each step has its minutes, and one instruction to everybody.
package steps

import (
	"maps"
	"slices"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// Kinds names every change to where people are on the way; see [session.Kinds].
func Kinds() session.Kinds { return session.Kinds{"step.taken/1": &Take{}} }

// Step is one of a way. Its words are in the catalogues: step.NAME is what it is called,
// and step.say.NAME its instruction.
type Step struct {
	Name    string
	Minutes int
}

// ways are those of the kinds of items that are done step by step. After the last step
// comes the first again, for the next case or the next practice.
var ways = map[method.AgendaKind][]Step{
	method.PeerAssist: {{"case", 10}, {"clarify", 10}, {"ideas", 15}, {"take", 5}},
	method.Exchange:   {{"show", 10}, {"ask", 10}, {"adapt", 10}},
}

// Of is the way through an item of a kind; empty where it has none.
func Of(k method.AgendaKind) []Step { return ways[k] }

// At is where people are on the way.
type At struct {
	Round int // from 1; 0 before the first step
	Step  int // from 1; 0 before the first
}

// Now is where people are in an item of a meeting: before the first step, where its kind
// has no such step any more.
func Now(m *session.Meeting, item method.AgendaID) At {
	a, _ := m.AgendaItem(item)
	if at := *session.ActivityOf[At](m, item); at.Step <= len(Of(a.Kind)) {
		return at
	}
	return At{}
}

// Next is what comes after it on a way of so many steps.
func (a At) Next(steps int) At {
	if a.Step < steps && a.Round > 0 {
		return At{a.Round, a.Step + 1}
	}
	return At{a.Round + 1, 1}
}

// Back is what came before it; itself at the beginning.
func (a At) Back(steps int) At {
	switch {
	case a.Step > 1:
		return At{a.Round, a.Step - 1}
	case a.Round > 1:
		return At{a.Round - 1, steps}
	}
	return a
}

// Take takes everybody one step on or back, opens the item where another one is on, and
// gives the step its minutes.
type Take struct {
	session.InItem
	From     At        `json:"from"` // what the person saw, so that two presses are not two steps
	To       At        `json:"to"`
	Deadline time.Time `json:"deadline"` // decided
}

// Check lets whoever steers take one step from where people are.
func (t *Take) Check(c *session.Community, who session.Who) error {
	if err := c.RequireItem(method.Steer, t.InItem, who, slices.Collect(maps.Keys(ways))...); err != nil {
		return err
	}
	now, n := Now(c.Meetings[t.Meeting], t.Item), len(t.way(c))
	if now != t.From || t.To == now || t.To != now.Next(n) && t.To != now.Back(n) {
		return refusal.New(refusal.StepTaken)
	}
	return nil
}

func (t *Take) way(c *session.Community) []Step {
	a, _ := c.Meetings[t.Meeting].AgendaItem(t.Item)
	return Of(a.Kind)
}

// Decide sets when the step ends.
func (t *Take) Decide(c *session.Community, d session.Decision) {
	t.Deadline = d.At.Add(time.Duration(t.way(c)[t.To.Step-1].Minutes) * time.Minute)
}

// Apply takes it.
func (t *Take) Apply(c *session.Community, s session.Stamp) {
	*session.EditActivity[At](c, s, t.InItem, nil) = t.To
	m := ledger.Edit(c.Tx(), &c.Meetings, t.Meeting)
	m.Current, m.Deadline = t.Item, t.Deadline
	m.Timed = t.Deadline.Sub(s.At)
}
