package main

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// firstMorning is when the meeting of the sample begins.
var firstMorning = time.Date(2022, 8, 9, 1, 0, 0, 0, time.UTC)

// inKualaLumpur runs a test in a bubble of synctest, from the first morning of the
// meeting on: time passes while everybody waits, and only then. Nobody in it may
// wait for a network or for another process.
func inKualaLumpur(t *testing.T, test func(*testing.T)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(firstMorning))
		test(t)
	})
}

// atFirst is a report as if no time had passed until it was made.
func atFirst(report string) string {
	at := func(t time.Time) string { return t.UTC().Format("15:04") + " UTC" }
	return strings.Replace(report, at(time.Now()), at(firstMorning), 1)
}
