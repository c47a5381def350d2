package desk

import "github.com/convene-ssh/convene/session"

// LastTrace is the last thing that somebody did about a member; nothing where there
// was none.
func LastTrace(m *session.Member) (t session.Trace) {
	if n := len(m.Traces); n > 0 {
		t = m.Traces[n-1]
	}
	return t
}

// TraceLine says what somebody did about a member.
func TraceLine(d *Desk, t session.Trace) string {
	was, now, meeting := t.Was, t.Now, ""
	if t.What == session.TraceRole {
		was, now = d.T("role."+was), d.T("role."+now)
	}
	if m := d.Shared.Meetings[t.Meeting]; m != nil {
		meeting = m.Title
	}
	return d.T("trace."+string(t.What), "by", MemberName(d, t.By), "was", was, "now", now, "meeting", meeting)
}

// MemberName is what a member is called, or empty.
func MemberName(d *Desk, id session.MemberID) string {
	if m := d.Shared.Members.Of(id); m != nil {
		return m.Name
	}
	return ""
}
