package session

import (
	"slices"

	"github.com/convene-ssh/convene/session/ledger"
)

// Promise is what a commitment and an action have in common: where it was made,
// by whom, and for whose eyes.
type Promise struct {
	Meeting MeetingID
	Number  int // in the community's series
	Authored
	Audience  Audience
	Revision  int
	TakenBack bool // a tombstone: the words are gone

	texts []textRecord
}

// touched is the promise after a change whose record holds words.
func (p *Promise) touched(seq ledger.Seq, bare any) {
	p.Revision++
	p.texts = append(slices.Clone(p.texts), textRecord{seq, bare})
}

// tombstone is what stays of a promise that was taken back.
func (p *Promise) tombstone(c *Community, id string) {
	c.dropOriginal(id)
	p.Authored, p.TakenBack, p.texts = Authored{}, true, nil
	p.Revision++
}

// shares are the organisations of a promise: who leads it, if anybody does, and
// who else stands behind it.
type shares struct {
	lead   *Support
	others *[]Support
}

func (s shares) all() []Support {
	if s.lead.Organisation == "" {
		return *s.others
	}
	return append([]Support{*s.lead}, *s.others...)
}

// decide says which of them are confirmed: those that were before, and the
// person's own where they speak for it openly.
func (s shares) decide(before []Support, own OrganisationID) {
	*s.others = confirmed(*s.others, before, own)
	*s.lead = confirmed([]Support{*s.lead}, before, own)[0]
}

// confirm marks one of them, in copies.
func (s shares) confirm(org OrganisationID) {
	*s.others = confirm(*s.others, org)
	*s.lead = confirm([]Support{*s.lead}, org)[0]
}

// standBy keeps the confirmations that the organisations have given meanwhile.
func (s shares) standBy(now shares) {
	for _, o := range now.all() {
		if o.Confirmed {
			s.confirm(o.Organisation)
		}
	}
}

// promise is what a commitment or an action of that id has in common with the
// others, nil where there is none.
func (c *Community) promise(id string) *Promise {
	if p := c.commitment(CommitmentID(id)); p != nil {
		return p
	}
	return c.action(ActionID(id))
}

// checkNew refuses a contribution of a meeting that has so many already: by
// somebody who may not contribute, under an id that is taken, or shown in a way
// that the meeting does not offer.
func (c *Community) checkNew(id string, meeting MeetingID, already int, shows Ladder, meant Audience, who Who) error {
	if err := c.requireOpen(Contribute, meeting, who); err != nil {
		return err
	}
	if err := checkID(id); err != nil {
		return err
	}
	switch {
	case c.meetingOf(id) != "":
		return Refuse(Exists, "name", id)
	case already >= MaxInAMeeting:
		return Refuse(Full, "max", MaxInAMeeting)
	}
	if err := c.checkAttribution(meeting, shows); err != nil {
		return err
	}
	return c.checkAudience(who, meant)
}

// checkReads refuses a promise that is not there for this person.
func (c *Community) checkReads(p *Promise, who Who) error {
	if p == nil || !c.AudienceOf(who.Member).Reads(p.Audience) {
		return Refuse(NotFound)
	}
	return c.requireOpen(Contribute, p.Meeting, who)
}

// checkEdit refuses a change by somebody who is neither the author, nor a member
// of the lead organisation, nor steers the meeting.
func (c *Community) checkEdit(id string, p *Promise, lead Support, who Who) error {
	if err := c.checkReads(p, who); err != nil {
		return err
	}
	switch {
	case p.TakenBack:
		return Refuse(TakenBack)
	case c.wrote(who.Member, id, p.By), c.speaksFor(who.Member, lead), c.RoleIn(p.Meeting, who.Member).May(Steer):
		return nil
	}
	return Refuse(NotAllowed)
}

// checkConfirm lets only the organisation's own members confirm for it.
func (c *Community) checkConfirm(p *Promise, named func() []Support, org OrganisationID, who Who) error {
	if err := c.checkReads(p, who); err != nil {
		return err
	}
	switch {
	case !slices.ContainsFunc(named(), func(s Support) bool { return s.Organisation == org }):
		return Refuse(NotFound)
	case !c.speaksFor(who.Member, Support{Organisation: org}):
		return Refuse(NotYourOrg)
	}
	return nil
}

// checkTakeBack lets only the author take back, at any time.
func (c *Community) checkTakeBack(id string, p *Promise, who Who) error {
	switch {
	case p == nil:
		return Refuse(NotFound)
	case p.TakenBack:
		return Refuse(TakenBack)
	case !c.wrote(who.Member, id, p.By):
		return Refuse(NotAllowed)
	}
	return nil
}

// quietPromise reports whether the person is its author and not named by it.
func (c *Community) quietPromise(id string, p *Promise, who Who) bool {
	return c.quiet(id, p.By, who)
}

// speaksFor reports whether the member is of that organisation.
func (c *Community) speaksFor(member MemberID, s Support) bool {
	m := c.Members.Of(member)
	return m != nil && s.Organisation != "" && m.Organisation == s.Organisation
}

// linkAuthor keeps the link to an author who is not named.
func linkAuthor(contribution string, shown Attribution, who Who) []ledger.ShelfWrite {
	if shown.Member != "" {
		return nil
	}
	return []ledger.ShelfWrite{keepLink(contribution, who.Member)}
}

// unlinkAuthor deletes the link, if there is one.
func (c *Community) unlinkAuthor(contribution string, who Who) []ledger.ShelfWrite {
	if c.private.links[contribution] == "" {
		return nil
	}
	return []ledger.ShelfWrite{forgetLink(contribution, who.Member)}
}

// limit is how long an answer may be, and whether there must be one.
type limit struct {
	field, words string
	most         int
	required     bool
}

func checkLimits(limits ...limit) error {
	for _, l := range limits {
		if err := checkText(l.field, l.words, l.most, l.required); err != nil {
			return err
		}
	}
	return nil
}
