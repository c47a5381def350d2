package session

import (
	"slices"

	"github.com/convene-ssh/convene/session/clean"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// Organisation is what members are of, or what fields name.
type Organisation struct {
	ID   method.OrganisationID   `json:"id"`
	Name string                  `json:"name"`
	Type method.OrganisationType `json:"type"`

	named bool         // by somebody who is not of it: it goes with nobody
	left  []textRecord // of members who were erased: they still name it
}

func (c *Community) organisationType(id method.OrganisationID) method.OrganisationType {
	if o := c.Organisations[id]; o != nil {
		return o.Type
	}
	return ""
}

// OrganisationNamed finds an organisation by its name; see [clean.Same].
func (c *Community) OrganisationNamed(name string) *Organisation {
	for _, o := range c.Organisations {
		if clean.Same(o.Name, name) {
			return o
		}
	}
	return nil
}

// Anybody may say that they are of an organisation. That they speak for it is
// granted: by an organiser, or by a member who speaks for it already. Until then
// nothing that they do confirms anything for it. Who joined before there was this
// rule has been granted nothing either, since nobody had agreed; what they confirmed
// or signed by then stays, because its record says so.

// Speaking is the organisation that a member speaks for; empty for none.
func (m *Member) Speaking() method.OrganisationID {
	if m.Speaks {
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

// moves takes a member to another organisation. Neither the right to speak goes with
// them, nor do they read more than they did for a government.
func (m *Member) moves(c *Community, to method.OrganisationID) {
	if m.Organisation == to {
		return
	}
	if c.organisationType(m.Organisation) == method.Government && m.Audience == method.Members {
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
	what := traceSpeaks
	if g.Ends {
		what = traceSpeaksNoMore
	}
	m.Traced(s, Trace{What: what, Now: c.Organisations[g.Organisation].Name})
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
	if !c.contributes(who) {
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
	case c.OrganisationNamed(a.Name) != nil, c.Organisations[a.Organisation] != nil:
		return refusal.New(refusal.Exists, "field", "name", "name", a.Name)
	case len(c.Organisations) >= MaxMembers:
		return refusal.New(refusal.Full, "max", MaxMembers)
	}
	return nil
}

// Apply adds it.
func (a *AddOrganisation) Apply(c *Community, _ Stamp) {
	ledger.Put(c.tx, &c.Organisations, a.Organisation, &Organisation{ID: a.Organisation, Name: a.Name, Type: a.Type, named: true})
}

// CorrectOrganisation gives an organisation another name or type, for all who are of
// it. Under the name of another one it becomes that, wherever the community names it:
// then they are one for good.
type CorrectOrganisation struct {
	ledger.Base[*Community]
	Organisation method.OrganisationID   `json:"organisation"`
	Name         string                  `json:"name"`
	Type         method.OrganisationType `json:"type"`
	Into         method.OrganisationID   `json:"into,omitempty"` // decided: the other one of that name
}

// Tidy makes its words safe.
func (k *CorrectOrganisation) Tidy() { k.Name = field.TidyLine(k.Name) }

// Check lets organisers correct it.
func (k *CorrectOrganisation) Check(c *Community, who Who) error {
	switch {
	case !c.organises(who.Member):
		return refusal.New(refusal.NotAllowed)
	case c.Organisations[k.Organisation] == nil:
		return refusal.New(refusal.NotFound)
	case k.Type == "" || !field.OneOf(k.Type, method.OrganisationTypes()):
		return refusal.New(refusal.Invalid, "field", "type")
	}
	return field.CheckText("name", k.Name, method.MaxTitle, true)
}

// Decide finds out whether another organisation has the name.
func (k *CorrectOrganisation) Decide(c *Community, _ Decision) {
	k.Into = ""
	if o := c.OrganisationNamed(k.Name); o != nil && o.ID != k.Organisation {
		k.Into = o.ID
	}
}

// Apply corrects it everywhere. Where one of the two is not there, it was erased since,
// and no record says any more how it was called.
func (k *CorrectOrganisation) Apply(c *Community, s Stamp) {
	told := textRecord{s.Seq, &CorrectOrganisation{Organisation: k.Organisation, Type: k.Type, Into: k.Into}}
	was := c.Organisations[k.Organisation]
	if k.Into == "" {
		if was != nil {
			o := ledger.Edit(c.tx, &c.Organisations, k.Organisation)
			o.Name, o.Type, o.left = k.Name, k.Type, append(slices.Clip(o.left), told)
		}
		return
	}
	if was != nil && c.Organisations[k.Into] != nil {
		into := ledger.Edit(c.tx, &c.Organisations, k.Into)
		into.named = into.named || was.named
		into.left = append(append(slices.Clip(into.left), was.left...), told)
	}
	k.members(c)
	ledger.Delete(c.tx, &c.Organisations, k.Organisation)
	c.rewrite(rewriting{k.by, func(r *Register, fields any) any { return r.naming(fields, k.of) }})
	for id, e := range c.Entries {
		if e.HandedTo == k.Organisation {
			ledger.Edit(c.tx, &c.Entries, id).HandedTo = k.Into
		}
	}
}

// members are of the other organisation now, and speak for it where they spoke for
// theirs.
func (k *CorrectOrganisation) members(c *Community) {
	for id, m := range c.Members.All() {
		if m.Organisation != k.Organisation && !slices.ContainsFunc(m.said, func(r profileRecord) bool { return r.organisation == k.Organisation }) {
			continue
		}
		m = ledger.EditRoll(c.tx, &c.Members, id)
		m.said = slices.Clone(m.said)
		for i := range m.said {
			m.said[i].organisation = k.of(m.said[i].organisation)
		}
		speaks, asks := m.Speaks, m.Asks
		m.moves(c, k.of(m.Organisation))
		m.Speaks, m.Asks = speaks, asks
		m.Revision++
	}
}

func (k *CorrectOrganisation) of(o method.OrganisationID) method.OrganisationID {
	if o == k.Organisation {
		return k.Into
	}
	return o
}

func (k *CorrectOrganisation) by(a Attribution) Attribution {
	a.Organisation = k.of(a.Organisation)
	return a
}

// naming is a copy of fields in which each organisation is what becomes of it, empty
// for none. Where two become one, the first place keeps it.
func (r *Register) naming(fields any, of func(method.OrganisationID) method.OrganisationID) any {
	fields = r.clone(fields)
	confirmed := map[method.OrganisationID]bool{}
	for _, s := range r.Supports(fields) {
		confirmed[of(s.Organisation)] = confirmed[of(s.Organisation)] || s.Confirmed
	}
	named := map[method.OrganisationID]bool{"": true}
	for _, f := range r.Fields {
		if !f.HoldsOrganisations() {
			continue
		}
		var all []field.Support
		for _, s := range f.Supports(fields) {
			if o := of(s.Organisation); !named[o] {
				named[o] = true
				all = append(all, field.Support{Organisation: o, Confirmed: confirmed[o]})
			}
		}
		f.SetSupports(fields, all)
	}
	return fields
}
