// Package agenda holds what people change of a meeting's agenda, and when its items
// begin. The items themselves are [session.AgendaItem]; those whose kind has a layout
// own a board.
package agenda

import (
	"slices"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// Kinds names every change to an agenda; see [session.Kinds].
func Kinds() session.Kinds {
	return session.Kinds{
		"agenda.added/1":    &Add{},
		"agenda.changed/1":  &Change{},
		"agenda.removed/1":  &Remove{},
		"agenda.moved/1":    &Move{},
		"agenda.extended/1": &Extend{},
		"agenda.opened/1":   &Open{},
		"agenda.timed/1":    &SetTimer{},
	}
}

// Add adds an item behind another one and on its day, with the board that its kind has.
// Where none is named, that is the one that is on.
type Add struct {
	session.Base
	Meeting method.MeetingID   `json:"meeting"`
	Item    session.AgendaItem `json:"item"`
	After   method.AgendaID    `json:"after,omitempty"`
	Budget  int                `json:"budget,omitempty"` // of the board; 0 for the usual
	Way     layout.Way         `json:"way,omitempty"`    // of its votes; empty for the usual
}

// Tidy makes its words safe.
func (a *Add) Tidy() { a.Item.Tidy() }

// Check lets facilitators add what an agenda may have.
func (a *Add) Check(c *session.Community, who session.Who) error {
	if err := c.RequireOpen(method.Steer, a.Meeting, who); err != nil {
		return err
	}
	m, item := c.Meetings[a.Meeting], a.Item
	_, item.Day = next(m, a.After)
	if err := item.Check(m.MeetingDetails); err != nil {
		return err
	}
	if err := session.CheckVote(a.Way, a.Budget); err != nil {
		return err
	}
	_, there := m.AgendaItem(item.ID)
	switch {
	case there:
		return refusal.New(refusal.Exists, "name", item.Title)
	case len(m.Agenda) >= session.MaxAgenda:
		return refusal.New(refusal.Full, "max", session.MaxAgenda)
	}
	return c.CheckBoards(a.Meeting, append(slices.Clone(m.Agenda), item))
}

// next is the place behind an item, and its day. Where that is not on the agenda, it is
// behind the one that is on and those without a start that follow it, or behind the
// last one where none is on.
func next(m *session.Meeting, after method.AgendaID) (at, day int) {
	if len(m.Agenda) == 0 {
		return 0, 1
	}
	if i := place(m.Agenda, after); i >= 0 {
		return i + 1, m.Agenda[i].Day
	}
	at = len(m.Agenda)
	if i := place(m.Agenda, m.Current); i >= 0 {
		at = i + 1
		for at < len(m.Agenda) && m.Agenda[at].Day == m.Agenda[i].Day && m.Agenda[at].Start == "" {
			at++
		}
	}
	return at, m.Agenda[at-1].Day
}

// place is where an item stands on an agenda, or -1.
func place(agenda []session.AgendaItem, id method.AgendaID) int {
	return slices.IndexFunc(agenda, func(a session.AgendaItem) bool { return a.ID == id })
}

// Decide sets the day, and what is open of the board.
func (a *Add) Decide(c *session.Community, d session.Decision) {
	m := c.Meetings[a.Meeting]
	_, a.Item.Day = next(m, a.After)
	agenda := c.DecideBoards(a.Meeting, append(slices.Clone(m.Agenda), a.Item), d)
	a.Item = agenda[len(agenda)-1]
}

// Apply adds it.
func (a *Add) Apply(c *session.Community, _ session.Stamp) {
	m := c.Meetings[a.Meeting]
	at, _ := next(m, a.After)
	c.SetAgenda(a.Meeting, slices.Insert(slices.Clone(m.Agenda), at, a.Item))
	give(c, a.Item, a.Way, a.Budget)
}

// give says how people vote on the board of an item, where there is a vote. One that is
// open goes on as it was opened.
func give(c *session.Community, item session.AgendaItem, w layout.Way, budget int) {
	if l := item.Kind.Layout(); l != nil && l.Voted() && c.Boards[item.Board].Phase != layout.Voting {
		ledger.Edit(c.Tx(), &c.Boards, item.Board).Vote(w, budget)
	}
}

// Change changes one item of an agenda, and with it its board.
type Change struct {
	session.Base
	Meeting  method.MeetingID   `json:"meeting"`
	Revision int                `json:"revision"` // of the meeting, that the change began from
	Item     session.AgendaItem `json:"item"`
	Budget   int                `json:"budget,omitempty"` // of the board; 0 for the one that it has
	Way      layout.Way         `json:"way,omitempty"`    // the same
}

// Tidy makes its words safe.
func (a *Change) Tidy() { a.Item.Tidy() }

// Check lets facilitators change an item, and refuses with a [refusal.Conflict] what
// began from an older agenda.
func (a *Change) Check(c *session.Community, who session.Who) error {
	now, err := find(c, a.Meeting, a.Item.ID, who)
	if err != nil {
		return err
	}
	m := c.Meetings[a.Meeting]
	switch b := c.Boards[now.Board]; {
	case m.Revision != a.Revision:
		return &refusal.Conflict{Revision: m.Revision, Theirs: *m.SeenBy(c.AudienceOf(who.Member))}
	case b != nil && b.Phase == layout.Voting && a.Way != "" && a.Way != b.Way:
		return refusal.New(refusal.WrongPhase, "field", "way", "phase", string(b.Phase))
	case b != nil && b.Phase == layout.Voting && a.Budget > 0 && a.Budget != b.Budget:
		return refusal.New(refusal.WrongPhase, "field", "budget", "phase", string(b.Phase))
	}
	if err := a.Item.Check(m.MeetingDetails); err != nil {
		return err
	}
	if err := session.CheckVote(a.Way, a.Budget); err != nil {
		return err
	}
	if err := c.KeepsAnswers(a.Meeting, with(m.Agenda, a.Item)); err != nil {
		return err
	}
	return c.CheckBoards(a.Meeting, with(m.Agenda, a.Item))
}

// find is an item that the person may change, which facilitators may.
func find(c *session.Community, meeting method.MeetingID, id method.AgendaID, who session.Who) (session.AgendaItem, error) {
	if err := c.RequireOpen(method.Steer, meeting, who); err != nil {
		return session.AgendaItem{}, err
	}
	a, there := c.Meetings[meeting].AgendaItem(id)
	if !there {
		return session.AgendaItem{}, refusal.New(refusal.NotFound)
	}
	return a, nil
}

// with is the agenda with another version of an item.
func with(agenda []session.AgendaItem, a session.AgendaItem) []session.AgendaItem {
	agenda = slices.Clone(agenda)
	if i := place(agenda, a.ID); i >= 0 {
		agenda[i] = a
	}
	return agenda
}

// Decide sets what is open of the board.
func (a *Change) Decide(c *session.Community, d session.Decision) {
	agenda := c.DecideBoards(a.Meeting, with(c.Meetings[a.Meeting].Agenda, a.Item), d)
	a.Item = agenda[place(agenda, a.Item.ID)]
}

// Apply changes it.
func (a *Change) Apply(c *session.Community, _ session.Stamp) {
	c.SetAgenda(a.Meeting, with(c.Meetings[a.Meeting].Agenda, a.Item))
	give(c, a.Item, a.Way, a.Budget)
}

// Remove takes an item off the agenda. A board on which there is something stays, set
// aside: whoever steers can put it back; see [Add].
type Remove struct {
	session.Base
	Meeting method.MeetingID `json:"meeting"`
	Item    method.AgendaID  `json:"item"`
}

// Check lets facilitators take off what is on the agenda, unless answers wait there.
func (r *Remove) Check(c *session.Community, who session.Who) error {
	if _, err := find(c, r.Meeting, r.Item, who); err != nil {
		return err
	}
	return c.KeepsAnswers(r.Meeting, r.without(c))
}

// without is the agenda without the item.
func (r *Remove) without(c *session.Community) []session.AgendaItem {
	return slices.DeleteFunc(slices.Clone(c.Meetings[r.Meeting].Agenda), func(a session.AgendaItem) bool { return a.ID == r.Item })
}

// Apply takes it off.
func (r *Remove) Apply(c *session.Community, _ session.Stamp) {
	c.SetAgenda(r.Meeting, r.without(c))
}

// Open makes an item the current one and stops the timer. From then on no last day holds for
// its board.
type Open struct {
	session.Base
	Meeting method.MeetingID `json:"meeting"`
	Item    method.AgendaID  `json:"item"`
}

// Check lets facilitators open an item that is on the agenda.
func (o *Open) Check(c *session.Community, who session.Who) error {
	a, err := find(c, o.Meeting, o.Item, who)
	if err == nil && c.Meetings[o.Meeting].Current == o.Item {
		return refusal.New(refusal.IsOn, "name", a.Title)
	}
	return err
}

// Apply opens it.
func (o *Open) Apply(c *session.Community, _ session.Stamp) {
	if a, _ := c.Meetings[o.Meeting].AgendaItem(o.Item); a.Before != "" {
		a.Before = ""
		c.SetAgenda(o.Meeting, with(c.Meetings[o.Meeting].Agenda, a))
	}
	m := ledger.Edit(c.Tx(), &c.Meetings, o.Meeting)
	m.Current, m.Deadline = o.Item, time.Time{}
}

// SetTimer gives the current item so many minutes from now; 0 stops the timer.
type SetTimer struct {
	session.Base
	Meeting  method.MeetingID `json:"meeting"`
	Item     method.AgendaID  `json:"item,omitempty"` // that is meant; empty for the one that is on
	Minutes  int              `json:"minutes"`
	Deadline time.Time        `json:"deadline"` // decided
}

// Check lets facilitators time the current item, up to a day.
func (t *SetTimer) Check(c *session.Community, who session.Who) error {
	if err := c.RequireOpen(method.Steer, t.Meeting, who); err != nil {
		return err
	}
	if t.Minutes < 0 || t.Minutes > 24*60 {
		return refusal.New(refusal.Invalid, "field", "minutes")
	}
	switch on := c.Meetings[t.Meeting].Current; {
	case on == "":
		return refusal.New(refusal.Missing, "field", "agenda")
	case t.Item != "" && t.Item != on:
		return refusal.New(refusal.AnotherIsOn)
	}
	return nil
}

// Decide turns minutes into a deadline.
func (t *SetTimer) Decide(_ *session.Community, d session.Decision) {
	t.Deadline = time.Time{}
	if t.Minutes > 0 {
		t.Deadline = d.At.Add(time.Duration(t.Minutes) * time.Minute)
	}
}

// Apply sets the deadline.
func (t *SetTimer) Apply(c *session.Community, _ session.Stamp) {
	m := ledger.Edit(c.Tx(), &c.Meetings, t.Meeting)
	m.Deadline, m.Timed = t.Deadline, time.Duration(t.Minutes)*time.Minute
}
