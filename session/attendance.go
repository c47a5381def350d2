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

// Headcount counts who was at a meeting, those without a terminal too; the most
// first, and at the end those who are counted together.
func (c *Community) Headcount(meeting method.MeetingID) tally.Headcount {
	mt := c.Meetings[meeting]
	if mt == nil {
		return tally.Headcount{}
	}
	others := mt.Others
	people, countries, types := others.People, tally.Rest(others.People, others.ByCountry), tally.Rest(others.People, others.ByType)
	for _, m := range c.counted(meeting) {
		people++
		countries[string(m.Country)]++
		types[string(c.organisationType(m.Organisation))]++
	}
	return tally.Headcount{People: people, ByCountry: tally.Told(countries), ByType: tally.Told(types)}
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
