package ledger

import (
	"cmp"
	"slices"
	"sync"
	"time"
)

// Meter measures how fast deeds are answered. The zero value is ready.
type Meter struct {
	mu       sync.Mutex
	accepted int
	latest   []timing // a ring
}

// timing is one accepted deed.
type timing struct {
	at   time.Time
	took time.Duration
}

// maxTimings is how many deeds a meter looks back on.
const maxTimings = 4096

// Pace is how fast deeds are answered.
type Pace struct {
	Accepted  int     // since the start
	PerSecond float64 // over the last minute, or as far back as a meter looks where that is less
	// P50 and P99 say how long the latest waited for their answer: until they were
	// durable.
	P50, P99 time.Duration
}

func (m *Meter) add(began, now time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	one := timing{now, now.Sub(began)}
	if len(m.latest) < maxTimings {
		m.latest = append(m.latest, one)
	} else {
		m.latest[m.accepted%maxTimings] = one
	}
	m.accepted++
}

// Pace is what was measured up to now.
func (m *Meter) Pace(now time.Time) Pace {
	m.mu.Lock()
	latest := slices.Clone(m.latest)
	p := Pace{Accepted: m.accepted}
	m.mu.Unlock()
	if len(latest) == 0 {
		return p
	}
	over := time.Minute
	if len(latest) == maxTimings { // of less than a minute, it may be
		oldest := latest[p.Accepted%maxTimings].at
		over = min(over, max(time.Second, now.Sub(oldest)))
	}
	recent := 0
	for _, one := range latest {
		if now.Sub(one.at) <= over {
			recent++
		}
	}
	p.PerSecond = float64(recent) / over.Seconds()
	slices.SortFunc(latest, func(a, b timing) int { return cmp.Compare(a.took, b.took) })
	p.P50, p.P99 = latest[len(latest)/2].took, latest[len(latest)*99/100].took
	return p
}
