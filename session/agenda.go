package session

import (
	"cmp"
	"slices"
	"time"

	"github.com/convene-ssh/convene/session/ledger"
)

// AgendaKind is what people do in an agenda item. Source: method.md.
type AgendaKind string

// The kinds of agenda item.
const (
	Plenary         AgendaKind = "plenary"
	Panel           AgendaKind = "panel"
	WorkingGroup    AgendaKind = "working-group"
	Roundtable      AgendaKind = "roundtable"
	Round           AgendaKind = "round"
	ContextBoard    AgendaKind = "context"
	SWOT            AgendaKind = "swot"
	Strategies      AgendaKind = "strategies"
	Exchange        AgendaKind = "exchange"
	PeerAssist      AgendaKind = "peer-assist"
	ReviewPromises  AgendaKind = "review"
	JointStatements AgendaKind = "joint-statement"
	CommitmentRound AgendaKind = "commitments"
	ActionPlanning  AgendaKind = "actions"
	Topics          AgendaKind = "topics"
	Visioning       AgendaKind = "visioning"
	Evaluation      AgendaKind = "evaluation"
)

// AgendaKinds lists the kinds.
func AgendaKinds() []AgendaKind {
	return []AgendaKind{Plenary, Panel, WorkingGroup, Roundtable, Round, ContextBoard, SWOT, Strategies,
		Exchange, PeerAssist, ReviewPromises, JointStatements, CommitmentRound, ActionPlanning, Topics,
		Visioning, Evaluation}
}

// AgendaItem is one timed part of a meeting.
type AgendaItem struct {
	ID      AgendaID   `json:"id"`
	Kind    AgendaKind `json:"kind"`
	Title   string     `json:"title"`
	Day     int        `json:"day"`             // 1 for the first
	Start   string     `json:"start,omitempty"` // 09:30, local to the place
	Minutes int        `json:"minutes"`
}

// MaxAgenda is how many items an agenda may have.
const MaxAgenda = 100

// startForm is how a start is written.
const startForm = "15:04"

// tidyAgenda makes a copy: the form may hold the agenda of a view.
func tidyAgenda(agenda []AgendaItem) []AgendaItem {
	tidy := slices.Clone(agenda)
	for i := range tidy {
		tidy[i].Title, tidy[i].Start = line(tidy[i].Title), line(tidy[i].Start)
		if at, err := time.Parse(startForm, tidy[i].Start); err == nil {
			tidy[i].Start = at.Format(startForm)
		}
	}
	return tidy
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

func checkAgenda(agenda []AgendaItem, d MeetingDetails) error {
	if len(agenda) > MaxAgenda {
		return Refuse(Full, "field", "agenda", "max", MaxAgenda)
	}
	seen := map[AgendaID]bool{}
	for _, a := range agenda {
		if err := checkID(a.ID); err != nil {
			return err
		}
		if seen[a.ID] || a.Kind == "" || !oneOf(a.Kind, AgendaKinds()) ||
			a.Day < 1 || a.Day > 31 || a.Minutes < 0 || a.Minutes > 24*60 {
			return Refuse(Invalid, "field", "agenda")
		}
		if a.Day > d.Days() {
			return Refuse(DayBeyond, "field", "agenda", "item", a.Title, "day", a.Day, "n", d.Days())
		}
		if _, err := time.Parse(startForm, a.Start); a.Start != "" && err != nil {
			return Refuse(Invalid, "field", "agenda")
		}
		if err := checkText("agenda", a.Title, MaxTitle, true); err != nil {
			return err
		}
		seen[a.ID] = true
	}
	return nil
}

// AgendaItem finds an item of the agenda.
func (m *Meeting) AgendaItem(id AgendaID) (AgendaItem, bool) {
	for _, a := range m.Agenda {
		if a.ID == id && id != "" {
			return a, true
		}
	}
	return AgendaItem{}, false
}

// OpenAgendaItem makes an item the current one and stops the timer.
type OpenAgendaItem struct {
	ledger.Base[*Community]
	Meeting MeetingID `json:"meeting"`
	Item    AgendaID  `json:"item"`
}

// Check lets facilitators open an item that is on the agenda.
func (o *OpenAgendaItem) Check(c *Community, who Who) error {
	if err := c.requireOpen(Steer, o.Meeting, who); err != nil {
		return err
	}
	if _, ok := c.Meetings[o.Meeting].AgendaItem(o.Item); !ok {
		return Refuse(NotFound)
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
	Meeting  MeetingID `json:"meeting"`
	Minutes  int       `json:"minutes"`
	Deadline time.Time `json:"deadline"` // decided
}

// Check lets facilitators time the current item, up to a day.
func (t *SetTimer) Check(c *Community, who Who) error {
	if err := c.requireOpen(Steer, t.Meeting, who); err != nil {
		return err
	}
	if t.Minutes < 0 || t.Minutes > 24*60 {
		return Refuse(Invalid, "field", "minutes")
	}
	if c.Meetings[t.Meeting].Current == "" {
		return Refuse(Missing, "field", "agenda")
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
	ledger.Edit(c.tx, &c.Meetings, t.Meeting).Deadline = t.Deadline
}
