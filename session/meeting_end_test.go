package session_test

import (
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/evaluation"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/register/commitment"
	"github.com/convene-ssh/convene/session/tally"
)

// TestAMeetingIsOpenedAgain for some days, and what was forgotten stays forgotten.
func TestAMeetingIsOpenedAgain(t *testing.T) { synctest.Test(t, aMeetingIsOpenedAgain) }

func aMeetingIsOpenedAgain(t *testing.T) {
	h := newHall(t)
	organiser := h.Members[method.Organiser]
	again := &session.ReopenMeeting{Meeting: kl}
	h.Refused(h.Do(organiser, again), refusal.NotReopened)
	own := h.Add(h.Siti, "own")
	h.To(my, layout.Revealed)
	h.ends(kl)
	time.Sleep(session.ReopenFor)
	h.Must(organiser, again)
	if h.Shared().Meetings[kl].Closed {
		t.Fatal("the meeting is closed still")
	}
	h.Refused(h.Do(h.Siti, &session.TakeBackItem{Item: own}), refusal.NotAllowed) // nobody knows that it is theirs
	h.Add(h.Siti, "more")
	h.ends(kl)
	time.Sleep(session.ReopenFor + time.Second)
	h.Refused(h.Do(organiser, &session.ReopenMeeting{Meeting: kl}), refusal.NotReopened)
}

// TestAMeetingIsRemoved while nothing was said in it, with all that leads to it, and
// comes back as it was.
func TestAMeetingIsRemoved(t *testing.T) {
	h := newHall(t)
	organiser := h.Members[method.Organiser]
	convene := func(m method.MeetingID) *session.Meeting {
		h.Must(organiser, &session.ConveneMeeting{Meeting: m, Details: halltest.Details})
		return h.Shared().Meetings[m]
	}
	listed := func(m method.MeetingID) bool {
		return slices.ContainsFunc(h.Shared().Series(), func(of *session.Meeting) bool { return of.ID == m })
	}
	last := convene("jakarta").Number
	code := h.Invite("jakarta", method.Participant, method.Members, 9)
	came := h.Join("jakarta", method.Participant, method.Members, session.Profile{Name: "Ani"})
	h.Must(organiser, &session.RemoveMeeting{Meeting: "jakarta"})
	for _, who := range []session.MemberID{organiser, came} {
		h.Refused(h.Shared().MayEnter(who, "jakarta"), refusal.MeetingRemoved)
		if role := h.Shared().RoleIn("jakarta", who); role != "" {
			t.Errorf("%s is still %s in a meeting that was removed", who, role)
		}
	}
	_, err := h.Host.Join(t.Context(), h.Meet("late"), h.Shown(code), session.Profile{Name: "Late"})
	h.Refused(err, refusal.MeetingRemoved)
	h.Refused(h.Do(organiser, &session.RemoveMeeting{Meeting: "jakarta"}), refusal.MeetingRemoved)
	h.Refused(h.Do(organiser, &session.ConveneMeeting{Meeting: "jakarta", Details: halltest.Details}), refusal.Exists)
	if listed("jakarta") || len(h.Shared().RemovedMeetings()) != 1 {
		t.Error("a meeting that was removed is listed")
	}
	if n := convene("manila").Number; n != last {
		t.Errorf("the next meeting has the number %d, not %d", n, last)
	}

	h.Must(organiser, &session.RestoreMeeting{Meeting: "jakarta"})
	h.Refused(h.Do(organiser, &session.RestoreMeeting{Meeting: "jakarta"}), refusal.NotFound)
	if m := h.Shared().Meetings["jakarta"]; !listed(m.ID) || m.Number != last+1 || h.Shared().RoleIn(m.ID, came) != method.Participant {
		t.Errorf("the meeting came back as %+v", m)
	}
}

// TestAMeetingGetsItsNumberBack where no other has it meanwhile.
func TestAMeetingGetsItsNumberBack(t *testing.T) {
	h := newHall(t)
	organiser, n := h.Members[method.Organiser], h.Shared().Meetings[bangkok].Number
	h.Must(organiser, &session.RemoveMeeting{Meeting: bangkok})
	h.Must(organiser, &session.RestoreMeeting{Meeting: bangkok})
	if now := h.Shared().Meetings[bangkok].Number; now != n {
		t.Errorf("the meeting has the number %d, not %d", now, n)
	}
	h.Must(organiser, &session.ConveneMeeting{Meeting: "jakarta", Details: halltest.Details})
	if next := h.Shared().Meetings["jakarta"].Number; next != n+1 {
		t.Errorf("the next meeting has the number %d, not %d", next, n+1)
	}
}

// sayHowItWas lets people answer an evaluation.
func (h *hall) sayHowItWas(people int) {
	h.Helper()
	how := session.InItem{Meeting: kl, Item: "how"}
	h.Must(h.Facilitator(), &agenda.Add{Meeting: kl, Item: session.AgendaItem{ID: how.Item, Kind: method.Evaluation, Title: "How it was"}})
	for i := range people {
		who := h.Join(kl, method.Participant, method.Members, session.Profile{Name: fmt.Sprint("Guest ", i)})
		h.Must(who, &evaluation.Answer{InItem: how, Answers: evaluation.Answers{Scales: map[string]int{"useful": 4}}})
	}
}

// TestAMeetingInWhichSomethingWasSaidStays, also where it was taken back or is about
// what was promised in another.
func TestAMeetingInWhichSomethingWasSaidStays(t *testing.T) {
	for _, of := range []struct {
		said    string
		meeting method.MeetingID
		say     func(*hall)
	}{
		{"an item that was taken back", kl, func(h *hall) {
			id := h.Add(h.Siti, "words")
			h.To(my, layout.Revealed)
			h.Must(h.Siti, &session.TakeBackItem{Item: id})
		}},
		{"how it was", kl, func(h *hall) { h.sayHowItWas(1) }},
		{"how it was, which was counted", kl, func(h *hall) {
			h.sayHowItWas(tally.Least)
			h.Must(h.Facilitator(), &evaluation.Count{InItem: session.InItem{Meeting: kl, Item: "how"}})
		}},
		{"a promise", kl, func(h *hall) { h.Make(h.Siti, commitment.Register(), "A shelter") }},
		{"a decision about a promise", bangkok, func(h *hall) {
			id := h.Make(h.Siti, commitment.Register(), "A shelter")
			h.ends(kl)
			h.Must(h.Members[method.Organiser], h.Reading(id, method.Decided))
		}},
	} {
		t.Run(of.said, func(t *testing.T) {
			h := newHall(t)
			of.say(h)
			h.Refused(h.Do(h.Members[method.Organiser], &session.RemoveMeeting{Meeting: of.meeting}), refusal.MeetingUsed)
		})
	}
}

// TestAShortNameLeadsOn: a meeting can be called otherwise, and what it was called
// leads to it for good, and to no other.
func TestAShortNameLeadsOn(t *testing.T) {
	h := newHall(t)
	organiser := h.Members[method.Organiser]
	rename := func(m, to method.MeetingID) error {
		now := h.Shared().Meetings[m]
		return h.Do(organiser, &session.ChangeMeeting{Meeting: m, Short: to, Revision: now.Revision, Details: now.MeetingDetails, Agenda: now.Agenda})
	}
	h.OK(rename(kl, "kl"))
	h.OK(rename(kl, "kuala"))
	h.OK(rename(kl, ""))
	if m := h.Shared().Meetings[kl]; m.Short != "kuala" || !m.Leads("KL") || !m.Leads(string(kl)) || !m.Leads("kuala") || m.Leads(string(bangkok)) {
		t.Errorf("the meeting is called %+v", m.ShortNames)
	}
	for _, taken := range []method.MeetingID{kl, "kl", "kuala"} {
		h.Refused(rename(bangkok, taken), refusal.Exists)
		h.Refused(h.Do(organiser, &session.ConveneMeeting{Meeting: taken, Details: halltest.Details}), refusal.Exists)
	}
	h.Refused(rename(kl, "no short name"), refusal.Invalid)
	h.OK(rename(kl, kl))
	if m := h.Shared().Meetings[kl]; m.Short != kl || len(m.Former) != 2 {
		t.Errorf("the meeting is called %+v", m.ShortNames)
	}
}
