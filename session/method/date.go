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
