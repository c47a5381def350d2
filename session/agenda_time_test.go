package session_test

import (
	"cmp"
	"fmt"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// timedAgenda makes an agenda of items like "1 09:00 30 a": day, start or "-",
// minutes and title. One called Tea is a break.
func timedAgenda(t testing.TB, items string) []session.AgendaItem {
	t.Helper()
	var all []session.AgendaItem
	for item := range strings.SplitSeq(items, ",") {
		a := session.AgendaItem{Kind: method.Plenary}
		if _, err := fmt.Sscan(item, &a.Day, &a.Start, &a.Minutes, &a.Title); err != nil {
			t.Fatal(item, err)
		}
		a.ID, a.Start = method.AgendaID(a.Title), strings.TrimLeft(a.Start, "-")
		if a.Title == "Tea" {
			a.Kind = "break"
		}
		all = append(all, a)
	}
	return all
}

// said is an agenda as "09:00 a 09:30 b!10": what runs into a start that holds says by
// how many minutes.
func said(items []session.AgendaItem) string {
	var all []string
	for _, t := range agenda.Times(items) {
		words := fmt.Sprintf("%s %s", t.Begins, t.Title)
		if t.Over > 0 {
			words += fmt.Sprint("!", t.Over)
		}
		all = append(all, strings.TrimSpace(words))
	}
	return strings.Join(all, " ")
}

// TestTimesFollow from how long items take, up to a start that holds.
func TestTimesFollow(t *testing.T) {
	for agenda, want := range map[string]string{
		"1 09:00 30 a,1 - 45 b,1 - 5 c":                  "09:00 a 09:30 b 10:15 c",
		"1 09:00 30 a,1 10:00 15 Tea,1 - 45 b":           "09:00 a 10:00 Tea 10:15 b",
		"1 09:00 70 a,1 10:00 15 Tea,1 - 45 b":           "09:00 a!10 10:00 Tea 10:15 b",
		"1 09:00 30 a,1 - 45 b,1 10:00 15 Tea":           "09:00 a 09:30 b!15 10:00 Tea",
		"1 - 30 a,1 - 45 b":                              "a b",
		"1 - 30 a,1 09:00 45 b,2 - 5 c,2 08:00 5 d":      "a 09:00 b c 08:00 d",
		"1 23:30 60 a,1 - 5 b,2 00:00 5 c":               "23:30 a 00:30 b 00:00 c",
		"1 10:00 5 b,1 09:00 30 a,2 - 30 c,2 09:00 30 d": "09:00 a 10:00 b c 09:00 d",
	} {
		if got := said(timedAgenda(t, agenda)); got != want {
			t.Errorf("%s is %s, want %s", agenda, got, want)
		}
	}
}

// TestStartsThatFollowAnyway are left out, so that what is before them may grow; all
// begin when they did.
func TestStartsThatFollowAnyway(t *testing.T) {
	for written, want := range map[string]string{
		"1 09:00 30 a,1 09:30 45 b,1 10:15 15 Tea,1 10:30 5 c": "09:00 - 10:15 -",
		"1 09:00 30 a,1 09:45 45 b,2 09:00 5 c":                "09:00 09:45 09:00",
		"1 09:00 30 a,1 09:00 45 b":                            "09:00 09:00",
		"1 11:00 30 b,1 10:00 60 a":                            "11:00 10:00",
	} {
		all := timedAgenda(t, written)
		bare := agenda.Following(all)
		var starts []string
		for _, a := range bare {
			starts = append(starts, cmp.Or(a.Start, "-"))
		}
		if got := strings.Join(starts, " "); got != want || said(bare) != said(all) {
			t.Errorf("%s is left with %s, want %s; it is %s", written, got, want, said(bare))
		}
	}
}

// TestAnItemIsMoved among the others of its day and onto the day beside it. The day
// begins when it did, and starts that hold stay.
func TestAnItemIsMoved(t *testing.T) {
	const before = "1 09:00 30 a,1 - 45 b,1 11:00 15 Tea,1 - 20 c,2 08:30 10 d,2 - 5 e"
	for _, test := range []struct{ item, moves, want string }{
		{"b", "<", "09:00 b 09:45 a 11:00 Tea 11:15 c 08:30 d 08:40 e"},
		{"a", ">", "09:00 b 09:45 a 11:00 Tea 11:15 c 08:30 d 08:40 e"},
		{"c", "<", "09:00 a 09:30 b 10:15 c 11:00 Tea 08:30 d 08:40 e"},
		{"b", ">", "09:00 a 11:00 Tea 11:15 b 12:00 c 08:30 d 08:40 e"},
		{"a", ">>", "09:00 b 11:00 Tea 11:15 a 11:45 c 08:30 d 08:40 e"},
		{"c", ">", "09:00 a 09:30 b 11:00 Tea 08:30 c 08:50 d 09:00 e"},
		{"d", "<", "09:00 a 09:30 b 11:00 Tea 11:15 c 11:35 d 08:30 e"},
		{"Tea", "<", "09:00 a 09:30 Tea 09:45 b 10:30 c 08:30 d 08:40 e"},
		{"e", ">", ""}, {"a", "<", ""},
	} {
		h := newHall(t)
		d := session.MeetingDetails{Title: "KL", First: "2022-08-09", Last: "2022-08-10"}
		h.Must(h.Facilitator(), &session.ChangeMeeting{Meeting: kl, Revision: 1, Details: d, Agenda: timedAgenda(t, before)})
		for _, way := range test.moves {
			err := h.Do(h.Facilitator(), &agenda.Move{Meeting: kl, Item: method.AgendaID(test.item), Earlier: way == '<'})
			if test.want == "" {
				h.Refused(err, refusal.AgendaEnds)
				continue
			}
			h.OK(err)
		}
		if got := said(h.Shared().Meetings[kl].Agenda); test.want != "" && got != test.want {
			t.Errorf("%s%s leaves %s, want %s", test.item, test.moves, got, test.want)
		}
	}
}

// TestAnItemIsExtended: what follows moves, a break holds, and the board stays.
func TestAnItemIsExtended(t *testing.T) {
	h := newHall(t)
	h.Must(h.Facilitator(), &session.ChangeMeeting{
		Meeting: kl, Revision: 1, Details: session.MeetingDetails{Title: "KL", First: "2022-08-09"},
		Agenda: timedAgenda(t, "1 09:00 30 a,1 - 45 b,1 10:20 15 Tea"),
	})
	extend := func(by int) error {
		return h.Do(h.Facilitator(), &agenda.Extend{Meeting: kl, Item: "a", Minutes: by})
	}
	h.OK(extend(5))
	h.OK(extend(5))
	if got, want := said(h.Shared().Meetings[kl].Agenda), "09:00 a 09:40 b!5 10:20 Tea"; got != want {
		t.Errorf("extended it is %s, want %s", got, want)
	}
	h.Refused(extend(-41), refusal.Invalid)
	h.Refused(extend(24*60), refusal.Invalid)
	h.OK(extend(-40))
	h.Refused(h.Do(h.Facilitator(), &agenda.Extend{Meeting: kl, Item: "nowhere", Minutes: 5}), refusal.NotFound)
}

// TestAnItemIsAddedBehindAnother, on its day.
func TestAnItemIsAddedBehindAnother(t *testing.T) {
	h := newHall(t)
	d := session.MeetingDetails{Title: "KL", First: "2022-08-09", Last: "2022-08-10"}
	h.Must(h.Facilitator(), &session.ChangeMeeting{
		Meeting: kl, Revision: 1, Details: d, Agenda: timedAgenda(t, "1 09:00 30 a,1 - 45 b,2 08:00 15 c"),
	})
	for title, after := range map[string]method.AgendaID{"x": "a", "y": "c"} {
		h.Must(h.Facilitator(), &agenda.Add{Meeting: kl, After: after, Item: session.AgendaItem{
			ID: method.AgendaID(title), Kind: method.Plenary, Title: title, Minutes: 10,
		}})
	}
	if got, want := said(h.Shared().Meetings[kl].Agenda), "09:00 a 09:30 x 09:40 b 08:00 c 08:15 y"; got != want {
		t.Errorf("it is %s, want %s", got, want)
	}
}
