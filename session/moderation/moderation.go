// Package moderation hides the words of an item, with a reason, and shows them again; see
// [session.Moderation].
package moderation

import (
	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// Kinds names every change to what is hidden; see [session.Kinds].
func Kinds() session.Kinds {
	return session.Kinds{
		"item.moderated/1": &Hide{},
		"item.appealed/1":  &Appeal{},
		"item.restored/1":  &Restore{},
		"item.upheld/1":    &Uphold{},
	}
}

// Hide hides the words of an item.
type Hide struct {
	session.Base
	Item   method.ItemID `json:"item"`
	Reason string        `json:"reason"`
}

// Tidy makes the reason safe.
func (h *Hide) Tidy() { h.Reason = field.TidyLine(h.Reason) }

// Check lets whoever steers the meeting hide what they see, also once it is closed.
func (h *Hide) Check(c *session.Community, who session.Who) error {
	b, it := c.ItemFor(h.Item, who)
	if it == nil || it.Waits() { // who hides what nobody else sees would say that they wrote it
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
	return field.CheckText("reason", h.Reason, method.MaxItem, true)
}

// Apply hides the words.
func (h *Hide) Apply(c *session.Community, s session.Stamp) {
	bare := *h
	bare.Reason = ""
	c.Moderate(h.Item, s, &session.Moderation{By: s.Author, Reason: h.Reason}, bare)
}

// Appeal asks for the words of an item back.
type Appeal struct {
	session.Base
	Item method.ItemID `json:"item"`
}

// Check lets the author ask, once.
func (a *Appeal) Check(c *session.Community, who session.Who) error {
	_, it := c.ItemFor(a.Item, who)
	switch {
	case it == nil || it.Moderation == nil:
		return refusal.New(refusal.NotFound)
	case !c.WroteItem(it, who):
		return refusal.New(refusal.NotAllowed)
	case it.Moderation.Appealed, it.Moderation.Upheld != "":
		return refusal.New(refusal.Appealed)
	}
	return nil
}

// Quiet keeps an author who is not named out of the record.
func (a *Appeal) Quiet(c *session.Community, who session.Who) bool {
	return c.QuietAbout(method.ContributionID(a.Item), who)
}

// Apply notes it.
func (a *Appeal) Apply(c *session.Community, s session.Stamp) {
	_, it := c.Item(a.Item)
	if it == nil || it.Moderation == nil {
		return
	}
	appealed := *it.Moderation
	appealed.Appealed = true
	c.Moderate(a.Item, s, &appealed, nil)
}

// Restore shows the words of an item again.
type Restore struct {
	session.Base
	Item method.ItemID `json:"item"`
}

// Check lets whoever steers the meeting bring words back; see [Judge].
func (r *Restore) Check(c *session.Community, who session.Who) error {
	return judged(c, r.Item, who, Judge.Restores)
}

// judged refuses whoever may not say so of hidden words.
func judged(c *session.Community, id method.ItemID, who session.Who, may func(Judge, *session.Community, *session.Moderation) bool) error {
	b, it := c.ItemFor(id, who)
	switch {
	case it == nil || it.Moderation == nil:
		return refusal.New(refusal.NotFound)
	case !may(Judge{who.Member, c.RoleIn(b.Meeting, who.Member), c.WroteItem(it, who)}, c, it.Moderation):
		return refusal.New(refusal.NotAllowed)
	}
	return nil
}

// Judge is somebody with a role in the meeting, to whom hidden words are shown.
type Judge struct {
	Member session.MemberID
	Role   method.Role
	Wrote  bool // the words
}

// Restores reports whether they may bring the words back: that is never for whoever wrote
// them, unless they hid those themselves and nobody has been asked.
func (j Judge) Restores(c *session.Community, m *session.Moderation) bool {
	return j.Role.May(method.Steer) && (!j.Wrote || j.hid(c, m) && !m.Appealed && m.Upheld == "")
}

// Upholds reports whether they may leave words hidden for which the author asks: that is for
// somebody else than the one who hid them, or for an organiser.
func (j Judge) Upholds(c *session.Community, m *session.Moderation) bool {
	return m.Appealed && j.Restores(c, m) && (!j.hid(c, m) || j.Role.May(method.Organise))
}

func (j Judge) hid(c *session.Community, m *session.Moderation) bool {
	hid := c.Signatory(m.By)
	return hid != nil && hid.ID == j.Member
}

// Apply shows them.
func (r *Restore) Apply(c *session.Community, s session.Stamp) { c.Moderate(r.Item, s, nil, nil) }

// Uphold leaves the words of an item hidden whose author asks for them back.
type Uphold struct {
	session.Base
	Item method.ItemID `json:"item"`
}

// Check lets those say so who did not hide the words, once their author asks for them; see
// [Judge.Upholds].
func (u *Uphold) Check(c *session.Community, who session.Who) error {
	return judged(c, u.Item, who, Judge.Upholds)
}

// Apply answers their author.
func (u *Uphold) Apply(c *session.Community, s session.Stamp) {
	_, it := c.Item(u.Item)
	if it == nil || it.Moderation == nil {
		return
	}
	upheld := *it.Moderation
	upheld.Appealed, upheld.Upheld = false, s.Author
	c.Moderate(u.Item, s, &upheld, nil)
}
