package session

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/convene-ssh/convene/session/ledger"
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
	Promise
	ID CommitmentID
}

// Code is the short name that screens and exports share.
func (m *Commitment) Code() string { return fmt.Sprintf("C%d", m.Number) }

func byNumber(a, b *Commitment) int { return cmp.Compare(a.Number, b.Number) }

// commitment is what a commitment has in common with an action, nil where there
// is none.
func (c *Community) commitment(id CommitmentID) *Promise {
	if m := c.Commitments[id]; m != nil {
		return &m.Promise
	}
	return nil
}

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
	if err := checkLimits(
		limit{"title", f.Title, MaxTitle, true},
		limit{"description", f.Description, MaxText, false},
		limit{"reason", f.Reason, MaxItem, f.Stage == StageWithdrawn},
	); err != nil {
		return err
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
	if err := checkDates("start", f.Start, "end", f.End); err != nil {
		return err
	}
	if err := f.Country.Check(); err != nil {
		return err
	}
	if err := c.checkSupport("supporting", f.shares()); err != nil {
		return err
	}
	return c.checkOrigins(f.From, who)
}

func (f *CommitmentFields) shares() shares { return shares{&f.Lead, &f.Supporting} }

// MakeCommitment records a promise.
type MakeCommitment struct {
	ledger.Base[*Community]
	Commitment CommitmentID     `json:"commitment"`
	Meeting    MeetingID        `json:"meeting"`
	Fields     CommitmentFields `json:"fields"`
	Audience   Audience         `json:"audience"`
	By         Attribution      `json:"by"`     // decided
	Number     int              `json:"number"` // decided

	Attribution Ladder `json:"-"`
}

// Tidy makes its words safe.
func (m *MakeCommitment) Tidy() { m.Fields.tidy() }

// Check lets contributors commit.
func (m *MakeCommitment) Check(c *Community, who Who) error {
	already := len(c.CommitmentsOf(m.Meeting))
	if err := c.checkNew(string(m.Commitment), m.Meeting, already, m.Attribution, m.Audience, who); err != nil {
		return err
	}
	return m.Fields.check(c, who)
}

// Decide sets the number, what it shows of its author, and who has confirmed.
func (m *MakeCommitment) Decide(c *Community, d Decision) {
	m.By = c.attribute(m.Attribution, d.Who.Member)
	m.Number = c.numbers["C"] + 1
	m.Fields.shares().decide(nil, c.speaksOpenly(d.Who, m.By.Member == "" && m.By.Organisation == ""))
}

// Quiet keeps an author who is not named out of the record.
func (m *MakeCommitment) Quiet(*Community, Who) bool { return m.By.Member == "" }

// Shelve keeps the link to an author who is not named.
func (m *MakeCommitment) Shelve(_ *Community, who Who) []ledger.ShelfWrite {
	return linkAuthor(string(m.Commitment), m.By, who)
}

// Apply records it.
func (m *MakeCommitment) Apply(c *Community, s Stamp) {
	bare := *m
	bare.Fields = CommitmentFields{}
	ledger.Put(c.tx, &c.numbers, "C", m.Number)
	ledger.Put(c.tx, &c.Commitments, m.Commitment, &Commitment{
		CommitmentFields: m.Fields, ID: m.Commitment, Promise: Promise{
			Meeting: m.Meeting, Number: m.Number, Authored: Authored{By: m.By}, Audience: m.Audience,
			Revision: 1, texts: []textRecord{{s.Seq, bare}},
		},
	})
}

// EditCommitment changes what people fill in, its stage included.
type EditCommitment struct {
	ledger.Base[*Community]
	Commitment CommitmentID     `json:"commitment"`
	Revision   int              `json:"revision"` // that the edit began from
	Fields     CommitmentFields `json:"fields"`
	Foreign    bool             `json:"foreign,omitempty"` // decided: the words are not the author's
}

// Tidy makes its words safe.
func (e *EditCommitment) Tidy() { e.Fields.tidy() }

// Check refuses an edit that began from an older version with a [Conflict].
func (e *EditCommitment) Check(c *Community, who Who) error {
	m := c.Commitments[e.Commitment]
	if m == nil {
		return Refuse(NotFound)
	}
	if err := c.checkEdit(string(m.ID), &m.Promise, m.Lead, who); err != nil {
		return err
	}
	if m.Revision != e.Revision {
		return &Conflict{Revision: m.Revision, Theirs: m.CommitmentFields}
	}
	return e.Fields.check(c, who)
}

// Decide keeps the confirmations that there were, and the links that the person
// cannot see, and says whose words they are.
func (e *EditCommitment) Decide(c *Community, d Decision) {
	before := c.Commitments[e.Commitment]
	was, own := before.CommitmentFields, c.speaksOpenly(d.Who, e.Quiet(c, d.Who))
	for _, f := range []*CommitmentFields{&was, &e.Fields} { // to confirm is no edit of words
		f.shares().decide(before.shares().all(), own)
	}
	e.Fields.From = append(e.Fields.From, c.unseen(before.From, d.Who)...)
	e.Foreign = c.foreign(string(e.Commitment), before.By, was, e.Fields, d.Who)
}

// Quiet keeps an author who is not named out of the record.
func (e *EditCommitment) Quiet(c *Community, who Who) bool {
	return c.quietPromise(string(e.Commitment), c.commitment(e.Commitment), who)
}

// Apply changes it.
func (e *EditCommitment) Apply(c *Community, s Stamp) {
	bare := *e
	bare.Fields = CommitmentFields{}
	m := ledger.Edit(c.tx, &c.Commitments, e.Commitment)
	m.Authored = c.rewritten(string(e.Commitment), m.Authored, m.CommitmentFields, e.Foreign)
	m.CommitmentFields = e.Fields
	m.touched(s.Seq, bare)
}

// ConfirmCommitment is an organisation's own word that it stands behind it.
type ConfirmCommitment struct {
	ledger.Base[*Community]
	Commitment   CommitmentID   `json:"commitment"`
	Organisation OrganisationID `json:"organisation"`
}

// Check lets only the organisation's own members confirm for it.
func (k *ConfirmCommitment) Check(c *Community, who Who) error {
	named := func() []Support { return c.Commitments[k.Commitment].shares().all() }
	return c.checkConfirm(c.commitment(k.Commitment), named, k.Organisation, who)
}

// Apply marks it as confirmed.
func (k *ConfirmCommitment) Apply(c *Community, _ Stamp) {
	m := ledger.Edit(c.tx, &c.Commitments, k.Commitment)
	m.shares().confirm(k.Organisation)
	m.Revision++
}

// TakeBackCommitment withdraws an author's words; see [TakeBackItem].
type TakeBackCommitment struct {
	ledger.Base[*Community]
	Commitment CommitmentID `json:"commitment"`
}

// Check lets only the author take back.
func (t *TakeBackCommitment) Check(c *Community, who Who) error {
	return c.checkTakeBack(string(t.Commitment), c.commitment(t.Commitment), who)
}

// Quiet keeps an author who is not named out of the record.
func (t *TakeBackCommitment) Quiet(c *Community, who Who) bool {
	return c.quietPromise(string(t.Commitment), c.commitment(t.Commitment), who)
}

// Shelve deletes the link to the author.
func (t *TakeBackCommitment) Shelve(c *Community, who Who) []ledger.ShelfWrite {
	return c.unlinkAuthor(string(t.Commitment), who)
}

// Redact rewrites every record that holds the words.
func (t *TakeBackCommitment) Redact(c *Community) map[ledger.Seq][]byte {
	return bareBodies(c.commitment(t.Commitment).texts)
}

// Apply leaves a tombstone.
func (t *TakeBackCommitment) Apply(c *Community, _ Stamp) {
	m := ledger.Edit(c.tx, &c.Commitments, t.Commitment)
	m.CommitmentFields = CommitmentFields{}
	m.tombstone(c, string(t.Commitment))
}
