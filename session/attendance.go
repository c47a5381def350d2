package session

import (
	"slices"
	"strings"

	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/tally"
)

// Present lists a meeting's members but those who were sent out, always in the same
// order. Names are sorted where they are shown, because every language sorts them
// otherwise.
func (c *Community) Present(meeting method.MeetingID) []*Member {
	mt := c.Meetings[meeting]
	if mt == nil {
		return nil
	}
	var all []*Member
	for id := range mt.Attendance.All() {
		if m := c.Members.Of(id); m != nil && m.Same == "" && mt.Out[id] == "" {
			all = append(all, m)
		}
	}
	slices.SortFunc(all, func(a, b *Member) int {
		return strings.Compare(string(a.ID), string(b.ID))
	})
	return all
}

// CameIn reports whether somebody is counted where nobody says otherwise: they came in,
// and were not sent out.
func (m *Meeting) CameIn(member MemberID) bool {
	return m.Attendance.Of(member) != "" && m.Out[member] == ""
}

// Counts reports whether somebody is counted as having been there.
func (m *Meeting) Counts(member MemberID) bool {
	if there, said := m.ByHand[member]; said {
		return there
	}
	return m.CameIn(member)
}

// comesIn gives somebody a role in a meeting that is a copy. Whoever comes in after
// the close was not there.
func (m *Meeting) comesIn(tx ledger.Tx, member MemberID, role method.Role) {
	if m.Closed && m.Attendance.Of(member) == "" {
		ledger.Put(tx, &m.ByHand, member, false)
	}
	ledger.PutRoll(tx, &m.Attendance, member, role)
}

// Count is how many of something there are.
type Count struct {
	Of string `json:"of"` // empty for none, or Together
	N  int    `json:"n"`
}

// Together is what people are counted under of whom no count tells more; see
// [tally.Apart].
const Together = "together"

// Headcount is how many people were at a meeting: by country and by type of
// organisation. The two are never crossed: the cells would be people.
type Headcount struct {
	People    int     `json:"people"`
	ByCountry []Count `json:"by_country,omitempty"`
	ByType    []Count `json:"by_type,omitempty"`
}

// Headcount counts who was at a meeting, those without a terminal too; the most
// first, and at the end those who are counted together.
func (c *Community) Headcount(meeting method.MeetingID) Headcount {
	mt := c.Meetings[meeting]
	if mt == nil {
		return Headcount{}
	}
	people, countries, types := mt.Others.People, mt.Others.rest(mt.Others.ByCountry), mt.Others.rest(mt.Others.ByType)
	for _, m := range c.counted(meeting) {
		people++
		countries[string(m.Country)]++
		types[string(c.organisationType(m.Organisation))]++
	}
	return Headcount{people, told(countries), told(types)}
}

// counted are the members who were at a meeting.
func (c *Community) counted(meeting method.MeetingID) []*Member {
	var all []*Member
	mt := c.Meetings[meeting]
	for id := range mt.Attendance.All() {
		if m := c.Members.Of(id); m != nil && m.Same == "" && mt.Counts(id) {
			all = append(all, m)
		}
	}
	for id, there := range mt.ByHand {
		if m := c.Members.Of(id); m != nil && there && mt.Attendance.Of(id) == "" {
			all = append(all, m)
		}
	}
	return all
}

// told are counts that tell of nobody who they are.
func told(n map[string]int) []Count {
	apart, together := tally.Apart(n)
	all := counted(apart)
	if together > 0 {
		all = append(all, Count{Together, together})
	}
	return all
}

// rest are counts by what they are of, with those of whom nothing is said.
func (h Headcount) rest(all []Count) map[string]int {
	n := map[string]int{}
	if h.People > 0 {
		n[""] = h.People
	}
	for _, c := range all {
		n[c.Of] = c.N
		n[""] -= c.N
	}
	return n
}

// counts is how many are of a country.
func (h Headcount) counts(of method.Country) (n int) {
	for _, c := range h.ByCountry {
		if c.Of == string(of) {
			n += c.N
		}
	}
	return n
}

func counted(n map[string]int) []Count {
	var all []Count
	for of, n := range n {
		if n > 0 {
			all = append(all, Count{of, n})
		}
	}
	slices.SortFunc(all, func(a, b Count) int {
		if a.N != b.N {
			return b.N - a.N
		}
		return strings.Compare(a.Of, b.Of)
	})
	return all
}
