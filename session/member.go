package session

import (
	"cmp"
	"maps"
	"slices"

	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/trace"
)

// Profile is what people say about themselves on the welcome screen. All of it
// is optional but the name.
type Profile struct {
	Name         string                  `json:"name"`
	Organisation string                  `json:"organisation,omitempty"` // its name
	Type         method.OrganisationType `json:"type,omitempty"`         // for an organisation that is new here
	Country      method.Country          `json:"country,omitempty"`
	Attribution  method.Ladder           `json:"attribution,omitempty"` // what their contributions start with
	// OrganisationID is decided: an organisation that is known here by that
	// name, or the id for a new one.
	OrganisationID method.OrganisationID `json:"organisation_id,omitempty"`
}

func (p *Profile) tidy() {
	p.Name, p.Organisation, p.Country = field.TidyLine(p.Name), field.TidyLine(p.Organisation), method.TidyCountry(p.Country)
	if p.Attribution == "" {
		p.Attribution = method.Unattributed
	}
	if p.Organisation != "" && p.Type == "" {
		p.Type = method.OtherType
	}
}

// Check refuses what no community would take, as joining one does. It is for
// whoever wants to know before a code is used.
func (p Profile) Check() error {
	p.tidy()
	return p.check()
}

func (p *Profile) check() error {
	if err := field.CheckText("name", p.Name, method.MaxName, true); err != nil {
		return err
	}
	if err := field.CheckText("organisation", p.Organisation, method.MaxTitle, false); err != nil {
		return err
	}
	if err := p.Country.Check(); err != nil {
		return err
	}
	if !field.OneOf(p.Type, method.OrganisationTypes()) {
		return refusal.New(refusal.Invalid, "field", "type")
	}
	if !p.Attribution.Valid() {
		return refusal.New(refusal.Invalid, "field", "attribution")
	}
	return nil
}

func (p *Profile) decide(c *Community, d Decision) {
	p.OrganisationID = ""
	if p.Organisation == "" {
		return
	}
	if o := c.OrganisationNamed(p.Organisation); o != nil {
		p.OrganisationID = o.ID
		return
	}
	p.OrganisationID = method.NewID[method.OrganisationID](d.Random)
}

func (p *Profile) apply(c *Community, m *Member, wasType method.OrganisationType) {
	m.Name, m.Country, m.Attribution = p.Name, p.Country, p.Attribution
	m.moves(wasType, p.OrganisationID)
	if p.OrganisationID != "" && c.Organisations[p.OrganisationID] == nil {
		ledger.Put(c.tx, &c.Organisations, p.OrganisationID, &Organisation{ID: p.OrganisationID, Name: p.Organisation, Type: p.Type})
	}
}

// Member is a person in a community.
type Member struct {
	ID           MemberID
	Name         string
	Organisation method.OrganisationID // which they say they are of; empty for none
	Speaks       bool                  // for it: that was granted
	Asks         bool                  // to speak for it
	Contact      Contact               // how to reach it through them; zero for none
	Country      method.Country        // empty for none
	Attribution  method.Ladder         // what their contributions start with
	Audience     method.Audience       // the circle that their codes admit them to
	Revision     int                   // of their profile; from 1
	// Why they organise the community, where they do. One reason may end and the
	// other stay.
	InOwnRight     bool // by a code, or because another organiser made them one
	ByInstallation bool // because they organise the installation, for as long as they do
	// Same is the member who is the same person, for whom this one only stands in
	// what they wrote; Also are the members of whom that is true. See [MergeMembers].
	Same MemberID
	Also []MemberID
	lent []method.MeetingID // that the other has joined only as this member
	// Traces are what others did about them, the latest last.
	Traces []trace.Trace

	said []profileRecord
}

// IDs are all under which something of theirs may stand, their own first; none of nobody.
// See [MergeMembers].
func (m *Member) IDs() []MemberID {
	if m == nil {
		return nil
	}
	return append([]MemberID{m.ID}, m.Also...)
}

// Organiser reports whether somebody organises the community.
func (m *Member) Organiser() bool { return m.InOwnRight || m.ByInstallation }

// JoinMeeting brings a member into a meeting, and into the community if they
// are new. Only the Host makes it, after a code or an organiser's key was good.
type JoinMeeting struct {
	ledger.Base[*Community]
	Member   MemberID         `json:"member"`
	Meeting  method.MeetingID `json:"meeting,omitempty"` // empty for an organiser of the installation: the community only
	Role     method.Role      `json:"role"`
	Audience method.Audience  `json:"audience"`
	Profile  *Profile         `json:"profile,omitempty"` // only for somebody new
}

// Tidy makes its words safe.
func (j *JoinMeeting) Tidy() {
	if j.Profile != nil {
		j.Profile.tidy()
	}
}

// Check refuses roles and meetings that do not exist.
func (j *JoinMeeting) Check(c *Community, who Who) error {
	switch {
	case !who.Host || who.Member != j.Member:
		return refusal.New(refusal.NotAllowed)
	case !j.Role.Valid():
		return refusal.New(refusal.Invalid, "field", "role")
	case !j.Audience.Valid():
		return refusal.New(refusal.Invalid, "field", "audience")
	case j.Meeting != "" && c.Meetings[j.Meeting] == nil:
		return refusal.New(refusal.NotFound)
	case j.Meeting != "" && c.Meetings[j.Meeting].Removed != "":
		return c.removed(c.Meetings[j.Meeting])
	case j.Meeting != "" && c.Meetings[j.Meeting].Out[j.Member] != "":
		return c.MayEnter(j.Member, j.Meeting)
	case c.Members.Of(j.Member) != nil:
		return nil
	case j.Profile == nil:
		return refusal.New(refusal.Missing, "field", "name")
	case c.Members.Len() >= MaxMembers:
		return refusal.New(refusal.Full, "max", MaxMembers)
	}
	return j.Profile.check()
}

// Decide finds the organisation by its name, and keeps the role of somebody who
// is in the meeting already, unless the new one is above it.
func (j *JoinMeeting) Decide(c *Community, d Decision) {
	if j.Profile != nil {
		j.Profile.decide(c, d)
	}
	if mt := c.Meetings[j.Meeting]; mt != nil && !j.Role.Above(mt.Attendance.Of(j.Member)) {
		j.Role = mt.Attendance.Of(j.Member)
	}
}

// Urgent leaves it for later: others see of it only who there is.
func (j *JoinMeeting) Urgent() bool { return false }

// Apply adds the member, or the meeting to what they attend.
func (j *JoinMeeting) Apply(c *Community, s Stamp) {
	m := &Member{ID: j.Member, Audience: method.Public, Revision: 1}
	if known := c.Members.Of(j.Member); known != nil {
		*m = *known
	}
	if j.Profile != nil {
		j.Profile.apply(c, m, c.organisationType(m.Organisation))
		m.Tells(s.Seq, j.Profile, func(p *Profile) any {
			return &JoinMeeting{Member: j.Member, Meeting: j.Meeting, Role: j.Role, Audience: j.Audience, Profile: p}
		})
	}
	ledger.PutRoll(c.tx, &c.Members, j.Member, m)
	if j.Meeting == "" {
		m.ByInstallation = j.Role == method.Organiser
		return // what they read ends with that
	}
	if j.Audience.Closer(m.Audience) {
		m.Audience = j.Audience
	}
	m.InOwnRight = m.InOwnRight || j.Role == method.Organiser
	ledger.Edit(c.tx, &c.Meetings, j.Meeting).comesIn(c.tx, j.Member, j.Role)
	if lender := c.lender(m, j.Meeting); lender != "" { // it is their own now, also once the two are parted
		second := ledger.EditRoll(c.tx, &c.Members, lender)
		second.lent = slices.DeleteFunc(slices.Clone(second.lent), func(id method.MeetingID) bool { return id == j.Meeting })
	}
}

// lender is who has joined a meeting that a member attends only because the two are one
// person; empty where there is nobody.
func (c *Community) lender(m *Member, meeting method.MeetingID) MemberID {
	for _, id := range m.Also {
		if second := c.Members.Of(id); second != nil && slices.Contains(second.lent, meeting) {
			return id
		}
	}
	return ""
}

// WouldGain reports whether joining would make more of somebody than they are.
func (c *Community) WouldGain(j *JoinMeeting) bool {
	m, mt := c.Members.Of(j.Member), c.Meetings[j.Meeting]
	switch {
	case m == nil:
		return true
	case j.Meeting == "":
		return !m.ByInstallation
	case mt == nil:
		return true // Check says why not
	case mt.Removed != "", mt.Out[j.Member] != "":
		return true // and here as well
	}
	return j.Role.Above(mt.Attendance.Of(j.Member)) || j.Audience.Closer(m.Audience) || c.lender(m, j.Meeting) != ""
}

// ChangeProfile changes what a member says about themselves.
type ChangeProfile struct {
	ledger.Base[*Community]
	Member   MemberID `json:"member"`
	Revision int      `json:"revision,omitempty"` // that the change began from
	Profile  Profile  `json:"profile"`
	Contact  Contact  `json:"contact,omitzero"` // of the organisation for which they speak
	// WasType is decided: of which type the organisation is that they leave. Where that goes
	// with whoever is erased, no other record says it any more.
	WasType method.OrganisationType `json:"was_type,omitempty"`
	// Lived: they have lived experience of detention, or of being a migrant or a refugee.
	// That stands on the shelf and in no record, and nobody else is shown it.
	Lived bool `json:"-"`
}

// Tidy makes its words safe.
func (p *ChangeProfile) Tidy() {
	p.Profile.tidy()
	p.Contact.tidy()
}

// ProfileOf is what a member says about themselves.
func (c *Community) ProfileOf(m *Member) Profile {
	p := Profile{Name: m.Name, Country: m.Country, Attribution: m.Attribution}
	if o := c.Organisations[m.Organisation]; o != nil {
		p.Organisation, p.Type = o.Name, o.Type
	}
	return p
}

// Check lets people change only their own profile, from what it is now.
func (p *ChangeProfile) Check(c *Community, who Who) error {
	m := c.Members.Of(p.Member)
	if who.Member != p.Member || m == nil {
		return refusal.New(refusal.NotAllowed)
	}
	if m.Revision != p.Revision {
		return &refusal.Conflict{Revision: m.Revision, Theirs: c.ProfileOf(m)}
	}
	if err := p.Contact.check(c, m, p.Profile.Organisation); err != nil {
		return err
	}
	return p.Profile.check()
}

// Decide finds the organisation by its name, and says of which type the one is that they
// leave.
func (p *ChangeProfile) Decide(c *Community, d Decision) {
	p.Profile.decide(c, d)
	p.WasType = ""
	if left := c.Members.Of(p.Member).Organisation; left != p.Profile.OrganisationID {
		p.WasType = c.organisationType(left)
	}
}

// Shelve keeps or forgets whether they have lived experience.
func (p *ChangeProfile) Shelve(c *Community, who Who) []ledger.ShelfWrite {
	m := c.Members.Of(p.Member)
	if p.Lived == c.lives(m) {
		return nil
	}
	var said []ledger.ShelfWrite
	for _, also := range m.Also {
		if c.private.lived[also] {
			said = append(said, livedWrite(also, false))
		}
	}
	return append(said, livedWrite(who.Member, p.Lived))
}

// Redact rewrites the records that hold a contact which is no longer theirs.
func (p *ChangeProfile) Redact(c *Community) map[ledger.Seq][]byte {
	m := c.Members.Of(p.Member)
	if m.Contact == p.Contact {
		return nil
	}
	var told []textRecord
	for _, r := range m.said {
		if r.uncontacted != nil {
			told = append(told, textRecord{r.seq, r.uncontacted})
		}
	}
	return bareBodies(told)
}

// Apply changes the profile.
func (p *ChangeProfile) Apply(c *Community, s Stamp) {
	m := ledger.EditRoll(c.tx, &c.Members, p.Member)
	p.Profile.apply(c, m, cmp.Or(p.WasType, c.organisationType(m.Organisation)))
	m.reached(p.Contact)
	m.Tells(s.Seq, &p.Profile, func(says *Profile) any {
		return &ChangeProfile{Member: p.Member, Revision: p.Revision, Profile: *says}
	})
	if p.Contact != (Contact{}) {
		bare := *p
		bare.Contact = Contact{}
		m.said[len(m.said)-1].uncontacted = &bare
	}
	m.Revision++
}

// reached is how to reach their organisation from now on. Of another contact no record
// tells any more.
func (m *Member) reached(by Contact) {
	if m.Contact == by {
		return
	}
	m.Contact, m.said = by, slices.Clone(m.said)
	for i := range m.said {
		m.said[i].uncontacted = nil
	}
}

// memberName is what a signature names, empty for nobody and for somebody erased.
func (c *Community) memberName(id MemberID) string {
	if m := c.Signatory(id); m != nil {
		return m.Name
	}
	return ""
}

// Signatory is the member whom a signature names: the first one of a person who was
// met twice.
func (c *Community) Signatory(id MemberID) *Member {
	m := c.Members.Of(id)
	if m != nil && m.Same != "" {
		return c.Members.Of(m.Same)
	}
	return m
}

// samePerson sends a terminal that still is the second one to where the first one is.
func (c *Community) samePerson(m *Member) error {
	name := m.Name
	if first := c.Members.Of(m.Same); first != nil {
		name = first.Name
	}
	return refusal.New(refusal.SamePerson, "name", name)
}

// isOf reports whether what stands under an id is that member's own.
func (c *Community) isOf(member, id MemberID) bool {
	if member == "" || id == "" || id == member {
		return member != "" && id == member
	}
	m := c.Members.Of(id)
	return m != nil && m.Same == member
}

// MergeMembers says that two members are one person, such as somebody who has lost
// their return code and came in as somebody new. What the second wrote is the first's
// from then on, also what is not signed, and whoever came as the second comes as the
// first. As nothing is written anew, it can be taken back at any time.
type MergeMembers struct {
	ledger.Base[*Community]
	Meeting method.MeetingID `json:"meeting"`
	First   MemberID         `json:"first"`
	Second  MemberID         `json:"second"`
	Parts   bool             `json:"parts,omitempty"` // they are two after all
}

// Check lets whoever steers say it of two others who are not above them. Only the Host
// makes it, because the directory has to follow.
func (k *MergeMembers) Check(c *Community, who Who) error {
	first, second := c.Members.Of(k.First), c.Members.Of(k.Second)
	switch {
	case !who.Host || who.Member == k.First || who.Member == k.Second:
		return refusal.New(refusal.NotAllowed)
	case first == nil || second == nil || k.First == k.Second:
		return refusal.New(refusal.NotFound)
	case k.Parts && second.Same != k.First, !k.Parts && (first.Same != "" || second.Same != "" || len(second.Also) > 0):
		return refusal.New(refusal.NotFound)
	}
	if err := c.Require(method.Steer, k.Meeting, who); err != nil {
		return err
	}
	for _, m := range []*Member{first, second} {
		if err := k.checkOne(c, m, who); err != nil {
			return err
		}
	}
	return nil
}

// checkOne refuses an organiser, as whom somebody else would organise too, and who was
// sent out and would come back as somebody else.
func (k *MergeMembers) checkOne(c *Community, m *Member, who Who) error {
	if m.Organiser() && !k.Parts {
		return refusal.New(refusal.MergesOrganiser, "name", m.Name)
	}
	for _, mt := range c.Meetings {
		if mt.Out[m.ID] != "" {
			return refusal.New(refusal.MergesSentOut, "name", m.Name, "meeting", mt.Title)
		}
	}
	return c.RequireVouching(m.ID, k.Meeting, who)
}

// Shelve leaves one ballot of the two and one answer, the first's where there is one:
// nobody votes or answers twice. What either wants asked of a panel, both want.
func (k *MergeMembers) Shelve(c *Community, _ Who) []ledger.ShelfWrite {
	var one []ledger.ShelfWrite
	for board, cast := range c.private.ballots {
		first, second := cast[k.First], cast[k.Second]
		if second == nil {
			continue
		}
		one = append(one, forgetBallot(board, k.Second))
		if b := c.Boards[board]; b != nil && b.Layout.Asks() || first == nil {
			second = maps.Clone(second)
			maps.Copy(second, first)
			one = append(one, KeepBallot(board, k.First, second))
		}
	}
	for name, given := range c.private.answers {
		if given[k.Second] == nil {
			continue
		}
		one = append(one, answerWrite(name, k.Second, nil))
		if given[k.First] == nil {
			one = append(one, answerWrite(name, k.First, given[k.Second]))
		}
	}
	return one
}

// Apply merges them, or parts them again.
func (k *MergeMembers) Apply(c *Community, s Stamp) {
	first, second := ledger.EditRoll(c.tx, &c.Members, k.First), ledger.EditRoll(c.tx, &c.Members, k.Second)
	if k.Parts {
		k.takeBack(c, second.lent)
		second.Same, second.lent = "", nil
		first.Also = slices.DeleteFunc(slices.Clone(first.Also), func(id MemberID) bool { return id == k.Second })
		first.Traced(s, trace.Trace{What: trace.Parted, Meeting: k.Meeting, Person: k.Second})
		return
	}
	second.Same, second.lent = k.First, k.lend(c)
	first.Also = append(slices.Clip(first.Also), k.Second)
	first.Traced(s, trace.Trace{What: trace.Merged, Meeting: k.Meeting, Person: k.Second})
}

// lend lets the first into the meetings that only the second has joined.
func (k *MergeMembers) lend(c *Community) []method.MeetingID {
	var lent []method.MeetingID
	for id, mt := range c.Meetings {
		if role := mt.Attendance.Of(k.Second); role != "" && mt.Attendance.Of(k.First) == "" {
			lent = append(lent, id)
			mt = ledger.Edit(c.tx, &c.Meetings, id)
			ledger.PutRoll(c.tx, &mt.Attendance, k.First, role)
			if there, said := mt.ByHand[k.Second]; said {
				ledger.Put(c.tx, &mt.ByHand, k.First, there)
			}
		}
	}
	return lent
}

// takeBack takes the first out of those meetings again.
func (k *MergeMembers) takeBack(c *Community, lent []method.MeetingID) {
	for _, id := range lent {
		mt := ledger.Edit(c.tx, &c.Meetings, id)
		ledger.DeleteRoll(c.tx, &mt.Attendance, k.First)
		ledger.Delete(c.tx, &mt.ByHand, k.First)
	}
}
