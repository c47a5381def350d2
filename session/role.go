package session

import (
	"iter"
	"slices"
	"strings"

	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/tally"
)

// RoleIn is the member's role in a meeting: organiser anywhere, otherwise what
// they joined that meeting as. It is empty for somebody who is not in it, or was
// sent out, and for everybody in a meeting that was removed.
func (c *Community) RoleIn(meeting method.MeetingID, member MemberID) method.Role {
	m, mt := c.Members.Of(member), c.Meetings[meeting]
	switch {
	case m == nil, m.Same != "", mt != nil && mt.Removed != "":
		return ""
	case m.Organiser():
		return method.Organiser
	case mt == nil, mt.Out[member] != "":
		return ""
	}
	return mt.Attendance.Of(member)
}

// Require refuses unless the person's role in the meeting includes the right.
func (c *Community) Require(right method.Right, meeting method.MeetingID, who Who) error {
	switch mt := c.Meetings[meeting]; {
	case mt == nil:
		return refusal.New(refusal.NotFound)
	case mt.Removed != "":
		return c.removed(mt)
	}
	if !c.RoleIn(meeting, who.Member).May(right) {
		return refusal.New(refusal.NotAllowed)
	}
	return nil
}

// RequireOpen is Require for changes that a closed meeting no longer takes.
func (c *Community) RequireOpen(right method.Right, meeting method.MeetingID, who Who) error {
	if err := c.Require(right, meeting, who); err != nil {
		return err
	}
	if c.Meetings[meeting].Closed {
		return refusal.New(refusal.MeetingClosed)
	}
	return nil
}

// Group is who works on a board of their own, in an item of the agenda in which people
// work in groups. It is never changed once it is published.
type Group struct {
	Place int                      // among the groups of its item, from 1
	Roles map[MemberID]method.Role // of those in it: participant, unless they facilitate it or write for it
}

// InGroup is what somebody is in the working group whose board it is; empty where they
// are not in it.
func (c *Community) InGroup(b *Board, member MemberID) method.Role {
	if b.Group == nil {
		return ""
	}
	for _, id := range c.Members.Of(member).IDs() {
		if role := b.Group.Roles[id]; role != "" {
			return role
		}
	}
	return ""
}

// RoleOn is what somebody with a role in the meeting is on a board. On that of a working
// group, who is not in the group only reads, unless they steer the meeting; who
// facilitates the group steers there.
func (c *Community) RoleOn(b *Board, member MemberID, role method.Role) method.Role {
	if b.Group == nil || role.May(method.Steer) || !role.May(method.Contribute) {
		return role
	}
	switch c.InGroup(b, member) {
	case "":
		return method.Observer
	case method.Facilitator:
		return method.Facilitator
	}
	return role
}

// RequireOn is [Community.RequireOpen] on a board.
func (c *Community) RequireOn(right method.Right, b *Board, who Who) error {
	if b.Group == nil {
		return c.RequireOpen(right, b.Meeting, who)
	}
	if err := c.RequireOpen(method.Read, b.Meeting, who); err != nil {
		return err
	}
	switch role := c.RoleIn(b.Meeting, who.Member); {
	case c.RoleOn(b, who.Member, role).May(right):
		return nil
	case role.May(right) && c.InGroup(b, who.Member) == "":
		return refusal.New(refusal.NotInGroup)
	}
	return refusal.New(refusal.NotAllowed)
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

// SameRights reports whether [Community.MayEnter] and [Community.AudienceOf] answer as
// they did before: most changes are somebody's words.
func (c *Community) SameRights(before *Community) bool {
	return c.Members.Same(before.Members) && ledger.SameMap(c.Meetings, before.Meetings) && ledger.SameMap(c.Organisations, before.Organisations)
}

// StaysOut refuses whoever was sent out of a meeting and not let in again. It lets in all
// others, also who is no member.
func (c *Community) StaysOut(member MemberID, meeting method.MeetingID) error {
	if mt := c.Meetings[meeting]; mt != nil && mt.Out[member] != "" {
		return c.MayEnter(member, meeting)
	}
	return nil
}

// SentOut says who has sent a member out of a meeting.
func (c *Community) SentOut(mt *Meeting, member MemberID) error {
	return refusal.New(refusal.SentOut, "meeting", mt.Title, "by", c.memberName(mt.Out[member]))
}

// organises reports whether a member organises the community.
func (c *Community) organises(member MemberID) bool {
	m := c.Members.Of(member)
	return m != nil && m.Organiser()
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
	m := c.Members.Of(o.Member)
	switch {
	case o.ByInstallation && !who.Host, !o.ByInstallation && !c.organises(who.Member):
		return refusal.New(refusal.NotAllowed)
	case m == nil:
		return refusal.New(refusal.NotFound)
	case o.ByInstallation:
		return nil
	case o.Ends && !m.InOwnRight:
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

// AudienceOf is the circle in which a member reads. Somebody unknown reads what
// is public.
func (c *Community) AudienceOf(member MemberID) method.Audience {
	m := c.Members.Of(member)
	switch {
	case m == nil:
		return method.Public
	case m.Organiser():
		return method.Members
	case m.Audience == method.Members && c.organisationType(m.Organisation) == method.Government:
		return method.Governments
	}
	return m.Audience
}

// OnWall is the audience for a wall of a meeting that somebody opens who reads so much:
// what everybody may read who attends. A wall is refused where the meeting was removed.
func (c *Community) OnWall(meeting method.MeetingID, reads method.Audience) (method.Audience, error) {
	mt := c.Meetings[meeting]
	switch {
	case mt == nil:
		return "", refusal.New(refusal.NotFound)
	case mt.Removed != "":
		return "", c.removed(mt)
	}
	for id := range mt.Attendance.All() {
		if least := c.AudienceOf(id); reads.Reads(least) && mt.Out[id] == "" {
			reads = least
		}
	}
	return reads, nil
}

// checkAudience refuses an audience in which the author could not read their
// own words back.
func (c *Community) checkAudience(who Who, meant method.Audience) error {
	if !meant.Valid() {
		return refusal.New(refusal.Invalid, "field", "audience")
	}
	if !c.AudienceOf(who.Member).Reads(meant) {
		return refusal.New(refusal.AudienceTooNarrow, "field", "audience")
	}
	return nil
}

// Present lists a meeting's members but those who were sent out, always in the same
// order. Names are sorted where they are shown, because every language sorts them
// otherwise.
func (c *Community) Present(meeting method.MeetingID) []*Member {
	return slices.SortedFunc(c.attending(meeting), func(a, b *Member) int {
		return strings.Compare(string(a.ID), string(b.ID))
	})
}

// Asking lists those of them who ask to speak for their organisations, in no order.
func (c *Community) Asking(meeting method.MeetingID) (all []*Member) {
	for m := range c.attending(meeting) {
		if m.Asks {
			all = append(all, m)
		}
	}
	return all
}

// attending yields a meeting's members but those who were sent out, in no order.
func (c *Community) attending(meeting method.MeetingID) iter.Seq[*Member] {
	return func(yield func(*Member) bool) {
		mt := c.Meetings[meeting]
		if mt == nil {
			return
		}
		for id := range mt.Attendance.All() {
			if m := c.Members.Of(id); m != nil && m.Same == "" && mt.Out[id] == "" && !yield(m) {
				return
			}
		}
	}
}

// CameIn reports whether somebody is counted where nobody says otherwise: they came in,
// and were not sent out.
func (m *Meeting) CameIn(member MemberID) bool {
	return m.Attendance.Of(member) != "" && m.Out[member] == ""
}

// Counts reports whether somebody is counted as having been there.
func (m *Meeting) Counts(member MemberID) bool {
	if there, said := m.ByHand[member]; said {
		return there
	}
	return m.CameIn(member)
}

// comesIn gives somebody a role in a meeting that is a copy. Whoever comes in after
// the close was not there.
func (m *Meeting) comesIn(tx ledger.Tx, member MemberID, role method.Role) {
	if m.Closed && m.Attendance.Of(member) == "" {
		ledger.Put(tx, &m.ByHand, member, false)
	}
	ledger.PutRoll(tx, &m.Attendance, member, role)
}

// Headcount counts who was at a meeting, those without a terminal too; the most
// first, and at the end those who are counted together.
func (c *Community) Headcount(meeting method.MeetingID) tally.Headcount {
	mt := c.Meetings[meeting]
	if mt == nil {
		return tally.Headcount{}
	}
	others := mt.Others
	people, countries, types := others.People, tally.Rest(others.People, others.ByCountry), tally.Rest(others.People, others.ByType)
	for _, m := range c.counted(meeting) {
		people++
		countries[string(m.Country)]++
		types[string(c.organisationType(m.Organisation))]++
	}
	return tally.Headcount{People: people, ByCountry: tally.Told(countries), ByType: tally.Told(types)}
}

// counted are the members who were at a meeting.
func (c *Community) counted(meeting method.MeetingID) []*Member {
	var all []*Member
	mt := c.Meetings[meeting]
	for id := range mt.Attendance.All() {
		if m := c.Members.Of(id); m != nil && m.Same == "" && mt.Counts(id) {
			all = append(all, m)
		}
	}
	for id, there := range mt.ByHand {
		m := c.Signatory(id)
		if m != nil && there && mt.Attendance.Of(id) == "" && (m.ID == id || !mt.Counts(m.ID)) { // else they are counted as who they turned out to be
			all = append(all, m)
		}
	}
	return all
}
