package sshd

import (
	"testing"
	"time"

	"github.com/convene-ssh/convene/session/directory"
)

// TestAGuesserIsSlowed more with each wrong code, and let go after the last.
func TestAGuesserIsSlowed(t *testing.T) {
	var s slips
	for i, want := range []time.Duration{0, 100, 200, 400, 800, 1600, 3200, 5000, 5000, 5000} {
		delay, last := s.add()
		if delay != want*time.Millisecond || last != (i == mostSlips-1) {
			t.Errorf("wrong code %d takes %v (the last: %v), want %v", i+1, delay, last, want*time.Millisecond)
		}
	}
}

// TestGuessingTakesLongerThanACentury: any of so many live codes, at the rate at
// which the house looks codes up.
func TestGuessingTakesLongerThanACentury(t *testing.T) {
	const live = 1000
	century := 100 * 365.25 * 24 * time.Hour.Seconds()
	if took := directory.JoinCodes / live / codesPerSecond; took < century {
		t.Errorf("it takes %.0f years", took/century*100)
	}
}
