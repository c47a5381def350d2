package session

import "github.com/convene-ssh/convene/session/refusal"

// Role is what somebody does in a meeting. Source: method.md, "Who".
type Role string

// The roles. Organiser belongs to the community and holds in all its meetings.
const (
	Organiser   Role = "organiser"
	Facilitator Role = "facilitator"
	Scribe      Role = "scribe"
	Interpreter Role = "interpreter"
	Participant Role = "participant"
	Observer    Role = "observer"
)

// Roles lists every role, the one with the most rights first.
func Roles() []Role {
	return []Role{Organiser, Facilitator, Scribe, Participant, Interpreter, Observer}
}

// Valid reports whether it is one of the roles.
func (r Role) Valid() bool { return r.rights() != 0 }

// Right is one thing that a role may do.
type Right uint8

// The rights.
const (
	Read       Right = 1 << iota // see what is shared with one's audience
	Contribute                   // items, commitments, actions
	Vote                         // spend dots
	Steer                        // agenda, phases, timer; move and withdraw what others wrote
	Export                       // take the outcomes away
	Organise                     // meetings, invitations
)

// May reports whether the role includes the right.
func (r Role) May(right Right) bool { return r.rights()&right == right }

// Above reports whether the role has every right of the other, and more. Some
// roles have the same rights: neither of two such roles is above the other.
func (r Role) Above(o Role) bool { return r.May(o.rights()) && r.rights() != o.rights() }

func (r Role) rights() Right {
	switch r {
	case Organiser:
		return Read | Contribute | Vote | Steer | Export | Organise
	case Facilitator:
		return Read | Contribute | Vote | Steer | Export
	case Scribe, Participant:
		return Read | Contribute | Vote
	case Interpreter, Observer:
		return Read
	}
	return 0
}

// RoleIn is the member's role in a meeting: organiser anywhere, otherwise what
// they joined that meeting as. It is empty for somebody who is not in it.
func (c *Community) RoleIn(meeting MeetingID, member MemberID) Role {
	m := c.Members.Of(member)
	if m == nil {
		return ""
	}
	if m.Organiser() {
		return Organiser
	}
	if mt := c.Meetings[meeting]; mt != nil {
		return mt.Attendance.Of(member)
	}
	return ""
}

// Require refuses unless the person's role in the meeting includes the right.
func (c *Community) Require(right Right, meeting MeetingID, who Who) error {
	if c.Meetings[meeting] == nil {
		return refusal.New(refusal.NotFound)
	}
	if !c.RoleIn(meeting, who.Member).May(right) {
		return refusal.New(refusal.NotAllowed)
	}
	return nil
}

// requireOpen is Require for changes that a closed meeting no longer takes.
func (c *Community) requireOpen(right Right, meeting MeetingID, who Who) error {
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
func (c *Community) RequireGiving(by MemberID, meeting MeetingID, role Role, reads Audience) error {
	if err := c.Require(Steer, meeting, Who{Member: by}); err != nil {
		return err
	}
	if !c.RoleIn(meeting, by).May(role.rights()) || !c.AudienceOf(by).Reads(reads) {
		return refusal.New(refusal.NotAllowed)
	}
	return nil
}
