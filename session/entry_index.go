package session

import (
	"slices"
	"strings"
	"sync"
)

// entryIndex keeps the entries of a view in the orders in which people look for
// them. It is made once, and taken on by the views after it until an entry changes.
type entryIndex struct {
	all  []*Entry
	made map[inMeeting][]*Entry      // by number
	led  map[ContributionID][]*Entry // what came from it, by register and number
	open []*Entry                    // by register and number
	code map[string]*Entry
}

func newEntryIndex(c *Community) func() *entryIndex {
	return sync.OnceValue(func() *entryIndex {
		x := &entryIndex{
			all: c.entries(), made: map[inMeeting][]*Entry{}, led: map[ContributionID][]*Entry{}, code: map[string]*Entry{},
		}
		for _, e := range x.all {
			here := inMeeting{e.Register.Name, e.Meeting}
			x.made[here] = append(x.made[here], e)
			x.code[e.Code()] = e
			if e.Open() {
				x.open = append(x.open, e)
			}
			for _, l := range e.Links() {
				if all := x.led[l.To]; len(all) == 0 || all[len(all)-1] != e {
					x.led[l.To] = append(all, e)
				}
			}
		}
		return x
	})
}

// entries lists all there are, by register and number.
func (c *Community) entries() []*Entry {
	place := map[*Register]int{}
	for i, r := range c.Registers {
		place[r] = i
	}
	var all []*Entry
	for _, e := range c.Entries {
		all = append(all, e)
	}
	slices.SortFunc(all, func(a, b *Entry) int {
		if a.Register != b.Register {
			return place[a.Register] - place[b.Register]
		}
		return a.Number - b.Number
	})
	return all
}

// EntriesOf lists what a meeting added to a register, by number. Nobody may change
// the list.
func (s *Shared) EntriesOf(r *Register, meeting MeetingID) []*Entry {
	return s.index().made[inMeeting{r.Name, meeting}]
}

// LedTo lists the entries that came from an item or an entry: the links walked
// downwards. Nobody may change the list.
func (s *Shared) LedTo(id ContributionID) []*Entry { return s.index().led[id] }

// OpenEntries lists what is still to be done, by register and number. Nobody may
// change the list.
func (s *Shared) OpenEntries() []*Entry { return s.index().open }

// EntryCoded finds an entry by its code, whatever the case.
func (s *Shared) EntryCoded(code string) *Entry { return s.index().code[strings.ToUpper(code)] }

// RegisterNamed is the register of that name, nil where there is none.
func (c *Community) RegisterNamed(name string) *Register {
	for _, r := range c.Registers {
		if r.Name == name {
			return r
		}
	}
	return nil
}

// Reviewed lists the entries that a meeting has before it: those of earlier meetings
// that no meeting in between has ended. What is over by the account of those who
// promised it is among them, because no meeting has said so yet. They stand by
// register and number.
func (s *Shared) Reviewed(m *Meeting) []*Entry {
	var all []*Entry
	for _, e := range s.index().all {
		if e.Register.Promises() && s.Meetings[e.Meeting].Number < m.Number && s.cameTo(e, m) {
			all = append(all, e)
		}
	}
	return all
}

// cameTo reports whether an entry of an earlier meeting had not ended before a
// meeting. What was taken back is there only where it has decided about it.
func (c *Community) cameTo(e *Entry, m *Meeting) bool {
	came, last := !e.TakenBack, 0
	for _, r := range e.Readings {
		if r.Kind != Decided {
			continue
		}
		switch n := c.Meetings[r.Meeting].Number; {
		case n == m.Number:
			return true
		case n < m.Number && n >= last: // the last word of the last of those meetings
			came, last = !e.TakenBack && !r.Outcome.ends(), n
		}
	}
	return came
}
