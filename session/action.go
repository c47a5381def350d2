package session

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/convene-ssh/convene/session/ledger"
)

// ActionKind is what is done together. Source: method.md, "Action".
type ActionKind string

// The kinds of action.
const (
	JointStatement    ActionKind = "joint-statement"
	Campaign          ActionKind = "campaign"
	RegionalMechanism ActionKind = "regional-mechanism"
	BilateralExchange ActionKind = "bilateral-exchange"
	CapacityBuilding  ActionKind = "capacity-building"
	MonitoringVisit   ActionKind = "monitoring-visit"
	Research          ActionKind = "research"
	OtherAction       ActionKind = "other"
)

// ActionKinds lists the kinds.
func ActionKinds() []ActionKind {
	return []ActionKind{JointStatement, Campaign, RegionalMechanism, BilateralExchange, CapacityBuilding,
		MonitoringVisit, Research, OtherAction}
}

// Scope is how far an action reaches.
type Scope string

// The scopes.
const (
	ScopeSubNational   Scope = "sub-national"
	ScopeNational      Scope = "national"
	ScopeMultiNational Scope = "multi-national"
	ScopeRegional      Scope = "regional"
	ScopeGlobal        Scope = "global"
)

// Scopes lists them from near to far.
func Scopes() []Scope {
	return []Scope{ScopeSubNational, ScopeNational, ScopeMultiNational, ScopeRegional, ScopeGlobal}
}

// Status is where an action stands.
type Status string

// The statuses.
const (
	Pipeline       Status = "pipeline"
	Implementation Status = "implementation"
	Finalisation   Status = "finalisation"
	StatusClosed   Status = "closed"
	Suspended      Status = "suspended"
	Cancelled      Status = "cancelled"
)

// Statuses lists them.
func Statuses() []Status {
	return []Status{Pipeline, Implementation, Finalisation, StatusClosed, Suspended, Cancelled}
}

// ActionFields is what people fill in.
type ActionFields struct {
	Title        string     `json:"title"`
	Description  string     `json:"description,omitempty"`
	Kind         ActionKind `json:"kind"`
	Lead         Support    `json:"lead,omitzero"`
	Contributors []Support  `json:"contributors,omitempty"`
	Countries    []Country  `json:"countries,omitempty"`
	Scope        Scope      `json:"scope,omitempty"`
	Mechanism    string     `json:"mechanism,omitempty"` // that it works with
	Window       string     `json:"window,omitempty"`    // or deadline, of the mechanism
	Start        Date       `json:"start,omitempty"`     // planned
	End          Date       `json:"end,omitempty"`       // planned
	From         []Origin   `json:"from,omitempty"`
	Status       Status     `json:"status"`
	NextReview   Date       `json:"next_review,omitempty"`
}

// CrossCountry reports whether two or more countries act together.
func (f *ActionFields) CrossCountry() bool { return len(f.Countries) >= 2 }

// Action is something planned together.
type Action struct {
	ActionFields
	Promise
	ID ActionID
}

// Code is the short name that screens and exports share.
func (a *Action) Code() string { return fmt.Sprintf("A%d", a.Number) }

func actionByNumber(a, b *Action) int { return cmp.Compare(a.Number, b.Number) }

// action is what an action has in common with a commitment, nil where there is
// none.
func (c *Community) action(id ActionID) *Promise {
	if a := c.Actions[id]; a != nil {
		return &a.Promise
	}
	return nil
}

// ActionsOf lists a meeting's actions in the order of their numbers.
func (c *Community) ActionsOf(meeting MeetingID) []*Action {
	var all []*Action
	for _, a := range c.Actions {
		if a.Meeting == meeting {
			all = append(all, a)
		}
	}
	slices.SortFunc(all, actionByNumber)
	return all
}

func (f *ActionFields) tidy() {
	f.Title, f.Description = line(f.Title), text(f.Description)
	f.Mechanism, f.Window = line(f.Mechanism), line(f.Window)
	f.Countries = tidyCountries(f.Countries)
	f.Kind, f.Status = cmp.Or(f.Kind, OtherAction), cmp.Or(f.Status, Pipeline)
}

func (f *ActionFields) check(c *Community, who Who) error {
	if err := checkLimits(
		limit{"title", f.Title, MaxTitle, true},
		limit{"description", f.Description, MaxText, false},
		limit{"mechanism", f.Mechanism, MaxTitle, false},
		limit{"window", f.Window, MaxTitle, false},
	); err != nil {
		return err
	}
	switch {
	case !oneOf(f.Kind, ActionKinds()):
		return Refuse(Invalid, "field", "kind")
	case !oneOf(f.Scope, Scopes()):
		return Refuse(Invalid, "field", "scope")
	case !oneOf(f.Status, Statuses()):
		return Refuse(Invalid, "field", "status")
	case !f.NextReview.Valid():
		return Refuse(Invalid, "field", "next_review")
	}
	if err := checkDates("start", f.Start, "end", f.End); err != nil {
		return err
	}
	if err := checkCountries(f.Countries); err != nil {
		return err
	}
	if err := c.checkSupport("contributors", f.shares()); err != nil {
		return err
	}
	return c.checkOrigins(f.From, who)
}

func (f *ActionFields) shares() shares { return shares{&f.Lead, &f.Contributors} }

// PlanAction records an action.
type PlanAction struct {
	ledger.Base[*Community]
	Action   ActionID     `json:"action"`
	Meeting  MeetingID    `json:"meeting"`
	Fields   ActionFields `json:"fields"`
	Audience Audience     `json:"audience"`
	By       Attribution  `json:"by"`     // decided
	Number   int          `json:"number"` // decided

	Attribution Ladder `json:"-"`
}

// Tidy makes its words safe.
func (p *PlanAction) Tidy() { p.Fields.tidy() }

// Check lets contributors plan.
func (p *PlanAction) Check(c *Community, who Who) error {
	already := len(c.ActionsOf(p.Meeting))
	if err := c.checkNew(string(p.Action), p.Meeting, already, p.Attribution, p.Audience, who); err != nil {
		return err
	}
	return p.Fields.check(c, who)
}

// Decide sets the number, what it shows of its author, and who has confirmed.
func (p *PlanAction) Decide(c *Community, d Decision) {
	p.By = c.attribute(p.Attribution, d.Who.Member)
	p.Number = c.numbers["A"] + 1
	p.Fields.shares().decide(nil, c.speaksOpenly(d.Who, p.By.Member == "" && p.By.Organisation == ""))
}

// Quiet keeps an author who is not named out of the record.
func (p *PlanAction) Quiet(*Community, Who) bool { return p.By.Member == "" }

// Shelve keeps the link to an author who is not named.
func (p *PlanAction) Shelve(_ *Community, who Who) []ledger.ShelfWrite {
	return linkAuthor(string(p.Action), p.By, who)
}

// Apply records it.
func (p *PlanAction) Apply(c *Community, s Stamp) {
	bare := *p
	bare.Fields = ActionFields{}
	ledger.Put(c.tx, &c.numbers, "A", p.Number)
	ledger.Put(c.tx, &c.Actions, p.Action, &Action{
		ActionFields: p.Fields, ID: p.Action, Promise: Promise{
			Meeting: p.Meeting, Number: p.Number, Authored: Authored{By: p.By}, Audience: p.Audience,
			Revision: 1, texts: []textRecord{{s.Seq, bare}},
		},
	})
}

// EditAction changes what people fill in, its status included.
type EditAction struct {
	ledger.Base[*Community]
	Action   ActionID     `json:"action"`
	Revision int          `json:"revision"` // that the edit began from
	Fields   ActionFields `json:"fields"`
	Foreign  bool         `json:"foreign,omitempty"` // decided: the words are not the author's
}

// Tidy makes its words safe.
func (e *EditAction) Tidy() { e.Fields.tidy() }

// Check refuses an edit that began from an older version with a [Conflict].
func (e *EditAction) Check(c *Community, who Who) error {
	a := c.Actions[e.Action]
	if a == nil {
		return Refuse(NotFound)
	}
	if err := c.checkEdit(string(a.ID), &a.Promise, a.Lead, who); err != nil {
		return err
	}
	if a.Revision != e.Revision {
		return &Conflict{Revision: a.Revision, Theirs: a.ActionFields}
	}
	return e.Fields.check(c, who)
}

// Decide keeps the confirmations that there were, and the links that the person
// cannot see, and says whose words they are.
func (e *EditAction) Decide(c *Community, d Decision) {
	before := c.Actions[e.Action]
	was, own := before.ActionFields, c.speaksOpenly(d.Who, e.Quiet(c, d.Who))
	for _, f := range []*ActionFields{&was, &e.Fields} { // to confirm is no edit of words
		f.shares().decide(before.shares().all(), own)
	}
	e.Fields.From = append(e.Fields.From, c.unseen(before.From, d.Who)...)
	e.Foreign = c.foreign(string(e.Action), before.By, was, e.Fields, d.Who)
}

// Quiet keeps an author who is not named out of the record.
func (e *EditAction) Quiet(c *Community, who Who) bool {
	return c.quietPromise(string(e.Action), c.action(e.Action), who)
}

// Apply changes it.
func (e *EditAction) Apply(c *Community, s Stamp) {
	bare := *e
	bare.Fields = ActionFields{}
	a := ledger.Edit(c.tx, &c.Actions, e.Action)
	a.Authored = c.rewritten(string(e.Action), a.Authored, a.ActionFields, e.Foreign)
	a.ActionFields = e.Fields
	a.touched(s.Seq, bare)
}

// ConfirmAction is an organisation's own word that it takes part.
type ConfirmAction struct {
	ledger.Base[*Community]
	Action       ActionID       `json:"action"`
	Organisation OrganisationID `json:"organisation"`
}

// Check lets only the organisation's own members confirm for it.
func (k *ConfirmAction) Check(c *Community, who Who) error {
	named := func() []Support { return c.Actions[k.Action].shares().all() }
	return c.checkConfirm(c.action(k.Action), named, k.Organisation, who)
}

// Apply marks it as confirmed.
func (k *ConfirmAction) Apply(c *Community, _ Stamp) {
	a := ledger.Edit(c.tx, &c.Actions, k.Action)
	a.shares().confirm(k.Organisation)
	a.Revision++
}

// TakeBackAction withdraws an author's words; see [TakeBackItem].
type TakeBackAction struct {
	ledger.Base[*Community]
	Action ActionID `json:"action"`
}

// Check lets only the author take back.
func (t *TakeBackAction) Check(c *Community, who Who) error {
	return c.checkTakeBack(string(t.Action), c.action(t.Action), who)
}

// Quiet keeps an author who is not named out of the record.
func (t *TakeBackAction) Quiet(c *Community, who Who) bool {
	return c.quietPromise(string(t.Action), c.action(t.Action), who)
}

// Shelve deletes the link to the author.
func (t *TakeBackAction) Shelve(c *Community, who Who) []ledger.ShelfWrite {
	return c.unlinkAuthor(string(t.Action), who)
}

// Redact rewrites every record that holds the words.
func (t *TakeBackAction) Redact(c *Community) map[ledger.Seq][]byte {
	return bareBodies(c.action(t.Action).texts)
}

// Apply leaves a tombstone.
func (t *TakeBackAction) Apply(c *Community, _ Stamp) {
	a := ledger.Edit(c.tx, &c.Actions, t.Action)
	a.ActionFields = ActionFields{}
	a.tombstone(c, string(t.Action))
}
