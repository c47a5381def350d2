package tui

import (
	"strings"
	"time"

	"github.com/convene-ssh/convene/session"
)

// dateField asks for a date and says how it is written.
func dateField(d *desk, key, label string, value session.Date, note string) *field {
	return dayField(key, label, string(value), note, time.Now().Year())
}

// dateOf reads the answer of a dateField.
func dateOf(f *form, key string) session.Date { return session.Date(strings.TrimSpace(f.get(key))) }

// dayOf is the day of some time in words.
func dayOf(d *desk, at time.Time) string {
	return d.Words.Day(session.Date(at.UTC().Format(time.DateOnly)))
}
