package home

import (
	"strconv"
	"strings"
	"time"
)

// timerMinutes reads what was typed: so many minutes from now, 0 to stop, or +5
// for five more than are left.
func timerMinutes(typed string, left time.Duration) (int, bool) {
	typed = strings.TrimSpace(typed)
	n, err := strconv.Atoi(typed)
	if err != nil || n < 0 {
		return 0, false
	}
	if strings.HasPrefix(typed, "+") && left > 0 {
		n += int((left + time.Minute - 1) / time.Minute)
	}
	return n, true
}
