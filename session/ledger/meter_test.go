package ledger

import (
	"testing"
	"time"
)

// TestPace counts those of a minute, also where they are more than the meter looks back on.
func TestPace(t *testing.T) {
	for name, test := range map[string]struct {
		deeds int
		apart time.Duration
		want  float64
	}{
		"none":         {0, time.Second, 0},
		"a few":        {6, time.Second, 0.1},
		"an hour long": {3600, time.Second, 1},
		"a crowd":      {10 * maxTimings, 5 * time.Millisecond, 200},
		"all at once":  {3 * maxTimings, 0, maxTimings},
	} {
		var m Meter
		now := time.Unix(1, 0)
		for i := range test.deeds {
			if i > 0 {
				now = now.Add(test.apart)
			}
			m.add(now.Add(-time.Duration(i%100+1)*time.Second), now)
		}
		p := m.Pace(now)
		if p.Accepted != test.deeds || p.PerSecond < test.want*0.99 || p.PerSecond > test.want*1.02 {
			t.Errorf("%s: %+v, want %v a second", name, p, test.want)
		}
		if test.deeds > 100 && (p.P50 < 50*time.Second || p.P50 > 51*time.Second || p.P99 != 100*time.Second) {
			t.Errorf("%s: half took %s, and nearly all %s", name, p.P50, p.P99)
		}
	}
}
