package locale

import (
	"fmt"
	"time"

	"github.com/convene-ssh/convene/session/method"
)

// Day writes a date in words, or nothing for no date.
func (w *Words) Day(d method.Date) string {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return ""
	}
	return w.T("date.day", "day", t.Day(), "month", w.month(t), "year", t.Year())
}

// ShortDay is Day where there is little room.
func (w *Words) ShortDay(d method.Date) string {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return ""
	}
	return w.T("date.short", "day", t.Day(), "month", w.T(fmt.Sprintf("date.short.%d", t.Month())), "year", t.Year())
}

// soon is how near an end may be before its day alone says too little.
const soon = 48 * time.Hour

// Until writes when something ends: its day, and the time and its zone where that
// is soon.
func (w *Words) Until(end, now time.Time) string {
	if end.Sub(now) > soon {
		return w.Day(method.Date(end.UTC().Format(time.DateOnly)))
	}
	return w.Moment(end)
}

// Moment writes a day and a time, with its zone.
func (w *Words) Moment(at time.Time) string {
	at = at.UTC()
	return w.T("date.moment", "day", w.Day(method.Date(at.Format(time.DateOnly))), "time", at.Format("15:04 UTC"))
}

func (w *Words) month(t time.Time) string { return w.T(fmt.Sprintf("date.month.%d", t.Month())) }

// Days writes a period of which either end may be missing.
func (w *Words) Days(first, last method.Date) string {
	from, to := w.Day(first), w.Day(last)
	switch {
	case first == last || from == "" && to == "":
		return from
	case to == "":
		return w.T("date.days.from", "first", from)
	case from == "":
		return w.T("date.days.until", "last", to)
	}
	a, _ := time.Parse(time.DateOnly, string(first)) // both are dates: Day wrote them
	b, _ := time.Parse(time.DateOnly, string(last))
	if a.Year() == b.Year() && a.Month() == b.Month() {
		return w.T("date.days.month", "first", a.Day(), "last", b.Day(), "month", w.month(a), "year", a.Year())
	}
	return w.T("date.days", "first", from, "last", to)
}
