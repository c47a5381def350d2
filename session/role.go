package session

import (
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// RoleIn is the member's role in a meeting: organiser anywhere, otherwise what
// they joined that meeting as. It is empty for somebody who is not in it.
func (c *Community) RoleIn(meeting method.MeetingID, member MemberID) method.Role {
	m := c.Members.Of(member)
	if m == nil {
		return ""
	}
	if m.Organiser() {
		return method.Organiser
	}
	if mt := c.Meetings[meeting]; mt != nil {
		return mt.Attendance.Of(member)
	}
	return ""
}

// Require refuses unless the person's role in the meeting includes the right.
func (c *Community) Require(right method.Right, meeting method.MeetingID, who Who) error {
	if c.Meetings[meeting] == nil {
		return refusal.New(refusal.NotFound)
	}
	if !c.RoleIn(meeting, who.Member).May(right) {
		return refusal.New(refusal.NotAllowed)
	}
	return nil
}

// requireOpen is Require for changes that a closed meeting no longer takes.
func (c *Community) requireOpen(right method.Right, meeting method.MeetingID, who Who) error {
	if err := c.Require(right, meeting, who); err != nil {
		return err
	}
	if c.Meetings[meeting].Closed {
		return refusal.New(refusal.MeetingClosed)
	}
	return nil
}

// RequireGiving refuses whoever does not steer the meeting, or would give somebody
// more than they have: neither rights nor what may be read.
func (c *Community) RequireGiving(by MemberID, meeting method.MeetingID, role method.Role, reads method.Audience) error {
	if err := c.Require(method.Steer, meeting, Who{Member: by}); err != nil {
		return err
	}
	if !c.RoleIn(meeting, by).May(role.Rights()) || !c.AudienceOf(by).Reads(reads) {
		return refusal.New(refusal.NotAllowed)
	}
	return nil
}

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
		if o.Ends && mt.Attendance.Of(o.Member) == method.Organiser {
			ledger.PutRoll(c.tx, &ledger.Edit(c.tx, &c.Meetings, id).Attendance, o.Member, method.Participant)
		}
	}
}
