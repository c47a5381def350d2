package session_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/standing"
)

// saysLived has somebody say whether they have lived experience, and nothing else that
// is new.
func (h *hall) saysLived(who session.MemberID, lived bool) {
	h.Helper()
	m := h.Shared().Members.Of(who)
	h.Must(who, &session.ChangeProfile{Member: who, Revision: m.Revision, Profile: h.Shared().ProfileOf(m), Lived: lived})
}

// crowd is so many people beside those who are at the meeting already.
func (h *hall) crowd(n int) (all []session.MemberID) {
	h.Helper()
	for i := range n {
		all = append(all, h.Join(kl, method.Participant, method.Members, session.Profile{Name: fmt.Sprint("Somebody ", i)}))
	}
	return all
}

// TestLivedExperienceIsToldOnlyOfMany: at the close, where enough say so and enough do
// not.
func TestLivedExperienceIsToldOnlyOfMany(t *testing.T) {
	for _, c := range []struct{ say, others, told int }{{4, 9, 0}, {5, 4, 0}, {5, 5, 5}, {8, 6, 8}} {
		h := newHall(t)
		for _, m := range h.Shared().Present(kl) { // who was there before is not counted
			h.Must(h.Facilitator(), &standing.CountMember{Meeting: kl, Member: m.ID})
		}
		for i, who := range h.crowd(c.say + c.others) {
			h.saysLived(who, i < c.say)
		}
		if told := h.Shared().Meetings[kl].Lived; told != 0 {
			t.Errorf("%+v: before the close, %d are told of", c, told)
		}
		h.Must(h.Facilitator(), &session.CloseMeeting{Meeting: kl})
		if told := h.Shared().Meetings[kl].Lived; told != c.told {
			t.Errorf("%+v: %d are told of", c, told)
		}
		h.SameAfterRereading()
	}
}

// TestLivedExperienceIsToldOnce: what a second close would count differently is a
// person.
func TestLivedExperienceIsToldOnce(t *testing.T) {
	h := newHall(t)
	crowd := h.crowd(6)
	for _, who := range crowd {
		h.saysLived(who, true)
	}
	h.Must(h.Facilitator(), &session.CloseMeeting{Meeting: kl})
	h.saysLived(crowd[0], false)
	h.Must(h.Members[method.Organiser], &session.ReopenMeeting{Meeting: kl})
	h.Must(h.Facilitator(), &session.CloseMeeting{Meeting: kl})
	if told := h.Shared().Meetings[kl].Lived; told != 6 {
		t.Errorf("%d are told of", told)
	}
	h.SameAfterRereading()
}

// TestLivedExperienceIsNobodysElse: no record tells of it, nobody else's screen, and no
// backup; whoever said so finds it, and takes it back.
func TestLivedExperienceIsNobodysElse(t *testing.T) {
	h := newHall(t)
	before := len(h.LogText())
	h.saysLived(h.Siti, false)
	length := len(h.LogText()) - before
	h.saysLived(h.Siti, true)
	if log := h.LogText(); len(log) != before+2*length || strings.Contains(strings.ToLower(log), "lived") {
		t.Errorf("a record tells of it: %s", log)
	}
	if got := h.OnShelf("lived"); len(got) != 1 || got[0] != string(h.Siti)+"/lived" || !h.Own(h.Siti).Lived {
		t.Errorf("on the shelf are %v", got)
	}
	for who, seen := range h.Readers(h.Siti) {
		if strings.Contains(seen, `"Lived":true`) {
			t.Errorf("%s reads of it: %s", who, seen)
		}
	}
	if seen := halltest.AsJSON(t, halltest.Whole(h.Shared())); strings.Contains(seen, `"Lived":true`) {
		t.Errorf("the view tells of it: %s", seen)
	}
	h.SameAfterRereading()
	h.saysLived(h.Siti, false)
	if got := h.OnShelf("lived"); len(got) != 0 || h.Own(h.Siti).Lived {
		t.Errorf("taken back, on the shelf are %v", got)
	}
}
