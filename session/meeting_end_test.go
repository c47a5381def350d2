package session_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// TestAMeetingIsOpenedAgain for some days, and what was forgotten stays forgotten.
func TestAMeetingIsOpenedAgain(t *testing.T) { synctest.Test(t, aMeetingIsOpenedAgain) }

func aMeetingIsOpenedAgain(t *testing.T) {
	h := newHall(t)
	organiser := h.Members[method.Organiser]
	again := &session.ReopenMeeting{Meeting: kl}
	h.Refused(h.Do(organiser, again), refusal.NotReopened)
	own := h.Add(h.Siti, "own")
	h.To(my, method.Revealed)
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
