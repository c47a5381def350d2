package session

import (
	"time"

	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// Kept is how long what people have contributed to a meeting is kept.
type Kept struct {
	Until method.Date // the last day; empty where nobody has set one
	By    MemberID    // who set it, or took it away; empty for nobody
	// Erased is when the server has erased the contributions; zero while they are
	// there. Items and Entries are how many it were.
	Erased         time.Time
	Items, Entries int
}

// KeptNotice is how many days before contributions are erased everybody is told.
const KeptNotice = 14

// KeptUntil is the last day on which the meeting's contributions are kept, but never
// before the meeting has ended; empty where they are kept for good, or are gone.
func (m *Meeting) KeptUntil() method.Date {
	if m.Kept.Until == "" || !m.Kept.Erased.IsZero() {
		return ""
	}
	return max(m.Kept.Until, m.Last)
}

// KeptDays counts the days after which the meeting's contributions are erased, this one
// among them, where that has to be announced.
func (m *Meeting) KeptDays() (days int, announced bool) {
	days = m.KeptUntil().DaysLeft(time.Now())
	return days, m.KeptUntil() != "" && days <= KeptNotice
}

// KeepUntil sets how long a meeting's contributions are kept. Without a day they are
// kept for good.
type KeepUntil struct {
	ledger.Base[*Community]
	Meeting method.MeetingID `json:"meeting"`
	Until   method.Date      `json:"until,omitempty"`
}

// Check lets organisers set a day while the contributions are there. Everybody has to
// hear of it in time: it is some days ahead, or later than the one that stood.
func (k *KeepUntil) Check(c *Community, who Who) error {
	if err := c.Require(method.Organise, k.Meeting, who); err != nil {
		return err
	}
	m := c.Meetings[k.Meeting]
	stood := m.KeptUntil()
	switch {
	case !m.Kept.Erased.IsZero() || stood.Over(time.Now()):
		return refusal.New(refusal.KeptOver)
	case !k.Until.Valid():
		return refusal.New(refusal.Invalid, "field", "until")
	case k.Until == "" || stood != "" && k.Until >= stood:
		return nil
	case k.Until <= m.Last || k.Until.DaysLeft(time.Now()) <= KeptNotice:
		return refusal.New(refusal.KeptTooShort, "field", "until", "days", KeptNotice)
	}
	return nil
}

// Apply sets it.
func (k *KeepUntil) Apply(c *Community, s Stamp) {
	ledger.Edit(c.tx, &c.Meetings, k.Meeting).Kept = Kept{Until: k.Until, By: s.Author}
}

// NextErasure is the day after which contributions of some meeting are to be erased;
// empty for none.
func (c *Community) NextErasure() (next method.Date) {
	for _, m := range c.Meetings {
		if day := m.KeptUntil(); day != "" && (next == "" || day < next) {
			next = day
		}
	}
	return next
}

// EraseContributions erases what people have contributed to a meeting, once the last day
// is over on which it is kept: the items of the meeting's boards, what the items of its
// agenda keep, and its entries, but for those that promise something. Each goes as if its
// author had taken it back. A meeting that is still open is closed.
type EraseContributions struct {
	ledger.Base[*Community]
	Meeting method.MeetingID `json:"meeting"`
	Items   int              `json:"items,omitempty"`   // decided: how many it were
	Entries int              `json:"entries,omitempty"` // decided
}

// Check lets only the Host do it, and not before.
func (e *EraseContributions) Check(c *Community, who Who) error {
	m := c.Meetings[e.Meeting]
	switch {
	case m == nil:
		return refusal.New(refusal.NotFound)
	case !who.Host || !m.KeptUntil().Over(time.Now()):
		return refusal.New(refusal.NotAllowed)
	}
	return nil
}

// Decide counts what there is to erase.
func (e *EraseContributions) Decide(c *Community, _ Decision) {
	items, entries := c.unpromised(e.Meeting)
	e.Items, e.Entries = len(items), len(entries)
}

// unpromised are the contributions to a meeting that promise nothing and are not taken
// back.
func (c *Community) unpromised(meeting method.MeetingID) (items []*Item, entries []*Entry) {
	for _, b := range c.BoardsOf(meeting) {
		for _, it := range b.Items {
			if !it.TakenBack {
				items = append(items, it)
			}
		}
	}
	for _, e := range c.Entries {
		if e.Meeting == meeting && !e.TakenBack && !e.Register.Promises() {
			entries = append(entries, e)
		}
	}
	return items, entries
}

// Shelve deletes what is still on the shelf of the meeting.
func (e *EraseContributions) Shelve(c *Community, _ Who) []ledger.ShelfWrite {
	return c.forgetMeeting(e.Meeting)
}

// Redact rewrites every record that holds the words.
func (e *EraseContributions) Redact(c *Community) map[ledger.Seq][]byte {
	items, entries := c.unpromised(e.Meeting)
	texts := c.Meetings[e.Meeting].activityTexts()
	var gone []method.ItemID
	for _, it := range items {
		texts = append(texts, it.texts...)
		gone = append(gone, it.ID)
	}
	for _, b := range c.BoardsOf(e.Meeting) {
		_, votes := b.unreasoned(gone...)
		texts = append(texts, votes...)
	}
	for _, made := range entries {
		texts = append(texts, made.texts...)
	}
	return bareBodies(texts)
}

// Apply leaves the tombstones.
func (e *EraseContributions) Apply(c *Community, s Stamp) {
	_, entries := c.unpromised(e.Meeting)
	for _, b := range c.BoardsOf(e.Meeting) {
		ledger.Edit(c.tx, &c.Boards, b.ID).takeBackAll(c)
	}
	for _, made := range entries {
		c.takeBackEntry(made.ID)
	}
	m := ledger.Edit(c.tx, &c.Meetings, e.Meeting)
	m.Activities = nil
	m.Kept.Erased, m.Kept.Items, m.Kept.Entries = s.At, e.Items, e.Entries
	if !m.Closed {
		m.close(s)
	}
}

// takeBackAll takes back every item of a board that is itself a copy.
func (b *Board) takeBackAll(c *Community) {
	var left []*Item
	for _, it := range b.Items {
		if it.TakenBack {
			left = append(left, it)
			continue
		}
		c.dropOriginal(string(it.ID))
		if !it.Waits() {
			left = append(left, it.tombstone())
		}
	}
	b.Items, b.Hands, b.reasoned = left, nil, nil
	b.moderated++
}
