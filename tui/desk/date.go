package desk

import (
	"strings"
	"time"

	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/kit"
)

// DateField asks for a date and says how it is written.
func DateField(d *Desk, key, label string, value method.Date, note string) *kit.Field {
	return kit.DayField(key, label, string(value), note, time.Now().Year())
}

// DateOf reads the answer of a [DateField].
func DateOf(f *kit.Form, key string) method.Date { return method.Date(strings.TrimSpace(f.Get(key))) }

// DayOf is the day of some time in words.
func DayOf(d *Desk, at time.Time) string {
	return d.Words.Day(method.Date(at.UTC().Format(time.DateOnly)))
}
