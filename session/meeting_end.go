package session

import (
	"strings"
	"time"

	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// CloseMeeting ends a meeting: it takes no more changes, and whoever chose not
// to be named can no longer be found, by anybody.
type CloseMeeting struct {
	ledger.Base[*Community]
	Meeting method.MeetingID `json:"meeting"`
}

// Check lets facilitators close a meeting whose votes are all closed and whose
// items are all revealed.
func (m *CloseMeeting) Check(c *Community, who Who) error {
	if err := c.requireOpen(method.Steer, m.Meeting, who); err != nil {
		return err
	}
	var open []string
	for _, b := range c.BoardsOf(m.Meeting) {
		if b.Phase == method.Voting || b.Phase == method.Gather && b.hidden() > 0 {
			open = append(open, b.Subject)
		}
	}
	if len(open) > 0 {
		return refusal.New(refusal.BoardsOpen, "boards", strings.Join(open, ", "))
	}
	return nil
}

// Shelve deletes the links from what the meeting wrote to its authors, and the
// drafts of what can no longer be written.
func (m *CloseMeeting) Shelve(c *Community, _ Who) []ledger.ShelfWrite {
	var forget []ledger.ShelfWrite
	for id, member := range c.private.links {
		if c.madeIn(id, m.Meeting) {
			forget = append(forget, forgetLink(id, member))
		}
	}
	for member, drafts := range c.private.drafts {
		for name := range drafts {
			if name.Meeting() == m.Meeting {
				forget = append(forget, draftWrite(member, name, nil))
			}
		}
	}
	return forget
}

// Apply closes it.
func (m *CloseMeeting) Apply(c *Community, s Stamp) {
	mt := ledger.Edit(c.tx, &c.Meetings, m.Meeting)
	mt.Closed, mt.ClosedAt, mt.Current, mt.Deadline = true, s.At, "", time.Time{}
}

// ReopenFor is how long after its close a meeting can be opened again.
const ReopenFor = 7 * 24 * time.Hour

// Reopens reports whether a meeting that was closed can be opened again now.
func (m *Meeting) Reopens() bool { return m.Closed && time.Since(m.ClosedAt) <= ReopenFor }

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

// madeIn reports whether a contribution, of which the link to its author knows the
// id only, was made in a meeting. What was said between meetings belongs to the
// next one that is closed.
func (c *Community) madeIn(id string, meeting method.MeetingID) bool {
	if e := c.Entries[method.EntryID(id)]; e != nil {
		return e.Meeting == meeting
	}
	if b, _ := c.Item(method.ItemID(id)); b != nil {
		return b.Meeting == meeting
	}
	if e := c.Entries[c.said[method.ReadingID(id)]]; e != nil {
		said := e.Readings[e.reading(method.ReadingID(id))].Meeting
		return said == meeting || said == ""
	}
	return false
}
