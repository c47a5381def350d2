package session

import (
	"slices"
	"time"

	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// Trace is what somebody did about another member. It stands beside their name, for
// all to see.
type Trace struct {
	What     TraceKind
	By       MemberID
	At       time.Time
	Meeting  method.MeetingID // in which it was done
	Was, Now string           // a name or a role, before and after
}

// TraceKind is one thing that somebody does about another member.
type TraceKind string

// What is done about members.
const (
	TraceRenamed TraceKind = "renamed"
	TraceRole    TraceKind = "role"
	TraceSentOut TraceKind = "sent-out"
	TraceLetIn   TraceKind = "let-in"
	// For an organisation, whose name the trace holds.
	traceSpeaks       TraceKind = "speaks"
	traceSpeaksNoMore TraceKind = "speaks-no-more"
	// As somebody who was at a meeting.
	TraceCounted    TraceKind = "counted"
	TraceNotCounted TraceKind = "not-counted"
	TraceCode       TraceKind = "code"
	// As one person with another member, whose name the trace holds.
	traceMerged TraceKind = "merged"
	traceParted TraceKind = "parted"
)

// Shows reports whether what was done shows in what the member is now.
func (t Trace) Shows() bool {
	switch t.What {
	case traceSpeaks, TraceCounted, TraceNotCounted:
		return true
	}
	return false
}

// maxTraces is how many stand beside a name: the latest ones.
const maxTraces = 20

// Traced adds what was done about a member who is a copy already.
func (m *Member) Traced(s Stamp, t Trace) {
	t.By, t.At = s.Author, s.At
	m.Traces = append(slices.Clone(m.Traces), t)
	m.Traces = m.Traces[max(0, len(m.Traces)-maxTraces):]
}

// RequireOver refuses whoever does not steer the meeting, or has less to say in it
// than the member.
func (c *Community) RequireOver(member MemberID, meeting method.MeetingID, who Who) error {
	if err := c.Require(method.Steer, meeting, who); err != nil {
		return err
	}
	role := c.RoleIn(meeting, member)
	switch {
	case role == "" && c.Meetings[meeting].Attendance.Of(member) == "":
		return refusal.New(refusal.NotFound)
	case !c.RoleIn(meeting, who.Member).May(role.Rights()):
		return refusal.New(refusal.NotAllowed)
	}
	return nil
}

// RequireVouching is RequireOver for who says who somebody is, and so gives all that
// the member has, in other meetings too, to whoever comes as them.
func (c *Community) RequireVouching(member MemberID, meeting method.MeetingID, who Who) error {
	if err := c.RequireOver(member, meeting, who); err != nil {
		return err
	}
	for id := range c.Meetings {
		if c.RoleIn(id, member).May(method.Steer) && !c.RoleIn(id, who.Member).May(method.Steer) {
			return refusal.New(refusal.NotAllowed)
		}
	}
	if !c.AudienceOf(who.Member).Reads(c.AudienceOf(member)) {
		return refusal.New(refusal.NotAllowed)
	}
	return nil
}

// MayEnter refuses whoever is no member, or was sent out: of the meeting, or where
// none is named, of every meeting that they have joined. It refuses everybody where
// the meeting was removed.
func (c *Community) MayEnter(member MemberID, meeting method.MeetingID) error {
	m, mt := c.Members.Of(member), c.Meetings[meeting]
	switch {
	case m == nil:
		return refusal.New(refusal.NotAllowed)
	case m.Same != "":
		return c.samePerson(m)
	case mt != nil && mt.Removed != "":
		return c.removed(mt)
	case m.Organiser():
		return nil
	case mt != nil && mt.Out[member] != "":
		return c.SentOut(mt, member)
	case mt != nil:
		return nil
	}
	var refused error
	for _, mt := range c.Meetings {
		switch {
		case mt.Out[member] != "":
			refused = c.SentOut(mt, member)
		case mt.Attendance.Of(member) != "":
			return nil
		}
	}
	return refused
}

// SentOut says who has sent a member out of a meeting.
func (c *Community) SentOut(mt *Meeting, member MemberID) error {
	return refusal.New(refusal.SentOut, "meeting", mt.Title, "by", c.memberName(mt.Out[member]))
}
