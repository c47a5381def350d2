package session_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/groups"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/register/commitment"
	"github.com/convene-ssh/convene/session/standing"
	"github.com/convene-ssh/convene/session/tally"
)

// said is what the scribe writes down on the board.
func (h *hall) said(by session.SaidBy) *session.AddItem {
	a := h.NewItem("what was said")
	a.Attribution, a.SaidBy = method.Named, &by
	return a
}

// TestWhatIsSaidIsNotTheScribes: the record knows whose words they are and nothing of who
// has written them down, who can still mend them and take them back.
func TestWhatIsSaidIsNotTheScribes(t *testing.T) {
	h := newHall(t)
	scribe := h.Members[method.Scribe]
	own, other := h.Organisation(scribe), h.Organisation(h.Siti)
	for by, want := range map[session.SaidBy]session.Attribution{
		{}:                    {Said: true},
		{Country: "MY"}:       {Said: true, Country: "MY"},
		{Organisation: other}: {Said: true, Organisation: other, Claimed: true},
		{Organisation: own}:   {Said: true, Organisation: own},
	} {
		h.To(my, layout.Gather)
		before := len(h.Records())
		a := h.said(by)
		h.Must(scribe, a)
		h.Must(scribe, &session.EditItem{Item: a.Item, Revision: 1, Text: "what was really said"})
		for who, seen := range h.Readers(scribe) {
			if strings.Contains(seen, "really") || strings.Contains(seen, string(a.Item)) {
				t.Errorf("while people gather %s sees %s", who, seen)
			}
		}
		h.To(my, layout.Revealed)
		if got := h.Item(a.Item).By; got != want {
			t.Errorf("said by %+v: it is signed %+v", by, got)
		}
		for _, r := range h.Records()[before : before+2] {
			if text := fmt.Sprintf("%s %s", r.Author, r.Body); strings.Contains(text, string(scribe)) {
				t.Errorf("said by %+v: the log holds %s", by, text)
			}
		}
		h.Refused(h.Do(h.Siti, &session.TakeBackItem{Item: a.Item}), refusal.NotAllowed)
		h.Must(scribe, &session.TakeBackItem{Item: a.Item})
		if strings.Contains(h.LogText(), "really") {
			t.Errorf("said by %+v: words that were taken back are in the log", by)
		}
	}
	h.SameAfterRereading()
}

// TestWhatNobodyCanHaveSaid is refused.
func TestWhatNobodyCanHaveSaid(t *testing.T) {
	h := newHall(t)
	scribe := h.Members[method.Scribe]
	for by, want := range map[session.SaidBy]refusal.Code{
		{Country: "MY", Organisation: h.Organisation(h.Siti)}: refusal.Invalid,
		{Organisation: "nobody's"}:                            refusal.Invalid,
		{Country: " "}:                                        refusal.NoCountry,
	} {
		h.Refused(h.Do(scribe, h.said(by)), want)
	}
	m := h.Shared().Meetings[kl]
	offers := m.MeetingDetails
	offers.Offers = method.ByCountry
	h.Must(h.Facilitator(), &session.ChangeMeeting{Meeting: kl, Revision: m.Revision, Details: offers, Agenda: m.Agenda})
	h.Refused(h.Do(scribe, h.said(session.SaidBy{Organisation: h.Organisation(h.Siti)})), refusal.AttributionBarred)
	h.Must(scribe, h.said(session.SaidBy{Country: "MY"}))
}

// TestWhatIsSaidConfirmsNothing: a promise that the scribe writes down is no word of the
// scribe's own organisation.
func TestWhatIsSaidConfirmsNothing(t *testing.T) {
	h := newHall(t)
	scribe := h.Members[method.Scribe]
	lead, _ := halltest.Leads(commitment.Register())
	for _, by := range []session.SaidBy{{}, {Organisation: h.Organisation(scribe)}} {
		m := h.NewEntry(commitment.Register(), "Train judges")
		m.SaidBy = &by
		halltest.Says(m, lead.Key, string(h.Organisation(scribe)))
		h.Must(scribe, m)
		if e := h.Entry(m.Entry); e.Lead().Confirmed || !e.By.Said {
			t.Errorf("said by %+v: the lead is %+v, signed %+v", by, e.Lead(), e.By)
		}
	}
}

// TestTheScribeOfAGroupWritesDown what is said there, and nowhere else.
func TestTheScribeOfAGroupWritesDown(t *testing.T) {
	h := newHall(t)
	b := h.inGroups(halltest.SWOT, "A", "B")
	h.placed(h.Siti, b[0], method.Scribe)
	for board, allowed := range map[method.BoardID]bool{b[0]: true, my: false} {
		a := h.said(session.SaidBy{Country: "MY"})
		a.Board = board
		if err := h.Do(h.Siti, a); (err == nil) != allowed {
			t.Errorf("on %s: %v", h.Shared().Boards[board].Subject, err)
		}
	}
	m := h.NewEntry(commitment.Register(), "Train judges")
	m.SaidBy, m.Agenda, m.Group = &session.SaidBy{}, side.Item, b[0]
	h.Must(h.Siti, m)
	h.Must(h.Siti, &groups.Choose{InItem: side, Group: b[1]})
	a := h.said(session.SaidBy{})
	a.Board = b[1]
	h.Refused(h.Do(h.Siti, a), refusal.NotAllowed)
}

// TestWhatIsSaidOutlivesTheNameOfWhoeverSaidIt: an organisation that nobody is of any more
// leaves words that the scribe has written.
func TestWhatIsSaidOutlivesTheNameOfWhoeverSaidIt(t *testing.T) {
	h := newHall(t)
	a := h.said(session.SaidBy{Organisation: h.Organisation(h.Siti)})
	h.Must(h.Members[method.Scribe], a)
	h.To(my, layout.Revealed)
	h.OK(h.Host.Erase(t.Context(), h.PersonOf(h.Siti), false))
	if got := h.Item(a.Item).By; got != (session.Attribution{Said: true}) {
		t.Errorf("it is signed %+v", got)
	}
	h.SameAfterRereading()
}

// TestWhoseWordsPointToOnePerson counts those without a terminal too.
func TestWhoseWordsPointToOnePerson(t *testing.T) {
	h := newHall(t)
	alone := func(by session.SaidBy) bool { return h.Shared().IdentifiesSaid(kl, by) }
	for by, want := range map[session.SaidBy]bool{
		{}: false, {Country: "ID"}: false, {Country: "MY"}: true, {Country: "LA"}: true, {Organisation: h.Organisation(h.Siti)}: true,
	} {
		if got := alone(by); got != want {
			t.Errorf("%+v points to one person: %v", by, got)
		}
	}
	h.comesFrom("Ani", "Org siti")
	h.Must(h.Facilitator(), &standing.CountOthers{Meeting: kl, Headcount: tally.Headcount{
		People: 5, ByCountry: []tally.Count{{Of: "MY", N: 1}},
	}})
	if alone(session.SaidBy{Country: "MY"}) || alone(session.SaidBy{Organisation: h.Organisation(h.Siti)}) {
		t.Error("two from Malaysia, or of one organisation, are one person")
	}
}
