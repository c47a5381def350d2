package session

import (
	"slices"

	"github.com/convene-ssh/convene/session/ledger"
)

// CorrectCountry turns a country or a label into another wherever the community
// names it, at once. The opposite takes it back, but where both were named
// before: then they are one for good.
type CorrectCountry struct {
	ledger.Base[*Community]
	From Country `json:"from"`
	To   Country `json:"to"`
}

// Tidy makes its words safe.
func (k *CorrectCountry) Tidy() { k.To = tidyCountry(k.To) }

// Check lets organisers correct what is named somewhere.
func (k *CorrectCountry) Check(c *Community, who Who) error {
	switch m := c.Members.Of(who.Member); {
	case m == nil || !m.Organiser():
		return Refuse(NotAllowed)
	case k.To == "":
		return Refuse(Missing, "field", "country")
	case k.To == k.From:
		return Refuse(Invalid, "field", "country")
	case c.CountriesUsed()[k.From] == CountryUse{}:
		return Refuse(NotFound)
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
	for id := range c.Boards {
		k.board(ledger.Edit(c.tx, &c.Boards, id))
	}
	for id, m := range c.Commitments {
		if m.Country == k.From || m.By.Country == k.From {
			m = ledger.Edit(c.tx, &c.Commitments, id)
			k.commitment(&m.CommitmentFields)
			m.By.Country = k.of(m.By.Country)
			m.Revision++
		}
	}
	for id, a := range c.Actions {
		if slices.Contains(a.Countries, k.From) || a.By.Country == k.From {
			a = ledger.Edit(c.tx, &c.Actions, id)
			k.action(&a.ActionFields)
			a.By.Country = k.of(a.By.Country)
			a.Revision++
		}
	}
	ledger.CopyMap(c.tx, &c.originals) // also where there are none: what is one's own has changed
	for id, o := range c.originals {
		c.originals[id] = k.original(o)
	}
}

func (k *CorrectCountry) of(c Country) Country {
	if c == k.From {
		return k.To
	}
	return c
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
				last.original = k.original(last.original)
				corrected.last = &last
			}
			b.Items[i] = &corrected
		}
	}
}

func (k *CorrectCountry) commitment(f *CommitmentFields) { f.Country = k.of(f.Country) }

// action keeps the place of what was corrected, but names no country twice.
func (k *CorrectCountry) action(f *ActionFields) {
	var all []Country
	for _, c := range f.Countries {
		if c = k.of(c); !slices.Contains(all, c) {
			all = append(all, c)
		}
	}
	f.Countries = all
}

func (k *CorrectCountry) original(o Original) Original {
	o.By.Country = k.of(o.By.Country)
	switch words := o.Words.(type) {
	case CommitmentFields:
		k.commitment(&words)
		o.Words = words
	case ActionFields:
		k.action(&words)
		o.Words = words
	}
	return o
}
