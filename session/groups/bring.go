package groups

import (
	"slices"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// Back is what the groups of an item bring back to all. The zero value is nothing.
type Back struct {
	Items []method.ItemID // in the order in which they were marked
}

// BackFrom is what the groups of an item of a meeting bring back; nil where that is
// nothing yet. Nobody may change it.
func BackFrom(m *session.Meeting, item method.AgendaID) *Back {
	if back := session.ActivityOf[Back](m, item); len(back.Items) > 0 {
		return back
	}
	return nil
}

// Has reports whether an item is among them.
func (b *Back) Has(item method.ItemID) bool { return b != nil && slices.Contains(b.Items, item) }

// Brought are the items that a group brings back to all, in the order of its board,
// without those that have no words any more.
func Brought(c *session.Community, b *session.Board) []*session.Item {
	back := BackFrom(c.Meetings[b.Meeting], b.Owner)
	var all []*session.Item
	for _, p := range b.Layout.Parts {
		for _, it := range b.In(p) {
			if back.Has(it.ID) && !it.TakenBack && it.Moderation == nil {
				all = append(all, it)
			}
		}
	}
	return all
}

// Brings reports whether somebody with a role in the meeting says what a group brings
// back: who facilitates the group or is its scribe, and in a group that has neither,
// everybody.
func Brings(c *session.Community, b *session.Board, member session.MemberID, role method.Role) bool {
	on := c.RoleOn(b, member, role)
	switch {
	case b.Group == nil || !on.May(method.Contribute):
		return false
	case on.May(method.Steer) || c.InGroup(b, member) == method.Scribe:
		return true
	}
	return !slices.ContainsFunc(People(c, b), func(m *session.Member) bool { return c.InGroup(b, m.ID) != method.Participant })
}

// Bring marks an item of a group's board as one that the group brings back to all, or no
// longer.
type Bring struct {
	session.InItem
	Marked method.ItemID `json:"marked"`
	Not    bool          `json:"not,omitempty"`
}

// Check lets those mark who speak for their group, what everybody sees.
func (k *Bring) Check(c *session.Community, who session.Who) error {
	if err := require(c, method.Read, k.InItem, who); err != nil {
		return err
	}
	b, it := c.Item(k.Marked)
	switch {
	case it == nil || b.Group == nil || b.Meeting != k.Meeting || b.Owner != k.Item:
		return refusal.New(refusal.NotFound)
	case it.TakenBack:
		return refusal.New(refusal.TakenBack)
	case it.Code == "" || !c.AudienceOf(who.Member).Reads(it.Audience):
		return refusal.New(refusal.NotFound)
	case it.Moderation != nil && !k.Not:
		return refusal.New(refusal.Moderated)
	case BackFrom(c.Meetings[k.Meeting], k.Item).Has(k.Marked) != k.Not:
		return refusal.New(refusal.NotFound)
	}
	if err := c.RequireOn(method.Contribute, b, who); err != nil {
		return err
	}
	if !Brings(c, b, who.Member, c.RoleIn(k.Meeting, who.Member)) {
		return refusal.New(refusal.NotAllowed)
	}
	return nil
}

// Apply marks it.
func (k *Bring) Apply(c *session.Community, s session.Stamp) {
	back := session.EditActivity[Back](c, s, k.InItem, nil)
	back.Items = slices.DeleteFunc(slices.Clone(back.Items), func(id method.ItemID) bool { return id == k.Marked })
	if !k.Not {
		back.Items = append(back.Items, k.Marked)
	}
}
