package session

import (
	"bytes"

	"github.com/convene-ssh/convene/session/consent"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/tally"
)

// Attribution is what a contribution shows of its author, and all that its
// record keeps: at most one of the first three is set.
type Attribution struct {
	Member       MemberID              `json:"member,omitempty"`
	Organisation method.OrganisationID `json:"organisation,omitempty"`
	Country      method.Country        `json:"country,omitempty"`
	// Claimed: they only say that they are of the organisation. Of what was said by one,
	// nobody who speaks for it has written so.
	Claimed bool `json:"claimed,omitempty"`
	// Said: it is what somebody said, and not who wrote it down. That was the scribe.
	Said bool `json:"said,omitempty"`
}

// Ladder is the rung that the attribution stands on.
func (a Attribution) Ladder() method.Ladder {
	switch {
	case a.Member != "":
		return method.Named
	case a.Organisation != "":
		return method.ByOrganisation
	case a.Country != "":
		return method.ByCountry
	}
	return method.Unattributed
}

// attribute takes from the member what the rung shows.
func (c *Community) attribute(to method.Ladder, member MemberID) Attribution {
	m := c.Members.Of(member)
	switch {
	case m == nil:
	case to == method.Named:
		return Attribution{Member: member}
	case to == method.ByOrganisation:
		return Attribution{Organisation: m.Organisation, Claimed: m.Organisation != "" && !m.Speaks}
	case to == method.ByCountry:
		return Attribution{Country: m.Country}
	}
	return Attribution{}
}

// hides reports whether the attribution tells nothing of whoever wrote the contribution.
func (a Attribution) hides() bool { return a.Said || a.Member == "" && a.Organisation == "" }

// checkAttribution refuses a rung above what the meeting offers.
func (c *Community) checkAttribution(meeting method.MeetingID, to method.Ladder) error {
	if !to.Valid() {
		return refusal.New(refusal.Invalid, "field", "attribution")
	}
	if m := c.Meetings[meeting]; m != nil && to.Above(m.Offers) {
		return refusal.New(refusal.AttributionBarred, "field", "attribution")
	}
	return nil
}

// Signs reports whether a member has given what a rung shows.
func (m *Member) Signs(on method.Ladder) bool {
	switch on {
	case method.ByCountry:
		return m.Country != ""
	case method.ByOrganisation:
		return m.Organisation != ""
	}
	return true
}

// checkSigns refuses somebody who would sign with a country or an organisation, and has given
// none: their words would stand on another rung than they chose.
func (c *Community) checkSigns(on method.Ladder, who Who) error {
	m := c.Members.Of(who.Member)
	switch {
	case m == nil || m.Signs(on):
		return nil
	case on == method.ByCountry:
		return refusal.New(refusal.SignsNoCountry, "field", "attribution")
	}
	return refusal.New(refusal.SignsNoOrg, "field", "attribution")
}

// Identifies reports whether a rung would still point to one person of the
// meeting: nobody else there is from the same country, or speaks for the same
// organisation as they do. Authors are told before they choose.
func (c *Community) Identifies(meeting method.MeetingID, member MemberID, to method.Ladder) bool {
	me, mt := c.Members.Of(member), c.Meetings[meeting]
	if me == nil || mt == nil || to == method.Unattributed || to == method.Named {
		return to == method.Named
	}
	for id := range mt.Attendance.All() {
		m := c.Members.Of(id)
		switch {
		case id == member || m == nil || m.Same != "" || mt.Out[id] != "":
		case to == method.ByCountry && m.Country == me.Country, to == method.ByOrganisation && m.Organisation == me.Organisation && m.Speaks == me.Speaks:
			return false
		}
	}
	return true
}

// SaidBy is whose words somebody writes down, in place of their own: those of a country or
// of an organisation, or where it names neither, nobody's in particular.
type SaidBy struct {
	Country      method.Country
	Organisation method.OrganisationID
}

// Ladder is the rung on which such words stand.
func (s SaidBy) Ladder() method.Ladder {
	return Attribution{Country: s.Country, Organisation: s.Organisation}.Ladder()
}

// rung is that of a contribution: the author's own, or that of whoever said it.
func rung(own method.Ladder, said *SaidBy) method.Ladder {
	if said == nil {
		return own
	}
	return said.Ladder()
}

// WritesDown reports whether somebody with a role in the meeting may write down what others
// say, on a board, or where that is nil, elsewhere. In a working group its scribe does.
func (c *Community) WritesDown(b *Board, member MemberID, role method.Role) bool {
	if b == nil {
		return role.WritesDown()
	}
	return c.RoleOn(b, member, role).WritesDown() || c.InGroup(b, member) == method.Scribe && role.May(method.Contribute)
}

// checkSigned refuses an author's own words where they cannot sign so. Of others' words it
// refuses whoever may not write them down, and those of nobody whom the community knows.
func (c *Community) checkSigned(own method.Ladder, said *SaidBy, meeting method.MeetingID, b *Board, who Who) error {
	switch {
	case said == nil:
		return c.checkSigns(own, who)
	case !c.WritesDown(b, who.Member, c.RoleIn(meeting, who.Member)):
		return refusal.New(refusal.NotAllowed)
	case said.Country != "" && said.Organisation != "", said.Organisation != "" && c.Organisations[said.Organisation] == nil:
		return refusal.New(refusal.Invalid, "field", "said_by")
	}
	return said.Country.Check()
}

// sign is what a contribution shows: of its author, or of whoever said it. Nobody's key
// press makes an organisation say something for which they do not speak.
func (c *Community) sign(own method.Ladder, said *SaidBy, who Who) Attribution {
	if said == nil {
		return c.attribute(own, who.Member)
	}
	return Attribution{
		Country: said.Country, Organisation: said.Organisation, Said: true,
		Claimed: said.Organisation != "" && !c.speaksFor(who.Member, said.Organisation),
	}
}

// IdentifiesSaid is [Community.Identifies] for words that somebody writes down. Those at
// the meeting count too who have no terminal.
func (c *Community) IdentifiesSaid(meeting method.MeetingID, said SaidBy) bool {
	mt := c.Meetings[meeting]
	if mt == nil || said == (SaidBy{}) {
		return false
	}
	n := 0
	if said.Country != "" {
		n = tally.Of(mt.Others.ByCountry, string(said.Country))
	}
	for _, m := range c.Present(meeting) {
		if said.Country != "" && m.Country == said.Country || said.Organisation != "" && m.Organisation == said.Organisation {
			n++
		}
	}
	return n < 2
}

// CheckSpeaking refuses whoever does not speak for an organisation to which the scribe has
// ascribed words, and words to which somebody has said already whose they are.
func (c *Community) CheckSpeaking(id method.ContributionID, org method.OrganisationID, who Who) error {
	x, there := c.written(id)
	switch {
	case !there || !c.AudienceOf(who.Member).Reads(x.reads) || !x.By.Said || !x.By.Claimed || x.By.Organisation != org:
		return refusal.New(refusal.NotFound)
	case !c.speaksFor(who.Member, org):
		return refusal.New(refusal.NotYourOrg)
	case !c.Contributes(who.Member):
		return refusal.New(refusal.NotAllowed)
	}
	return nil
}

// Sign changes what a contribution shows.
func (c *Community) Sign(id method.ContributionID, change func(Attribution) Attribution) {
	if c.Entries[method.EntryID(id)] != nil {
		e := ledger.Edit(c.tx, &c.Entries, method.EntryID(id))
		e.By = change(e.By)
		return
	}
	if found, _ := c.Item(method.ItemID(id)); found != nil {
		it := ledger.Edit(c.tx, &c.Boards, found.ID).editItem(method.ItemID(id))
		it.By, it.last = change(it.By), nil // an undo would sign it as before
	}
}

// Authored is what a contribution shows of its author.
type Authored struct {
	By     Attribution // nothing while it is edited
	Edited bool        // it has somebody else's words, and its author has not agreed to them
	// Widening is who reads it besides those for whom it was written.
	Widening consent.Widening
}

// Original is an author's own version of what somebody else has edited since.
type Original struct {
	By    Attribution // how it was signed
	Words any         // string for an item, the fields of an entry
}

// signed is what an author has chosen to show, whoever has edited it since.
func (c *Community) signed(contribution string, shown Attribution) Attribution {
	if o, edited := c.originals[contribution]; edited {
		return o.By
	}
	return shown
}

// foreign reports whether a contribution gets words that are not its author's. The
// author's own are also those that somebody else puts back.
func (c *Community) foreign(contribution string, shown Attribution, was, now any, who Who) bool {
	return !c.wrote(who.Member, contribution, shown) && c.reworded(contribution, was, now)
}

// reworded reports whether a contribution gets other words than those that are signed. What
// an organisation confirms is no word of them.
func (c *Community) reworded(contribution string, was, now any) bool {
	if o, edited := c.originals[contribution]; edited {
		was = o.Words
	}
	if e := c.Entries[method.EntryID(contribution)]; e != nil {
		was, now = e.Register.unconfirmed(was), e.Register.unconfirmed(now)
	}
	return !bytes.Equal(ledger.Body(was), ledger.Body(now))
}

// claims reports whether the words of a contribution become others by somebody who does not
// speak for the organisation that signs it: it has to say of these anew that they are its own.
func (c *Community) claims(contribution string, shown Attribution, was, now any, who Who) bool {
	org := c.signed(contribution, shown).Organisation
	return org != "" && !c.speaksFor(who.Member, org) && c.reworded(contribution, was, now)
}

// rewritten is a contribution that gets other words than it has. Where they are
// not its author's, their version is kept and their signature comes off; where
// they are, it goes back on. Either way its author has not agreed yet that others read
// it so than those for whom it was written.
func (c *Community) rewritten(contribution string, a Authored, was any, foreign, claims bool) Authored {
	switch {
	case foreign:
		if !a.Edited {
			ledger.Put(c.tx, &c.originals, contribution, Original{a.By, was})
		}
		return Authored{Edited: true, Widening: c.unsaid(a.Widening)}
	case a.Edited:
		a = Authored{By: c.originals[contribution].By, Widening: c.unsaid(a.Widening)}
		c.dropOriginal(contribution)
	}
	a.By.Claimed = a.By.Claimed || claims
	return a
}

func (c *Community) dropOriginal(contribution string) {
	if _, kept := c.originals[contribution]; kept {
		ledger.PutOrDelete(c.tx, &c.originals, contribution, Original{}, true)
	}
}

// AnswerEdit is what an author says to somebody else's edit: they agree to it, or
// bring their own words back. Either way they sign again as they did.
type AnswerEdit struct {
	ledger.Base[*Community]
	Contribution string `json:"contribution"`
	Revision     int    `json:"revision"` // that the author has read
	Restore      bool   `json:"restore,omitempty"`
	Claims       bool   `json:"claims,omitempty"` // decided: the organisation that signs has not said these words
}

// Check lets only the author answer, to the edit that they have read.
func (a *AnswerEdit) Check(c *Community, who Who) error {
	revision, err := c.answerable(a.Contribution, who)
	_, edited := c.originals[a.Contribution]
	switch {
	case err != nil:
		return err
	case !edited:
		return refusal.New(refusal.NotFound)
	case !c.wrote(who.Member, a.Contribution, Attribution{}):
		return refusal.New(refusal.NotAllowed)
	case revision != a.Revision:
		return refusal.New(refusal.EditedAgain)
	}
	return nil
}

// answerable is the revision of a contribution that the person may have a say in.
func (c *Community) answerable(contribution string, who Who) (revision int, err error) {
	if _, it := c.Item(method.ItemID(contribution)); it != nil {
		_, _, err = c.checkTouch(it.ID, who)
		return it.Revision, err
	}
	e := c.Entries[method.EntryID(contribution)]
	if e == nil {
		return 0, refusal.New(refusal.NotFound)
	}
	_, err = c.openSince(e, method.Contribute, who)
	return e.Revision, err
}

// Decide says whether the words are those that were signed.
func (a *AnswerEdit) Decide(c *Community, d Decision) {
	var now any
	if _, it := c.Item(method.ItemID(a.Contribution)); it != nil {
		now = it.Text
	} else {
		now = c.Entries[method.EntryID(a.Contribution)].Fields
	}
	a.Claims = !a.Restore && c.claims(a.Contribution, Attribution{}, nil, now, d.Who)
}

// Quiet keeps an author who is not named out of the record.
func (a *AnswerEdit) Quiet(c *Community, who Who) bool {
	return c.quiet(a.Contribution, Attribution{}, who)
}

// Apply signs again. What the original says of its words is in the log already.
func (a *AnswerEdit) Apply(c *Community, s Stamp) {
	switch words := c.originals[a.Contribution].Words.(type) {
	case string:
		c.touchItem(method.ItemID(a.Contribution), s, func(_ *Board, it *Item) {
			if a.Restore {
				it.Text = words
			}
			it.Authored = c.rewritten(a.Contribution, it.Authored, nil, false, a.Claims)
			it.last = nil
		})
	default:
		e := ledger.Edit(c.tx, &c.Entries, method.EntryID(a.Contribution))
		if a.Restore {
			e.Fields = words
		}
		e.Authored = c.rewritten(a.Contribution, e.Authored, nil, false, a.Claims)
		e.Revision++
		c.settleEntry(e, s)
	}
}
