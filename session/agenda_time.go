package session

import (
	"slices"
	"time"

	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// An item with a start of its own begins then, whatever is before it. One without
// follows the item before it on its day, so that whoever gives an item more minutes
// moves what comes after it, up to the next start that holds.

// Timed is an item of an agenda with when it begins.
type Timed struct {
	AgendaItem
	Begins string // 09:30; empty where nothing says it
	Over   int    // how many minutes it runs into the next one, whose start holds
}

// Times are the items of an agenda in its order, with when they begin.
func Times(agenda []AgendaItem) []Timed {
	all := make([]Timed, 0, len(agenda))
	var clock time.Time // when the item before ends
	known := false      // whether anything on this day says when that is
	for i, a := range ordered(agenda) {
		known = known && all[i-1].Day == a.Day
		if start, err := time.Parse(startForm, a.Start); err == nil {
			if known && clock.After(start) {
				all[i-1].Over = int(clock.Sub(start) / time.Minute)
			}
			clock, known = start, true
		}
		t := Timed{AgendaItem: a}
		if known {
			t.Begins = clock.Format(startForm)
			clock = clock.Add(time.Duration(a.Minutes) * time.Minute)
		}
		all = append(all, t)
	}
	return all
}

// Following is an agenda without the starts at which its items begin anyway. Those
// of a kind that holds its start keep it.
func Following(agenda []AgendaItem) []AgendaItem {
	bare := slices.Clone(agenda)
	for i, a := range bare {
		if a.Start == "" || a.Kind.HoldsStart() {
			continue
		}
		bare[i].Start = ""
		for _, t := range Times(bare) {
			if t.ID == a.ID && t.Begins != a.Start {
				bare[i].Start = a.Start
			}
		}
	}
	return bare
}

// MoveAgendaItem puts an item one place earlier or later, at the edge of a day onto the
// day beside it. It follows what it stands behind then; the day begins when it did.
type MoveAgendaItem struct {
	ledger.Base[*Community]
	Meeting method.MeetingID `json:"meeting"`
	Item    method.AgendaID  `json:"item"`
	Earlier bool             `json:"earlier,omitempty"`
}

// Check lets facilitators move what has a place to go to.
func (o *MoveAgendaItem) Check(c *Community, who Who) error {
	if err := c.requireOpen(method.Steer, o.Meeting, who); err != nil {
		return err
	}
	m := c.Meetings[o.Meeting]
	if _, there := m.AgendaItem(o.Item); !there {
		return refusal.New(refusal.NotFound)
	}
	if _, moves := m.moved(o.Item, o.Earlier); !moves {
		return refusal.New(refusal.AgendaEnds)
	}
	return nil
}

// Apply moves it.
func (o *MoveAgendaItem) Apply(c *Community, _ Stamp) {
	m := ledger.Edit(c.tx, &c.Meetings, o.Meeting)
	if agenda, moves := m.moved(o.Item, o.Earlier); moves {
		m.Agenda = ordered(agenda)
		m.Revision++
	}
}

// moved is the agenda with an item one place earlier or later, if it has that.
func (m *Meeting) moved(id method.AgendaID, earlier bool) ([]AgendaItem, bool) {
	agenda, by := slices.Clone(m.Agenda), 1
	if earlier {
		by = -1
	}
	i := slices.IndexFunc(agenda, func(a AgendaItem) bool { return a.ID == id })
	agenda[i].Start = ""
	switch j := i + by; {
	case j >= 0 && j < len(agenda) && agenda[j].Day == agenda[i].Day:
		agenda[i], agenda[j] = agenda[j], agenda[i]
	case agenda[i].Day+by < 1 || agenda[i].Day+by > m.Days():
		return nil, false
	default:
		agenda[i].Day += by
	}
	return beginning(agenda, m.Agenda), true
}

// beginning lets each day of an agenda begin when it did before: its first item has
// the start of the one that was the first, which follows now.
func beginning(agenda, before []AgendaItem) []AgendaItem {
	for i := range agenda {
		if first := i == 0 || agenda[i-1].Day != agenda[i].Day; !first || agenda[i].Start != "" {
			continue
		}
		was := slices.IndexFunc(before, func(a AgendaItem) bool { return a.Day == agenda[i].Day })
		if was < 0 {
			continue
		}
		for j := range agenda {
			if agenda[j].ID == before[was].ID && agenda[j].Day == agenda[i].Day {
				agenda[j].Start = ""
			}
		}
		agenda[i].Start = before[was].Start
	}
	return agenda
}

// ExtendAgendaItem gives an item more minutes than it has, or fewer. What follows it
// moves with its end.
type ExtendAgendaItem struct {
	ledger.Base[*Community]
	Meeting method.MeetingID `json:"meeting"`
	Item    method.AgendaID  `json:"item"`
	Minutes int              `json:"minutes"` // more; fewer where it is negative
}

// Check lets facilitators extend an item to a day and shorten it to nothing.
func (e *ExtendAgendaItem) Check(c *Community, who Who) error {
	if err := c.requireOpen(method.Steer, e.Meeting, who); err != nil {
		return err
	}
	m := c.Meetings[e.Meeting]
	a, there := m.AgendaItem(e.Item)
	if !there {
		return refusal.New(refusal.NotFound)
	}
	a.Minutes += e.Minutes
	return a.check(m.MeetingDetails)
}

// Apply extends it.
func (e *ExtendAgendaItem) Apply(c *Community, _ Stamp) {
	m := ledger.Edit(c.tx, &c.Meetings, e.Meeting)
	if a, there := m.AgendaItem(e.Item); there {
		a.Minutes += e.Minutes
		m.Agenda = m.with(a)
		m.Revision++
	}
}
