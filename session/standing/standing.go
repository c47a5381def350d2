// Package standing holds what those who steer a meeting do about the people in it: names,
// roles, who may come in, and who was there. What people say about themselves is
// [session.ChangeProfile].
package standing

import (
	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/trace"
)

// Kinds names every change to the people of a meeting; see [session.Kinds].
func Kinds() session.Kinds {
	return session.Kinds{
		"member.renamed/1":    &Rename{},
		"member.role/1":       &GiveRole{},
		"member.sent-out/1":   &SendOut{},
		"member.let-in/1":     &LetIn{},
		"member.code/1":       &HandCode{},
		"attendance.member/1": &CountMember{},
		"attendance.others/1": &CountOthers{},
	}
}

// Rename corrects the name of somebody in a meeting.
type Rename struct {
	session.Base
	Member   session.MemberID `json:"member"`
	Meeting  method.MeetingID `json:"meeting"`
	Revision int              `json:"revision"` // of the profile, that the change began from
	Name     string           `json:"name"`
}

// Tidy makes its words safe.
func (r *Rename) Tidy() { r.Name = field.TidyLine(r.Name) }

// Check lets whoever steers correct the name of anybody but those above them.
func (r *Rename) Check(c *session.Community, who session.Who) error {
	if err := c.RequireOver(r.Member, r.Meeting, who); err != nil {
		return err
	}
	if m := c.Members.Of(r.Member); m.Revision != r.Revision {
		return &refusal.Conflict{Revision: m.Revision, Theirs: session.Profile{Name: m.Name}}
	}
	return field.CheckText("name", r.Name, method.MaxName, true)
}

// Apply corrects it.
func (r *Rename) Apply(c *session.Community, s session.Stamp) {
	m := ledger.EditRoll(c.Tx(), &c.Members, r.Member)
	m.Traced(s, trace.Trace{What: trace.Renamed, Meeting: r.Meeting, Was: m.Name, Now: r.Name})
	m.Tells(s.Seq, &session.Profile{}, func(*session.Profile) any {
		return &Rename{Member: r.Member, Meeting: r.Meeting, Revision: r.Revision}
	})
	m.Name = r.Name
	m.Revision++
}

// GiveRole makes somebody something else in a meeting, with more rights or fewer.
// For what organises the community see [session.OrganiseCommunity].
type GiveRole struct {
	session.Base
	Member  session.MemberID `json:"member"`
	Meeting method.MeetingID `json:"meeting"`
	Role    method.Role      `json:"role"`
}

// Check lets whoever steers give what they have, to anybody but those above them, as
// long as somebody steers.
func (g *GiveRole) Check(c *session.Community, who session.Who) error {
	switch now := c.RoleIn(g.Meeting, g.Member); {
	case !g.Role.Valid() || g.Role == method.Organiser || now == method.Organiser:
		return refusal.New(refusal.Invalid, "field", "role")
	case now == "":
		return refusal.New(refusal.NotFound)
	case now.May(method.Steer) && !g.Role.May(method.Steer) && !steeredBeside(c, g.Member, g.Meeting):
		return refusal.New(refusal.LastFacilitator)
	}
	if err := c.RequireOver(g.Member, g.Meeting, who); err != nil {
		return err
	}
	return c.RequireGiving(who.Member, g.Meeting, g.Role, method.Public)
}

// Apply gives it.
func (g *GiveRole) Apply(c *session.Community, s session.Stamp) {
	mt := ledger.Edit(c.Tx(), &c.Meetings, g.Meeting)
	was := mt.Attendance.Of(g.Member)
	ledger.PutRoll(c.Tx(), &mt.Attendance, g.Member, g.Role)
	m := ledger.EditRoll(c.Tx(), &c.Members, g.Member)
	m.Traced(s, trace.Trace{What: trace.Role, Meeting: g.Meeting, Was: string(was), Now: string(g.Role)})
}

// steeredBeside reports whether somebody besides the member steers a meeting.
func steeredBeside(c *session.Community, member session.MemberID, meeting method.MeetingID) bool {
	for id := range c.Members.All() {
		if id != member && c.RoleIn(meeting, id).May(method.Steer) {
			return true
		}
	}
	return false
}

// SendOut sends somebody out of a meeting, into which nothing leads them until they
// are let in again. What they wrote stays theirs.
type SendOut struct {
	session.Base
	Member  session.MemberID `json:"member"`
	Meeting method.MeetingID `json:"meeting"`
}

// Check lets whoever steers send out anybody but organisers, those above them and
// themselves.
func (o *SendOut) Check(c *session.Community, who session.Who) error {
	if err := c.RequireOver(o.Member, o.Meeting, who); err != nil {
		return err
	}
	switch role := c.RoleIn(o.Meeting, o.Member); {
	case role == method.Organiser || o.Member == who.Member:
		return refusal.New(refusal.NotAllowed)
	case role == "":
		return c.SentOut(c.Meetings[o.Meeting], o.Member)
	}
	return nil
}

// Apply sends them out.
func (o *SendOut) Apply(c *session.Community, s session.Stamp) {
	mt := ledger.Edit(c.Tx(), &c.Meetings, o.Meeting)
	ledger.Put(c.Tx(), &mt.Out, o.Member, s.Author)
	ledger.EditRoll(c.Tx(), &c.Members, o.Member).Traced(s, trace.Trace{What: trace.SentOut, Meeting: o.Meeting})
}

// LetIn lets somebody who was sent out come in again, as what they were.
type LetIn struct {
	session.Base
	Member  session.MemberID `json:"member"`
	Meeting method.MeetingID `json:"meeting"`
}

// Check lets whoever steers let in who was sent out.
func (l *LetIn) Check(c *session.Community, who session.Who) error {
	if err := c.RequireOver(l.Member, l.Meeting, who); err != nil {
		return err
	}
	mt := c.Meetings[l.Meeting]
	if mt.Out[l.Member] == "" {
		return refusal.New(refusal.NotFound)
	}
	return c.RequireGiving(who.Member, l.Meeting, mt.Attendance.Of(l.Member), method.Public)
}

// Apply lets them in.
func (l *LetIn) Apply(c *session.Community, s session.Stamp) {
	mt := ledger.Edit(c.Tx(), &c.Meetings, l.Meeting)
	ledger.PutOrDelete(c.Tx(), &mt.Out, l.Member, "", true)
	ledger.EditRoll(c.Tx(), &c.Members, l.Member).Traced(s, trace.Trace{What: trace.LetIn, Meeting: l.Meeting})
}

// HandCode tells that somebody was handed a new return code. Only the Host makes it,
// before it makes the code.
type HandCode struct {
	session.Base
	Member  session.MemberID `json:"member"`
	Meeting method.MeetingID `json:"meeting"`
}

// Check lets whoever steers hand one to anybody but those above them.
func (k *HandCode) Check(c *session.Community, who session.Who) error {
	if !who.Host {
		return refusal.New(refusal.NotAllowed)
	}
	return c.RequireVouching(k.Member, k.Meeting, who)
}

// Apply tells it.
func (k *HandCode) Apply(c *session.Community, s session.Stamp) {
	ledger.EditRoll(c.Tx(), &c.Members, k.Member).Traced(s, trace.Trace{What: trace.Code, Meeting: k.Meeting})
}
