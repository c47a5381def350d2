package session

import (
	"reflect"

	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// What an item of the agenda keeps besides its board, such as who speaks in it, is
// described by a room above this one: a struct, and the changes to it, each of which
// embeds [InItem]. The meeting keeps one of each such struct for each item.

// activity is a struct that an item keeps, which is never changed once it is published,
// and the records that hold words of it.
type activity struct {
	Is    any // a pointer
	texts []textRecord
}

// activityKey names one such struct of an item.
func activityKey[A any](item method.AgendaID) string {
	return string(item) + "/" + reflect.TypeFor[A]().String()
}

// InItem says where a change to what an item keeps is made.
type InItem struct {
	Base
	Meeting method.MeetingID `json:"meeting"`
	Item    method.AgendaID  `json:"item"`
}

// RequireItem is [Community.RequireOpen] for an item of the agenda. It refuses one that
// is gone, or is of none of these kinds.
func (c *Community) RequireItem(right method.Right, in InItem, who Who, kinds ...method.AgendaKind) error {
	if err := c.RequireOpen(right, in.Meeting, who); err != nil {
		return err
	}
	if a, there := c.Meetings[in.Meeting].AgendaItem(in.Item); !there || !field.OneOf(a.Kind, kinds) {
		return refusal.New(refusal.NotFound)
	}
	return nil
}

// ActivityOf is what an item of a meeting keeps; empty where it keeps nothing yet.
// Nobody may change it.
func ActivityOf[A any](m *Meeting, item method.AgendaID) *A {
	if is, kept := m.Activities[activityKey[A](item)].Is.(*A); kept {
		return is
	}
	return new(A)
}

// EditActivity is what the item of a change keeps, as a copy for Apply to change; what
// slices and maps of it hold is not copied. Where people wrote words in the change, bare
// is the same without them, which its record becomes when the meeting's contributions
// are erased; otherwise bare is nil.
func EditActivity[A any](c *Community, s Stamp, in InItem, bare any) *A {
	m := ledger.Edit(c.tx, &c.Meetings, in.Meeting)
	key := activityKey[A](in.Item)
	edited, texts := *ActivityOf[A](m, in.Item), m.Activities[key].texts
	if bare != nil {
		texts = append(texts[:len(texts):len(texts)], textRecord{s.Seq, bare})
	}
	ledger.Put(c.tx, &m.Activities, key, activity{&edited, texts})
	return &edited
}

// Narrowed is a struct that an item keeps of which not everybody may see all.
type Narrowed interface {
	// For is what an audience may see of it.
	For(method.Audience) any
}

// seenBy is the meeting with what an audience may see of what its items keep; the same
// meeting, where that is all.
func (m *Meeting) seenBy(a method.Audience) *Meeting {
	seen := *m
	tx := ledger.Tx{}
	for key, kept := range m.Activities {
		if n, narrowed := kept.Is.(Narrowed); narrowed {
			ledger.Put(tx, &seen.Activities, key, activity{Is: n.For(a)})
		}
	}
	if len(tx) == 0 {
		return m
	}
	return &seen
}

// activityTexts are the records that hold words of what a meeting's items keep.
func (m *Meeting) activityTexts() (all []textRecord) {
	for _, a := range m.Activities {
		all = append(all, a.texts...)
	}
	return all
}
