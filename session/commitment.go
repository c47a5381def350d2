package session

import (
	"cmp"
	"fmt"
	"slices"
)

// CommitmentKind says who promised it, and where. Source: method.md.
type CommitmentKind string

// The kinds of commitment.
const (
	Committed   CommitmentKind = "commitment"  // made here by a member for an organisation
	Pledge      CommitmentKind = "pledge"      // made by a State or an organisation in a forum
	Undertaking CommitmentKind = "undertaking" // made by somebody who is not in the room
)

// CommitmentKinds lists the kinds.
func CommitmentKinds() []CommitmentKind { return []CommitmentKind{Committed, Pledge, Undertaking} }

// CommitmentMode says with whom.
type CommitmentMode string

// The modes of a commitment.
const (
	Individual    CommitmentMode = "individual"
	Common        CommitmentMode = "common"
	InPartnership CommitmentMode = "partnership"
	Matching      CommitmentMode = "matching"
)

// CommitmentModes lists the modes.
func CommitmentModes() []CommitmentMode {
	return []CommitmentMode{Individual, Common, InPartnership, Matching}
}

// Stage is where a commitment stands by its own account.
type Stage string

// The stages.
const (
	StagePlanning   Stage = "planning"
	StageInProgress Stage = "in-progress"
	StageFulfilled  Stage = "fulfilled"
	StageWithdrawn  Stage = "withdrawn" // with a reason
)

// Stages lists the stages.
func Stages() []Stage {
	return []Stage{StagePlanning, StageInProgress, StageFulfilled, StageWithdrawn}
}

// CommitmentFields is what people fill in.
type CommitmentFields struct {
	Title       string         `json:"title"`
	Description string         `json:"description,omitempty"`
	Kind        CommitmentKind `json:"kind"`
	Mode        CommitmentMode `json:"mode"`
	Lead        Support        `json:"lead,omitzero"`
	Supporting  []Support      `json:"supporting,omitempty"`
	Country     Country        `json:"country,omitempty"`
	Level       Level          `json:"level,omitempty"`
	Start       Date           `json:"start,omitempty"`
	End         Date           `json:"end,omitempty"`
	From        []Origin       `json:"from,omitempty"`
	Stage       Stage          `json:"stage"`
	Reason      string         `json:"reason,omitempty"` // why it was withdrawn
	NextReview  Date           `json:"next_review,omitempty"`
}

// Commitment is a promise.
type Commitment struct {
	CommitmentFields
	ID        CommitmentID
	Meeting   MeetingID
	Number    int
	By        Attribution
	Audience  Audience
	Revision  int
	TakenBack bool

	texts []textRecord
}

// Code is the short name that screens and exports share.
func (m *Commitment) Code() string { return fmt.Sprintf("C%d", m.Number) }

func byNumber(a, b *Commitment) int { return cmp.Compare(a.Number, b.Number) }

// CommitmentsOf lists a meeting's commitments in the order of their numbers.
func (c *Community) CommitmentsOf(meeting MeetingID) []*Commitment {
	var all []*Commitment
	for _, m := range c.Commitments {
		if m.Meeting == meeting {
			all = append(all, m)
		}
	}
	slices.SortFunc(all, byNumber)
	return all
}

func (f *CommitmentFields) tidy() {
	f.Title, f.Description, f.Reason = line(f.Title), text(f.Description), line(f.Reason)
	f.Country = tidyCountry(f.Country)
	f.Kind, f.Mode = cmp.Or(f.Kind, Committed), cmp.Or(f.Mode, Individual)
	f.Stage = cmp.Or(f.Stage, StagePlanning)
}

func (f *CommitmentFields) check(c *Community, who Who) error {
	for _, t := range []struct {
		field, words string
		most         int
		required     bool
	}{
		{"title", f.Title, MaxTitle, true},
		{"description", f.Description, MaxText, false},
		{"reason", f.Reason, MaxItem, f.Stage == StageWithdrawn},
		{"country", string(f.Country), MaxLabel, false},
	} {
		if err := checkText(t.field, t.words, t.most, t.required); err != nil {
			return err
		}
	}
	switch {
	case !oneOf(f.Kind, CommitmentKinds()):
		return Refuse(Invalid, "field", "kind")
	case !oneOf(f.Mode, CommitmentModes()):
		return Refuse(Invalid, "field", "mode")
	case !oneOf(f.Level, Levels()):
		return Refuse(Invalid, "field", "level")
	case !oneOf(f.Stage, Stages()):
		return Refuse(Invalid, "field", "stage")
	case !f.NextReview.Valid():
		return Refuse(Invalid, "field", "next_review")
	}
	if err := checkDates("dates", f.Start, f.End); err != nil {
		return err
	}
	if err := c.checkSupport(f.all()); err != nil {
		return err
	}
	return c.checkOrigins(f.From, who)
}

// all is the lead, where there is one, and those who support.
func (f *CommitmentFields) all() []Support { return withLead(f.Lead, f.Supporting) }

func withLead(lead Support, others []Support) []Support {
	if lead.Organisation == "" {
		return others
	}
	return append([]Support{lead}, others...)
}

func (f *CommitmentFields) decide(before []Support, own OrganisationID) {
	f.Supporting = confirmed(f.Supporting, before, own)
	f.Lead.Confirmed = false
	if f.Lead.Organisation != "" {
		f.Lead = confirmed([]Support{f.Lead}, before, own)[0]
	}
}

// MakeCommitment records a promise.
type MakeCommitment struct {
	Commitment CommitmentID     `json:"commitment"`
	Meeting    MeetingID        `json:"meeting"`
	Fields     CommitmentFields `json:"fields"`
	Audience   Audience         `json:"audience"`
	By         Attribution      `json:"by"`     // decided
	Number     int              `json:"number"` // decided

	Attribution Ladder `json:"-"`
}

func (m *MakeCommitment) tidy() { m.Fields.tidy() }

// Check lets contributors commit.
func (m *MakeCommitment) Check(c *Community, who Who) error {
	if err := c.requireOpen(Contribute, m.Meeting, who); err != nil {
		return err
	}
	switch {
	case m.Commitment == "" || c.meetingOf(string(m.Commitment)) != "":
		return Refuse(Exists, "name", string(m.Commitment))
	case len(c.CommitmentsOf(m.Meeting)) >= MaxInAMeeting:
		return Refuse(Full, "max", MaxInAMeeting)
	}
	if err := m.Fields.check(c, who); err != nil {
		return err
	}
	if err := c.checkAttribution(m.Meeting, m.Attribution); err != nil {
		return err
	}
	return c.checkAudience(who, m.Audience)
}

// Decide sets the number, what it shows of its author, and who has confirmed.
func (m *MakeCommitment) Decide(c *Community, d Decision) {
	m.By = c.attribute(m.Attribution, d.Who.Member)
	m.Number = c.numbers["C"] + 1
	m.Fields.decide(nil, c.speaksOpenly(d.Who, m.By.Member == "" && m.By.Organisation == ""))
}

// Quiet keeps an author who is not named out of the record.
func (m *MakeCommitment) Quiet(*Community, Who) bool { return m.By.Member == "" }

// Shelve keeps the link to an author who is not named.
func (m *MakeCommitment) Shelve(_ *Community, who Who) []ShelfWrite {
	if m.By.Member != "" {
		return nil
	}
	return []ShelfWrite{keepLink(string(m.Commitment), who.Member)}
}

// Apply records it.
func (m *MakeCommitment) Apply(c *Community, s Stamp) {
	bare := *m
	bare.Fields = CommitmentFields{}
	put(&c.numbers, "C", m.Number)
	put(&c.Commitments, m.Commitment, &Commitment{
		CommitmentFields: m.Fields, ID: m.Commitment, Meeting: m.Meeting, Number: m.Number,
		By: m.By, Audience: m.Audience, Revision: 1, texts: []textRecord{{s.Seq, bare}},
	})
}

// checkCommitment refuses a change by somebody who is neither its author, nor a
// member of the lead organisation, nor steers the meeting.
func (c *Community) checkCommitment(id CommitmentID, who Who) (*Commitment, error) {
	m := c.Commitments[id]
	if m == nil || !c.AudienceOf(who.Member).Reads(m.Audience) {
		return nil, Refuse(NotFound)
	}
	if err := c.requireOpen(Contribute, m.Meeting, who); err != nil {
		return nil, err
	}
	if m.TakenBack {
		return nil, Refuse(TakenBack)
	}
	if !c.wrote(who.Member, string(id), m.By) && !c.speaksFor(who.Member, m.Lead) && !c.RoleIn(m.Meeting, who.Member).May(Steer) {
		return nil, Refuse(NotAllowed)
	}
	return m, nil
}

// speaksFor reports whether the member is of that organisation.
func (c *Community) speaksFor(member MemberID, s Support) bool {
	m := c.Members[member]
	return m != nil && s.Organisation != "" && m.Organisation == s.Organisation
}

// EditCommitment changes what people fill in, its stage included.
type EditCommitment struct {
	Commitment CommitmentID     `json:"commitment"`
	Revision   int              `json:"revision"` // that the edit began from
	Fields     CommitmentFields `json:"fields"`
}

func (e *EditCommitment) tidy() { e.Fields.tidy() }

// Check refuses an edit that began from an older version with a [Conflict].
func (e *EditCommitment) Check(c *Community, who Who) error {
	m, err := c.checkCommitment(e.Commitment, who)
	if err != nil {
		return err
	}
	if m.Revision != e.Revision {
		return &Conflict{Revision: m.Revision, Theirs: m.CommitmentFields}
	}
	return e.Fields.check(c, who)
}

// Decide keeps the confirmations that there were, and the links that the person
// cannot see.
func (e *EditCommitment) Decide(c *Community, d Decision) {
	before := c.Commitments[e.Commitment]
	e.Fields.decide(before.all(), c.speaksOpenly(d.Who, e.Quiet(c, d.Who)))
	e.Fields.From = append(e.Fields.From, c.unseen(before.From, d.Who)...)
}

// Quiet keeps an author who is not named out of the record.
func (e *EditCommitment) Quiet(c *Community, who Who) bool {
	m := c.Commitments[e.Commitment]
	return m.By.Member == "" && c.wrote(who.Member, string(m.ID), m.By)
}

// Apply changes it.
func (e *EditCommitment) Apply(c *Community, s Stamp) {
	bare := *e
	bare.Fields = CommitmentFields{}
	m := edit(&c.Commitments, e.Commitment)
	m.CommitmentFields = e.Fields
	m.Revision++
	m.texts = append(slices.Clone(m.texts), textRecord{s.Seq, bare})
}

// ConfirmCommitment is an organisation's own word that it stands behind it.
type ConfirmCommitment struct {
	Commitment   CommitmentID   `json:"commitment"`
	Organisation OrganisationID `json:"organisation"`
}

// Check lets only the organisation's own members confirm for it.
func (k *ConfirmCommitment) Check(c *Community, who Who) error {
	m := c.Commitments[k.Commitment]
	if m == nil || !c.AudienceOf(who.Member).Reads(m.Audience) {
		return Refuse(NotFound)
	}
	if err := c.requireOpen(Contribute, m.Meeting, who); err != nil {
		return err
	}
	return c.checkConfirm(m.all(), k.Organisation, who)
}

func (c *Community) checkConfirm(named []Support, org OrganisationID, who Who) error {
	switch {
	case !slices.ContainsFunc(named, func(s Support) bool { return s.Organisation == org }):
		return Refuse(NotFound)
	case !c.speaksFor(who.Member, Support{Organisation: org}):
		return Refuse(NotYourOrg)
	}
	return nil
}

// Apply marks it as confirmed.
func (k *ConfirmCommitment) Apply(c *Community, _ Stamp) {
	m := edit(&c.Commitments, k.Commitment)
	m.Supporting = confirm(m.Supporting, k.Organisation)
	m.Lead = confirm([]Support{m.Lead}, k.Organisation)[0]
	m.Revision++
}

// TakeBackCommitment withdraws an author's words; see [TakeBackItem].
type TakeBackCommitment struct {
	Commitment CommitmentID `json:"commitment"`
}

// Check lets only the author take back.
func (t *TakeBackCommitment) Check(c *Community, who Who) error {
	m := c.Commitments[t.Commitment]
	switch {
	case m == nil:
		return Refuse(NotFound)
	case m.TakenBack:
		return Refuse(TakenBack)
	case !c.wrote(who.Member, string(m.ID), m.By):
		return Refuse(NotAllowed)
	}
	return nil
}

// Quiet keeps an author who is not named out of the record.
func (t *TakeBackCommitment) Quiet(c *Community, _ Who) bool {
	return c.Commitments[t.Commitment].By.Member == ""
}

// Shelve deletes the link to the author.
func (t *TakeBackCommitment) Shelve(c *Community, who Who) []ShelfWrite {
	if c.private.links[string(t.Commitment)] == "" {
		return nil
	}
	return []ShelfWrite{forgetLink(string(t.Commitment), who.Member)}
}

// Redact rewrites every record that holds the words.
func (t *TakeBackCommitment) Redact(c *Community) map[Seq][]byte {
	return bareBodies(c.Commitments[t.Commitment].texts)
}

// Apply leaves a tombstone.
func (t *TakeBackCommitment) Apply(c *Community, _ Stamp) {
	m := edit(&c.Commitments, t.Commitment)
	m.CommitmentFields, m.By, m.TakenBack, m.texts = CommitmentFields{}, Attribution{}, true, nil
	m.Revision++
}
