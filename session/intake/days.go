package intake

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"time"

	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// DateOrder is what comes first in a date such as 9/8/2022.
type DateOrder string

// The orders. Where none is said, a column shows it by a day after the twelfth.
const (
	Unsaid     DateOrder = ""
	DayFirst   DateOrder = "day-first"
	MonthFirst DateOrder = "month-first"
)

// ParseDateOrder refuses with [refusal.OneOf] what is no order; nothing may be said.
func ParseDateOrder(s string) (DateOrder, error) {
	all := []DateOrder{DayFirst, MonthFirst}
	if o := DateOrder(s); o == Unsaid || slices.Contains(all, o) {
		return o, nil
	}
	return Unsaid, refusal.NoneOf("dates", all)
}

// The forms of a date: the year first, or last; a time of day may follow.
var (
	yearFirst = regexp.MustCompile(`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$`)
	yearLast  = regexp.MustCompile(`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?:[T ].*)?$`)
)

// day is the day that a cell means; ok is false for what is none, and unclear is set
// where it may be two.
func (o DateOrder) day(cell string) (day method.Date, unclear, ok bool) {
	if m := yearFirst.FindStringSubmatch(cell); m != nil {
		return date(m[1], m[2], m[3])
	}
	m := yearLast.FindStringSubmatch(cell)
	switch {
	case m == nil, over12(m[1]) && over12(m[2]):
		return "", false, false
	case o == DayFirst:
		return date(m[3], m[2], m[1])
	case o == MonthFirst:
		return date(m[3], m[1], m[2])
	case m[1] != m[2]:
		return "", true, false
	}
	return date(m[3], m[1], m[2])
}

func date(year, month, day string) (method.Date, bool, bool) {
	y, _ := strconv.Atoi(year) // digits only
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	written := method.Date(fmt.Sprintf("%04d-%02d-%02d", y, m, d))
	_, err := time.Parse(time.DateOnly, string(written))
	return written, false, err == nil
}

// shown are the first cells of a column that show that the day comes first in it, or the
// month, by a day after the twelfth.
type shown struct{ day, month string }

// shownBy finds them.
func shownBy(cells []string) (s shown) {
	for _, c := range cells {
		switch first, second := after12(c); {
		case first && !second:
			s.day = cmp.Or(s.day, c)
		case second && !first:
			s.month = cmp.Or(s.month, c)
		}
	}
	return s
}

// contradict reports whether the column shows both orders.
func (s shown) contradict() bool { return s.day != "" && s.month != "" }

// order is what the column shows, if it shows one.
func (s shown) order() DateOrder {
	switch {
	case s.contradict():
		return Unsaid
	case s.day != "":
		return DayFirst
	case s.month != "":
		return MonthFirst
	}
	return Unsaid
}

// after12 says which of the first two numbers of a date are after twelve.
func after12(cell string) (first, second bool) {
	if m := yearLast.FindStringSubmatch(cell); m != nil {
		first, second = over12(m[1]), over12(m[2])
	}
	return first, second
}

func over12(digits string) bool { return len(digits) == 2 && digits > "12" }
