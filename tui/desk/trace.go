package desk

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/trace"
)

// LastTrace is the last thing that somebody did about a member; nothing where there
// was none.
func LastTrace(m *session.Member) (t trace.Trace) {
	if n := len(m.Traces); n > 0 {
		t = m.Traces[n-1]
	}
	return t
}

// TraceLine says what somebody did about a member, or about what the community calls
// things.
func TraceLine(d *Desk, t trace.Trace) string {
	was, now, by, meeting := t.Was, t.Now, SteererName(d, t.By), ""
	switch t.What {
	case trace.Role:
		was, now = d.T("role."+was), d.T("role."+now)
	case trace.OrganisationType:
		was, now = d.T("organisation."+was), d.T("organisation."+now)
	case trace.Country:
		was, now = d.Words.Country(method.Country(was)), d.Words.Country(method.Country(now))
	case trace.Community:
		if t.By == "" {
			by = d.T("exports." + string(session.ByInstallation))
		}
	}
	if m := d.Shared.Meetings[t.Meeting]; m != nil {
		meeting = m.Title
	}
	return d.T("trace."+string(t.What), "by", by, "was", was, "now", now, "meeting", meeting,
		"organisation", formerName(d, t.Of), "other", formerName(d, t.With), "person", personName(d, t.Person))
}

// personName is what somebody is called by themselves, also where they are one person with
// somebody else, or were erased since.
func personName(d *Desk, id session.MemberID) string {
	if m := d.Shared.Members.Of(id); m != nil {
		return m.Name
	}
	return d.T("trace.erased")
}

// formerName is what an organisation is called, also where it has become one with
// another since.
func formerName(d *Desk, id method.OrganisationID) string {
	if o := d.Shared.Organisation(id); o != nil {
		return o.Name
	}
	return ""
}

// toldFor is how long a new name is told beside it.
const toldFor = 30 * 24 * time.Hour

// Renamed says how a meeting was called, or the community where none is given, if that
// has changed lately.
func Renamed(d *Desk, c *session.Community, meeting method.MeetingID) string {
	what := trace.Meeting
	if meeting == "" {
		what = trace.Community
	}
	for _, t := range slices.Backward(c.Traces) {
		if t.What == what && t.Meeting == meeting && time.Since(t.At) < toldFor {
			return d.T("trace.called", "was", t.Was, "day", DayOf(d, t.At))
		}
	}
	return ""
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

// mostNamed is how many cells the words take by which something is named in a notice: it must
// not cover what people write.
const mostNamed = 40

// tellOfYours tells somebody what others have made of what they said, since they saw it last:
// of their words, or of what they chose in a vote. Of several the last is told, to all their
// terminals the same.
func (d *Desk) tellOfYours(seen *session.Shared, own *session.Own) {
	if b := d.brokenOff(seen, own); b != nil {
		d.Say("vote.broken_off", "board", b.Subject)
	}
	for _, id := range slices.Sorted(maps.Keys(d.Own.Originals)) {
		if _, known := own.Originals[id]; !known {
			d.Say("edited.yours", "what", d.Cut(d.Words.Linked(d.Shared.Community, method.ContributionID(id)), mostNamed))
		}
	}
	for _, board := range slices.Sorted(maps.Keys(d.Own.Moderated)) {
		for _, id := range slices.Sorted(maps.Keys(d.Own.Moderated[board])) {
			_, it := d.Shared.Item(id)
			if _, known := own.Moderated[board][id]; !known && it != nil && d.Own.Wrote(string(id), it.By) && it.Moderation.By != d.Member {
				d.Say("moderated.yours", "code", it.Code)
			}
		}
	}
}
