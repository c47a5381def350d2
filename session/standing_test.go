package session_test

import (
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/standing"
	"github.com/convene-ssh/convene/session/trace"
)

// lastTrace is the last thing that somebody did about a member.
func (h *hall) lastTrace(who session.MemberID) trace.Trace {
	h.Helper()
	all := h.Shared().Members.Of(who).Traces
	if len(all) == 0 {
		h.Fatal("no trace")
	}
	t := all[len(all)-1]
	if t.At.IsZero() {
		h.Error("a trace says no time")
	}
	return t
}

// TestANameIsCorrectedForAllToSee, from what it is now, and comes back the same way.
func TestANameIsCorrectedForAllToSee(t *testing.T) {
	h := newHall(t)
	by := h.Facilitator()
	h.Must(by, &standing.Rename{Member: h.Siti, Meeting: kl, Revision: 1, Name: "Siti\u200b Aminah"})
	got := h.lastTrace(h.Siti)
	if h.Shared().Members.Of(h.Siti).Name != "Siti Aminah" || got.What != trace.Renamed || got.By != by || got.Was != "Siti" || got.Now != "Siti Aminah" {
		t.Errorf("got %+v", got)
	}
	if h.Own(h.Siti).Member.Name != "Siti Aminah" {
		t.Error("she sees her old name")
	}
	rename := &standing.Rename{Member: h.Siti, Meeting: kl, Revision: 1, Name: "Siti"}
	var conflict *refusal.Conflict
	if p, ok := halltest.Theirs[session.Profile](h.Do(by, rename), &conflict); !ok || p.Name != "Siti Aminah" {
		t.Errorf("a correction of an older name finds %+v, %v", p, ok)
	}
	rename.Revision = 2
	h.Must(by, rename)
	h.SameAfterRereading()
}

// TestARoleIsGivenAndTakenAway, but never above one's own, and not from whoever is
// the last who steers.
func TestARoleIsGivenAndTakenAway(t *testing.T) {
	h := newHall(t)
	by, role := h.Facilitator(), func() method.Role { return h.Shared().RoleIn(kl, h.Siti) }
	give := func(to method.Role) error {
		return h.Do(by, &standing.GiveRole{Member: h.Siti, Meeting: kl, Role: to})
	}
	h.OK(give(method.Facilitator))
	h.OK(h.Do(h.Siti, &standing.GiveRole{Member: by, Meeting: kl, Role: method.Participant}))
	if role() != method.Facilitator || h.Shared().RoleIn(kl, by) != method.Participant {
		t.Errorf("they are %s and %s", role(), h.Shared().RoleIn(kl, by))
	}
	h.Refused(give(method.Observer), refusal.NotAllowed)
	by = h.Siti
	h.Refused(give(method.Organiser), refusal.Invalid)
	h.Refused(h.Do(by, &standing.GiveRole{Member: h.Members[method.Organiser], Meeting: kl, Role: method.Observer}), refusal.Invalid)
	h.OK(give(method.Observer))
	got := h.lastTrace(h.Siti)
	if got.What != trace.Role || got.By != h.Siti || got.Was != "facilitator" || got.Now != "observer" || got.Meeting != kl {
		t.Errorf("got %+v", got)
	}
	h.SameAfterRereading()
}

// TestTheLastFacilitatorStays where nobody organises the community any more.
func TestTheLastFacilitatorStays(t *testing.T) {
	c := session.New(nil)
	for _, change := range []change{
		&session.FoundCommunity{Community: cop, Name: "CoP"},
		&session.JoinMeeting{Member: "boss", Role: method.Organiser, Profile: &session.Profile{Name: "Boss"}},
		&session.ConveneMeeting{Meeting: kl, Details: halltest.Details},
		&session.JoinMeeting{Member: "ani", Meeting: kl, Role: method.Facilitator, Audience: method.Members, Profile: &session.Profile{Name: "Ani"}},
		&session.OrganiseCommunity{Member: "boss", Ends: true, ByInstallation: true},
	} {
		c = c.Begin()
		change.Apply(c, session.Stamp{})
		c.Settle()
	}
	step := &standing.GiveRole{Member: "ani", Meeting: kl, Role: method.Participant}
	if err := step.Check(c, session.Who{Member: "ani"}); !halltest.IsRefusal(err, refusal.LastFacilitator) {
		t.Errorf("got %v", err)
	}
}

// TestWhoIsSentOutIsNothingThere until they are let in again, as what they were.
func TestWhoIsSentOutIsNothingThere(t *testing.T) {
	h := newHall(t)
	item := h.Add(h.Siti, "mine")
	h.Must(h.Facilitator(), &standing.SendOut{Member: h.Siti, Meeting: kl})
	s := h.Shared()
	if s.RoleIn(kl, h.Siti) != "" || halltest.IsRefusal(s.MayEnter(h.Siti, bangkok), refusal.SentOut) {
		t.Errorf("she is %q", s.RoleIn(kl, h.Siti))
	}
	for _, meeting := range []method.MeetingID{kl, ""} { // she has joined no other
		h.Refused(s.MayEnter(h.Siti, meeting), refusal.SentOut)
	}
	for _, m := range s.Present(kl) {
		if m.ID == h.Siti {
			t.Error("she is listed among those who are in it")
		}
	}
	h.Refused(h.Do(h.Siti, h.NewItem("more")), refusal.NotAllowed)
	h.Refused(h.Do(h.Siti, &standing.LetIn{Member: h.Siti, Meeting: kl}), refusal.NotAllowed)
	h.Refused(h.Do(h.Facilitator(), &standing.SendOut{Member: h.Siti, Meeting: kl}), refusal.SentOut)
	h.Refused(h.Do(h.Facilitator(), &standing.SendOut{Member: h.Facilitator(), Meeting: kl}), refusal.NotAllowed)
	h.OK(h.Do(h.Siti, &session.TakeBackItem{Item: item})) // her words stay hers
	second := halltest.OpenHost(t, h.Store, "second")
	defer second.Close()
	_, _, err := second.See(t.Context(), cop, h.Siti)
	h.Refused(err, refusal.SentOut)
	h.Must(h.Facilitator(), &standing.LetIn{Member: h.Siti, Meeting: kl})
	if h.Shared().RoleIn(kl, h.Siti) != method.Participant || h.Shared().MayEnter(h.Siti, kl) != nil {
		t.Error("she is not what she was")
	}
	if got := h.lastTrace(h.Siti); got.What != trace.LetIn || got.By != h.Facilitator() {
		t.Errorf("got %+v", got)
	}
	h.Refused(h.Do(h.Facilitator(), &standing.LetIn{Member: h.Siti, Meeting: kl}), refusal.NotFound)
	h.SameAfterRereading()
}
