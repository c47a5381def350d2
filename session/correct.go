package session

import (
	"slices"

	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/tally"
	"github.com/convene-ssh/convene/session/trace"
)

// CorrectCountry turns a country or a label into another wherever the community
// names it, at once. The opposite takes it back, but where both were named
// before: then they are one for good.
type CorrectCountry struct {
	ledger.Base[*Community]
	From method.Country `json:"from"`
	To   method.Country `json:"to"`
	Told bool           `json:"told,omitempty"` // decided: that it was named may be told
}

// Tidy makes its words safe.
func (k *CorrectCountry) Tidy() { k.To = method.TidyCountry(k.To) }

// Check lets organisers correct what is named somewhere.
func (k *CorrectCountry) Check(c *Community, who Who) error {
	switch {
	case !c.organises(who.Member):
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

// Decide says whether all may know that it was named.
func (k *CorrectCountry) Decide(c *Community, _ Decision) { _, k.Told = c.CountriesUsed()[k.From] }

// Apply corrects it everywhere. What somebody is editing meanwhile has another
// revision then, so that the old label does not come back with their words. Where it names
// none, only people had named it of themselves who were erased since.
func (k *CorrectCountry) Apply(c *Community, s Stamp) {
	if k.Told {
		c.traced(s, trace.Trace{What: trace.Country, Was: string(k.From), Now: string(k.To)})
	}
	to := &correcting{from: k.From, to: k.To}
	if k.From != "" {
		to.members(c)
		to.meetings(c)
		to.boards(c)
	}
	c.rewrite(rewriting{
		by:     func(_ string, a Attribution) Attribution { return to.by(a) },
		fields: func(_ version, r *Register, fields any) any { return to.fields(r, fields) },
	})
	if len(to.people) > 0 && !to.elsewhere {
		c.corrected = append(slices.Clip(c.corrected), corrected{s.Seq, to.people})
	}
}

// corrected is a record of a correction of what only people had named of themselves.
type corrected struct {
	seq    ledger.Seq
	people []MemberID // who are not erased
}

// correcting turns one country into another, and finds out who had named it.
type correcting struct {
	from, to  method.Country
	people    []MemberID // of themselves
	elsewhere bool       // it was named by something else too
}

// of is what becomes of a country that something else than a member names.
func (k *correcting) of(c method.Country) method.Country {
	if c != k.from || c == "" {
		return c
	}
	k.elsewhere = true
	return k.to
}

func (k *correcting) members(c *Community) {
	for id, m := range c.Members.All() {
		if m.Country == k.from {
			m = ledger.EditRoll(c.tx, &c.Members, id)
			m.Country = k.to
			m.Revision++
			k.people = append(k.people, id)
		}
	}
}

func (k *correcting) meetings(c *Community) {
	for id, m := range c.Meetings {
		if slices.ContainsFunc(m.Agenda, func(a AgendaItem) bool { return a.Country == k.from }) {
			k.agenda(ledger.Edit(c.tx, &c.Meetings, id))
		}
		if tally.Of(m.Others.ByCountry, string(k.from)) > 0 {
			k.others(ledger.Edit(c.tx, &c.Meetings, id))
		}
	}
}

func (k *correcting) boards(c *Community) {
	for id, b := range c.Boards {
		if b.Country == k.from {
			ledger.Edit(c.tx, &c.Boards, id).Country = k.of(b.Country)
		}
	}
}

func (k *correcting) agenda(m *Meeting) {
	m.Agenda = slices.Clone(m.Agenda)
	for i := range m.Agenda {
		m.Agenda[i].Country = k.of(m.Agenda[i].Country)
	}
	m.Revision++
}

// others adds those of the country to those of the other one, where both are counted.
func (k *correcting) others(m *Meeting) {
	n := map[string]int{}
	for _, c := range m.Others.ByCountry {
		n[string(k.of(method.Country(c.Of)))] += c.N
	}
	m.Others.ByCountry = tally.Counted(n)
	m.OthersRevision++
}

func (k *correcting) by(a Attribution) Attribution {
	a.Country = k.of(a.Country)
	return a
}

// fields keeps the place of what was corrected, but names no country twice.
func (k *correcting) fields(r *Register, fields any) any {
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

// rewriting is what becomes of attributions and of the fields of entries, wherever
// they are.
type rewriting struct {
	by     func(contribution string, a Attribution) Attribution
	fields func(of version, r *Register, fields any) any // a copy where they become others
}

// version is the fields of an entry as they stand, or as its author wrote them.
type version struct {
	entry    method.EntryID
	original bool
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
		c.originals[id] = w.original(id, c.Entries[method.EntryID(id)], o)
	}
}

// board rewrites a board that is itself a copy.
func (w rewriting) board(b *Board) {
	b.Items = slices.Clone(b.Items)
	for i, it := range b.Items {
		id, rewritten := string(it.ID), *it
		rewritten.Authored, rewritten.Moderation = w.authored(id, it.Authored), w.moderation(it.Moderation)
		if it.last != nil {
			last := *it.last
			last.authored = w.authored(id, last.authored)
			last.original = w.original(id, nil, last.original)
			rewritten.last = &last
		}
		b.Items[i] = &rewritten
	}
}

// authored is signed by its author, and where that is open, agreed to by the organisation
// for which they speak.
func (w rewriting) authored(id string, a Authored) Authored {
	a.By = w.by(id, a.By)
	a.Widening.Speaks = w.by("agreed/"+id, Attribution{Organisation: a.Widening.Speaks}).Organisation
	return a
}

// moderation is signed by whoever hid the words, and by whoever left them hidden.
func (w rewriting) moderation(m *Moderation) *Moderation {
	signed := func(id MemberID) bool { return id == "" || w.by("", Attribution{Member: id}).Member == id }
	if m == nil || signed(m.By) && signed(m.Upheld) {
		return m
	}
	rewritten := *m
	if !signed(m.By) {
		rewritten.By = ""
	}
	if !signed(m.Upheld) {
		rewritten.Upheld = erased // nobody at all would say that nobody has looked
	}
	return &rewritten
}

// entry rewrites an entry that is itself a copy.
func (w rewriting) entry(e *Entry) {
	e.Fields, e.Authored = w.fields(version{entry: e.ID}, e.Register, e.Fields), w.authored(string(e.ID), e.Authored)
	e.Readings = slices.Clone(e.Readings)
	for i := range e.Readings {
		e.Readings[i].By = w.by(string(e.Readings[i].ID), e.Readings[i].By)
	}
	e.Revision++
}

// original rewrites an author's version of an item, or of an entry.
func (w rewriting) original(id string, e *Entry, o Original) Original {
	o.By = w.by(id, o.By)
	if e != nil {
		o.Words = w.fields(version{e.ID, true}, e.Register, o.Words)
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
	people := map[string]int{"": c.ofNoCountry()}
	for k, u := range used {
		people[string(k)] = u.Members
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

// ofNoCountry is how many people name none. Those without a terminal may be the same in
// every meeting, so that they are as many as in the one where most were.
func (c *Community) ofNoCountry() (n int) {
	for _, m := range c.Meetings {
		named := 0
		for _, of := range m.Others.ByCountry {
			named += of.N
		}
		n = max(n, m.Others.People-named)
	}
	for _, m := range c.Members.All() {
		if m.Same == "" && m.Country == "" {
			n++
		}
	}
	return n
}

// countriesUsed counts all there are, each person once.
func (c *Community) countriesUsed() map[method.Country]CountryUse {
	used := map[method.Country]CountryUse{}
	count := func(k method.Country, add func(*CountryUse)) {
		if u := used[k]; k != "" {
			add(&u)
			used[k] = u
		}
	}
	for _, m := range c.Meetings { // as in ofNoCountry
		for _, of := range m.Others.ByCountry {
			count(method.Country(of.Of), func(u *CountryUse) { u.Members = max(u.Members, of.N) })
		}
	}
	for _, m := range c.Members.All() {
		if m.Same == "" {
			count(m.Country, func(u *CountryUse) { u.Members++ })
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
