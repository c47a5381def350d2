package session

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// AgendaItem is one timed part of a meeting. One whose kind has a layout owns a board
// about what its title says; see [Board].
type AgendaItem struct {
	ID      method.AgendaID   `json:"id"`
	Kind    method.AgendaKind `json:"kind"`
	Title   string            `json:"title"`
	Day     int               `json:"day"`             // 1 for the first
	Start   string            `json:"start,omitempty"` // 09:30, local to the place; see [Times]
	Minutes int               `json:"minutes"`
	Board   method.BoardID    `json:"board,omitempty"`
	Prefix  string            `json:"prefix,omitempty"`  // of the board's codes
	Country method.Country    `json:"country,omitempty"` // that the board is about
}

// MaxAgenda is how many items an agenda may have.
const MaxAgenda = 100

// startForm is how a start is written.
const startForm = "15:04"

// tidyAgenda makes a copy: the form may hold the agenda of a view.
func tidyAgenda(agenda []AgendaItem) []AgendaItem {
	tidy := slices.Clone(agenda)
	for i := range tidy {
		tidy[i].tidy()
	}
	return tidy
}

func (a *AgendaItem) tidy() {
	a.Title, a.Start = field.TidyLine(a.Title), field.TidyLine(a.Start)
	a.Prefix, a.Country = strings.ToUpper(field.TidyLine(a.Prefix)), method.TidyCountry(a.Country)
	if at, err := time.Parse(startForm, a.Start); err == nil {
		a.Start = at.Format(startForm)
	}
}

// ordered is an agenda in the order of days and starts. An item without a start
// stays behind the one that it followed on its day.
func ordered(agenda []AgendaItem) []AgendaItem {
	byDay := slices.SortedStableFunc(slices.Values(agenda), func(a, b AgendaItem) int { return cmp.Compare(a.Day, b.Day) })
	type placed struct {
		AgendaItem
		from string // the start that it has or follows
	}
	var all []placed
	for i, a := range byDay {
		from := a.Start
		if from == "" && i > 0 && byDay[i-1].Day == a.Day {
			from = all[i-1].from
		}
		all = append(all, placed{a, from})
	}
	slices.SortStableFunc(all, func(a, b placed) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.from, b.from))
	})
	for i, a := range all {
		byDay[i] = a.AgendaItem
	}
	return byDay
}

func checkItems(agenda []AgendaItem, d MeetingDetails) error {
	if len(agenda) > MaxAgenda {
		return refusal.New(refusal.Full, "field", "agenda", "max", MaxAgenda)
	}
	seen := map[method.AgendaID]bool{}
	for _, a := range agenda {
		if seen[a.ID] {
			return refusal.New(refusal.Invalid, "field", "agenda")
		}
		if err := a.check(d); err != nil {
			return err
		}
		seen[a.ID] = true
	}
	return nil
}

func (a AgendaItem) check(d MeetingDetails) error {
	if err := field.CheckID(a.ID); err != nil {
		return err
	}
	if a.Kind == "" || !field.OneOf(a.Kind, method.AgendaKinds()) || a.Day < 1 || a.Day > 31 || a.Minutes < 0 || a.Minutes > 24*60 {
		return refusal.New(refusal.Invalid, "field", "agenda")
	}
	if a.Day > d.Days() {
		return refusal.New(refusal.DayBeyond, "field", "agenda", "item", a.Title, "day", a.Day, "n", d.Days())
	}
	if _, err := time.Parse(startForm, a.Start); a.Start != "" && err != nil {
		return refusal.New(refusal.Invalid, "field", "agenda")
	}
	return field.CheckText("subject", a.Title, method.MaxTitle, true)
}

// AgendaItem finds an item of the agenda.
func (m *Meeting) AgendaItem(id method.AgendaID) (AgendaItem, bool) {
	for _, a := range m.Agenda {
		if a.ID == id && id != "" {
			return a, true
		}
	}
	return AgendaItem{}, false
}

// AddAgendaItem adds an item behind another one and on its day, with the board that its
// kind has. Where none is named, that is the one that is on.
type AddAgendaItem struct {
	ledger.Base[*Community]
	Meeting method.MeetingID `json:"meeting"`
	Item    AgendaItem       `json:"item"`
	After   method.AgendaID  `json:"after,omitempty"`
	Budget  int              `json:"budget,omitempty"` // of the board; 0 for the usual
}

// Tidy makes its words safe.
func (a *AddAgendaItem) Tidy() { a.Item.tidy() }

// Check lets facilitators add what an agenda may have.
func (a *AddAgendaItem) Check(c *Community, who Who) error {
	if err := c.requireOpen(method.Steer, a.Meeting, who); err != nil {
		return err
	}
	m, item := c.Meetings[a.Meeting], a.Item
	_, item.Day = m.next(a.After)
	if err := item.check(m.MeetingDetails); err != nil {
		return err
	}
	if err := checkBudget(a.Budget); err != nil {
		return err
	}
	_, there := m.AgendaItem(item.ID)
	switch {
	case there:
		return refusal.New(refusal.Exists, "name", item.Title)
	case len(m.Agenda) >= MaxAgenda:
		return refusal.New(refusal.Full, "max", MaxAgenda)
	}
	return c.checkBoards(a.Meeting, append(slices.Clone(m.Agenda), item))
}

// next is the place behind an item, and its day. Where that is not on the agenda, it is
// behind the one that is on and those without a start that follow it, or behind the
// last one where none is on.
func (m *Meeting) next(after method.AgendaID) (at, day int) {
	if len(m.Agenda) == 0 {
		return 0, 1
	}
	if i := slices.IndexFunc(m.Agenda, func(a AgendaItem) bool { return a.ID == after }); i >= 0 {
		return i + 1, m.Agenda[i].Day
	}
	at = len(m.Agenda)
	if i := slices.IndexFunc(m.Agenda, func(a AgendaItem) bool { return a.ID == m.Current }); i >= 0 {
		at = i + 1
		for at < len(m.Agenda) && m.Agenda[at].Day == m.Agenda[i].Day && m.Agenda[at].Start == "" {
			at++
		}
	}
	return at, m.Agenda[at-1].Day
}

// Decide sets the day, and what is open of the board.
func (a *AddAgendaItem) Decide(c *Community, d Decision) {
	m := c.Meetings[a.Meeting]
	_, a.Item.Day = m.next(a.After)
	agenda := c.decideBoards(a.Meeting, append(slices.Clone(m.Agenda), a.Item), d)
	a.Item = agenda[len(agenda)-1]
}

// Apply adds it.
func (a *AddAgendaItem) Apply(c *Community, _ Stamp) {
	m := ledger.Edit(c.tx, &c.Meetings, a.Meeting)
	at, _ := m.next(a.After)
	m.Agenda = ordered(slices.Insert(slices.Clone(m.Agenda), at, a.Item))
	m.Revision++
	c.applyBoards(m)
	if l := a.Item.Kind.Layout(); a.Budget > 0 && l != nil && l.Voted() {
		ledger.Edit(c.tx, &c.Boards, a.Item.Board).Budget = a.Budget
	}
}

// ChangeAgendaItem changes one item of an agenda, and with it its board.
type ChangeAgendaItem struct {
	ledger.Base[*Community]
	Meeting  method.MeetingID `json:"meeting"`
	Revision int              `json:"revision"` // of the meeting, that the change began from
	Item     AgendaItem       `json:"item"`
	Budget   int              `json:"budget,omitempty"` // of the board; 0 for the one that it has
}

// Tidy makes its words safe.
func (a *ChangeAgendaItem) Tidy() { a.Item.tidy() }

// Check lets facilitators change an item, and refuses with a [refusal.Conflict] what
// began from an older agenda.
func (a *ChangeAgendaItem) Check(c *Community, who Who) error {
	if err := c.requireOpen(method.Steer, a.Meeting, who); err != nil {
		return err
	}
	m := c.Meetings[a.Meeting]
	now, there := m.AgendaItem(a.Item.ID)
	switch b := c.Boards[now.Board]; {
	case !there:
		return refusal.New(refusal.NotFound)
	case m.Revision != a.Revision:
		return &refusal.Conflict{Revision: m.Revision, Theirs: *m}
	case b != nil && b.Phase == method.Voting && a.Budget > 0 && a.Budget != b.Budget:
		return refusal.New(refusal.WrongPhase, "field", "budget", "phase", string(b.Phase))
	}
	if err := a.Item.check(m.MeetingDetails); err != nil {
		return err
	}
	if err := checkBudget(a.Budget); err != nil {
		return err
	}
	return c.checkBoards(a.Meeting, m.with(a.Item))
}

// with is the agenda with another version of an item.
func (m *Meeting) with(a AgendaItem) []AgendaItem {
	agenda := slices.Clone(m.Agenda)
	for i := range agenda {
		if agenda[i].ID == a.ID {
			agenda[i] = a
		}
	}
	return agenda
}

// Decide sets what is open of the board.
func (a *ChangeAgendaItem) Decide(c *Community, d Decision) {
	for _, item := range c.decideBoards(a.Meeting, c.Meetings[a.Meeting].with(a.Item), d) {
		if item.ID == a.Item.ID {
			a.Item = item
		}
	}
}

// Apply changes it.
func (a *ChangeAgendaItem) Apply(c *Community, _ Stamp) {
	m := ledger.Edit(c.tx, &c.Meetings, a.Meeting)
	m.Agenda = ordered(m.with(a.Item))
	m.Revision++
	c.applyBoards(m)
	if l := a.Item.Kind.Layout(); a.Budget > 0 && l != nil && l.Voted() {
		ledger.Edit(c.tx, &c.Boards, a.Item.Board).Budget = a.Budget
	}
}

// RemoveAgendaItem takes an item off the agenda. A board on which there is something
// stays, set aside: whoever steers can put it back; see [AddAgendaItem].
type RemoveAgendaItem struct {
	ledger.Base[*Community]
	Meeting method.MeetingID `json:"meeting"`
	Item    method.AgendaID  `json:"item"`
}

// Check lets facilitators take off what is on the agenda.
func (r *RemoveAgendaItem) Check(c *Community, who Who) error {
	if err := c.requireOpen(method.Steer, r.Meeting, who); err != nil {
		return err
	}
	if _, there := c.Meetings[r.Meeting].AgendaItem(r.Item); !there {
		return refusal.New(refusal.NotFound)
	}
	return nil
}

// Apply takes it off.
func (r *RemoveAgendaItem) Apply(c *Community, _ Stamp) {
	m := ledger.Edit(c.tx, &c.Meetings, r.Meeting)
	m.Agenda = slices.DeleteFunc(slices.Clone(m.Agenda), func(a AgendaItem) bool { return a.ID == r.Item })
	if m.Current == r.Item {
		m.Current, m.Deadline = "", time.Time{}
	}
	m.Revision++
	c.applyBoards(m)
}

// OpenAgendaItem makes an item the current one and stops the timer.
type OpenAgendaItem struct {
	ledger.Base[*Community]
	Meeting method.MeetingID `json:"meeting"`
	Item    method.AgendaID  `json:"item"`
}

// Check lets facilitators open an item that is on the agenda.
func (o *OpenAgendaItem) Check(c *Community, who Who) error {
	if err := c.requireOpen(method.Steer, o.Meeting, who); err != nil {
		return err
	}
	if _, ok := c.Meetings[o.Meeting].AgendaItem(o.Item); !ok {
		return refusal.New(refusal.NotFound)
	}
	return nil
}

// Apply opens it.
func (o *OpenAgendaItem) Apply(c *Community, _ Stamp) {
	mt := ledger.Edit(c.tx, &c.Meetings, o.Meeting)
	mt.Current, mt.Deadline = o.Item, time.Time{}
}

// SetTimer gives the current item so many minutes from now; 0 stops the timer.
type SetTimer struct {
	ledger.Base[*Community]
	Meeting  method.MeetingID `json:"meeting"`
	Minutes  int              `json:"minutes"`
	Deadline time.Time        `json:"deadline"` // decided
}

// Check lets facilitators time the current item, up to a day.
func (t *SetTimer) Check(c *Community, who Who) error {
	if err := c.requireOpen(method.Steer, t.Meeting, who); err != nil {
		return err
	}
	if t.Minutes < 0 || t.Minutes > 24*60 {
		return refusal.New(refusal.Invalid, "field", "minutes")
	}
	if c.Meetings[t.Meeting].Current == "" {
		return refusal.New(refusal.Missing, "field", "agenda")
	}
	return nil
}

// Decide turns minutes into a deadline.
func (t *SetTimer) Decide(_ *Community, d Decision) {
	t.Deadline = time.Time{}
	if t.Minutes > 0 {
		t.Deadline = d.At.Add(time.Duration(t.Minutes) * time.Minute)
	}
}

// Apply sets the deadline.
func (t *SetTimer) Apply(c *Community, _ Stamp) {
	m := ledger.Edit(c.tx, &c.Meetings, t.Meeting)
	m.Deadline, m.Timed = t.Deadline, time.Duration(t.Minutes)*time.Minute
}
