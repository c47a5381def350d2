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

// Check lets whoever steers the meeting bring words back; see [Judges].
func (r *Restore) Check(c *session.Community, who session.Who) error {
	_, err := judged(c, r.Item, who)
	return err
}

// judged is why words are hidden, for somebody who may bring them back.
func judged(c *session.Community, id method.ItemID, who session.Who) (*session.Moderation, error) {
	b, it := c.ItemFor(id, who)
	if it == nil || it.Moderation == nil {
		return nil, refusal.New(refusal.NotFound)
	}
	if !Judges(c, it.Moderation, who.Member, c.RoleIn(b.Meeting, who.Member), c.WroteItem(it, who)) {
		return nil, refusal.New(refusal.NotAllowed)
	}
	return it.Moderation, nil
}

// Judges reports whether somebody with a role in the meeting may bring hidden words back.
// Once their author has asked for that, it is for somebody else than the one who hid them,
// or for an organiser. It is never for whoever wrote the words, unless they hid those
// themselves and nobody has been asked.
func Judges(c *session.Community, m *session.Moderation, member session.MemberID, role method.Role, wrote bool) bool {
	hid := c.Signatory(m.By)
	hidThem := hid != nil && hid.ID == member
	switch {
	case !role.May(method.Steer):
		return false
	case wrote:
		return hidThem && !m.Appealed && m.Upheld == ""
	}
	return !m.Appealed || !hidThem || role.May(method.Organise)
}

// Apply shows them.
func (r *Restore) Apply(c *session.Community, s session.Stamp) { c.Moderate(r.Item, s, nil, nil) }

// Uphold leaves the words of an item hidden whose author asks for them back.
type Uphold struct {
	session.Base
	Item method.ItemID `json:"item"`
}

// Check lets those say so who may bring the words back, once their author asks for that.
func (u *Uphold) Check(c *session.Community, who session.Who) error {
	m, err := judged(c, u.Item, who)
	if err == nil && !m.Appealed {
		return refusal.New(refusal.NotFound)
	}
	return err
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
