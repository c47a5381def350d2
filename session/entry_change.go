package session

import (
	"slices"

	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// MakeEntry adds an entry to a register.
type MakeEntry struct {
	ledger.Base[*Community]
	Register *Register        `json:"-"` // the name of the record says which
	Entry    method.EntryID   `json:"entry"`
	Meeting  method.MeetingID `json:"meeting"`
	Agenda   method.AgendaID  `json:"agenda,omitempty"` // the item in which it is made
	Group    method.BoardID   `json:"group,omitempty"`  // the board of the working group that makes it
	Fields   any              `json:"fields"`           // a pointer to those of the register
	Audience method.Audience  `json:"audience"`
	By       Attribution      `json:"by"`     // decided
	Number   int              `json:"number"` // decided

	Attribution method.Ladder `json:"-"`
	SaidBy      *SaidBy       `json:"-"` // nil where the words are the person's own
}

func (m *MakeEntry) record() string { return m.Register.Name + ".made/1" }

// Tidy makes what people wrote safe, in a copy: a form may hold the fields of a view.
func (m *MakeEntry) Tidy() { m.Fields = m.Register.tidied(m.Fields) }

// Check lets contributors add entries.
func (m *MakeEntry) Check(c *Community, who Who) error {
	if c.RegisterNamed(m.Register.Name) == nil {
		return refusal.New(refusal.NotFound)
	}
	if err := c.checkSigned(m.Attribution, m.SaidBy, m.Meeting, c.Boards[m.Group], who); err != nil {
		return err
	}
	already := c.made[inMeeting{m.Register.Name, m.Meeting}]
	if err := c.checkNew(string(m.Entry), m.Meeting, already, rung(m.Attribution, m.SaidBy), m.Audience, who); err != nil {
		return err
	}
	if _, there := c.Meetings[m.Meeting].AgendaItem(m.Agenda); m.Agenda != "" && !there {
		return refusal.New(refusal.NotFound)
	}
	if err := m.checkGroup(c, who); err != nil {
		return err
	}
	return m.Register.check(c, m.Fields, nil, who)
}

// checkGroup refuses a group that is not of the item, and whoever does not write in it.
func (m *MakeEntry) checkGroup(c *Community, who Who) error {
	b := c.Boards[m.Group]
	switch {
	case m.Group == "":
		return nil
	case b == nil || b.Group == nil || b.Meeting != m.Meeting || b.Owner != m.Agenda:
		return refusal.New(refusal.NotFound)
	}
	return c.RequireOn(method.Contribute, b, who)
}

// series is what the code of the entry begins with.
func (m *MakeEntry) series() string { return m.Register.Letter + m.Audience.Mark() }

// Decide sets the number, what it shows of its author, and who has confirmed.
func (m *MakeEntry) Decide(c *Community, d ledger.Decision) {
	m.By = c.sign(m.Attribution, m.SaidBy, d.Who)
	m.Number = c.numbers[m.series()] + 1
	m.Register.decideSupports(m.Fields, nil, c.speaksOpenly(d.Who, m.By))
}

// Quiet keeps an author who is not named out of the record.
func (m *MakeEntry) Quiet(*Community, Who) bool { return m.By.Member == "" }

// Shelve keeps the link to an author who is not named.
func (m *MakeEntry) Shelve(_ *Community, who Who) []ledger.ShelfWrite {
	return linkAuthor(string(m.Entry), m.By, who)
}

// Apply adds it.
func (m *MakeEntry) Apply(c *Community, s ledger.Stamp) {
	bare := *m
	bare.Fields = m.Register.blank()
	here := inMeeting{m.Register.Name, m.Meeting}
	ledger.Put(c.tx, &c.made, here, c.made[here]+1)
	ledger.Put(c.tx, &c.numbers, m.series(), m.Number)
	ledger.Put(c.tx, &c.Entries, m.Entry, &Entry{
		ID: m.Entry, Register: c.RegisterNamed(m.Register.Name), Number: m.Number, Meeting: m.Meeting, Agenda: m.Agenda, Group: m.Group, Fields: m.Fields,
		Authored: Authored{By: m.By}, Audience: m.Audience, Revision: 1, texts: []textRecord{{s.Seq, &bare}},
	})
}

// EditEntry changes what people filled in, the stage included.
type EditEntry struct {
	ledger.Base[*Community]
	Register *Register      `json:"-"`
	Entry    method.EntryID `json:"entry"`
	Revision int            `json:"revision"` // that the edit began from
	Fields   any            `json:"fields"`
	Foreign  bool           `json:"foreign,omitempty"` // decided: the words are not the author's
	Claims   bool           `json:"claims,omitempty"`  // decided: nor those of the organisation that signs them
	// HandedTo is decided: the organisation that the edit names in the place of one
	// that has confirmed. It leads once it confirms too.
	HandedTo method.OrganisationID `json:"handed_to,omitempty"`

	asked any // the fields as they were handed in, where the write has to be tried again
}

func (e *EditEntry) record() string { return e.Register.Name + ".edited/1" }

// Tidy makes what people wrote safe, in a copy.
func (e *EditEntry) Tidy() {
	if e.asked == nil {
		e.asked = e.Fields
	}
	e.Fields = e.Register.tidied(e.asked)
}

// Check lets the author, the organisation that leads and whoever steers edit, and
// refuses an edit that began from an older version with a [refusal.Conflict].
func (e *EditEntry) Check(c *Community, who Who) error {
	now, err := c.entryFor(e.Register, e.Entry, who)
	if err != nil {
		return err
	}
	if _, err := c.openSince(now, method.Contribute, who); err != nil {
		return err
	}
	_, steers := c.openSince(now, method.Steer, who)
	switch {
	case now.TakenBack:
		return refusal.New(refusal.TakenBack)
	case steers != nil && !c.wroteEntry(now, who) && !c.speaksFor(who.Member, now.Lead().Organisation):
		return refusal.New(refusal.NotAllowed)
	case now.Revision != e.Revision:
		return &refusal.Conflict{Revision: now.Revision, Theirs: c.fieldsFor(now, who)}
	}
	return e.Register.check(c, now.explained(e.kept(c, now, who)), now.Links(), who)
}

// kept are the fields as they were handed in, with the links and the organisations of the
// entry that the person cannot see.
func (e *EditEntry) kept(c *Community, before *Entry, who Who) any {
	r, fields := e.Register, e.Register.clone(e.Fields)
	if before.Widening.Beyond(c.AudienceOf(who.Member)) {
		r.keepUnnamed(fields, before.Fields, before.Widening.Speaks)
	}
	for _, f := range r.Fields {
		if f.Shape == field.ShapeLinks {
			f.AddLinks(fields, c.unseen(f.Links(before.Fields), f.Links(fields), who))
		}
	}
	return fields
}

// Decide keeps the confirmations that there were and what the person cannot see, and says
// whose words they are and who is asked to lead.
func (e *EditEntry) Decide(c *Community, d ledger.Decision) {
	before, r := c.Entries[e.Entry], e.Register
	own := c.SpeaksIn(method.ContributionID(e.Entry), d.Who)
	e.Fields, e.HandedTo = e.kept(c, before, d.Who), ""
	if to := r.Lead(e.Fields).Organisation; before.Lead().Confirmed && to != before.Lead().Organisation && to != own && to != "" {
		e.HandedTo = to
		r.setLead(e.Fields, before.Lead())
	}
	r.decideSupports(e.Fields, r.Supports(before.Fields), own)
	e.Foreign = c.foreign(string(e.Entry), before.By, before.Fields, e.Fields, d.Who)
	e.Claims = !e.Foreign && c.claims(string(e.Entry), before.By, before.Fields, e.Fields, d.Who)
}

// Quiet keeps an author who is not named out of the record.
func (e *EditEntry) Quiet(c *Community, who Who) bool { return c.quietEntry(e.Entry, who) }

// Apply changes it.
func (e *EditEntry) Apply(c *Community, s ledger.Stamp) {
	bare := *e
	bare.Fields = e.Register.blank()
	now := ledger.Edit(c.tx, &c.Entries, e.Entry)
	now.Authored = c.rewritten(string(e.Entry), now.Authored, now.Fields, e.Foreign, e.Claims)
	now.Fields = e.Fields
	c.amend(now, func(fields any) { // an organisation confirms with its edit too
		for _, s := range e.Register.Supports(e.Fields) {
			if s.Confirmed {
				e.Register.confirm(fields, s.Organisation)
			}
		}
	})
	if e.HandedTo != "" {
		now.HandedTo = e.HandedTo
	}
	if now.HandedTo == now.Lead().Organisation { // its own member has said so with the edit
		now.HandedTo = ""
	}
	now.Revision++
	c.settleEntry(now, s)
	now.texts = append(slices.Clone(now.texts), textRecord{s.Seq, &bare})
}

func (c *Community) quietEntry(id method.EntryID, who Who) bool {
	e := c.Entries[id]
	return e != nil && c.quiet(string(id), e.By, who)
}

// TakeBackEntry withdraws an author's words; see [TakeBackItem].
type TakeBackEntry struct {
	ledger.Base[*Community]
	Register *Register      `json:"-"`
	Entry    method.EntryID `json:"entry"`
}

func (t *TakeBackEntry) record() string { return t.Register.Name + ".taken-back/1" }

// Check lets only the author take back, at any time.
func (t *TakeBackEntry) Check(c *Community, who Who) error {
	e := c.Entries[t.Entry]
	switch {
	case e == nil || e.Register.Name != t.Register.Name:
		return refusal.New(refusal.NotFound)
	case e.TakenBack:
		return refusal.New(refusal.TakenBack)
	case !c.wroteEntry(e, who):
		return refusal.New(refusal.NotAllowed)
	}
	return nil
}

// Quiet keeps an author who is not named out of the record.
func (t *TakeBackEntry) Quiet(c *Community, who Who) bool { return c.quietEntry(t.Entry, who) }

// Shelve deletes the link to the author.
func (t *TakeBackEntry) Shelve(c *Community, who Who) []ledger.ShelfWrite {
	return c.unlinkAuthor(string(t.Entry), who)
}

// Redact rewrites every record that holds the words.
func (t *TakeBackEntry) Redact(c *Community) map[ledger.Seq][]byte {
	return bareBodies(c.Entries[t.Entry].texts)
}

// Apply leaves a tombstone. What others said of it stays theirs.
func (t *TakeBackEntry) Apply(c *Community, _ ledger.Stamp) { c.takeBackEntry(t.Entry) }

func (c *Community) takeBackEntry(id method.EntryID) {
	e := ledger.Edit(c.tx, &c.Entries, id)
	c.dropOriginal(string(id))
	e.Fields, e.Authored, e.TakenBack, e.texts, e.HandedTo = e.Register.blank(), Authored{Widening: e.Widening.Gone()}, true, nil, ""
	e.Revision++
}

// ConfirmEntry is an organisation's own word that it stands behind an entry, or
// takes over the lead that it is asked to take.
type ConfirmEntry struct {
	ledger.Base[*Community]
	Register     *Register             `json:"-"`
	Entry        method.EntryID        `json:"entry"`
	Organisation method.OrganisationID `json:"organisation"`
}

func (k *ConfirmEntry) record() string { return k.Register.Name + ".confirmed/1" }

// Check lets only the organisation's own members confirm for it, between meetings
// too.
func (k *ConfirmEntry) Check(c *Community, who Who) error {
	e, err := c.entryFor(k.Register, k.Entry, who)
	switch {
	case err != nil:
		return err
	case e.HandedTo != k.Organisation && !names(e.Register.Supports(e.Fields), k.Organisation):
		return refusal.New(refusal.NotFound)
	case !c.speaksFor(who.Member, k.Organisation):
		return refusal.New(refusal.NotYourOrg)
	case !c.Contributes(who.Member):
		return refusal.New(refusal.NotAllowed)
	}
	return nil
}

// Apply marks it as confirmed, or as the one that leads.
func (k *ConfirmEntry) Apply(c *Community, _ ledger.Stamp) {
	e := ledger.Edit(c.tx, &c.Entries, k.Entry)
	takesOver := e.HandedTo == k.Organisation
	if takesOver {
		e.HandedTo = ""
	}
	c.amend(e, func(fields any) {
		if takesOver {
			k.Register.setLead(fields, field.Support{Organisation: k.Organisation})
		}
		k.Register.confirm(fields, k.Organisation)
	})
	e.Revision++
}

// amend changes the fields of an entry that is itself a copy, and with them those of its
// author where somebody else has edited them: the author who brings their own words back
// takes nothing back that was reported or confirmed meanwhile.
func (c *Community) amend(e *Entry, change func(fields any)) {
	e.Fields = e.Register.clone(e.Fields)
	change(e.Fields)
	if o, edited := c.originals[string(e.ID)]; edited {
		o.Words = e.Register.clone(o.Words)
		change(o.Words)
		ledger.Put(c.tx, &c.originals, string(e.ID), o)
	}
}

// Leads reports whether an organisation leads the entries of the register.
func (r *Register) Leads() bool {
	return slices.ContainsFunc(r.Fields, func(f field.Field) bool { return f.Shape == field.ShapeLead })
}

// setLead puts an organisation in the lead. It is not named a second time beside
// that.
func (r *Register) setLead(fields any, lead field.Support) {
	for _, f := range r.Fields {
		switch {
		case !f.HoldsOrganisations():
		case f.Shape == field.ShapeLead:
			f.SetSupports(fields, []field.Support{lead})
		default:
			f.SetSupports(fields, slices.DeleteFunc(slices.Clone(f.Supports(fields)), func(s field.Support) bool {
				return s.Organisation == lead.Organisation
			}))
		}
	}
}

// HandOver asks an organisation to take over the lead of an entry. It leads once
// one of its members confirms. An empty organisation ends the question.
type HandOver struct {
	ledger.Base[*Community]
	Register *Register             `json:"-"`
	Entry    method.EntryID        `json:"entry"`
	To       method.OrganisationID `json:"to,omitempty"`
}

func (h *HandOver) record() string { return h.Register.Name + ".handed-over/1" }

// Check lets those who report on the entry ask, and the organisation that is asked
// decline.
func (h *HandOver) Check(c *Community, who Who) error {
	e, err := c.entryFor(h.Register, h.Entry, who)
	switch {
	case err != nil:
		return err
	case !h.Register.Leads():
		return refusal.New(refusal.NotFound)
	case e.TakenBack:
		return refusal.New(refusal.TakenBack)
	case h.To == "" && c.speaksFor(who.Member, e.HandedTo) && c.Contributes(who.Member):
		return nil
	case !c.AnswersFor(e, who.Member, c.wroteEntry(e, who)):
		return refusal.New(refusal.NotAllowed)
	case h.To != "" && (h.To == e.Lead().Organisation || c.Organisations[h.To] == nil):
		return refusal.New(refusal.Invalid, "field", "lead")
	}
	return nil
}

// Quiet keeps an author who is not named out of the record.
func (h *HandOver) Quiet(c *Community, who Who) bool { return c.quietEntry(h.Entry, who) }

// Apply asks.
func (h *HandOver) Apply(c *Community, _ ledger.Stamp) {
	e := ledger.Edit(c.tx, &c.Entries, h.Entry)
	e.HandedTo = h.To
	e.Revision++
}
