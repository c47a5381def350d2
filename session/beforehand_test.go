package session_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// TestWritingBeforehand: until the day is over people are asked to write; then nobody adds
// anything until the item is opened or its board gathers no longer. What they wrote they
// still edit and take back.
func TestWritingBeforehand(t *testing.T) {
	for _, c := range []struct {
		name   string
		before method.Date
		days   int // how many days later it is; the hall begins on 2000-01-01
		does   func(h *hall)
		asked  bool
		closed bool
	}{
		{name: "no day", days: 9},
		{name: "before", before: "2000-01-03", asked: true},
		{name: "on the day", before: "2000-01-03", days: 2, asked: true},
		{name: "the day after", before: "2000-01-03", days: 3, closed: true},
		{name: "opened before", before: "2000-01-03", does: func(h *hall) { h.opens("my-item") }},
		{name: "opened after", before: "2000-01-03", days: 3, does: func(h *hall) { h.opens("my-item") }},
		{name: "opened, and another one then", before: "2000-01-03", days: 3, does: func(h *hall) { h.opens("my-item"); h.opens("plenary") }},
		{name: "another one opened", before: "2000-01-03", days: 3, does: func(h *hall) { h.opens("plenary") }, closed: true},
		{name: "said while it is on", before: "2000-01-03", days: 3, does: func(h *hall) { h.opens("my-item"); h.before("2000-01-02") }},
		{name: "said for later while it is on", before: "", does: func(h *hall) { h.opens("my-item"); h.before("2000-01-09") }},
		{name: "moved later", before: "2000-01-03", days: 3, does: func(h *hall) { h.before("2000-01-09") }, asked: true},
		{name: "no day any more", before: "2000-01-03", days: 3, does: func(h *hall) { h.before("") }},
		{name: "revealed", before: "2000-01-03", does: func(h *hall) { h.To(my, layout.Revealed) }},
		{name: "revealed after", before: "2000-01-03", days: 3, does: func(h *hall) { h.To(my, layout.Revealed) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := newHall(t)
				h.before(c.before)
				mine := h.Add(h.Siti, "written in time")
				time.Sleep(time.Duration(c.days) * 24 * time.Hour)
				if c.does != nil {
					c.does(h)
				}
				if got := len(h.Shared().Beforehand(kl)) == 1; got != c.asked {
					t.Errorf("people are asked to write: %v", got)
				}
				for _, who := range []session.MemberID{h.Siti, h.Facilitator()} {
					err := h.Do(who, h.NewItem("one more"))
					if c.closed {
						h.Refused(err, refusal.BeforeOver)
					} else {
						h.OK(err)
					}
				}
				h.Must(h.Siti, &session.EditItem{Item: mine, Revision: 1, Text: "edited"})
				h.Must(h.Siti, &session.TakeBackItem{Item: mine})
				h.SameAfterRereading()
			})
		})
	}
}

// before says until which day people write on the first board beforehand.
func (h *hall) before(day method.Date) {
	h.Helper()
	m := h.Shared().Meetings[kl]
	a, _ := m.AgendaItem(h.Shared().Boards[my].Owner)
	a.Before = day
	h.Must(h.Facilitator(), &agenda.Change{Meeting: kl, Revision: m.Revision, Item: a})
}

// opens opens an item; "my-item" is that of the first board.
func (h *hall) opens(item method.AgendaID) {
	h.Helper()
	if item == "my-item" {
		item = h.Shared().Boards[my].Owner
	}
	h.Must(h.Facilitator(), &agenda.Open{Meeting: kl, Item: item})
}

// TestTheDayBeforehandIsADay, or none.
func TestTheDayBeforehandIsADay(t *testing.T) {
	h := newHall(t)
	a := ofOnesOwn(someParts(1)...)
	for _, day := range []method.Date{"tomorrow", "2022-02-30"} {
		a.Before = day
		h.Refused(h.Do(h.Facilitator(), &agenda.Add{Meeting: kl, Item: a}), refusal.NoDay)
	}
}
