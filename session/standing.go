package session

import (
	"slices"
	"time"

	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/ledger"
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
	traceCounted    TraceKind = "counted"
	traceNotCounted TraceKind = "not-counted"
	traceCode       TraceKind = "code"
	// As one person with another member, whose name the trace holds.
	traceMerged TraceKind = "merged"
	traceParted TraceKind = "parted"
)

// Shows reports whether what was done shows in what the member is now.
func (t Trace) Shows() bool {
	switch t.What {
	case traceSpeaks, traceCounted, traceNotCounted:
		return true
	}
	return false
}

// maxTraces is how many stand beside a name: the latest ones.
const maxTraces = 20

// traced adds what was done about a member who is a copy already.
func (m *Member) traced(s Stamp, t Trace) {
	t.By, t.At = s.Author, s.At
	m.Traces = append(slices.Clone(m.Traces), t)
	m.Traces = m.Traces[max(0, len(m.Traces)-maxTraces):]
}

// requireOver refuses whoever does not steer the meeting, or has less to say in it
// than the member.
func (c *Community) requireOver(member MemberID, meeting method.MeetingID, who Who) error {
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

// requireVouching is requireOver for who says who somebody is, and so gives all that
// the member has, in other meetings too, to whoever comes as them.
func (c *Community) requireVouching(member MemberID, meeting method.MeetingID, who Who) error {
	if err := c.requireOver(member, meeting, who); err != nil {
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

// steeredBeside reports whether somebody besides the member steers a meeting.
func (c *Community) steeredBeside(member MemberID, meeting method.MeetingID) bool {
	for id := range c.Members.All() {
		if id != member && c.RoleIn(meeting, id).May(method.Steer) {
			return true
		}
	}
	return false
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
		return c.sentOut(mt, member)
	case mt != nil:
		return nil
	}
	var refused error
	for _, mt := range c.Meetings {
		switch {
		case mt.Out[member] != "":
			refused = c.sentOut(mt, member)
		case mt.Attendance.Of(member) != "":
			return nil
		}
	}
	return refused
}

// sentOut says who has sent a member out of a meeting.
func (c *Community) sentOut(mt *Meeting, member MemberID) error {
	return refusal.New(refusal.SentOut, "meeting", mt.Title, "by", c.memberName(mt.Out[member]))
}

// RenameMember corrects the name of somebody in a meeting.
type RenameMember struct {
	ledger.Base[*Community]
	Member   MemberID         `json:"member"`
	Meeting  method.MeetingID `json:"meeting"`
	Revision int              `json:"revision"` // of the profile, that the change began from
	Name     string           `json:"name"`
}

// Tidy makes its words safe.
func (r *RenameMember) Tidy() { r.Name = field.TidyLine(r.Name) }

// Check lets whoever steers correct the name of anybody but those above them.
func (r *RenameMember) Check(c *Community, who Who) error {
	if err := c.requireOver(r.Member, r.Meeting, who); err != nil {
		return err
	}
	if m := c.Members.Of(r.Member); m.Revision != r.Revision {
		return &refusal.Conflict{Revision: m.Revision, Theirs: c.ProfileOf(m)}
	}
	return field.CheckText("name", r.Name, method.MaxName, true)
}

// Apply corrects it.
func (r *RenameMember) Apply(c *Community, s Stamp) {
	m := ledger.EditRoll(c.tx, &c.Members, r.Member)
	m.traced(s, Trace{What: TraceRenamed, Meeting: r.Meeting, Was: m.Name, Now: r.Name})
	m.tells(s.Seq, &Profile{}, func(*Profile) any {
		return &RenameMember{Member: r.Member, Meeting: r.Meeting, Revision: r.Revision}
	})
	m.Name = r.Name
	m.Revision++
}

// GiveRole makes somebody something else in a meeting, with more rights or fewer.
// For what organises the community see [OrganiseCommunity].
type GiveRole struct {
	ledger.Base[*Community]
	Member  MemberID         `json:"member"`
	Meeting method.MeetingID `json:"meeting"`
	Role    method.Role      `json:"role"`
}

// Check lets whoever steers give what they have, to anybody but those above them, as
// long as somebody steers.
func (g *GiveRole) Check(c *Community, who Who) error {
	switch now := c.RoleIn(g.Meeting, g.Member); {
	case !g.Role.Valid() || g.Role == method.Organiser || now == method.Organiser:
		return refusal.New(refusal.Invalid, "field", "role")
	case now == "":
		return refusal.New(refusal.NotFound)
	case now.May(method.Steer) && !g.Role.May(method.Steer) && !c.steeredBeside(g.Member, g.Meeting):
		return refusal.New(refusal.LastFacilitator)
	}
	if err := c.requireOver(g.Member, g.Meeting, who); err != nil {
		return err
	}
	return c.RequireGiving(who.Member, g.Meeting, g.Role, method.Public)
}

// Apply gives it.
func (g *GiveRole) Apply(c *Community, s Stamp) {
	mt := ledger.Edit(c.tx, &c.Meetings, g.Meeting)
	was := mt.Attendance.Of(g.Member)
	ledger.PutRoll(c.tx, &mt.Attendance, g.Member, g.Role)
	m := ledger.EditRoll(c.tx, &c.Members, g.Member)
	m.traced(s, Trace{What: TraceRole, Meeting: g.Meeting, Was: string(was), Now: string(g.Role)})
}

// SendOut sends somebody out of a meeting, into which nothing leads them until they
// are let in again. What they wrote stays theirs.
type SendOut struct {
	ledger.Base[*Community]
	Member  MemberID         `json:"member"`
	Meeting method.MeetingID `json:"meeting"`
}

// Check lets whoever steers send out anybody but organisers, those above them and
// themselves.
func (o *SendOut) Check(c *Community, who Who) error {
	if err := c.requireOver(o.Member, o.Meeting, who); err != nil {
		return err
	}
	switch role := c.RoleIn(o.Meeting, o.Member); {
	case role == method.Organiser || o.Member == who.Member:
		return refusal.New(refusal.NotAllowed)
	case role == "":
		return c.sentOut(c.Meetings[o.Meeting], o.Member)
	}
	return nil
}

// Apply sends them out.
func (o *SendOut) Apply(c *Community, s Stamp) {
	mt := ledger.Edit(c.tx, &c.Meetings, o.Meeting)
	ledger.Put(c.tx, &mt.Out, o.Member, s.Author)
	ledger.EditRoll(c.tx, &c.Members, o.Member).traced(s, Trace{What: TraceSentOut, Meeting: o.Meeting})
}

// LetIn lets somebody who was sent out come in again, as what they were.
type LetIn struct {
	ledger.Base[*Community]
	Member  MemberID         `json:"member"`
	Meeting method.MeetingID `json:"meeting"`
}

// Check lets whoever steers let in who was sent out.
func (l *LetIn) Check(c *Community, who Who) error {
	if err := c.requireOver(l.Member, l.Meeting, who); err != nil {
		return err
	}
	mt := c.Meetings[l.Meeting]
	if mt.Out[l.Member] == "" {
		return refusal.New(refusal.NotFound)
	}
	return c.RequireGiving(who.Member, l.Meeting, mt.Attendance.Of(l.Member), method.Public)
}

// Apply lets them in.
func (l *LetIn) Apply(c *Community, s Stamp) {
	mt := ledger.Edit(c.tx, &c.Meetings, l.Meeting)
	ledger.PutOrDelete(c.tx, &mt.Out, l.Member, "", true)
	ledger.EditRoll(c.tx, &c.Members, l.Member).traced(s, Trace{What: TraceLetIn, Meeting: l.Meeting})
}

// HandCode tells that somebody was handed a new return code. Only the Host makes it,
// before it makes the code.
type HandCode struct {
	ledger.Base[*Community]
	Member  MemberID         `json:"member"`
	Meeting method.MeetingID `json:"meeting"`
}

// Check lets whoever steers hand one to anybody but those above them.
func (k *HandCode) Check(c *Community, who Who) error {
	if !who.Host {
		return refusal.New(refusal.NotAllowed)
	}
	return c.requireVouching(k.Member, k.Meeting, who)
}

// Apply tells it.
func (k *HandCode) Apply(c *Community, s Stamp) {
	ledger.EditRoll(c.tx, &c.Members, k.Member).traced(s, Trace{What: traceCode, Meeting: k.Meeting})
}
