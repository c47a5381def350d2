package session

import (
	"cmp"
	"slices"

	"github.com/convene-ssh/convene/session/clean"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/trace"
)

// CorrectOrganisation gives an organisation another name or type, for all who are of
// it. Under the name of another one it becomes that, wherever the community names it.
// Given a name of its own again, it is parted from it: what was of it before is again,
// and what came since stays with the other.
type CorrectOrganisation struct {
	ledger.Base[*Community]
	Organisation method.OrganisationID   `json:"organisation"`
	Name         string                  `json:"name"`
	Type         method.OrganisationType `json:"type"`
	// Decided: the other one of that name, and how this one was called and of which type
	// it was.
	Into    method.OrganisationID   `json:"into,omitempty"`
	Was     string                  `json:"was,omitempty"`
	WasType method.OrganisationType `json:"was_type,omitempty"`
}

// Tidy makes its words safe.
func (k *CorrectOrganisation) Tidy() { k.Name = field.TidyLine(k.Name) }

// Check lets organisers correct it. Of those that have become one with another, the last
// is parted first.
func (k *CorrectOrganisation) Check(c *Community, who Who) error {
	switch g := c.merged[k.Organisation]; {
	case !c.organises(who.Member):
		return refusal.New(refusal.NotAllowed)
	case g == nil && c.Organisations[k.Organisation] == nil:
		return refusal.New(refusal.NotFound)
	case k.Type == "" || !field.OneOf(k.Type, method.OrganisationTypes()):
		return refusal.New(refusal.Invalid, "field", "type")
	case g != nil:
		if err := g.checkParting(c, k.Name); err != nil {
			return err
		}
	}
	return field.CheckText("name", k.Name, method.MaxTitle, true)
}

// Decide finds out whether another organisation has the name.
func (k *CorrectOrganisation) Decide(c *Community, _ Decision) {
	k.Into, k.Was, k.WasType = "", "", ""
	was := c.Organisations[k.Organisation]
	if was == nil {
		return // it is parted
	}
	k.Was, k.WasType = was.Name, was.Type
	if o := c.OrganisationNamed(k.Name); o != nil && o.ID != k.Organisation {
		k.Into = o.ID
	}
}

// Apply corrects it everywhere. Where one of the two is not there, it was erased since,
// and no record says any more how it was called.
func (k *CorrectOrganisation) Apply(c *Community, s Stamp) {
	told := textRecord{s.Seq, &CorrectOrganisation{Organisation: k.Organisation, Type: k.Type, Into: k.Into, WasType: k.WasType}}
	switch g, o := c.merged[k.Organisation], c.Organisations[k.Organisation]; {
	case g != nil && k.Into == "":
		g.part(c, k, told)
		c.traced(s, trace.Trace{What: trace.OrganisationParted, Of: k.Organisation, With: g.into})
		return
	case k.Into != "":
		k.merge(c, told)
	case o != nil:
		o = ledger.Edit(c.tx, &c.Organisations, k.Organisation)
		o.Name, o.Type, o.left = k.Name, k.Type, append(slices.Clip(o.left), told)
	}
	k.traces(c, s)
}

// traces tells what has become of it, as far as the record still does.
func (k *CorrectOrganisation) traces(c *Community, s Stamp) {
	switch {
	case k.Was == "":
	case k.Into != "":
		c.traced(s, trace.Trace{What: trace.OrganisationMerged, Of: k.Organisation, With: k.Into, Was: k.Was, Now: k.Name})
	default:
		if k.Was != k.Name {
			c.traced(s, trace.Trace{What: trace.Organisation, Of: k.Organisation, Was: k.Was, Now: k.Name})
		}
		if k.WasType != k.Type {
			c.traced(s, trace.Trace{What: trace.OrganisationType, Of: k.Organisation, Was: string(k.WasType), Now: string(k.Type)})
		}
	}
}

// merged is an organisation that has become one with another, and all that was of it, so
// that the two can be parted again.
type merged struct {
	Organisation // as it was
	into         method.OrganisationID
	named        bool // whether the other was named by somebody who is not of it
	members      map[MemberID]mergedMember
	signed       map[string]bool               // contributions that were signed by it
	fields       map[version][][]field.Support // what fields named where one of them named it, one for each field
	handed       []method.EntryID              // entries of which it was asked to take over the lead
}

// mergedMember is what somebody was before their organisation became one with another.
type mergedMember struct {
	speaks        bool
	reads, became method.Audience
}

// merge makes it one with another.
func (k *CorrectOrganisation) merge(c *Community, told textRecord) {
	g := &merged{
		Organisation: Organisation{ID: k.Organisation}, into: k.Into, members: map[MemberID]mergedMember{},
		signed: map[string]bool{}, fields: map[version][][]field.Support{},
	}
	if was := c.Organisations[k.Organisation]; was != nil {
		g.Organisation = *was
	}
	g.left = append(slices.Clip(g.left), told)
	if c.Organisations[k.Into] != nil {
		into := ledger.Edit(c.tx, &c.Organisations, k.Into)
		g.named = into.named
		into.named = into.named || g.Organisation.named
		into.left, into.Also = append(slices.Clip(into.left), told), append(slices.Clip(into.Also), k.Organisation)
	}
	for id, m := range c.Members.All() {
		if m.Organisation == k.Organisation {
			g.takeMember(ledger.EditRoll(c.tx, &c.Members, id), cmp.Or(k.WasType, g.Type))
		}
	}
	ledger.Delete(c.tx, &c.Organisations, k.Organisation)
	ledger.Put(c.tx, &c.merged, k.Organisation, g)
	c.rewrite(rewriting{g.takeSignature, g.takeFields})
	for id, e := range c.Entries {
		if e.HandedTo == k.Organisation {
			g.handed = append(g.handed, id)
			ledger.Edit(c.tx, &c.Entries, id).HandedTo = k.Into
		}
	}
}

// takeMember makes a member, who is a copy, one of the other organisation. They speak for
// it where they spoke for theirs.
func (g *merged) takeMember(m *Member, wasType method.OrganisationType) {
	speaks, asks, reads := m.Speaks, m.Asks, m.Audience
	m.moves(wasType, g.into)
	m.Speaks, m.Asks = speaks, asks
	m.Revision++
	g.members[m.ID] = mergedMember{speaks, reads, m.Audience}
}

func (g *merged) of(o method.OrganisationID) method.OrganisationID {
	if o == g.ID {
		return g.into
	}
	return o
}

func (g *merged) takeSignature(contribution string, a Attribution) Attribution {
	if a.Organisation == g.ID {
		g.signed[contribution] = true
		a.Organisation = g.into
	}
	return a
}

func (g *merged) takeFields(of version, r *Register, fields any) any {
	if names(r.Supports(fields), g.ID) {
		g.fields[of] = r.organisations(fields)
	}
	return r.naming(fields, g.of)
}

// checkParting refuses to part it before another that has become one with the same
// since, under a name that is another's, and where it would leave nobody who was of the
// other: whoever was has been erased, and the name should have gone with them.
func (g *merged) checkParting(c *Community, name string) error {
	into := c.Organisations[g.into]
	if into == nil || into.Also[len(into.Also)-1] != g.ID {
		return refusal.New(refusal.NotFound)
	}
	if o := c.OrganisationNamed(name); o != nil && (o != into || clean.Same(into.Name, name)) {
		return refusal.New(refusal.Exists, "field", "name", "name", name)
	}
	mine := c.family(g.ID)
	theirs := slices.DeleteFunc(c.family(g.into), func(id method.OrganisationID) bool { return slices.Contains(mine, id) })
	if !g.named && !c.anybodyOf(theirs, "") {
		return refusal.New(refusal.NobodyOfIt, "name", into.Name)
	}
	return nil
}

// part makes it an organisation of its own again.
func (g *merged) part(c *Community, k *CorrectOrganisation, told textRecord) {
	o := g.Organisation
	o.Name, o.Type, o.left = k.Name, k.Type, append(slices.Clip(o.left), told)
	ledger.Put(c.tx, &c.Organisations, o.ID, &o)
	c.leaves(g)
	for id, was := range g.members {
		if m := c.Members.Of(id); m != nil && m.Organisation == g.into {
			was.comeBack(ledger.EditRoll(c.tx, &c.Members, id), o.ID)
		}
	}
	c.rewrite(rewriting{g.giveSignature, g.giveFields})
	for _, id := range g.handed {
		if c.Entries[id].HandedTo == g.into {
			ledger.Edit(c.tx, &c.Entries, id).HandedTo = o.ID
		}
	}
}

// leaves takes an organisation out of the one that it has become.
func (c *Community) leaves(g *merged) {
	ledger.Delete(c.tx, &c.merged, g.ID)
	if into := c.editOrganisation(g.into); into != nil {
		into.named = g.named
		into.Also = slices.DeleteFunc(slices.Clone(into.Also), func(id method.OrganisationID) bool { return id == g.ID })
	}
}

// comeBack makes a member, who is a copy, one of their own organisation again. What was
// granted since was granted for the other.
func (was mergedMember) comeBack(m *Member, to method.OrganisationID) {
	m.Organisation, m.Speaks = to, m.Speaks && was.speaks
	if m.Audience == was.became {
		m.Audience = was.reads
	}
	m.Revision++
}

func (g *merged) giveSignature(contribution string, a Attribution) Attribution {
	if a.Organisation == g.into && g.signed[contribution] {
		a.Organisation = g.ID
	}
	return a
}

// giveFields names in fields again what they named, as it was confirmed then. Where they
// named both, and somebody has chosen anew since, what they chose stays.
func (g *merged) giveFields(of version, r *Register, fields any) any {
	was := g.fields[of]
	if was == nil {
		return fields
	}
	given := r.withOrganisations(fields, was)
	had, has := r.Supports(given), r.Supports(fields)
	switch {
	case sameOrganisations(r, r.naming(given, g.of), fields):
	case names(had, g.into):
		return fields
	default:
		given = r.naming(fields, g.back)
	}
	r.eachSupport(given, func(s field.Support) field.Support {
		all := has
		if s.Organisation == g.ID || s.Organisation == g.into {
			all = had
		}
		s.Confirmed = slices.Contains(all, field.Support{Organisation: s.Organisation, Confirmed: true})
		return s
	})
	return given
}

// back is the opposite of of.
func (g *merged) back(o method.OrganisationID) method.OrganisationID {
	if o == g.into {
		return g.ID
	}
	return o
}

// organisations are those that fields name, for each field.
func (r *Register) organisations(fields any) [][]field.Support {
	all := make([][]field.Support, len(r.Fields))
	for i, f := range r.Fields {
		all[i] = f.Supports(fields)
	}
	return all
}

// withOrganisations is a copy of fields that name these; see organisations.
func (r *Register) withOrganisations(fields any, all [][]field.Support) any {
	fields = r.clone(fields)
	for i, f := range r.Fields {
		if f.HoldsOrganisations() {
			f.SetSupports(fields, all[i])
		}
	}
	return fields
}

// names reports whether an organisation is among those that are named.
func names(all []field.Support, org method.OrganisationID) bool {
	return slices.ContainsFunc(all, func(s field.Support) bool { return s.Organisation == org })
}

// sameOrganisations reports whether fields name the same, confirmed or not.
func sameOrganisations(r *Register, a, b any) bool {
	alike := func(x, y field.Support) bool { return x.Organisation == y.Organisation }
	return slices.EqualFunc(r.organisations(a), r.organisations(b), func(x, y []field.Support) bool {
		return slices.EqualFunc(x, y, alike)
	})
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
