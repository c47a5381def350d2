// Package calendar writes events as iCalendar (RFC 5545). What people wrote is text in
// it and nothing else: it ends no event and begins no other.
package calendar

import (
	"bufio"
	"io"
	"iter"
	"time"

	ics "github.com/arran4/golang-ical"

	"github.com/convene-ssh/convene/session/report/block"
)

// clock is a time that is the same by every clock: the meeting's own, wherever it is.
const clock = "20060102T150405"

// form is how calendars want their lines.
var form = &ics.SerializationConfiguration{MaxLength: 75, PropertyMaxLength: 75, NewLine: string(ics.WithNewLineWindows)}

// Write writes a calendar, event by event: the library would keep all of them.
func Write(w io.Writer, name string, made time.Time, events iter.Seq[block.Event]) error {
	out := bufio.NewWriter(w)
	head := ics.NewCalendarFor("Convene")
	head.SetMethod(ics.MethodPublish)
	head.SetXWRCalName(name)
	_, _ = out.WriteString("BEGIN:VCALENDAR" + form.NewLine) // an error is kept until the text is flushed
	for _, p := range head.CalendarProperties {
		if err := p.SerializeTo(out, form); err != nil {
			return err
		}
	}
	for e := range events {
		if err := event(e, made).SerializeTo(out, form); err != nil {
			return err
		}
	}
	_, _ = out.WriteString("END:VCALENDAR" + form.NewLine)
	return out.Flush()
}

func event(e block.Event, made time.Time) *ics.VEvent {
	out := ics.NewEvent(e.ID)
	out.SetDtStampTime(made)
	out.SetSequence(e.Revision)
	out.SetSummary(e.Title)
	if e.Text != "" {
		out.SetDescription(e.Text)
	}
	if e.Place != "" {
		out.SetLocation(e.Place)
	}
	if !e.Busy {
		out.SetTimeTransparency(ics.TransparencyTransparent)
	}
	if e.Days > 0 {
		out.SetAllDayStartAt(e.From)
		out.SetAllDayEndAt(e.From.AddDate(0, 0, e.Days)) // the day after the last
		return out
	}
	out.SetProperty(ics.ComponentPropertyDtStart, e.From.Format(clock))
	if e.Lasts > 0 {
		out.SetProperty(ics.ComponentPropertyDtEnd, e.From.Add(e.Lasts).Format(clock))
	}
	return out
}
