package standing

import (
	"slices"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/tally"
	"github.com/convene-ssh/convene/session/trace"
)

// requireCounting refuses whoever may not say who was there. A meeting that is over can
// still be counted.
func requireCounting(c *session.Community, meeting method.MeetingID, who session.Who) error {
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
	session.Base
	Meeting method.MeetingID `json:"meeting"`
	Member  session.MemberID `json:"member"`
	There   bool             `json:"there"`
}

// Check lets it be said of whoever came in, and of organisers, who look in anywhere.
func (k *CountMember) Check(c *session.Community, who session.Who) error {
	if err := requireCounting(c, k.Meeting, who); err != nil {
		return err
	}
	m, mt := c.Members.Of(k.Member), c.Meetings[k.Meeting]
	if m == nil || mt.Attendance.Of(k.Member) == "" && !m.Organiser() && !mt.Counts(k.Member) || mt.Counts(k.Member) == k.There {
		return refusal.New(refusal.NotFound)
	}
	return nil
}

// Apply corrects it.
func (k *CountMember) Apply(c *session.Community, s session.Stamp) {
	mt := ledger.Edit(c.Tx(), &c.Meetings, k.Meeting)
	ledger.PutOrDelete(c.Tx(), &mt.ByHand, k.Member, k.There, k.There == mt.CameIn(k.Member))
	what := trace.Counted
	if !k.There {
		what = trace.NotCounted
	}
	ledger.EditRoll(c.Tx(), &c.Members, k.Member).Traced(s, trace.Trace{What: what, Meeting: k.Meeting})
}

// CountOthers says how many people were there without a terminal.
type CountOthers struct {
	session.Base
	Meeting  method.MeetingID `json:"meeting"`
	Revision int              `json:"revision,omitempty"` // that the count began from
	tally.Headcount
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
func (k *CountOthers) Check(c *session.Community, who session.Who) error {
	if err := requireCounting(c, k.Meeting, who); err != nil {
		return err
	}
	if mt := c.Meetings[k.Meeting]; mt.OthersRevision != k.Revision {
		return &refusal.Conflict{Revision: mt.OthersRevision, Theirs: mt.Others}
	}
	if k.People < 0 || k.People > session.MaxMembers {
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
func (k *CountOthers) checkCounts(key string, all []tally.Count, check func(of string) error) error {
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
func (k *CountOthers) Apply(c *session.Community, s session.Stamp) {
	mt := ledger.Edit(c.Tx(), &c.Meetings, k.Meeting)
	mt.Others, mt.OthersBy = k.Headcount, s.Author
	mt.OthersRevision++
}
