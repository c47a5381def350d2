package method

import "time"

// Date is a day without a time, as 2022-08-09, or empty where none was said.
type Date string

// Valid reports whether it is empty or a day that exists.
func (d Date) Valid() bool {
	if d == "" {
		return true
	}
	_, err := time.Parse(time.DateOnly, string(d))
	return err == nil
}

// Over reports whether the day is over, by the clock of UTC. No day never is.
func (d Date) Over(now time.Time) bool { return d != "" && d.DaysLeft(now) <= 0 }

// DaysLeft counts the days up to the end of this one, in UTC, the one that has begun
// among them; 0 or less where it is over.
func (d Date) DaysLeft(now time.Time) int {
	day, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return 0
	}
	return int(day.Sub(now.UTC().Truncate(24*time.Hour))/(24*time.Hour)) + 1
}
