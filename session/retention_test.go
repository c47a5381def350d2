package session_test

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// TestHowLongAMeetingIsKept: everybody hears of the day in time, it can be moved later
// or taken away until it is over, and nothing is erased before.
func TestHowLongAMeetingIsKept(t *testing.T) {
	for _, c := range []struct {
		now   string // the day on which it is set
		stood method.Date
		until method.Date
		want  refusal.Code // empty where it is set
	}{
		{"2000-01-01", "", "2000-01-16", ""},
		{"2000-01-01", "", "2000-01-14", refusal.KeptTooShort},
		{"2000-01-01", "", "2000-01-02", refusal.KeptTooShort},
		{"2000-01-01", "", "1999-01-02", refusal.KeptTooShort},
		{"2000-01-01", "", "tomorrow", refusal.Invalid},
		{"2000-01-01", "", "", ""},
		{"2000-01-01", "2000-03-01", "2000-02-01", ""},
		{"2000-01-01", "2000-03-01", "2000-01-10", refusal.KeptTooShort},
		{"2000-01-20", "2000-01-20", "2000-01-21", ""},
		{"2000-01-20", "2000-01-20", "", ""},
		{"2000-01-20", "2000-01-20", "2000-01-19", refusal.KeptTooShort},
		{"2000-01-21", "2000-01-20", "2000-03-01", refusal.KeptOver},
		{"2000-01-21", "2000-01-20", "", refusal.KeptOver},
	} {
		synctest.Test(t, func(t *testing.T) {
			h := newHall(t)
			organiser := h.Members[method.Organiser]
			h.Must(organiser, &session.ConveneMeeting{Meeting: "soon", Details: session.MeetingDetails{Title: "Soon", First: "2000-01-02"}})
			if c.stood != "" {
				h.Must(organiser, &session.KeepUntil{Meeting: "soon", Until: c.stood})
			}
			day, _ := time.Parse(time.DateOnly, c.now)
			time.Sleep(time.Until(day.Add(time.Minute))) // before the server looks
			err := h.Do(organiser, &session.KeepUntil{Meeting: "soon", Until: c.until})
			m := h.Shared().Meetings["soon"]
			if c.want != "" {
				h.Refused(err, c.want)
			} else if err != nil || m.KeptUntil() != c.until || m.Kept.By != organiser {
				t.Errorf("on %s it was %q and became %q: %v, %+v", c.now, c.stood, c.until, err, m.Kept)
			}
			early := (&session.EraseContributions{Meeting: "soon"}).Check(h.Shared().Community, session.Who{Host: true})
			if over := c.now == "2000-01-21"; !errors.Is(early, refusal.New(refusal.NotAllowed)) && !over {
				t.Errorf("on %s, kept until %q, it may be erased: %v", c.now, m.KeptUntil(), early)
			}
			h.SameAfterRereading()
		})
	}
}

// TestAMeetingIsKeptAtLeastUntilItEnds, also where it was moved.
func TestAMeetingIsKeptAtLeastUntilItEnds(t *testing.T) {
	h := newHall(t)
	organiser := h.Members[method.Organiser]
	h.Must(organiser, &session.KeepUntil{Meeting: kl, Until: "9000-01-01"})
	later := halltest.Details
	later.First = "9000-02-01"
	h.Must(organiser, &session.ChangeMeeting{Meeting: kl, Revision: 1, Details: later, Agenda: halltest.HallAgenda(kl)})
	if until := h.Shared().Meetings[kl].KeptUntil(); until != "9000-02-01" {
		t.Errorf("it ends on 9000-02-01 and is kept until %s", until)
	}
}

// TestOtherDatesEraseNothing at once: a last day that was a mistake moves the day until which
// a meeting is kept away, and its correction does not bring it back.
func TestOtherDatesEraseNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHall(t)
		organiser := h.Members[method.Organiser]
		details := session.MeetingDetails{Title: "Soon", First: "2000-01-02"}
		h.Must(organiser, &session.ConveneMeeting{Meeting: "soon", Details: details})
		h.Must(organiser, &session.KeepUntil{Meeting: "soon", Until: "2000-01-20"})
		details.Last = "2000-12-03"
		h.Must(organiser, &session.ChangeMeeting{Meeting: "soon", Revision: 1, Details: details})
		june, _ := time.Parse(time.DateOnly, "2000-06-01")
		time.Sleep(time.Until(june))
		details.Last = "2000-01-03"
		h.Must(organiser, &session.ChangeMeeting{Meeting: "soon", Revision: 2, Details: details})
		if day := h.Shared().Meetings["soon"].KeptUntil(); day != "2000-12-03" {
			t.Errorf("it is kept until %q", day)
		}
		h.Must(organiser, &session.KeepUntil{Meeting: "soon", Until: "2000-06-20"})
		h.SameAfterRereading()
	})
}
