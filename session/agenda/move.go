package agenda

import (
	"slices"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// Move puts an item one place earlier or later, at the edge of a day onto the
// day beside it. It follows what it stands behind then; the day begins when it did.
type Move struct {
	session.Base
	Meeting method.MeetingID `json:"meeting"`
	Item    method.AgendaID  `json:"item"`
	Earlier bool             `json:"earlier,omitempty"`
}

// Check lets facilitators move what has a place to go to.
func (o *Move) Check(c *session.Community, who session.Who) error {
	if _, err := find(c, o.Meeting, o.Item, who); err != nil {
		return err
	}
	if _, moves := moved(c.Meetings[o.Meeting], o.Item, o.Earlier); !moves {
		return refusal.New(refusal.AgendaEnds)
	}
	return nil
}

// Apply moves it.
func (o *Move) Apply(c *session.Community, _ session.Stamp) {
	if agenda, moves := moved(c.Meetings[o.Meeting], o.Item, o.Earlier); moves {
		c.SetAgenda(o.Meeting, agenda)
	}
}

// moved is the agenda with an item one place earlier or later, if it has that.
func moved(m *session.Meeting, id method.AgendaID, earlier bool) ([]session.AgendaItem, bool) {
	agenda, by := slices.Clone(m.Agenda), 1
	if earlier {
		by = -1
	}
	i := place(agenda, id)
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
func beginning(agenda, before []session.AgendaItem) []session.AgendaItem {
	for i := range agenda {
		if first := i == 0 || agenda[i-1].Day != agenda[i].Day; !first || agenda[i].Start != "" {
			continue
		}
		was := slices.IndexFunc(before, func(a session.AgendaItem) bool { return a.Day == agenda[i].Day })
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

// Extend gives an item more minutes than it has, or fewer. What follows it
// moves with its end.
type Extend struct {
	session.Base
	Meeting method.MeetingID `json:"meeting"`
	Item    method.AgendaID  `json:"item"`
	Minutes int              `json:"minutes"` // more; fewer where it is negative
}

// Check lets facilitators extend an item to a day and shorten it to nothing.
func (e *Extend) Check(c *session.Community, who session.Who) error {
	a, err := find(c, e.Meeting, e.Item, who)
	if err != nil {
		return err
	}
	a.Minutes += e.Minutes
	return a.Check(c.Meetings[e.Meeting].MeetingDetails)
}

// Apply extends it.
func (e *Extend) Apply(c *session.Community, _ session.Stamp) {
	m := c.Meetings[e.Meeting]
	if a, there := m.AgendaItem(e.Item); there {
		a.Minutes += e.Minutes
		c.SetAgenda(e.Meeting, with(m.Agenda, a))
	}
}
