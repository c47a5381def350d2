package block

import "time"

// Event is what stands in a calendar.
type Event struct {
	ID                 string // the same in every export
	Revision           int    // it is higher where the event has changed
	Title, Text, Place string
	From               time.Time     // of which the clock, not the zone, counts
	Days               int           // that it lasts, where it is about whole days
	Lasts              time.Duration // of one with a time; may be unknown
	Busy               bool          // whoever takes part has no time for others
}
