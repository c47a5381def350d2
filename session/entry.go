package session

import (
	"fmt"
	"slices"

	"github.com/convene-ssh/convene/session/refusal"
)

// Entry is one of what a register keeps, such as the commitment C1. It was made in
// a meeting and belongs to the community: what it promises stays open after that
// meeting is closed.
type Entry struct {
	ID       EntryID
	Register *Register `json:"-"`
	Number   int       // in the register's series
	Meeting  MeetingID // in which it was made
	Fields   any       // of the register; nobody may change them
	Authored
	Audience  Audience
	Revision  int
	TakenBack bool // a tombstone: the words are gone
	// HandedTo is the organisation that is asked to take over the lead; empty for
	// none.
	HandedTo OrganisationID
	Readings []Reading // in the order in which they were made

	texts []textRecord
}

// Code is the short name that screens and exports share.
func (e *Entry) Code() string { return fmt.Sprintf("%s%d", e.Register.Letter, e.Number) }

// Title is what the entry is called; empty once it was taken back.
func (e *Entry) Title() string { return e.Register.Title(e.Fields) }

// Lead is the organisation that leads; empty for none.
func (e *Entry) Lead() Support { return e.Register.Lead(e.Fields) }

// Links are all that the entry came from, in the order of its fields.
func (e *Entry) Links() []Link {
	var all []Link
	for _, f := range e.Register.Fields {
		all = append(all, f.Links(e.Fields)...)
	}
	return all
}

// Open reports whether the entry is still to be done: neither do those who promised
// it say that it is over, nor has a meeting decided so.
func (e *Entry) Open() bool {
	return !e.TakenBack && e.Register.Open(e.Fields) && !e.decided().ends()
}

// Awaits reports whether the entry waits for the word of an organisation: it is
// named and has not confirmed, or it is asked to take over the lead.
func (e *Entry) Awaits(org OrganisationID) bool {
	return org != "" && !e.TakenBack &&
		(e.HandedTo == org || slices.Contains(e.Register.Supports(e.Fields), Support{Organisation: org}))
}

// countries are all that the entry names, and what those say of themselves who
// wrote it and what was said of it.
func (e *Entry) countries() []Country {
	all := []Country{e.By.Country}
	for _, f := range e.Register.Fields {
		all = append(all, f.Countries(e.Fields)...)
	}
	for _, r := range e.Readings {
		all = append(all, r.By.Country)
	}
	return tidyCountries(all)
}

// entryFor finds an entry of a register, if it is there for the person.
func (c *Community) entryFor(r *Register, id EntryID, who Who) (*Entry, error) {
	e := c.Entries[id]
	if e == nil || r == nil || e.Register.Name != r.Name || !c.AudienceOf(who.Member).Reads(e.Audience) && !c.wroteEntry(e, who) {
		return nil, refusal.New(refusal.NotFound)
	}
	return e, nil
}

func (c *Community) wroteEntry(e *Entry, who Who) bool {
	return c.wrote(who.Member, string(e.ID), e.By)
}

// answersFor reports whether the person reports on an entry: its author, a member
// of the organisation that leads, an organiser. Whoever only observes does not.
func (c *Community) answersFor(e *Entry, who Who) bool {
	m := c.Members.Of(who.Member)
	return m != nil && (m.Organiser() ||
		c.contributes(who) && (c.wroteEntry(e, who) || c.speaksFor(who.Member, e.Lead().Organisation)))
}

// contributes reports whether the person may contribute to some meeting of the
// community.
func (c *Community) contributes(who Who) bool {
	for id := range c.Meetings {
		if c.RoleIn(id, who.Member).May(Contribute) {
			return true
		}
	}
	return false
}

// openSince finds where an entry can be changed: in its own meeting while that is
// open, and then in a later one that is, for somebody with the right to it there.
// It refuses as the entry's own meeting does.
func (c *Community) openSince(e *Entry, right Right, who Who) (MeetingID, error) {
	err := c.requireOpen(right, e.Meeting, who)
	if !c.Meetings[e.Meeting].Closed {
		return e.Meeting, err
	}
	for _, m := range c.Series() {
		if m.Number > c.Meetings[e.Meeting].Number && c.requireOpen(right, m.ID, who) == nil {
			return m.ID, nil
		}
	}
	return "", err
}

// checkNew refuses a contribution of a meeting that has so many already: by
// somebody who may not contribute, under an id that is taken, or shown in a way
// that the meeting does not offer.
func (c *Community) checkNew(id string, meeting MeetingID, already int, shows Ladder, meant Audience, who Who) error {
	if err := c.requireOpen(Contribute, meeting, who); err != nil {
		return err
	}
	if err := c.checkFree(id); err != nil {
		return err
	}
	if already >= MaxInAMeeting {
		return refusal.New(refusal.Full, "max", MaxInAMeeting)
	}
	if err := c.checkAttribution(meeting, shows); err != nil {
		return err
	}
	return c.checkAudience(who, meant)
}

// checkFree refuses an id that a contribution cannot have.
func (c *Community) checkFree(id string) error {
	if err := checkID(id); err != nil {
		return err
	}
	if c.known(id) {
		return refusal.New(refusal.Exists, "name", id)
	}
	return nil
}

// known reports whether a contribution has that id: an item, an entry, or what was
// said of one.
func (c *Community) known(id string) bool {
	_, it := c.Item(ItemID(id))
	return it != nil || c.Entries[EntryID(id)] != nil || c.said[ReadingID(id)] != ""
}
