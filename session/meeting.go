package session

import (
	"cmp"
	"slices"
	"time"

	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/tally"
	"github.com/convene-ssh/convene/session/trace"
)

// Meeting is number N in the community's series.
type Meeting struct {
	MeetingDetails
	field.ShortNames[method.MeetingID]
	ID         method.MeetingID // its first short name
	Number     int
	Revision   int // of the details and the agenda; from 1
	Attendance ledger.Roll[MemberID, method.Role]
	Out        map[MemberID]MemberID // who was sent out, and by whom
	ByHand     map[MemberID]bool     // who is counted as having been there, or not, otherwise than they came in
	Others     tally.Headcount       // of people who have no terminal
	Lived      int                   // how many of the others have lived experience; 0 while that is not told
	OthersBy   MemberID              // who counted those last; empty where nobody did
	Agenda     []AgendaItem
	Current    method.AgendaID // the item that the facilitator opened, if any
	Deadline   time.Time       // of the current item's timer; zero for none
	Timed      time.Duration   // that the timer gave it
	Closed     bool
	ClosedAt   time.Time // zero while it is open
	Removed    MemberID  // who removed it; empty while it is there
	Kept       Kept      // how long its contributions are

	OthersRevision int // how often others were counted

	Activities map[string]activity // what items of the agenda keep; see [ActivityOf]

	reworded map[string]string // how objectives were called first that are called otherwise now
}

// FirstCalled is how an objective was called first: what is said of it stays with it.
func (m *Meeting) FirstCalled(objective string) string {
	return cmp.Or(m.reworded[objective], objective)
}

// rewords is [Meeting.reworded] once the objectives are others: as many as before are the
// same ones, in their order, also where their words are corrected.
func (m *Meeting) rewords(now []string) map[string]string {
	first := map[string]string{}
	for i, o := range now {
		was := o
		if len(now) == len(m.Objectives) && !slices.Contains(m.Objectives, o) && !slices.Contains(now, m.Objectives[i]) {
			was = m.Objectives[i]
		}
		if called := m.FirstCalled(was); called != o {
			first[o] = called
		}
	}
	return first
}

// MeetingDetails is what an organiser fills in to convene a meeting.
type MeetingDetails struct {
	Title      string      `json:"title"`
	Place      string      `json:"place,omitempty"`
	Mode       method.Mode `json:"mode,omitempty"`
	First      method.Date `json:"first"`
	Last       method.Date `json:"last"`
	Convenors  []string    `json:"convenors,omitempty"`
	Objectives []string    `json:"objectives,omitempty"`
	// Offers is the highest rung of attribution that the meeting offers.
	Offers method.Ladder `json:"offers,omitempty"`
}

func (d *MeetingDetails) tidy() {
	d.Title, d.Place = field.TidyLine(d.Title), field.TidyLine(d.Place)
	d.Convenors, d.Objectives = field.TidyLines(d.Convenors), field.TidyLines(d.Objectives)
	if d.Mode == "" {
		d.Mode = method.InPerson
	}
	if d.Offers == "" {
		d.Offers = method.Named
	}
	if d.Last == "" {
		d.Last = d.First
	}
}

// Days is how many days the meeting lasts.
func (d *MeetingDetails) Days() int {
	first, err := time.Parse(time.DateOnly, string(d.First))
	last, err2 := time.Parse(time.DateOnly, string(d.Last))
	if err != nil || err2 != nil {
		return 1
	}
	return 1 + int(last.Sub(first)/(24*time.Hour))
}

func (d *MeetingDetails) check() error {
	if err := field.CheckText("title", d.Title, method.MaxTitle, true); err != nil {
		return err
	}
	if err := field.CheckText("place", d.Place, method.MaxTitle, false); err != nil {
		return err
	}
	if d.First == "" {
		return refusal.New(refusal.Missing, "field", "first")
	}
	if err := field.CheckDates("first", d.First, "last", d.Last); err != nil {
		return err
	}
	switch {
	case !field.OneOf(d.Mode, method.Modes()):
		return refusal.New(refusal.Invalid, "field", "mode")
	case !d.Offers.Valid():
		return refusal.New(refusal.Invalid, "field", "offers")
	}
	if err := checkLines("convenors", d.Convenors); err != nil {
		return err
	}
	return checkLines("objectives", d.Objectives)
}

// maxLines is how many convenors and how many objectives a meeting may have.
const maxLines = 20

func checkLines(key string, all []string) error {
	if len(all) > maxLines {
		return refusal.New(refusal.Full, "field", key, "max", maxLines)
	}
	for _, s := range all {
		if err := field.CheckText(key, s, method.MaxItem, true); err != nil {
			return err
		}
	}
	return nil
}

// ConveneMeeting opens the next meeting of the series.
type ConveneMeeting struct {
	ledger.Base[*Community]
	Meeting method.MeetingID `json:"meeting"`
	Details MeetingDetails   `json:"details"`
	Agenda  []AgendaItem     `json:"agenda,omitempty"`
}

// Tidy makes its words safe.
func (m *ConveneMeeting) Tidy() {
	m.Details.tidy()
	m.Agenda = tidyAgenda(m.Agenda)
}

// Check lets organisers convene a meeting under a name that is free.
func (m *ConveneMeeting) Check(c *Community, who Who) error {
	switch {
	case !c.organises(who.Member):
		return refusal.New(refusal.NotAllowed)
	case !m.Meeting.Valid():
		return refusal.New(refusal.Invalid, "field", "meeting")
	case c.MeetingCalled(m.Meeting) != nil:
		return refusal.New(refusal.Exists, "field", "meeting", "name", string(m.Meeting))
	}
	if err := m.Details.check(); err != nil {
		return err
	}
	return c.checkAgenda(m.Meeting, m.Agenda, m.Details)
}

// Decide gives boards to the items that need one.
func (m *ConveneMeeting) Decide(c *Community, d Decision) {
	m.Agenda = c.DecideBoards(m.Meeting, m.Agenda, d)
}

// Apply convenes it.
func (m *ConveneMeeting) Apply(c *Community, _ Stamp) {
	ledger.Put(c.tx, &c.Meetings, m.Meeting, &Meeting{
		MeetingDetails: m.Details, ShortNames: field.ShortNames[method.MeetingID]{Short: m.Meeting}, ID: m.Meeting, Number: c.take(meetingSeries),
	})
	c.SetAgenda(m.Meeting, m.Agenda)
}

// ChangeMeeting changes a meeting's details and agenda.
type ChangeMeeting struct {
	ledger.Base[*Community]
	Meeting  method.MeetingID `json:"meeting"`
	Short    method.MeetingID `json:"short,omitempty"`    // empty to keep it
	Revision int              `json:"revision,omitempty"` // that the change began from
	Details  MeetingDetails   `json:"details"`
	Agenda   []AgendaItem     `json:"agenda,omitempty"`
}

// Tidy makes its words safe.
func (m *ChangeMeeting) Tidy() {
	m.Details.tidy()
	m.Agenda = tidyAgenda(m.Agenda)
}

// Check lets facilitators change it while it is open, and refuses with a
// [refusal.Conflict] what began from an older version. What is offered to authors can be
// lowered, never raised.
func (m *ChangeMeeting) Check(c *Community, who Who) error {
	if err := c.RequireOpen(method.Steer, m.Meeting, who); err != nil {
		return err
	}
	if now := c.Meetings[m.Meeting]; now.Revision != m.Revision {
		return &refusal.Conflict{Revision: now.Revision, Theirs: *now.SeenBy(c.AudienceOf(who.Member))}
	}
	if err := m.Details.check(); err != nil {
		return err
	}
	if err := c.checkShort(m.Meeting, m.Short); err != nil {
		return err
	}
	if m.Details.Offers.Above(c.Meetings[m.Meeting].Offers) {
		return refusal.New(refusal.AttributionBarred, "field", "offers")
	}
	return c.checkAgenda(m.Meeting, m.Agenda, m.Details)
}

// Decide gives boards to the items that need one.
func (m *ChangeMeeting) Decide(c *Community, d Decision) {
	m.Agenda = c.DecideBoards(m.Meeting, m.Agenda, d)
}

// Apply changes it.
func (m *ChangeMeeting) Apply(c *Community, s Stamp) {
	mt := c.SetAgenda(m.Meeting, m.Agenda)
	if mt.Title != m.Details.Title {
		c.traced(s, trace.Trace{What: trace.Meeting, Meeting: mt.ID, Was: mt.Title, Now: m.Details.Title})
	}
	if m.Short != "" && m.Short != mt.Short {
		c.traced(s, trace.Trace{What: trace.MeetingShort, Meeting: mt.ID, Was: string(mt.Short), Now: string(m.Short)})
	}
	mt.reworded = mt.rewords(m.Details.Objectives)
	kept := mt.KeptUntil()
	mt.MeetingDetails, mt.ShortNames = m.Details, mt.Renamed(m.Short)
	if kept > mt.KeptUntil() { // only a change of that day brings it nearer, in time for everybody to hear of it
		mt.Kept.Until = kept
	}
}

// MeetingCalled is the meeting to which a short name leads, if there is one.
func (c *Community) MeetingCalled(short method.MeetingID) *Meeting {
	for _, m := range c.Meetings {
		if m.Leads(string(short)) {
			return m
		}
	}
	return nil
}

// checkShort refuses a short name that cannot be one, or leads to another meeting.
func (c *Community) checkShort(meeting, short method.MeetingID) error {
	if short == "" {
		return nil
	}
	if !short.Valid() {
		return refusal.New(refusal.Invalid, "field", "meeting")
	}
	if called := c.MeetingCalled(short); called != nil && called.ID != meeting {
		return refusal.New(refusal.Exists, "field", "meeting", "name", string(short))
	}
	return nil
}

// meetingSeries is the series that numbers meetings.
const meetingSeries = "meeting"

// Series lists the meetings that are there, the newest first.
func (c *Community) Series() []*Meeting {
	return c.series(func(m *Meeting) bool { return m.Removed == "" })
}

// RemovedMeetings lists the meetings that were removed and can be brought back.
func (c *Community) RemovedMeetings() []*Meeting {
	return c.series(func(m *Meeting) bool { return m.Removed != "" })
}

func (c *Community) series(takes func(*Meeting) bool) []*Meeting {
	var all []*Meeting
	for _, m := range c.Meetings {
		if takes(m) {
			all = append(all, m)
		}
	}
	slices.SortFunc(all, func(a, b *Meeting) int { return cmp.Compare(b.Number, a.Number) })
	return all
}
