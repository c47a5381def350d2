package session

import (
	"slices"

	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// Moderation is why the words of an item are hidden. Everybody sees that they are, by
// whom and why; the words only their author and whoever steers the meeting.
type Moderation struct {
	By       MemberID
	Reason   string
	Appealed bool // its author asks for the words back
}

// ModerateItem hides the words of an item.
type ModerateItem struct {
	ledger.Base[*Community]
	Item   method.ItemID `json:"item"`
	Reason string        `json:"reason"`
}

// Tidy makes the reason safe.
func (m *ModerateItem) Tidy() { m.Reason = field.TidyLine(m.Reason) }

// Check lets whoever steers the meeting hide what they see, also once it is closed.
func (m *ModerateItem) Check(c *Community, who Who) error {
	b, it := c.itemFor(m.Item, who)
	if it == nil {
		return refusal.New(refusal.NotFound)
	}
	if err := c.Require(method.Steer, b.Meeting, who); err != nil {
		return err
	}
	switch {
	case it.TakenBack:
		return refusal.New(refusal.TakenBack)
	case it.Moderation != nil:
		return refusal.New(refusal.Moderated)
	}
	return field.CheckText("reason", m.Reason, method.MaxItem, true)
}

// Apply hides the words.
func (m *ModerateItem) Apply(c *Community, s Stamp) {
	bare := *m
	bare.Reason = ""
	if it := c.moderate(m.Item, &Moderation{By: s.Author, Reason: m.Reason}); it != nil {
		it.texts = append(slices.Clone(it.texts), textRecord{s.Seq, bare}) // the reason goes with the words
	}
}

// AppealItem asks for the words of an item back.
type AppealItem struct {
	ledger.Base[*Community]
	Item method.ItemID `json:"item"`
}

// Check lets the author ask, once.
func (a *AppealItem) Check(c *Community, who Who) error {
	_, it := c.itemFor(a.Item, who)
	switch {
	case it == nil || it.Moderation == nil:
		return refusal.New(refusal.NotFound)
	case !c.wrote(who.Member, string(a.Item), it.By):
		return refusal.New(refusal.NotAllowed)
	case it.Moderation.Appealed:
		return refusal.New(refusal.Appealed)
	}
	return nil
}

// Quiet keeps an author who is not named out of the record.
func (a *AppealItem) Quiet(c *Community, who Who) bool { return c.quietItem(a.Item, who) }

// Apply notes it.
func (a *AppealItem) Apply(c *Community, _ Stamp) {
	_, it := c.Item(a.Item)
	if it == nil || it.Moderation == nil {
		return
	}
	appealed := *it.Moderation
	appealed.Appealed = true
	c.moderate(a.Item, &appealed)
}

// RestoreItem shows the words of an item again.
type RestoreItem struct {
	ledger.Base[*Community]
	Item method.ItemID `json:"item"`
}

// Check lets whoever steers the meeting bring words back. Once their author has asked
// for that, it is for somebody else than the one who hid them, or for an organiser.
func (r *RestoreItem) Check(c *Community, who Who) error {
	b, it := c.itemFor(r.Item, who)
	if it == nil || it.Moderation == nil {
		return refusal.New(refusal.NotFound)
	}
	role := c.RoleIn(b.Meeting, who.Member)
	if !role.May(method.Steer) || it.Moderation.Appealed && it.Moderation.By == who.Member && !role.May(method.Organise) {
		return refusal.New(refusal.NotAllowed)
	}
	return nil
}

// Apply shows them.
func (r *RestoreItem) Apply(c *Community, _ Stamp) { c.moderate(r.Item, nil) }

// moderate sets what is said of an item's words, nil where they are not hidden. It
// returns the item, or nil where there is none.
func (c *Community) moderate(id method.ItemID, m *Moderation) *Item {
	found, _ := c.Item(id)
	if found == nil {
		return nil
	}
	b := ledger.Edit(c.tx, &c.Boards, found.ID)
	b.moderated++
	it := b.editItem(id)
	it.Moderation = m
	return it
}
