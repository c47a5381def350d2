package session

import (
	"slices"
	"strings"

	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
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

// cameIn reports whether somebody is counted where nobody says otherwise: they came in,
// and were not sent out.
func (m *Meeting) cameIn(member MemberID) bool {
	return m.Attendance.Of(member) != "" && m.Out[member] == ""
}

// Counts reports whether somebody is counted as having been there.
func (m *Meeting) Counts(member MemberID) bool {
	if there, said := m.ByHand[member]; said {
		return there
	}
	return m.cameIn(member)
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
	count := func(m *Member) {
		people++
		countries[string(m.Country)]++
		types[string(c.organisationType(m.Organisation))]++
	}
	for id := range mt.Attendance.All() {
		if m := c.Members.Of(id); m != nil && m.Same == "" && mt.Counts(id) {
			count(m)
		}
	}
	for id, there := range mt.ByHand {
		if m := c.Members.Of(id); m != nil && there && mt.Attendance.Of(id) == "" {
			count(m)
		}
	}
	return Headcount{people, told(countries), told(types)}
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

// requireCounting refuses whoever may not say who was there. A meeting that is over can
// still be counted.
func (c *Community) requireCounting(meeting method.MeetingID, who Who) error {
	if err := c.Require(method.Contribute, meeting, who); err != nil {
		return err
	}
	if !c.RoleIn(meeting, who.Member).Counts() {
		return refusal.New(refusal.NotAllowed)
	}
	return nil
}

// CountMember corrects by hand whether somebody was there. The opposite takes it back.
type CountMember struct {
	ledger.Base[*Community]
	Meeting method.MeetingID `json:"meeting"`
	Member  MemberID         `json:"member"`
	There   bool             `json:"there"`
}

// Check lets it be said of whoever came in, and of organisers, who look in anywhere.
func (k *CountMember) Check(c *Community, who Who) error {
	if err := c.requireCounting(k.Meeting, who); err != nil {
		return err
	}
	m, mt := c.Members.Of(k.Member), c.Meetings[k.Meeting]
	if m == nil || mt.Attendance.Of(k.Member) == "" && !m.Organiser() && !mt.Counts(k.Member) || mt.Counts(k.Member) == k.There {
		return refusal.New(refusal.NotFound)
	}
	return nil
}

// Apply corrects it.
func (k *CountMember) Apply(c *Community, s Stamp) {
	mt := ledger.Edit(c.tx, &c.Meetings, k.Meeting)
	ledger.PutOrDelete(c.tx, &mt.ByHand, k.Member, k.There, k.There == mt.cameIn(k.Member))
	what := traceCounted
	if !k.There {
		what = traceNotCounted
	}
	ledger.EditRoll(c.tx, &c.Members, k.Member).traced(s, Trace{What: what, Meeting: k.Meeting})
}

// CountOthers says how many people were there without a terminal.
type CountOthers struct {
	ledger.Base[*Community]
	Meeting  method.MeetingID `json:"meeting"`
	Revision int              `json:"revision,omitempty"` // that the count began from
	Headcount
}

// Tidy makes its words safe.
func (k *CountOthers) Tidy() {
	k.ByCountry = slices.Clone(k.ByCountry)
	for i, c := range k.ByCountry {
		k.ByCountry[i].Of = string(method.TidyCountry(method.Country(c.Of)))
	}
}

// Check takes counts that are no more than the people, and refuses with a
// [refusal.Conflict] what began from an older one.
func (k *CountOthers) Check(c *Community, who Who) error {
	if err := c.requireCounting(k.Meeting, who); err != nil {
		return err
	}
	if mt := c.Meetings[k.Meeting]; mt.OthersRevision != k.Revision {
		return &refusal.Conflict{Revision: mt.OthersRevision, Theirs: mt.Others}
	}
	if k.People < 0 || k.People > MaxMembers {
		return refusal.New(refusal.Invalid, "field", "people")
	}
	if err := k.checkCounts("by_country", k.ByCountry, func(of string) error { return method.Country(of).Check() }); err != nil {
		return err
	}
	return k.checkCounts("by_type", k.ByType, func(of string) error {
		if !field.OneOf(method.OrganisationType(of), method.OrganisationTypes()) {
			return refusal.New(refusal.Invalid, "field", "by_type")
		}
		return nil
	})
}

// maxCounts is by how many countries people are counted at most.
const maxCounts = 300

// checkCounts refuses what is counted twice, and more than there are people.
func (k *CountOthers) checkCounts(key string, all []Count, check func(of string) error) error {
	if len(all) > maxCounts {
		return refusal.New(refusal.Full, "field", key, "max", maxCounts)
	}
	seen, left := map[string]bool{}, k.People
	for _, c := range all {
		if c.Of == "" || seen[c.Of] || c.N < 1 || c.N > left {
			return refusal.New(refusal.Invalid, "field", key)
		}
		if err := check(c.Of); err != nil {
			return err
		}
		seen[c.Of] = true
		left -= c.N
	}
	return nil
}

// Apply counts them.
func (k *CountOthers) Apply(c *Community, s Stamp) {
	mt := ledger.Edit(c.tx, &c.Meetings, k.Meeting)
	mt.Others, mt.OthersBy = k.Headcount, s.Author
	mt.OthersRevision++
}
