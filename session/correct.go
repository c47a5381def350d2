package session

import (
	"slices"

	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
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
	case c.CountriesUsed()[k.From] == CountryUse{}:
		return refusal.New(refusal.NotFound)
	}
	return k.To.Check()
}

// Apply corrects it everywhere. What somebody is editing meanwhile has another
// revision then, so that the old label does not come back with their words. Every
// entry has: where words were erased, no record says any more what they named.
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
	}
	for id := range c.Boards {
		k.board(ledger.Edit(c.tx, &c.Boards, id))
	}
	for id := range c.Entries {
		k.entry(ledger.Edit(c.tx, &c.Entries, id))
	}
	ledger.CopyMap(c.tx, &c.originals) // also where there are none: what is one's own has changed
	for id, o := range c.originals {
		c.originals[id] = k.original(c.Entries[method.EntryID(id)], o)
	}
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

func (k *CorrectCountry) board(b *Board) {
	b.Country = k.of(b.Country)
	b.Items = slices.Clone(b.Items)
	for i, it := range b.Items {
		if it.By.Country == k.From || it.last != nil {
			corrected := *it
			corrected.By.Country = k.of(it.By.Country)
			if it.last != nil {
				last := *it.last
				last.authored.By.Country = k.of(last.authored.By.Country)
				last.original = k.original(nil, last.original)
				corrected.last = &last
			}
			b.Items[i] = &corrected
		}
	}
}

// entry corrects an entry that is itself a copy.
func (k *CorrectCountry) entry(e *Entry) {
	e.Fields = k.fields(e.Register, e.Fields)
	e.By.Country = k.of(e.By.Country)
	e.Readings = slices.Clone(e.Readings)
	for i := range e.Readings {
		e.Readings[i].By.Country = k.of(e.Readings[i].By.Country)
	}
	e.Revision++
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

// original corrects an author's version of an item, or of an entry.
func (k *CorrectCountry) original(e *Entry, o Original) Original {
	o.By.Country = k.of(o.By.Country)
	if e != nil {
		o.Words = k.fields(e.Register, o.Words)
	}
	return o
}

// CountryUse is how often a country or a label is named.
type CountryUse struct{ Members, Boards, Items, Entries int }

// CountriesUsed counts where each country and label of the community is named,
// by people of themselves, of what a board or an entry is about, and beside
// words that show no more of their author.
func (c *Community) CountriesUsed() map[method.Country]CountryUse {
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
