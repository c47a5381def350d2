package field

import (
	"regexp"
	"slices"
	"unicode/utf8"

	"github.com/convene-ssh/convene/session/clean"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// maxCleans is the most code points of a text that are looked at.
const maxCleans = 4 * method.MaxText

// TidyLine makes one line safe to keep, and TidyText a text of several lines. What is
// too long stays too long, so that a check refuses it instead of cutting somebody's
// words.
func TidyLine(s string) string { return clean.Line(s, maxCleans) }

// TidyText is TidyLine for several lines.
func TidyText(s string) string { return clean.Text(s, maxCleans) }

// TidyLines makes lines safe to keep, and leaves out those that say nothing.
func TidyLines(all []string) []string {
	var kept []string
	for _, s := range all {
		if s = TidyLine(s); s != "" {
			kept = append(kept, s)
		}
	}
	return kept
}

// CheckText refuses what is missing or too long.
func CheckText(key, s string, most int, required bool) error {
	if n := utf8.RuneCountInString(s); n > most {
		return refusal.New(refusal.TooLong, "field", key, "max", most, "got", n)
	}
	if required && s == "" {
		return refusal.New(refusal.Missing, "field", key)
	}
	return nil
}

// CheckTitle refuses a title that is missing or too long, by the name of its field.
func CheckTitle(key, s string) error { return CheckText(key, s, method.MaxTitle, true) }

// id is the form of the names that screens give to what people make: those of
// [method.NewID], and short ones that a program chose.
var id = regexp.MustCompile(`^[A-Za-z0-9-]{1,60}$`)

// CheckID refuses what is no name of that form.
func CheckID[T ~string](t T) error {
	if !id.MatchString(string(t)) {
		return refusal.New(refusal.Invalid, "field", "id")
	}
	return nil
}

// CheckDay refuses what is no day, and a day before another.
func CheckDay(key string, day, earliest method.Date) error {
	switch {
	case !day.Valid():
		return refusal.New(refusal.NoDay, "field", key)
	case day != "" && day < earliest:
		return refusal.New(refusal.TooEarly, "field", key)
	}
	return nil
}

// CheckDates refuses a period, and names the end of it that is wrong.
func CheckDates(firstField string, first method.Date, lastField string, last method.Date) error {
	if err := CheckDay(firstField, first, ""); err != nil {
		return err
	}
	return CheckDay(lastField, last, first)
}

// OneOf reports whether v is empty or among the values.
func OneOf[T ~string](v T, all []T) bool { return v == "" || slices.Contains(all, v) }
