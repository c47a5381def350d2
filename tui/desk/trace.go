package desk

import (
	"cmp"

	"github.com/convene-ssh/convene/session"
)

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
	return d.T("trace."+string(t.What), "by", SteererName(d, t.By), "was", was, "now", now, "meeting", meeting)
}

// SteererName is what somebody is called who has steered, also where they were erased
// since.
func SteererName(d *Desk, id session.MemberID) string {
	if m := d.Shared.Signatory(id); m != nil {
		return m.Name
	}
	return d.T("trace.erased")
}

// TakerName is what somebody is called who has taken something away.
func TakerName(d *Desk, x session.Exported) string {
	if x.Outsider != "" {
		return d.T("exports." + string(x.Outsider))
	}
	return cmp.Or(x.Name, d.T("trace.erased"))
}
