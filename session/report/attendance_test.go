package report

import (
	"slices"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/standing"
	"github.com/convene-ssh/convene/session/tally"
)

// TestPeopleWithoutATerminalAreInTheReport: in both counts, as what they are, or as people of
// whom that was not given.
func TestPeopleWithoutATerminalAreInTheReport(t *testing.T) {
	whenMade(t, peopleWithoutATerminalAreInTheReport)
}

func peopleWithoutATerminalAreInTheReport(t *testing.T) {
	w := newWorld(t, false)
	ani := w.join(method.Members, session.Profile{Name: "Ani", Country: "ID"})
	w.join(method.Members, session.Profile{Name: "Budi", Country: "MY"})
	w.do(w.organiser, &standing.CountMember{Meeting: theMeeting, Member: ani})
	w.do(w.organiser, &standing.CountOthers{Meeting: theMeeting, Headcount: tally.Headcount{
		People: 15, ByCountry: []tally.Count{{Of: "MY", N: 6}}, ByType: []tally.Count{{Of: "un", N: 10}},
	}})
	r := w.report(method.Members, "en")
	got := r.Attendance
	if got.People != 16 || got.Without != 15 || !slices.Equal(got.ByCountry, []Count{{"", 9}, {"MY", 7}}) || !slices.Equal(got.ByType, []Count{{"un", 10}, {"", 6}}) {
		t.Errorf("got %+v", got)
	}
	md := string(write(t, r, FormatMarkdown, Choice{}))
	for _, want := range []string{"16 people; 15 of them without a terminal, counted by hand", "Malaysia | 7", "| not given | 9 |", "| not given | 6 |"} {
		if !strings.Contains(md, want) {
			t.Errorf("the minutes lack %q:\n%s", want, md)
		}
	}
	if csv := string(write(t, r, FormatCSV, Choice{Table: TableAttendance})); !strings.Contains(csv, "country,not-given,9") || !strings.Contains(csv, "organisation_type,not-given,6") {
		t.Errorf("the table is\n%s", csv)
	}
}
