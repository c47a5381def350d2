package lens

import (
	"slices"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
)

// Step is an item or an entry in the chain from what was said to what came of it.
type Step struct {
	ID    method.ContributionID
	Depth int // how many links the way there has, from 1
}

// Why walks up from an item or an entry, as far as the readers of a view see: to what it
// came from, and behind each of those to what that came from. Nothing stands there
// twice.
func Why(s *session.Shared, of method.ContributionID) []Step {
	return walk(of, func(id method.ContributionID) []method.ContributionID { return sources(s, id) })
}

// SoWhat walks down: to what came of it, and behind each of those to what came of that.
func SoWhat(s *session.Shared, of method.ContributionID) []Step {
	return walk(of, func(id method.ContributionID) []method.ContributionID {
		var all []method.ContributionID
		for _, e := range s.LedTo(id) {
			all = append(all, method.ContributionID(e.ID))
		}
		return all
	})
}

// sources are what an entry came from and is there to be seen.
func sources(s *session.Shared, id method.ContributionID) []method.ContributionID {
	e := s.Entries[method.EntryID(id)]
	if e == nil {
		return nil
	}
	var all []method.ContributionID
	for _, l := range e.Links() {
		_, it := s.Item(method.ItemID(l.To))
		if it != nil || s.Entries[method.EntryID(l.To)] != nil {
			all = append(all, l.To)
		}
	}
	return all
}

// walk goes from link to link. Two entries may each say that they came from the other.
func walk(of method.ContributionID, next func(method.ContributionID) []method.ContributionID) []Step {
	var steps []Step
	met := map[method.ContributionID]bool{of: true}
	var from func(id method.ContributionID, depth int)
	from = func(id method.ContributionID, depth int) {
		for _, to := range next(id) {
			if !met[to] {
				met[to] = true
				steps = append(steps, Step{to, depth})
				from(to, depth+1)
			}
		}
	}
	from(of, 1)
	return slices.Clip(steps)
}

// Origin is the item of the agenda in which an item or an entry was written, and its
// meeting. It reports false where that is not known, or is on the agenda no more.
func Origin(s *session.Shared, id method.ContributionID) (*session.Meeting, session.AgendaItem, bool) {
	meeting, item := method.MeetingID(""), method.AgendaID("")
	if b, it := s.Item(method.ItemID(id)); it != nil {
		meeting, item = b.Meeting, b.Owner
	} else if e := s.Entries[method.EntryID(id)]; e != nil {
		meeting, item = e.Meeting, e.Agenda
	}
	m := s.Meetings[meeting]
	if m == nil {
		return nil, session.AgendaItem{}, false
	}
	a, there := m.AgendaItem(item)
	return m, a, there
}
