package session

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// Entry is one of what a register keeps. It was made in a meeting and belongs to the
// community: what it promises stays open after that meeting is closed.
type Entry struct {
	ID       method.EntryID
	Register *Register        `json:"-"`
	Number   int              // in the register's series
	Meeting  method.MeetingID // in which it was made
	Agenda   method.AgendaID  // the item in which it was made; empty where that is not known
	Group    method.BoardID   // the board of the working group that made it; empty for none
	Fields   any              // of the register; nobody may change them
	Authored
	Audience  method.Audience
	Revision  int
	TakenBack bool // a tombstone: the words are gone
	// HandedTo is the organisation that is asked to take over the lead; empty for
	// none.
	HandedTo method.OrganisationID
	Readings []Reading // in the order in which they were made

	texts   []textRecord
	numbers map[method.Audience]int // in the series of other circles that have read it
}

// Code is the short name that screens and exports share.
func (e *Entry) Code() string { return e.codeFor(e.Audience, e.Number) }

func (e *Entry) codeFor(a method.Audience, number int) string {
	return fmt.Sprintf("%s%s%d", e.Register.Letter, a.Mark(), number)
}

// Title is what the entry is called; empty once it was taken back.
func (e *Entry) Title() string { return e.Register.Title(e.Fields) }

// Lead is the organisation that leads; empty for none.
func (e *Entry) Lead() field.Support { return e.Register.Lead(e.Fields) }

// Links are all that the entry came from, in the order of its fields.
func (e *Entry) Links() []field.Link { return e.Register.Links(e.Fields) }

// Open reports whether the entry is still to be done: neither do those who promised
// it say that it is over, nor has a meeting decided so.
func (e *Entry) Open() bool {
	return !e.TakenBack && e.Register.Open(e.Fields) && !e.Decided().Ends()
}

// Awaits reports whether the entry waits for the word of an organisation: it is
// named and has not confirmed, or it is asked to take over the lead.
func (e *Entry) Awaits(org method.OrganisationID) bool {
	return org != "" && !e.TakenBack &&
		(e.HandedTo == org || slices.Contains(e.Register.Supports(e.Fields), field.Support{Organisation: org}))
}

// countries are all that the entry names, and what those say of themselves who
// wrote it and what was said of it.
func (e *Entry) countries() []method.Country {
	all := []method.Country{e.By.Country}
	for _, f := range e.Register.Fields {
		all = append(all, f.Countries(e.Fields)...)
	}
	for _, r := range e.Readings {
		all = append(all, r.By.Country)
	}
	return method.TidyCountries(all)
}

// entryFor finds an entry of a register, if it is there for the person.
func (c *Community) entryFor(r *Register, id method.EntryID, who Who) (*Entry, error) {
	e := c.Entries[id]
	if e == nil || r == nil || e.Register.Name != r.Name || !c.AudienceOf(who.Member).Reads(e.Audience) && !c.wroteEntry(e, who) {
		return nil, refusal.New(refusal.NotFound)
	}
	return e, nil
}

func (c *Community) wroteEntry(e *Entry, who Who) bool {
	return c.wrote(who.Member, string(e.ID), e.By)
}

// AnswersFor reports whether the member reports on an entry: whoever wrote it, a member of
// the organisation that leads, an organiser. Whoever only observes does not. Whether they
// wrote it the caller says: a view does not hold who wrote what without a name.
func (c *Community) AnswersFor(e *Entry, member MemberID, wrote bool) bool {
	m := c.Members.Of(member)
	return m != nil && (m.Organiser() ||
		c.Contributes(member) && (wrote || c.speaksFor(member, e.Lead().Organisation)))
}

// Contributes reports whether the member may contribute to some meeting of the community.
func (c *Community) Contributes(member MemberID) bool {
	for id := range c.Meetings {
		if c.RoleIn(id, member).May(method.Contribute) {
			return true
		}
	}
	return false
}

// openSince finds where an entry can be changed: in its own meeting while that is
// open, and then in a later one that is, for somebody with the right to it there.
// It refuses as the entry's own meeting does.
func (c *Community) openSince(e *Entry, right method.Right, who Who) (method.MeetingID, error) {
	err := c.RequireOpen(right, e.Meeting, who)
	if !c.Meetings[e.Meeting].Closed {
		return e.Meeting, err
	}
	for _, m := range c.Series() {
		if m.Number > c.Meetings[e.Meeting].Number && c.RequireOpen(right, m.ID, who) == nil {
			return m.ID, nil
		}
	}
	return "", err
}

// checkNew refuses a contribution of a meeting that has so many already: by
// somebody who may not contribute, under an id that is taken, or shown in a way
// that the meeting does not offer.
func (c *Community) checkNew(id string, meeting method.MeetingID, already int, shows method.Ladder, meant method.Audience, who Who) error {
	if err := c.RequireOpen(method.Contribute, meeting, who); err != nil {
		return err
	}
	if err := c.checkFree(id); err != nil {
		return err
	}
	if already >= maxInAMeeting {
		return refusal.New(refusal.Full, "max", maxInAMeeting)
	}
	if err := c.checkAttribution(meeting, shows); err != nil {
		return err
	}
	return c.checkAudience(who, meant)
}

// checkFree refuses an id that a contribution cannot have.
func (c *Community) checkFree(id string) error {
	if err := field.CheckID(id); err != nil {
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
	_, it := c.Item(method.ItemID(id))
	return it != nil || c.Entries[method.EntryID(id)] != nil || c.said[method.ReadingID(id)] != ""
}

// entryIndex keeps the entries of a view in the orders in which people look for
// them. It is made once, and taken on by the views after it until an entry changes.
type entryIndex struct {
	all  []*Entry
	made map[inMeeting][]*Entry             // by number
	kept map[inMeeting]int                  // how many of those were not taken back
	item map[inItem][]*Entry                // by number
	led  map[method.ContributionID][]*Entry // what came from it, by register and number
	open []*Entry                           // by register and number
	code map[string]*Entry
}

// inItem is a register in an item of a meeting's agenda.
type inItem struct {
	inMeeting
	agenda method.AgendaID
}

func newEntryIndex(c *Community) func() *entryIndex {
	return sync.OnceValue(func() *entryIndex {
		x := &entryIndex{
			all: c.entries(), made: map[inMeeting][]*Entry{}, kept: map[inMeeting]int{}, item: map[inItem][]*Entry{},
			led: map[method.ContributionID][]*Entry{}, code: map[string]*Entry{},
		}
		for _, e := range x.all {
			here := inItem{inMeeting{e.Register.Name, e.Meeting}, e.Agenda}
			x.made[here.inMeeting], x.item[here] = append(x.made[here.inMeeting], e), append(x.item[here], e)
			if !e.TakenBack {
				x.kept[here.inMeeting]++
			}
			for a, number := range e.numbers {
				x.code[e.codeFor(a, number)] = e
			}
			x.code[e.Code()] = e
			if e.Open() {
				x.open = append(x.open, e)
			}
			for _, l := range e.Links() {
				if all := x.led[l.To]; len(all) == 0 || all[len(all)-1] != e {
					x.led[l.To] = append(all, e)
				}
			}
		}
		return x
	})
}

// entries lists all there are, by register, by who reads them and by number.
func (c *Community) entries() []*Entry {
	place := map[*Register]int{}
	for i, r := range c.Registers {
		place[r] = i
	}
	var all []*Entry
	for _, e := range c.Entries {
		all = append(all, e)
	}
	slices.SortFunc(all, func(a, b *Entry) int {
		return cmp.Or(place[a.Register]-place[b.Register], strings.Compare(a.Audience.Mark(), b.Audience.Mark()), a.Number-b.Number)
	})
	return all
}

// EntriesOf lists what a meeting added to a register, by number. Nobody may change
// the list.
func (s *Shared) EntriesOf(r *Register, meeting method.MeetingID) []*Entry {
	return s.index().made[inMeeting{r.Name, meeting}]
}

// EntriesKept counts what a meeting added to a register and nobody took back.
func (s *Shared) EntriesKept(r *Register, meeting method.MeetingID) int {
	return s.index().kept[inMeeting{r.Name, meeting}]
}

// EntriesIn lists what was added to a register in an item of a meeting's agenda, by
// number. Nobody may change the list.
func (s *Shared) EntriesIn(r *Register, meeting method.MeetingID, item method.AgendaID) []*Entry {
	return s.index().item[inItem{inMeeting{r.Name, meeting}, item}]
}

// LedTo lists the entries that came from an item or an entry: the links walked
// downwards. Nobody may change the list.
func (s *Shared) LedTo(id method.ContributionID) []*Entry { return s.index().led[id] }

// OpenEntries lists what is still to be done, by register and number. Nobody may
// change the list.
func (s *Shared) OpenEntries() []*Entry { return s.index().open }

// EntryCoded finds an entry by its code, whatever the case.
func (s *Shared) EntryCoded(code string) *Entry { return s.index().code[strings.ToUpper(code)] }

// RegisterNamed is the register of that name, nil where there is none.
func (c *Community) RegisterNamed(name string) *Register {
	for _, r := range c.Registers {
		if r.Name == name {
			return r
		}
	}
	return nil
}

// Reviewed lists the entries that a meeting has before it: those of earlier meetings
// that no meeting in between has ended. What is over by the account of those who
// promised it is among them, because no meeting has said so yet. They stand by
// register and number.
func (s *Shared) Reviewed(m *Meeting) []*Entry {
	var all []*Entry
	for _, e := range s.index().all {
		if e.Register.Promises() && s.Meetings[e.Meeting].Number < m.Number && s.cameTo(e, m) {
			all = append(all, e)
		}
	}
	return all
}

// cameTo reports whether an entry of an earlier meeting had not ended before a
// meeting. What was taken back is there only where it has decided about it.
func (c *Community) cameTo(e *Entry, m *Meeting) bool {
	came, last := !e.TakenBack, 0
	for _, r := range e.Readings {
		if r.Kind != method.Decided {
			continue
		}
		switch n := c.Meetings[r.Meeting].Number; {
		case n == m.Number:
			return true
		case n < m.Number && n >= last: // the last word of the last of those meetings
			came, last = !e.TakenBack && !r.Outcome.Ends(), n
		}
	}
	return came
}
