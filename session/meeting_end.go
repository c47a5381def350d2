package session

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// CloseMeeting ends a meeting: it takes no more changes, and whoever chose not
// to be named can no longer be found, by anybody.
type CloseMeeting struct {
	ledger.Base[*Community]
	Meeting method.MeetingID `json:"meeting"`
	// Decided: how many have lived experience, and how many wanted each question asked.
	Lived  int                   `json:"lived,omitempty"`
	Wanted map[method.ItemID]int `json:"wanted,omitempty"`
}

// Check lets facilitators close a meeting whose votes are all closed, whose items are all
// revealed and whose answers are all counted; of too few nobody ever learns.
func (m *CloseMeeting) Check(c *Community, who Who) error {
	if err := c.RequireOpen(method.Steer, m.Meeting, who); err != nil {
		return err
	}
	var open []string
	for _, b := range c.BoardsOf(m.Meeting) {
		if b.Phase == layout.Voting || b.Phase == layout.Gather && b.hidden() > 0 {
			open = append(open, b.Subject)
		}
	}
	open = append(open, c.uncounted(m.Meeting)...)
	if len(open) > 0 {
		return refusal.New(refusal.BoardsOpen, "boards", strings.Join(open, ", "))
	}
	return nil
}

// Decide counts who has lived experience, and what people want asked.
func (m *CloseMeeting) Decide(c *Community, _ Decision) {
	m.Lived, m.Wanted = c.lived(m.Meeting), map[method.ItemID]int{}
	for _, b := range c.BoardsOf(m.Meeting) {
		maps.Copy(m.Wanted, c.wanted(b))
	}
}

// Shelve forgets who wrote what without a name.
func (m *CloseMeeting) Shelve(c *Community, _ Who) []ledger.ShelfWrite {
	return c.forgetMeeting(m.Meeting)
}

// forgetMeeting deletes the links from what a meeting wrote to its authors, ballots and
// answers that nobody will count, and the drafts of what can no longer be written.
func (c *Community) forgetMeeting(meeting method.MeetingID) []ledger.ShelfWrite {
	var forget []ledger.ShelfWrite
	for id, member := range c.private.links.All() {
		if c.madeIn(id, meeting) {
			forget = append(forget, forgetLink(id, member))
		}
	}
	for _, b := range c.BoardsOf(meeting) {
		forget = append(forget, c.forgetBallots(b.ID)...)
	}
	forget = append(forget, c.forgetAllAnswers(meeting)...)
	for member, drafts := range c.private.drafts.All() {
		for name := range drafts {
			if name.Meeting() == meeting {
				forget = append(forget, draftWrite(member, name, nil))
			}
		}
	}
	return forget
}

// Apply closes it.
func (m *CloseMeeting) Apply(c *Community, s Stamp) {
	mt := ledger.Edit(c.tx, &c.Meetings, m.Meeting)
	mt.close(s)
	mt.Lived = m.Lived
	for id, n := range m.Wanted {
		if b, _ := c.Item(id); b != nil {
			ledger.Edit(c.tx, &c.Boards, b.ID).editItem(id).Wanted += n
		}
	}
}

// close closes a meeting that is itself a copy.
func (m *Meeting) close(s Stamp) {
	m.Closed, m.ClosedAt, m.Current, m.Deadline = true, s.At, "", time.Time{}
}

// ReopenFor is how long after its close a meeting can be opened again.
const ReopenFor = 7 * 24 * time.Hour

// Reopens reports whether a meeting that was closed can be opened again now.
func (m *Meeting) Reopens() bool {
	return m.Closed && time.Since(m.ClosedAt) <= ReopenFor && m.Kept.Erased.IsZero()
}

// ReopenMeeting lets a meeting go on that was closed too early. What was forgotten at
// its close stays forgotten.
type ReopenMeeting struct {
	ledger.Base[*Community]
	Meeting method.MeetingID `json:"meeting"`
}

// Check lets organisers open a meeting again for some days.
func (m *ReopenMeeting) Check(c *Community, who Who) error {
	if err := c.Require(method.Organise, m.Meeting, who); err != nil {
		return err
	}
	if !c.Meetings[m.Meeting].Reopens() {
		return refusal.New(refusal.NotReopened, "days", int(ReopenFor/(24*time.Hour)))
	}
	return nil
}

// Apply opens it.
func (m *ReopenMeeting) Apply(c *Community, _ Stamp) {
	mt := ledger.Edit(c.tx, &c.Meetings, m.Meeting)
	mt.Closed, mt.ClosedAt = false, time.Time{}
}

// RemoveMeeting takes away a meeting that was convened by mistake. Nothing leads to it
// any more, until it is brought back; see [RestoreMeeting].
type RemoveMeeting struct {
	ledger.Base[*Community]
	Meeting method.MeetingID `json:"meeting"`
}

// Check lets organisers remove a meeting in which nothing was said.
func (m *RemoveMeeting) Check(c *Community, who Who) error {
	if err := c.Require(method.Organise, m.Meeting, who); err != nil {
		return err
	}
	if c.saidIn(m.Meeting) {
		return refusal.New(refusal.MeetingUsed)
	}
	return nil
}

// Shelve forgets the answers to what was taken off the agenda.
func (m *RemoveMeeting) Shelve(c *Community, _ Who) []ledger.ShelfWrite {
	return c.forgetAllAnswers(m.Meeting)
}

// Apply removes it. The next meeting has its number, where it is the last of the series.
func (m *RemoveMeeting) Apply(c *Community, s Stamp) {
	mt := ledger.Edit(c.tx, &c.Meetings, m.Meeting)
	mt.Removed = s.Author
	if mt.Number == c.numbers[meetingSeries] {
		ledger.Put(c.tx, &c.numbers, meetingSeries, mt.Number-1)
	}
}

// RestoreMeeting brings back a meeting that was removed.
type RestoreMeeting struct {
	ledger.Base[*Community]
	Meeting method.MeetingID `json:"meeting"`
}

// Check lets organisers bring it back.
func (m *RestoreMeeting) Check(c *Community, who Who) error {
	switch mt := c.Meetings[m.Meeting]; {
	case !c.organises(who.Member):
		return refusal.New(refusal.NotAllowed)
	case mt == nil || mt.Removed == "":
		return refusal.New(refusal.NotFound)
	}
	return nil
}

// Apply brings it back, under its number or, where another meeting has that, the next.
func (m *RestoreMeeting) Apply(c *Community, _ Stamp) {
	has := func(o *Meeting) bool { return o.Number == c.Meetings[m.Meeting].Number }
	taken := slices.ContainsFunc(c.Series(), has)
	mt := ledger.Edit(c.tx, &c.Meetings, m.Meeting)
	mt.Removed = ""
	if taken {
		mt.Number = c.take(meetingSeries)
	}
	ledger.Put(c.tx, &c.numbers, meetingSeries, max(mt.Number, c.numbers[meetingSeries]))
}

// removed says who has removed a meeting.
func (c *Community) removed(mt *Meeting) error {
	return refusal.New(refusal.MeetingRemoved, "meeting", mt.Title, "by", c.memberName(mt.Removed))
}

// saidIn reports whether somebody has said something in a meeting, on a board, in an entry
// or in an item of its agenda, also where they have taken it back.
func (c *Community) saidIn(meeting method.MeetingID) bool {
	mt := c.Meetings[meeting]
	for _, kept := range mt.Activities {
		if what, tells := kept.Is.(telling); tells && what.Said() {
			return true
		}
	}
	if slices.ContainsFunc(mt.Agenda, func(a AgendaItem) bool { return len(c.Answers(InItem{Meeting: meeting, Item: a.ID})) > 0 }) {
		return true
	}
	for _, b := range c.BoardsOf(meeting) {
		if len(b.Items)+len(b.Hidden) > 0 { // in a view, those that wait are only counted
			return true
		}
	}
	for _, e := range c.Entries {
		if e.Meeting == meeting || slices.ContainsFunc(e.Readings, func(r Reading) bool { return r.Meeting == meeting }) {
			return true
		}
	}
	return false
}

// madeIn reports whether a contribution, of which the link to its author knows the
// id only, was made in a meeting. What was said between meetings belongs to the
// next one that is closed: to none that is closed already, and to none that was removed.
func (c *Community) madeIn(id string, meeting method.MeetingID) bool {
	if e := c.Entries[method.EntryID(id)]; e != nil {
		return e.Meeting == meeting
	}
	if b, _ := c.Item(method.ItemID(id)); b != nil {
		return b.Meeting == meeting
	}
	if e := c.Entries[c.said[method.ReadingID(id)]]; e != nil {
		said, mt := e.Readings[e.reading(method.ReadingID(id))].Meeting, c.Meetings[meeting]
		return said == meeting || said == "" && !mt.Closed && mt.Removed == ""
	}
	return false
}
