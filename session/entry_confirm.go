package session

import (
	"slices"

	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/refusal"
)

// ConfirmEntry is an organisation's own word that it stands behind an entry, or
// takes over the lead that it is asked to take.
type ConfirmEntry struct {
	ledger.Base[*Community]
	Register     *Register      `json:"-"`
	Entry        EntryID        `json:"entry"`
	Organisation OrganisationID `json:"organisation"`
}

func (k *ConfirmEntry) record() string { return k.Register.Name + ".confirmed/1" }

// Check lets only the organisation's own members confirm for it, between meetings
// too.
func (k *ConfirmEntry) Check(c *Community, who Who) error {
	e, err := c.entryFor(k.Register, k.Entry, who)
	switch {
	case err != nil:
		return err
	case e.HandedTo != k.Organisation && !e.names(k.Organisation):
		return refusal.New(refusal.NotFound)
	case !c.speaksFor(who.Member, k.Organisation):
		return refusal.New(refusal.NotYourOrg)
	case !c.contributes(who):
		return refusal.New(refusal.NotAllowed)
	}
	return nil
}

// names reports whether an organisation stands behind the entry, or is proposed to.
func (e *Entry) names(org OrganisationID) bool {
	return slices.ContainsFunc(e.Register.Supports(e.Fields), func(s Support) bool { return s.Organisation == org })
}

// Apply marks it as confirmed, or as the one that leads.
func (k *ConfirmEntry) Apply(c *Community, _ ledger.Stamp) {
	e := ledger.Edit(c.tx, &c.Entries, k.Entry)
	e.Fields = k.Register.clone(e.Fields)
	if e.HandedTo == k.Organisation {
		e.HandedTo = ""
		k.Register.setLead(e.Fields, Support{Organisation: k.Organisation})
	}
	k.Register.confirm(e.Fields, k.Organisation)
	e.Revision++
}

// Leads reports whether an organisation leads the entries of the register.
func (r *Register) Leads() bool {
	return slices.ContainsFunc(r.Fields, func(f Field) bool { return f.Shape == ShapeLead })
}

// setLead puts an organisation in the lead. It is not named a second time beside
// that.
func (r *Register) setLead(fields any, lead Support) {
	for _, f := range r.Fields {
		switch {
		case f.supports == nil:
		case f.Shape == ShapeLead:
			f.support(fields, []Support{lead})
		default:
			f.support(fields, slices.DeleteFunc(slices.Clone(f.supports(fields)), func(s Support) bool {
				return s.Organisation == lead.Organisation
			}))
		}
	}
}

// HandOver asks an organisation to take over the lead of an entry. It leads once
// one of its members confirms. An empty organisation ends the question.
type HandOver struct {
	ledger.Base[*Community]
	Register *Register      `json:"-"`
	Entry    EntryID        `json:"entry"`
	To       OrganisationID `json:"to,omitempty"`
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
	case h.To == "" && c.speaksFor(who.Member, e.HandedTo) && c.contributes(who):
		return nil
	case !c.answersFor(e, who):
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
