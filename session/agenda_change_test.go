package session_test

import (
	"slices"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// TestAnItemIsCorrected, and its board with it: the subject, and the prefix until it
// has given codes.
func TestAnItemIsCorrected(t *testing.T) {
	h := newHall(t)
	m := h.Shared().Meetings[kl]
	a, _ := m.AgendaItem(h.Shared().Boards[my].Owner)
	change := func() *agenda.Change {
		return &agenda.Change{Meeting: kl, Revision: h.Shared().Meetings[kl].Revision, Item: a}
	}
	a.Title, a.Country, a.Prefix, a.Minutes = "  Malaysia and Sabah ", "my", "sb", 15
	c := change()
	c.Budget = 7
	h.Must(h.Facilitator(), c)
	b := h.Shared().Boards[my]
	if b.Subject != "Malaysia and Sabah" || b.Prefix != "SB" || b.Country != "MY" || b.Budget != 7 {
		t.Errorf("the board is %+v", b)
	}
	stale := change()
	stale.Revision--
	var conflict *refusal.Conflict
	if theirs, ok := halltest.Theirs[session.Meeting](h.Do(h.Facilitator(), stale), &conflict); !ok || theirs.ID != kl {
		t.Error("what began from an older agenda is no conflict")
	}
	h.Add(h.Siti, "coded")
	h.To(my, layout.Revealed)
	a.Prefix = "MY"
	h.Refused(h.Do(h.Facilitator(), change()), refusal.HasPrefix)
	a.Prefix, a.Day = "SB", 9
	h.Refused(h.Do(h.Facilitator(), change()), refusal.DayBeyond)
	a.Day, a.ID = 1, "nowhere"
	h.Refused(h.Do(h.Facilitator(), change()), refusal.NotFound)
}

// TestABoardIsSetAsideAndPutBack, with what is on it; an empty one goes.
func TestABoardIsSetAsideAndPutBack(t *testing.T) {
	h := newHall(t)
	h.Must(h.Facilitator(), &agenda.Add{Meeting: kl, Item: session.AgendaItem{ID: "empty", Kind: method.SWOT, Title: "Empty", Board: "empty"}})
	h.Must(h.Facilitator(), &agenda.Open{Meeting: kl, Item: "empty"})
	h.Must(h.Facilitator(), &agenda.Remove{Meeting: kl, Item: "empty"})
	if m := h.Shared().Meetings[kl]; h.Shared().Boards["empty"] != nil || m.Current != "" {
		t.Errorf("the empty board stays, and %q is on", m.Current)
	}
	id := h.Add(h.Siti, "words")
	b := h.Shared().Boards[my]
	h.Must(h.Facilitator(), &agenda.Remove{Meeting: kl, Item: b.Owner})
	if aside := h.Shared().Boards[my]; aside == nil || aside.Owner != "" {
		t.Fatalf("set aside it is %+v", aside)
	}
	h.Must(h.Facilitator(), &agenda.Add{Meeting: kl, Item: session.AgendaItem{
		ID: "again", Kind: method.SWOT, Title: b.Subject, Prefix: b.Prefix, Country: b.Country, Board: my,
	}})
	h.To(my, layout.Revealed)
	if back := h.Shared().Boards[my]; back.Owner != "again" || back.Item(id) == nil {
		t.Errorf("put back it is %+v", back)
	}
	h.SameAfterRereading()
}

// TestAVoteThatIsOpenGoesOn as it was opened, also where its item is taken off the agenda
// and put on it again.
func TestAVoteThatIsOpenGoesOn(t *testing.T) {
	h := newHall(t)
	h.Add(h.Siti, "words")
	h.To(my, layout.Voting)
	b := h.Shared().Boards[my]
	h.Must(h.Facilitator(), &agenda.Remove{Meeting: kl, Item: b.Owner})
	h.Must(h.Facilitator(), &agenda.Add{Meeting: kl, Way: layout.ByCountry, Budget: b.Budget + 1, Item: session.AgendaItem{
		ID: "again", Kind: method.SWOT, Title: b.Subject, Prefix: b.Prefix, Country: b.Country, Board: my,
	}})
	if now := h.Shared().Boards[my]; now.Phase != layout.Voting || now.Way != b.Way || now.Budget != b.Budget {
		t.Errorf("people vote by %s with %d, and began by %s with %d", now.Way, now.Budget, b.Way, b.Budget)
	}
}

// TestATimerIsOfTheItemThatWasMeant: while it was set, somebody may have opened another.
func TestATimerIsOfTheItemThatWasMeant(t *testing.T) {
	h := newHall(t)
	m := h.Shared().Meetings[kl]
	for item, want := range map[method.AgendaID]refusal.Code{m.Agenda[0].ID: refusal.AnotherIsOn, m.Agenda[1].ID: "", "": ""} {
		h.Must(h.Facilitator(), &agenda.Open{Meeting: kl, Item: m.Agenda[0].ID})
		h.Must(h.Facilitator(), &agenda.Open{Meeting: kl, Item: m.Agenda[1].ID})
		err := h.Do(h.Facilitator(), &agenda.SetTimer{Meeting: kl, Item: item, Minutes: 5})
		if want == "" && err != nil || want != "" && !halltest.IsRefusal(err, want) {
			t.Errorf("for %q: %v", item, err)
		}
	}
}

// TestATimerRunsOnWhereItsItemIsOnAlready: to open that item once more is refused, and
// another one has a timer of its own.
func TestATimerRunsOnWhereItsItemIsOnAlready(t *testing.T) {
	h := newHall(t)
	m := h.Shared().Meetings[kl]
	h.Must(h.Facilitator(), &agenda.Open{Meeting: kl, Item: m.Agenda[0].ID})
	h.Must(h.Facilitator(), &agenda.SetTimer{Meeting: kl, Minutes: 5})
	h.Refused(h.Do(h.Facilitator(), &agenda.Open{Meeting: kl, Item: m.Agenda[0].ID}), refusal.IsOn)
	if h.Shared().Meetings[kl].Deadline.IsZero() {
		t.Error("the timer has stopped")
	}
	h.Must(h.Facilitator(), &agenda.Open{Meeting: kl, Item: m.Agenda[1].ID})
	if at := h.Shared().Meetings[kl].Deadline; !at.IsZero() {
		t.Errorf("another item ends at %s", at)
	}
}

// TestWhatIsOnEndsWithItsItem, and its timer, also where the whole agenda is another.
func TestWhatIsOnEndsWithItsItem(t *testing.T) {
	h := newHall(t)
	h.Must(h.Facilitator(), &agenda.Add{Meeting: kl, Item: session.AgendaItem{ID: "tea", Kind: method.Plenary, Title: "Tea"}})
	h.Must(h.Facilitator(), &agenda.Open{Meeting: kl, Item: "tea"})
	h.Must(h.Facilitator(), &agenda.SetTimer{Meeting: kl, Minutes: 5})
	change := func(keeps func(session.AgendaItem) bool) *session.Meeting {
		m := h.Shared().Meetings[kl]
		all := slices.DeleteFunc(slices.Clone(m.Agenda), func(a session.AgendaItem) bool { return !keeps(a) })
		h.Must(h.Facilitator(), &session.ChangeMeeting{Meeting: kl, Revision: m.Revision, Short: m.Short, Details: m.MeetingDetails, Agenda: all})
		return h.Shared().Meetings[kl]
	}
	if m := change(func(a session.AgendaItem) bool { return a.ID == "tea" || a.Board != "" }); m.Current != "tea" || m.Deadline.IsZero() {
		t.Errorf("%q is on until %s", m.Current, m.Deadline)
	}
	if m := change(func(a session.AgendaItem) bool { return a.ID != "tea" }); m.Current != "" || !m.Deadline.IsZero() {
		t.Errorf("%q is on until %s, and is not on the agenda", m.Current, m.Deadline)
	}
	h.SameAfterRereading()
}
