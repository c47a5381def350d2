package session

import (
	"slices"

	"github.com/convene-ssh/convene/session/clean"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/trace"
)

// Organisation is what members are of, or what fields name.
type Organisation struct {
	ID   method.OrganisationID   `json:"id"`
	Name string                  `json:"name"`
	Type method.OrganisationType `json:"type"`

	// Also are the organisations that have become one with it, the last one last.
	Also []method.OrganisationID `json:"-"`

	named bool         // by somebody who is not of it: it goes with nobody
	left  []textRecord // of members who were erased: they still name it
}

func (c *Community) organisationType(id method.OrganisationID) method.OrganisationType {
	if o := c.Organisations[id]; o != nil {
		return o.Type
	}
	return ""
}

// OrganisationNamed finds an organisation by its name, or by that of one which has become
// one with it; see [clean.Same].
func (c *Community) OrganisationNamed(name string) *Organisation {
	for _, o := range c.Organisations {
		if clean.Same(o.Name, name) {
			return o
		}
	}
	for _, g := range c.merged {
		if o := c.Organisations[g.into]; o != nil && clean.Same(g.Name, name) {
			return o
		}
	}
	return nil
}

// Organisation is one that the community knows, also where it has become one with
// another; nil where there is none.
func (c *Community) Organisation(id method.OrganisationID) *Organisation {
	if g := c.merged[id]; g != nil {
		return &g.Organisation
	}
	return c.Organisations[id]
}

// became is the organisation with which another one has become one; empty for none.
func (c *Community) became(id method.OrganisationID) method.OrganisationID {
	if g := c.merged[id]; g != nil {
		return g.into
	}
	return ""
}

// editOrganisation is a copy of it to be changed.
func (c *Community) editOrganisation(id method.OrganisationID) *Organisation {
	switch {
	case c.merged[id] != nil:
		return &ledger.Edit(c.tx, &c.merged, id).Organisation
	case c.Organisations[id] != nil:
		return ledger.Edit(c.tx, &c.Organisations, id)
	}
	return nil
}

// family are an organisation and all that have become one with it.
func (c *Community) family(id method.OrganisationID) []method.OrganisationID {
	all := []method.OrganisationID{id}
	if o := c.Organisation(id); o != nil {
		for _, also := range o.Also {
			all = append(all, c.family(also)...)
		}
	}
	return all
}

// Anybody may say that they are of an organisation. That they speak for it is
// granted: by an organiser, or by a member who speaks for it already. Until then
// nothing that they do confirms anything for it.

// Speaking is the organisation that a member speaks for; empty for none.
func (m *Member) Speaking() method.OrganisationID {
	if m != nil && m.Speaks {
		return m.Organisation
	}
	return ""
}

// speaksFor reports whether the member speaks for that organisation.
func (c *Community) speaksFor(member MemberID, org method.OrganisationID) bool {
	m := c.Members.Of(member)
	return m != nil && org != "" && m.Speaking() == org
}

// MayGrantSpeaking reports whether somebody may say who speaks for an organisation.
func (c *Community) MayGrantSpeaking(by MemberID, org method.OrganisationID) bool {
	m := c.Members.Of(by)
	return m != nil && (m.Organiser() || c.speaksFor(by, org))
}

// Contact is how to reach an organisation, as somebody says who speaks for it. It stands
// in documents for the circle for which it is meant and for closer ones, and nowhere else.
type Contact struct {
	Words string          `json:"words"` // a name, an address, a number
	For   method.Audience `json:"for"`
}

// tidy makes its words safe.
func (k *Contact) tidy() {
	if k.Words = field.TidyLine(k.Words); k.Words == "" {
		*k = Contact{}
	}
}

// check refuses one for an organisation for which the member does not speak.
func (k Contact) check(c *Community, m *Member, organisation string) error {
	o := c.OrganisationNamed(organisation)
	switch {
	case k == Contact{}:
		return nil
	case !k.For.Valid():
		return refusal.New(refusal.Invalid, "field", "contact_for")
	case o == nil || m.Speaking() != o.ID:
		return refusal.New(refusal.NotYourOrg)
	}
	return field.CheckText("contact", k.Words, method.MaxTitle, true)
}

// ContactsOf are how readers of an audience can reach an organisation.
func (c *Community) ContactsOf(org method.OrganisationID, a method.Audience) []string {
	var all []string
	for id, m := range c.Members.All() {
		if c.speaksFor(id, org) && m.Same == "" && m.Contact.Words != "" && a.Reads(m.Contact.For) {
			all = append(all, m.Contact.Words)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// moves takes a member from an organisation of a type to another. They no longer speak for
// anybody. Who read as a government goes on reading as one.
func (m *Member) moves(from method.OrganisationType, to method.OrganisationID) {
	if m.Organisation == to {
		return
	}
	if from == method.Government && m.Audience == method.Members {
		m.Audience = method.Governments
	}
	m.Organisation, m.Speaks, m.Asks = to, false, false
}

// AskToSpeak asks that a member may speak for the organisation that they say they
// are of.
type AskToSpeak struct {
	ledger.Base[*Community]
	Member MemberID `json:"member"`
}

// Check lets people ask for themselves, once.
func (a *AskToSpeak) Check(c *Community, who Who) error {
	switch m := c.Members.Of(a.Member); {
	case m == nil || who.Member != a.Member:
		return refusal.New(refusal.NotAllowed)
	case m.Organisation == "" || m.Speaks || m.Asks:
		return refusal.New(refusal.NotFound)
	}
	return nil
}

// Apply asks.
func (a *AskToSpeak) Apply(c *Community, _ Stamp) {
	ledger.EditRoll(c.tx, &c.Members, a.Member).Asks = true
}

// GrantSpeaking lets a member speak for the organisation that they say they are of,
// or no longer; the latter also answers them that they may not.
type GrantSpeaking struct {
	ledger.Base[*Community]
	Member       MemberID              `json:"member"`
	Organisation method.OrganisationID `json:"organisation"` // as whoever grants it has read it
	Ends         bool                  `json:"ends,omitempty"`
}

// Check lets organisers grant it and end it, and members who speak for the
// organisation grant it and decline. Everybody may give it back.
func (g *GrantSpeaking) Check(c *Community, who Who) error {
	m, by := c.Members.Of(g.Member), c.Members.Of(who.Member)
	switch {
	case by == nil:
		return refusal.New(refusal.NotAllowed)
	case m == nil || g.Organisation == "" || m.Organisation != g.Organisation:
		return refusal.New(refusal.NotFound)
	case g.Ends && !m.Speaks && !m.Asks, !g.Ends && m.Speaks:
		return refusal.New(refusal.NotFound)
	case g.Ends && by == m:
		return nil
	case g.Ends && m.Speaks && !by.Organiser():
		return refusal.New(refusal.NotAllowed)
	case !c.MayGrantSpeaking(who.Member, g.Organisation):
		return refusal.New(refusal.NotYourOrg)
	}
	return nil
}

// Apply grants it, or ends it. Where somebody was erased later, no record says any
// more that they were of the organisation.
func (g *GrantSpeaking) Apply(c *Community, s Stamp) {
	if c.Members.Of(g.Member).Organisation != g.Organisation {
		return
	}
	m := ledger.EditRoll(c.tx, &c.Members, g.Member)
	what := trace.Speaks
	if g.Ends {
		what = trace.SpeaksNoMore
	}
	if c.Organisations[g.Organisation] != nil { // otherwise it was erased since, and what was done for it goes with it
		m.Traced(s, trace.Trace{What: what, Of: g.Organisation})
	}
	m.Speaks, m.Asks = !g.Ends, false
}

// AddOrganisation names an organisation that nobody here is of, such as a UN agency,
// so that it can be asked for. What names it stays proposed.
type AddOrganisation struct {
	ledger.Base[*Community]
	Organisation method.OrganisationID   `json:"organisation"`
	Name         string                  `json:"name"`
	Type         method.OrganisationType `json:"type"`
}

// Tidy makes its words safe.
func (a *AddOrganisation) Tidy() { a.Name = field.TidyLine(a.Name) }

// Check lets contributors name one that has no name here yet.
func (a *AddOrganisation) Check(c *Community, who Who) error {
	if !c.Contributes(who.Member) {
		return refusal.New(refusal.NotAllowed)
	}
	if err := field.CheckID(string(a.Organisation)); err != nil {
		return err
	}
	if err := field.CheckText("name", a.Name, method.MaxTitle, true); err != nil {
		return err
	}
	switch {
	case a.Type == "" || !field.OneOf(a.Type, method.OrganisationTypes()):
		return refusal.New(refusal.Invalid, "field", "type")
	case len(c.Organisations) >= MaxMembers: // first, because a file may name as many again
		return refusal.New(refusal.Full, "max", MaxMembers)
	case c.OrganisationNamed(a.Name) != nil, c.Organisations[a.Organisation] != nil:
		return refusal.New(refusal.Exists, "field", "name", "name", a.Name)
	}
	return nil
}

// Apply adds it.
func (a *AddOrganisation) Apply(c *Community, _ Stamp) {
	ledger.Put(c.tx, &c.Organisations, a.Organisation, &Organisation{ID: a.Organisation, Name: a.Name, Type: a.Type, named: true})
}
