package session_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// agendaOf makes an agenda of items like "2 09:30 a": day, start and title.
func agendaOf(items ...string) []session.AgendaItem {
	var agenda []session.AgendaItem
	for i, item := range items {
		a := session.AgendaItem{ID: method.AgendaID(fmt.Sprint("id", i)), Kind: method.Panel}
		words := strings.Fields(item)
		a.Day = int(words[0][0] - '0')
		a.Title = words[len(words)-1]
		if len(words) == 3 {
			a.Start = words[1]
		}
		agenda = append(agenda, a)
	}
	return agenda
}

// TestAnAgendaIsInItsOrder, however it was written. What has no start stays
// behind what it followed that day.
func TestAnAgendaIsInItsOrder(t *testing.T) {
	for _, test := range []struct{ written, want string }{
		{"1 10:00 b,1 09:00 a", "a b"},
		{"2 09:00 c,1 10:00 b,1 09:00 a", "a b c"},
		{"1 10:00 b,1 9:30 a", "a b"},
		{"1 a,1 10:00 c,1 09:00 b", "a b c"},
		{"1 10:00 c,1 d,1 e,1 09:00 a,1 b", "a b c d e"},
		{"1 10:00 a,2 b,2 09:00 c", "a b c"},
		{"1 09:00 a,1 09:00 b,1 c", "a b c"},
		{"2 b,1 a,2 c", "a b c"},
	} {
		h := newHall(t)
		agenda := agendaOf(strings.Split(test.written, ",")...)
		two := session.MeetingDetails{Title: "KL", First: "2022-08-09", Last: "2022-08-10"}
		boss := h.Members[method.Organiser]
		h.Must(boss, &session.ConveneMeeting{Meeting: "jakarta-2024", Details: two, Agenda: agenda})
		h.Must(boss, &session.ChangeMeeting{Meeting: kl, Revision: 1, Details: two, Agenda: agenda})
		for _, m := range []method.MeetingID{kl, "jakarta-2024"} {
			var got []string
			for _, a := range h.Shared().Meetings[m].Agenda {
				got = append(got, a.Title)
			}
			if strings.Join(got, " ") != test.want {
				t.Errorf("%q comes as %v", test.written, got)
			}
		}
	}
}

// TestAnAgendaEndsWithTheMeeting: the refusal names the day.
func TestAnAgendaEndsWithTheMeeting(t *testing.T) {
	for _, test := range []struct {
		first, last method.Date
		day, days   int
	}{
		{"2022-08-09", "", 2, 1}, {"2022-08-09", "2022-08-09", 2, 1}, {"2022-08-09", "2022-08-10", 3, 2},
		{"2022-02-27", "2022-03-01", 4, 3}, {"2022-03-26", "2022-03-28", 4, 3},
	} {
		h := newHall(t)
		d := session.MeetingDetails{Title: "KL", First: test.first, Last: test.last}
		attempt := func(day int) error {
			return h.Do(h.Facilitator(), &session.ChangeMeeting{
				Meeting: kl, Revision: 1, Details: d, Agenda: agendaOf(fmt.Sprint(day, " late")),
			})
		}
		err := attempt(test.day)
		h.Refused(err, refusal.DayBeyond)
		var refused *refusal.Error
		if errors.As(err, &refused); refused.Args["day"] != test.day || refused.Args["n"] != test.days || refused.Args["item"] != "late" {
			t.Errorf("%s to %s: %v", test.first, test.last, err)
		}
		h.OK(attempt(test.days))
	}
}
