package kit

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
)

// maxDate is more than a date has, so that one that is written otherwise can be
// read and corrected.
const maxDate = 40

const (
	// farYears is how far a year may be from this one before the person is asked whether
	// they mean it.
	farYears = 5
	// buddhistYears is how far the years of the Buddhist calendar, which Thailand
	// writes, are ahead of ours.
	buddhistYears = 543
)

// day is what a question knows of the date that answers it.
type day struct {
	year  int    // this one
	stood string // the answer that there was, of whatever year
	asked string // the answer that the person was asked about
}

// DayField asks for a day; the note says how it is written. The year is this one.
func DayField(key, label, value, note string, year int) *Field {
	f := LineField(key, label, value, maxDate)
	f.Note = note
	f.day = &day{year: year, stood: value}
	return f
}

func (y *day) far(year int) bool {
	return year < y.year-farYears || year > y.year+farYears
}

// doubt reports whether the answer is a new one, of a year that is far off.
func (q *Field) doubt() bool {
	year, _, ok := q.typedYear()
	return ok && q.Text.Value() != q.day.stood && q.day.far(year)
}

// typedYear is the year of the answer, where that is a day in our calendar or in
// the Buddhist one, and the same day in ours where only that can be meant.
func (q *Field) typedYear() (year int, ours string, ok bool) {
	if q.day == nil {
		return 0, "", false
	}
	typed := strings.TrimSpace(q.Text.Value())
	first, rest, _ := strings.Cut(typed, "-")
	year, err := strconv.Atoi(first)
	if err != nil {
		return 0, "", false
	}
	ours = fmt.Sprintf("%04d-%s", year-buddhistYears, rest)
	if _, err := time.Parse(time.DateOnly, ours); err != nil || q.day.far(year-buddhistYears) {
		ours = ""
	}
	_, err = time.Parse(time.DateOnly, typed)
	return year, ours, ours != "" || err == nil
}

// sayDoubt is the question about a year that is far off.
func (q *Field) sayDoubt(look Look) string {
	year, ours, _ := q.typedYear()
	if ours == "" {
		return look.T("date.far", "year", year)
	}
	return look.T("date.buddhist", "year", year, "ours", year-buddhistYears, "date", ours)
}

// convert takes the key that writes a year of the Buddhist calendar as ours.
func (q *Field) convert(key tea.KeyPressMsg) bool {
	if key.String() != "ctrl+t" || !q.doubt() {
		return false
	}
	if _, ours, _ := q.typedYear(); ours != "" {
		q.Text.SetValue(ours)
	}
	return true
}

// askDoubts goes to the first date that the person has not been asked about and
// should be. It reports whether there is one.
func (f *Form) askDoubts() bool {
	for i, q := range f.Fields {
		if q.doubt() && q.day.asked != q.Text.Value() {
			f.At, q.day.asked = i, q.Text.Value()
			return true
		}
	}
	return false
}
