package session

import (
	"slices"

	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/tally"
)

// CorrectCountry turns a country or a label into another wherever the community
// names it, at once. The opposite takes it back, but where both were named
// before: then they are one for good.
type CorrectCountry struct {
	ledger.Base[*Community]
	From method.Country `json:"from"`
	To   method.Country `json:"to"`
}

// Tidy makes its words safe.
func (k *CorrectCountry) Tidy() { k.To = method.TidyCountry(k.To) }

// Check lets organisers correct what is named somewhere.
func (k *CorrectCountry) Check(c *Community, who Who) error {
	switch m := c.Members.Of(who.Member); {
	case m == nil || !m.Organiser():
		return refusal.New(refusal.NotAllowed)
	case k.To == "":
		return refusal.New(refusal.Missing, "field", "country")
	case k.To == k.From:
		return refusal.New(refusal.Invalid, "field", "country")
	case c.countriesUsed()[k.From] == CountryUse{}:
		return refusal.New(refusal.NotFound)
	}
	return k.To.Check()
}

// Apply corrects it everywhere. What somebody is editing meanwhile has another
// revision then, so that the old label does not come back with their words.
func (k *CorrectCountry) Apply(c *Community, _ Stamp) {
	for id, m := range c.Members.All() {
		if m.Country == k.From {
			m = ledger.EditRoll(c.tx, &c.Members, id)
			m.Country = k.To
			m.Revision++
		}
	}
	for id, m := range c.Meetings {
		if slices.ContainsFunc(m.Agenda, func(a AgendaItem) bool { return a.Country == k.From }) {
			k.agenda(ledger.Edit(c.tx, &c.Meetings, id))
		}
		if m.Others.counts(k.From) > 0 {
			k.others(ledger.Edit(c.tx, &c.Meetings, id))
		}
	}
	for id, b := range c.Boards {
		if b.Country == k.From {
			ledger.Edit(c.tx, &c.Boards, id).Country = k.To
		}
	}
	c.rewrite(rewriting{k.by, k.fields})
}

func (k *CorrectCountry) of(c method.Country) method.Country {
	if c == k.From {
		return k.To
	}
	return c
}

func (k *CorrectCountry) agenda(m *Meeting) {
	m.Agenda = slices.Clone(m.Agenda)
	for i := range m.Agenda {
		m.Agenda[i].Country = k.of(m.Agenda[i].Country)
	}
	m.Revision++
}

// others adds those of the country to those of the other one, where both are counted.
func (k *CorrectCountry) others(m *Meeting) {
	n := map[string]int{}
	for _, c := range m.Others.ByCountry {
		n[string(k.of(method.Country(c.Of)))] += c.N
	}
	m.Others.ByCountry = counted(n)
	m.OthersRevision++
}

func (k *CorrectCountry) by(a Attribution) Attribution {
	a.Country = k.of(a.Country)
	return a
}

// fields keeps the place of what was corrected, but names no country twice.
func (k *CorrectCountry) fields(r *Register, fields any) any {
	fields = r.clone(fields)
	for _, f := range r.Fields {
		var all []string
		for _, c := range f.Countries(fields) {
			if c = k.of(c); !slices.Contains(all, string(c)) {
				all = append(all, string(c))
			}
		}
		if f.HoldsCountries() {
			f.Set(fields, all)
		}
	}
	return fields
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
	switch m := c.Members.Of(who.Member); {
	case m == nil || !m.Organiser():
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

// rewriting is what becomes of attributions and of the fields of entries, wherever
// they are.
type rewriting struct {
	by     func(Attribution) Attribution
	fields func(r *Register, fields any) any // a copy
}

// rewrite changes all that people have contributed. Every entry has another revision
// then: where words were erased, no record says any more what they named.
func (c *Community) rewrite(w rewriting) {
	for id := range c.Boards {
		w.board(ledger.Edit(c.tx, &c.Boards, id))
	}
	for id := range c.Entries {
		w.entry(ledger.Edit(c.tx, &c.Entries, id))
	}
	ledger.CopyMap(c.tx, &c.originals) // also where there are none: what is one's own has changed
	for id, o := range c.originals {
		c.originals[id] = w.original(c.Entries[method.EntryID(id)], o)
	}
}

// board rewrites a board that is itself a copy.
func (w rewriting) board(b *Board) {
	b.Items = slices.Clone(b.Items)
	for i, it := range b.Items {
		by, moderation := w.by(it.By), w.moderation(it.Moderation)
		if by != it.By || moderation != it.Moderation || it.last != nil {
			rewritten := *it
			rewritten.By, rewritten.Moderation = by, moderation
			if it.last != nil {
				last := *it.last
				last.authored.By = w.by(last.authored.By)
				last.original = w.original(nil, last.original)
				rewritten.last = &last
			}
			b.Items[i] = &rewritten
		}
	}
}

// moderation is signed by whoever hid the words.
func (w rewriting) moderation(m *Moderation) *Moderation {
	if m == nil || w.by(Attribution{Member: m.By}).Member == m.By {
		return m
	}
	unsigned := *m
	unsigned.By = ""
	return &unsigned
}

// entry rewrites an entry that is itself a copy.
func (w rewriting) entry(e *Entry) {
	e.Fields, e.By = w.fields(e.Register, e.Fields), w.by(e.By)
	e.Readings = slices.Clone(e.Readings)
	for i := range e.Readings {
		e.Readings[i].By = w.by(e.Readings[i].By)
	}
	e.Revision++
}

// original rewrites an author's version of an item, or of an entry.
func (w rewriting) original(e *Entry, o Original) Original {
	o.By = w.by(o.By)
	if e != nil {
		o.Words = w.fields(e.Register, o.Words)
	}
	return o
}

// CountryUse is how often a country or a label is named. Of members it counts none
// where that would tell who they are; see [tally.Apart].
type CountryUse struct{ Members, Boards, Items, Entries int }

// CountriesUsed counts where each country and label of the community is named,
// by people of themselves, of what a board or an entry is about, and beside
// words that show no more of their author. A country that only few people name of
// themselves is not among them. A label of the community's own is, because everybody is
// offered it from when it was added.
func (c *Community) CountriesUsed() map[method.Country]CountryUse {
	used := c.countriesUsed()
	people := map[string]int{"": c.Members.Len()}
	for _, m := range c.Meetings {
		people[""] += m.Others.People
	}
	for k, u := range used {
		people[string(k)] = u.Members
		people[""] -= u.Members
	}
	apart, _ := tally.Apart(people)
	for k, u := range used {
		if u.Members = apart[string(k)]; u == (CountryUse{}) && k.ISO() != "" {
			delete(used, k)
			continue
		}
		used[k] = u
	}
	return used
}

// countriesUsed counts all there are.
func (c *Community) countriesUsed() map[method.Country]CountryUse {
	used := map[method.Country]CountryUse{}
	count := func(k method.Country, add func(*CountryUse)) {
		if u := used[k]; k != "" {
			add(&u)
			used[k] = u
		}
	}
	for _, m := range c.Members.All() {
		count(m.Country, func(u *CountryUse) { u.Members++ })
	}
	for _, m := range c.Meetings {
		for _, of := range m.Others.ByCountry {
			count(method.Country(of.Of), func(u *CountryUse) { u.Members += of.N })
		}
	}
	for _, b := range c.Boards {
		count(b.Country, func(u *CountryUse) { u.Boards++ })
		for _, it := range b.Items {
			count(it.By.Country, func(u *CountryUse) { u.Items++ })
		}
	}
	for _, e := range c.Entries {
		for _, k := range e.countries() {
			count(k, func(u *CountryUse) { u.Entries++ })
		}
	}
	return used
}
