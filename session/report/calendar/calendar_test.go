package calendar

import (
	"slices"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"

	"github.com/convene-ssh/convene/session/clean"
	"github.com/convene-ssh/convene/session/report/block"
	"github.com/convene-ssh/convene/session/report/block/blocktest"
)

var day = time.Date(2022, time.August, 9, 9, 30, 0, 0, time.UTC)

func written(t *testing.T, name string, events ...block.Event) string {
	t.Helper()
	var b strings.Builder
	if err := Write(&b, name, day, slices.Values(events)); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestWrite(t *testing.T) {
	got := written(t, "CoP",
		block.Event{ID: "due.c1@cop", Revision: 3, Title: "Due: C1", Text: "Harbour House\nPlanning", From: day, Days: 2},
		block.Event{ID: "agenda.a1@cop", Title: "Welcome", Place: "Kuala Lumpur", From: day, Lasts: 90 * time.Minute, Busy: true},
		block.Event{ID: "agenda.a2@cop", Title: "Open end", From: day, Busy: true},
	)
	want := strings.ReplaceAll(`BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Convene//Golang ICS Library
METHOD:PUBLISH
X-WR-CALNAME:CoP
BEGIN:VEVENT
UID:due.c1@cop
DTSTAMP:20220809T093000Z
SEQUENCE:3
SUMMARY:Due: C1
DESCRIPTION:Harbour House\nPlanning
TRANSP:TRANSPARENT
DTSTART;VALUE=DATE:20220809
DTEND;VALUE=DATE:20220811
END:VEVENT
BEGIN:VEVENT
UID:agenda.a1@cop
DTSTAMP:20220809T093000Z
SEQUENCE:0
SUMMARY:Welcome
LOCATION:Kuala Lumpur
DTSTART:20220809T093000
DTEND:20220809T110000
END:VEVENT
BEGIN:VEVENT
UID:agenda.a2@cop
DTSTAMP:20220809T093000Z
SEQUENCE:0
SUMMARY:Open end
DTSTART:20220809T093000
END:VEVENT
END:VCALENDAR
`, "\n", "\r\n")
	if got != want {
		t.Errorf("it is\n%s", got)
	}
}

// FuzzWrite: whatever somebody wrote, it stays in its place, and no line is longer
// than calendars take.
func FuzzWrite(f *testing.F) {
	for _, s := range blocktest.Hostile() {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, words string) {
		words = clean.Out(words)
		body := written(t, words, block.Event{ID: "a", Title: words, Text: words, Place: words, From: day, Days: 1}, block.Event{ID: "b", From: day})
		for line := range strings.SplitSeq(body, "\r\n") {
			if len(line) > 75 || strings.Contains(line, "\n") {
				t.Errorf("%q makes the line %q", words, line)
			}
		}
		read, err := ics.ParseCalendar(strings.NewReader(body))
		if err != nil || len(read.Events()) != 2 {
			t.Fatalf("%q makes a calendar of %d events (%v)", words, len(read.Events()), err)
		}
		for _, property := range []ics.ComponentProperty{ics.ComponentPropertySummary, ics.ComponentPropertyDescription, ics.ComponentPropertyLocation} {
			if p := read.Events()[0].GetProperty(property); words != "" && (p == nil || p.Value != words) {
				t.Errorf("%q became %+v", words, p)
			}
		}
	})
}
