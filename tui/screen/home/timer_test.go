package home

import (
	"testing"
	"time"
)

func TestTimerMinutes(t *testing.T) {
	for _, tc := range []struct {
		typed string
		left  time.Duration
		want  int
		ok    bool
	}{
		{"25", 0, 25, true}, {" 25 ", 10 * time.Minute, 25, true}, {"0", time.Minute, 0, true},
		{"+5", 10 * time.Minute, 15, true}, {"+5", 90 * time.Second, 7, true}, {"+5", -time.Hour, 5, true},
		{"", 0, 0, false}, {"-5", 0, 0, false}, {"soon", 0, 0, false}, {"5m", 0, 0, false},
	} {
		if got, ok := timerMinutes(tc.typed, tc.left); ok != tc.ok || ok && got != tc.want {
			t.Errorf("%q with %v left is %d, %v; want %d, %v", tc.typed, tc.left, got, ok, tc.want, tc.ok)
		}
	}
}
