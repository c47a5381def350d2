package kit

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
)

// MaxDate is more than a date has, so that one that is written otherwise can be
// read and corrected.
const MaxDate = 40

const (
	// farYears is how far a year may be from this one before the person is asked
	// whether they mean it, and firstYear the first that nobody asks about.
	farYears  = 5
	firstYear = 2000
	// buddhistYears is how far the years of the Buddhist calendar, which Thailand
	// writes, are ahead of ours.
	buddhistYears = 543
)

// Day is what a question knows of the date that answers it.
type Day struct {
	Year  int    // this one
	Stood string // the answer that there was, of whatever year
	asked string // the answer that the person was asked about
}

// DayField asks for a day and says how it is written. In that year it is now.
func DayField(key, label, value, note string, year int) *Field {
	f := LineField(key, label, value, MaxDate)
	f.Note = note
	f.Day = &Day{Year: year, Stood: value}
	return f
}

func (y *Day) far(year int) bool {
	return year < firstYear || year < y.Year-farYears || year > y.Year+farYears
}

// Doubt reports whether the answer is a new one, of a year that is far off.
func (q *Field) Doubt() bool {
	year, _, ok := q.TypedYear()
	return ok && q.Text.Value() != q.Day.Stood && q.Day.far(year)
}

// TypedYear is the year of the answer, where that is a day in our calendar or in
// the Buddhist one, and the same day in ours where only that can be meant.
func (q *Field) TypedYear() (year int, ours string, ok bool) {
	if q.Day == nil {
		return 0, "", false
	}
	typed := strings.TrimSpace(q.Text.Value())
	first, rest, _ := strings.Cut(typed, "-")
	year, err := strconv.Atoi(first)
	if err != nil {
		return 0, "", false
	}
	ours = fmt.Sprintf("%04d-%s", year-buddhistYears, rest)
	if _, err := time.Parse(time.DateOnly, ours); err != nil || q.Day.far(year-buddhistYears) {
		ours = ""
	}
	_, err = time.Parse(time.DateOnly, typed)
	return year, ours, ours != "" || err == nil
}

// sayDoubt is the question about a year that is far off.
func (q *Field) sayDoubt(look Look) string {
	year, ours, _ := q.TypedYear()
	if ours == "" {
		return look.T("date.far", "year", year)
	}
	return look.T("date.buddhist", "year", year, "ours", year-buddhistYears, "date", ours)
}

// convert takes the key that writes a year of the Buddhist calendar as ours.
func (q *Field) convert(key tea.KeyPressMsg) bool {
	if key.String() != "ctrl+t" || !q.Doubt() {
		return false
	}
	if _, ours, _ := q.TypedYear(); ours != "" {
		q.Text.SetValue(ours)
	}
	return true
}

// askDoubts goes to the first date that the person has not been asked about and
// should be. It reports whether there is one.
func (f *Form) askDoubts() bool {
	for i, q := range f.Fields {
		if q.Doubt() && q.Day.asked != q.Text.Value() {
			f.At, q.Day.asked = i, q.Text.Value()
			return true
		}
	}
	return false
}
