package session_test

import (
	"reflect"
	"slices"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/standing"
	"github.com/convene-ssh/convene/session/tally"
)

// people is how many count as having been at the meeting.
func (h *hall) people() int { h.Helper(); return h.Shared().Headcount(kl).People }

// TestWhoComesAfterTheCloseIsNotCounted, until somebody says that they were there.
func TestWhoComesAfterTheCloseIsNotCounted(t *testing.T) {
	h := newHall(t)
	scribe, before := h.Members[method.Scribe], h.people()
	code := h.Shown(h.Invite(kl, method.Participant, method.Members, 1))
	h.To(my, layout.Discuss)
	h.Must(h.Facilitator(), &session.CloseMeeting{Meeting: kl})
	late, err := h.Host.Join(t.Context(), h.Meet(""), code, session.Profile{Name: "Late"})
	h.OK(err)
	if got := h.people(); got != before || h.Shared().Meetings[kl].Counts(late) {
		t.Errorf("%d count as having been there, before the close %d", got, before)
	}
	_, err = h.Host.Join(t.Context(), h.PersonOf(h.Siti), h.Shown(h.Invite(kl, method.Facilitator, method.Members, 1)), session.Profile{})
	h.OK(err)
	if !h.Shared().Meetings[kl].Counts(h.Siti) {
		t.Error("who was there before is not counted any more")
	}
	h.Must(scribe, &standing.CountMember{Meeting: kl, Member: late, There: true})
	if got := h.people(); got != before+1 {
		t.Errorf("%d count as having been there, want %d", got, before+1)
	}
	h.SameAfterRereading()
}

// TestNobodyIsCountedAsTwo who was counted by hand, and turns out to be somebody who came.
func TestNobodyIsCountedAsTwo(t *testing.T) {
	h := newHall(t)
	boss, before := h.Members[method.Organiser], h.people()
	looked := h.Join(bangkok, method.Participant, method.Members, session.Profile{Name: "Ani"})
	_, err := h.Host.Join(t.Context(), h.PersonOf(h.Siti), h.Shown(h.Invite(bangkok, method.Participant, method.Members, 1)), session.Profile{})
	h.OK(err)
	h.Must(boss, &session.OrganiseCommunity{Member: looked})
	h.Must(h.Members[method.Scribe], &standing.CountMember{Meeting: kl, Member: looked, There: true})
	h.Must(boss, &session.OrganiseCommunity{Member: looked, Ends: true})
	if got := h.people(); got != before+1 {
		t.Fatalf("%d count as having been there, want %d", got, before+1)
	}
	h.OK(h.Host.MergeMembers(h.Context(), h.PersonOf(boss), cop, &session.MergeMembers{Meeting: bangkok, First: h.Siti, Second: looked}))
	if got := h.people(); got != before {
		t.Errorf("%d count as having been there, want %d", got, before)
	}
}

// TestWhoWasThereIsCorrectedByHand, for all to see, and back.
func TestWhoWasThereIsCorrectedByHand(t *testing.T) {
	h := newHall(t)
	scribe, before := h.Members[method.Scribe], h.Shared().Headcount(kl)
	count := func(who session.MemberID, there bool) error {
		return h.Do(scribe, &standing.CountMember{Meeting: kl, Member: who, There: there})
	}
	h.Refused(count(h.Siti, true), refusal.NotFound)
	h.OK(count(h.Siti, false))
	if got := h.Shared().Headcount(kl); got.People != before.People-1 || slices.Contains(got.ByCountry, tally.Count{Of: "MY", N: 1}) {
		t.Errorf("counted are %+v, before %+v", got, before)
	}
	if got := h.lastTrace(h.Siti); got.What != "not-counted" || got.By != scribe || got.Meeting != kl {
		t.Errorf("got %+v", got)
	}
	if h.Shared().RoleIn(kl, h.Siti) != method.Participant {
		t.Error("who is not counted has lost their role")
	}
	h.OK(count(h.Siti, true))
	if got := h.Shared().Headcount(kl); !reflect.DeepEqual(got, before) || h.lastTrace(h.Siti).What != "counted" {
		t.Errorf("counted are %+v, before %+v", got, before)
	}

	boss := h.Members[method.Organiser] // who looks in without having come in
	h.OK(count(boss, true))
	if got := h.people(); got != before.People+1 {
		t.Errorf("%d count as having been there, want %d", got, before.People+1)
	}
	h.Must(h.Facilitator(), &standing.SendOut{Meeting: kl, Member: h.Siti})
	if got := h.people(); got != before.People {
		t.Errorf("%d count as having been there, want %d", got, before.People)
	}
	h.OK(count(h.Siti, true))
	h.Must(h.Facilitator(), &standing.LetIn{Meeting: kl, Member: h.Siti})
	elsewhere := h.Named(halltest.Elsewhere)
	h.Refused(count(elsewhere, true), refusal.NotFound)
	h.SameAfterRereading()
}

// TestPeopleWithoutATerminalAreCounted by country and by type, never crossed, and as
// often as somebody knows better.
func TestPeopleWithoutATerminalAreCounted(t *testing.T) {
	h := newHall(t)
	scribe, before := h.Members[method.Scribe], h.Shared().Headcount(kl)
	k := &standing.CountOthers{Meeting: kl, Headcount: tally.Headcount{
		People:    9,
		ByCountry: []tally.Count{{Of: "my", N: 4}, {Of: "Chiapas", N: 3}},
		ByType:    []tally.Count{{Of: "un", N: 9}},
	}}
	h.Must(scribe, k)
	want := tally.Headcount{
		People:    before.People + 9,
		ByCountry: []tally.Count{{Of: "ID", N: 5}, {Of: "MY", N: 5}, {Of: tally.Together, N: 5}},
		ByType:    []tally.Count{{Of: "un", N: 9}, {Of: "cso", N: 6}},
	}
	if got := h.Shared().Headcount(kl); !reflect.DeepEqual(got, want) {
		t.Errorf("counted are %+v, want %+v", got, want)
	}
	if mt := h.Shared().Meetings[kl]; mt.OthersBy != scribe {
		t.Errorf("they were counted by %q", mt.OthersBy)
	}
	var conflict *refusal.Conflict
	if now, ok := halltest.Theirs[tally.Headcount](h.Do(scribe, k), &conflict); !ok || now.People != 9 {
		t.Errorf("a second count from nothing finds %+v, %v", now, ok)
	}
	h.Must(h.Members[method.Organiser], &session.CorrectCountry{From: "Chiapas", To: "MY"})
	if got := h.Shared().Headcount(kl).ByCountry[0]; got != (tally.Count{Of: "MY", N: 8}) {
		t.Errorf("most are %+v", got)
	}
	h.Must(scribe, &standing.CountOthers{Meeting: kl, Revision: 2})
	if got := h.Shared().Headcount(kl); !reflect.DeepEqual(got, before) {
		t.Errorf("counted are %+v, before %+v", got, before)
	}
	type a = standing.CountOthers
	refuse(t, h, scribe, func() (change, *a) {
		c := &a{Meeting: kl, Revision: 3, Headcount: tally.Headcount{People: 3, ByCountry: []tally.Count{{Of: "MY", N: 3}}, ByType: []tally.Count{{Of: "un", N: 3}}}}
		return c, c
	}, []bad[a]{
		{"fewer than nobody", func(f *a) { f.People = -1 }, refusal.Invalid},
		{"more than there are", func(f *a) { f.People = session.MaxMembers + 1 }, refusal.Invalid},
		{"more of a country than people", func(f *a) { f.ByCountry[0].N = 4 }, refusal.Invalid},
		{"more of all countries than people", func(f *a) { f.ByCountry = append(f.ByCountry, tally.Count{Of: "ID", N: 1}) }, refusal.Invalid},
		{"a country twice", func(f *a) { f.ByCountry = []tally.Count{{Of: "MY", N: 1}, {Of: "my", N: 1}} }, refusal.Invalid},
		{"no country", func(f *a) { f.ByCountry[0].Of = "" }, refusal.Invalid},
		{"another country", func(f *a) { f.ByCountry[0].Of = "ZZ" }, refusal.NoCountry},
		{"nobody of a country", func(f *a) { f.ByCountry[0].N = 0 }, refusal.Invalid},
		{"another type", func(f *a) { f.ByType[0].Of = "club" }, refusal.Invalid},
		{"more of a type than people", func(f *a) { f.ByType[0].N = 4 }, refusal.Invalid},
		{"too many countries", func(f *a) { f.ByCountry = make([]tally.Count, 301) }, refusal.Full},
	})
	h.SameAfterRereading()
}

// TestWhoTurnsOutToBeOneWasWhereTheOtherWas: counted there as they were, by hand too.
func TestWhoTurnsOutToBeOneWasWhereTheOtherWas(t *testing.T) {
	for _, there := range []bool{true, false} {
		h := newHall(t)
		boss := h.Members[method.Organiser]
		second := h.Join(kl, method.Participant, method.Members, session.Profile{Name: "Ani"})
		_, err := h.Host.Join(t.Context(), h.PersonOf(second), h.Shown(h.Invite(bangkok, method.Participant, method.Members, 1)), session.Profile{})
		h.OK(err)
		if !there {
			h.Must(boss, &standing.CountMember{Meeting: bangkok, Member: second, There: false})
		}
		before := h.Shared().Headcount(bangkok).People
		h.OK(h.Host.MergeMembers(h.Context(), h.PersonOf(boss), cop, &session.MergeMembers{Meeting: kl, First: h.Siti, Second: second}))
		if got := h.Shared().Headcount(bangkok).People; got != before || h.Shared().Meetings[bangkok].Counts(h.Siti) != there {
			t.Errorf("counted %v: %d were there, and then %d", there, before, got)
		}
		h.SameAfterRereading()
	}
}

// TestWhoComesInThemselvesStaysThere when they and whoever was there before turn out to be
// two after all.
func TestWhoComesInThemselvesStaysThere(t *testing.T) {
	for _, role := range []method.Role{method.Participant, method.Facilitator} {
		h := newHall(t)
		wira := h.Join(bangkok, method.Participant, method.Members, session.Profile{Name: "Wira"})
		comes := func(who session.MemberID, meeting method.MeetingID, as method.Role) {
			t.Helper()
			_, err := h.Host.Join(t.Context(), h.PersonOf(who), h.Shown(h.Invite(meeting, as, method.Members, 1)), session.Profile{})
			h.OK(err)
		}
		comes(wira, kl, method.Participant)
		for _, parts := range []bool{false, true} {
			h.OK(h.Host.MergeMembers(h.Context(), h.PersonOf(h.Members[method.Organiser]), cop,
				&session.MergeMembers{Meeting: kl, First: h.Siti, Second: wira, Parts: parts}))
			if !parts {
				comes(h.Siti, bangkok, role)
			}
		}
		if got := h.Shared().RoleIn(bangkok, h.Siti); got != role {
			t.Errorf("who came in as %s is there as %q", role, got)
		}
		h.SameAfterRereading()
	}
}

// TestWhoIsErasedIsSentOutOfNothing: a meeting keeps nobody's id who is gone.
func TestWhoIsErasedIsSentOutOfNothing(t *testing.T) {
	h := newHall(t)
	wira := h.Join(kl, method.Participant, method.Members, session.Profile{Name: "Wira"})
	h.Must(h.Facilitator(), &standing.SendOut{Meeting: kl, Member: wira})
	h.OK(h.Host.Erase(t.Context(), h.PersonOf(wira), false))
	if out := h.Shared().Meetings[kl].Out; len(out) > 0 {
		t.Errorf("sent out are %v", out)
	}
	h.SameAfterRereading()
}
