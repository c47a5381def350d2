package session

import (
	"regexp"
	"unicode/utf8"

	"github.com/convene-ssh/convene/session/clean"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// MaxInAMeeting bounds how many contributions of one kind a meeting takes, and
// MaxMembers how many people a community has.
const (
	MaxInAMeeting = 5000
	MaxMembers    = 20000
)

// maxCleans is the most code points of a text that are looked at.
const maxCleans = 4 * method.MaxText

// line and text make words safe to keep. What is too long stays too long, so
// that Check refuses it instead of cutting somebody's words.
func line(s string) string { return clean.Line(s, maxCleans) }
func text(s string) string { return clean.Text(s, maxCleans) }

func lines(all []string) []string {
	var kept []string
	for _, s := range all {
		if s = line(s); s != "" {
			kept = append(kept, s)
		}
	}
	return kept
}

// checkText refuses what is missing or too long.
func checkText(field, s string, most int, required bool) error {
	if n := utf8.RuneCountInString(s); n > most {
		return refusal.New(refusal.TooLong, "field", field, "max", most, "got", n)
	}
	if required && s == "" {
		return refusal.New(refusal.Missing, "field", field)
	}
	return nil
}

// TidyTitle makes the name of a community, or whatever else has a title, safe to keep.
func TidyTitle(s string) string { return line(s) }

// CheckTitle refuses a title that is missing or too long, by the name of its field.
func CheckTitle(field, s string) error { return checkText(field, s, method.MaxTitle, true) }

// id is the form of the names that screens give to what people make: those of
// [method.NewID], and short ones that a program chose.
var id = regexp.MustCompile(`^[A-Za-z0-9-]{1,60}$`)

func checkID[T ~string](t T) error {
	if !id.MatchString(string(t)) {
		return refusal.New(refusal.Invalid, "field", "id")
	}
	return nil
}

// checkDay refuses what is no day, and a day before another.
func checkDay(field string, day, earliest method.Date) error {
	switch {
	case !day.Valid():
		return refusal.New(refusal.NoDay, "field", field)
	case day != "" && day < earliest:
		return refusal.New(refusal.TooEarly, "field", field)
	}
	return nil
}

// checkDates refuses a period, and names the end of it that is wrong.
func checkDates(firstField string, first method.Date, lastField string, last method.Date) error {
	if err := checkDay(firstField, first, ""); err != nil {
		return err
	}
	return checkDay(lastField, last, first)
}

// oneOf reports whether v is empty or among the values.
func oneOf[T ~string](v T, all []T) bool {
	if v == "" {
		return true
	}
	for _, k := range all {
		if k == v {
			return true
		}
	}
	return false
}
