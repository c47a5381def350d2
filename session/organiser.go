package session

import (
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/refusal"
)

// OrganiseCommunity makes a member an organiser of the community, or no longer,
// for one of the two reasons there are; see [Member].
type OrganiseCommunity struct {
	ledger.Base[*Community]
	Member         MemberID `json:"member"`
	Ends           bool     `json:"ends,omitempty"`
	ByInstallation bool     `json:"by_installation,omitempty"`
}

// Check lets organisers make somebody another, and end that, while there is
// another. What comes from the installation only the Host says.
func (o *OrganiseCommunity) Check(c *Community, who Who) error {
	by, m := c.Members.Of(who.Member), c.Members.Of(o.Member)
	switch {
	case o.ByInstallation && !who.Host:
		return refusal.New(refusal.NotAllowed)
	case o.ByInstallation:
		return nil
	case by == nil || !by.Organiser():
		return refusal.New(refusal.NotAllowed)
	case m == nil || o.Ends && !m.InOwnRight:
		return refusal.New(refusal.NotFound)
	case o.Ends && !m.ByInstallation && !c.organisedBeside(m.ID):
		return refusal.New(refusal.LastOrganiser)
	}
	return nil
}

func (c *Community) organisedBeside(member MemberID) bool {
	for id, m := range c.Members.All() {
		if id != member && m.Organiser() {
			return true
		}
	}
	return false
}

// Apply does it. Who was an organiser in a meeting by a code stays a participant.
func (o *OrganiseCommunity) Apply(c *Community, _ Stamp) {
	m := ledger.EditRoll(c.tx, &c.Members, o.Member)
	if o.ByInstallation {
		m.ByInstallation = !o.Ends
		return
	}
	m.InOwnRight = !o.Ends
	for id, mt := range c.Meetings {
		if o.Ends && mt.Attendance.Of(o.Member) == Organiser {
			ledger.PutRoll(c.tx, &ledger.Edit(c.tx, &c.Meetings, id).Attendance, o.Member, Participant)
		}
	}
}
