package report

import (
	"sync"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// Press makes reports for people who take them away. One of a large meeting is
// tens of megabytes, and a slow line takes minutes to carry it: those who want
// the same share it, and what all hold together is bounded. The zero value is
// ready.
type Press struct {
	mu   sync.Mutex
	held map[sheet]*copies
	size int // of all of them, estimated
}

// sheet is what makes two reports the same, whenever they were asked for.
type sheet struct {
	view     session.Version
	meeting  method.MeetingID
	language string
}

// copies is a report that somebody holds.
type copies struct {
	report Report
	size   int
	takers int
}

// The most bytes that all reports may take at a time, but for one, and what a
// contribution takes in them at the most.
const (
	mostHeld        = 256 << 20
	perContribution = 2 << 10
)

// Take makes a report as [Build] does, or shares the one that others hold. The
// taker calls done when they are done with it. It refuses with [refusal.Busy]
// where too much is held.
func (p *Press) Take(s *session.Shared, meeting method.MeetingID, w *locale.Words, now time.Time) (r Report, done func(), err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	of := sheet{s.Revision, meeting, w.Language}
	c := p.held[of]
	if c == nil {
		size := sizeOf(s, meeting)
		if p.size > 0 && p.size+size > mostHeld {
			return Report{}, nil, refusal.New(refusal.Busy)
		}
		if r, err = Build(s, meeting, w, now); err != nil {
			return Report{}, nil, err
		}
		c = &copies{report: r, size: size}
		if p.held == nil {
			p.held = map[sheet]*copies{}
		}
		p.held[of] = c
		p.size += size
	}
	c.takers++
	return c.report, sync.OnceFunc(func() { p.giveBack(of) }), nil
}

func (p *Press) giveBack(of sheet) {
	p.mu.Lock()
	defer p.mu.Unlock()
	c := p.held[of]
	if c.takers--; c.takers == 0 {
		delete(p.held, of)
		p.size -= c.size
	}
}

// sizeOf estimates the bytes of a meeting's report.
func sizeOf(s *session.Shared, meeting method.MeetingID) int {
	n := len(s.OpenEntries())
	for _, r := range s.Registers {
		n += len(s.EntriesOf(r, meeting))
	}
	for _, b := range s.BoardsOf(meeting) {
		n += len(b.Items)
	}
	return n * perContribution
}
