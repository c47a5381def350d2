package sshd

import (
	"cmp"
	"container/list"
	"net"
	"sync"
	"time"

	"github.com/convene-ssh/convene/session/refusal"
)

// Connections bounds how many there may be at once, by what somebody has shown.
// It does not matter where they come from: a venue is one address.
type Connections struct {
	// Known is the most of those who have shown a good code or a known key, 6000
	// unless set. They always come in until the house is full. Then the oldest of
	// whoever has most gives way, where that is more than one person needs.
	Known uint
	// Strangers is the most of those who have shown neither, 500 unless set, and
	// Arriving the most of those who still shake hands, 1000 unless set: they take
	// a tenth of the memory, and may take their time. Of these the oldest give way
	// to whoever comes.
	Strangers, Arriving uint
	// StrangersFor is how long somebody stays who shows nothing good, ten minutes
	// unless set.
	StrangersFor time.Duration
}

// crowd holds the connections.
type crowd struct {
	mu                         sync.Mutex
	arriving, strangers, known queue
	leaving                    queue          // those who gave way and are told why
	of                         map[string]int // how many known ones are whose
	strangersFor               time.Duration
	empty                      chan struct{} // closed once nobody is left; nil while nobody waits for that
}

// mostLeaving is how many are told at a time why they had to leave. Of more, the
// oldest are cut off.
const mostLeaving = 50

// plenty is more terminals than one person needs at a time.
const plenty = 10

// queue is some connections, the oldest first.
type queue struct {
	most uint
	all  list.List
}

func newCrowd(most Connections) *crowd {
	c := &crowd{of: map[string]int{}}
	c.known.most = cmp.Or(most.Known, 6000)
	c.strangers.most = cmp.Or(most.Strangers, 500)
	c.arriving.most = cmp.Or(most.Arriving, 1000)
	c.leaving.most, c.strangersFor = mostLeaving, cmp.Or(most.StrangersFor, 10*time.Minute)
	return c
}

// admit counts a connection as one that arrives.
func (c *crowd) admit(conn net.Conn) *counted {
	one := &counted{Conn: conn, crowd: c}
	one.giveWay = func(error) { _ = one.Close() }
	c.alone(func() *counted { return c.arriving.take(one) }).yield(refusal.New(refusal.GaveWay))
	return one
}

// alone finds out who has to give way, while nobody else comes or goes. They give way
// afterwards: that takes the same lock. It is released also where find panics, or nobody
// could come any more.
func (c *crowd) alone(find func() (late *counted)) *counted {
	c.mu.Lock()
	defer c.mu.Unlock()
	return find()
}

// gone is closed as soon as no connection is left.
func (c *crowd) gone() <-chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.empty == nil {
		c.empty = make(chan struct{})
	}
	empty := c.empty
	c.tell()
	return empty
}

// tell closes empty once nobody is left.
func (c *crowd) tell() {
	if c.empty != nil && c.count() == 0 {
		close(c.empty)
		c.empty = nil
	}
}

func (c *crowd) count() int {
	return c.arriving.all.Len() + c.strangers.all.Len() + c.known.all.Len() + c.leaving.all.Len()
}

// makeRoom lets the oldest who has shown nothing give way, or else the oldest of whoever
// has more than plenty. It reports false where there is none.
func (c *crowd) makeRoom() bool {
	late := c.alone(func() *counted {
		for _, s := range []*queue{&c.leaving, &c.arriving, &c.strangers} {
			if first := s.all.Front(); first != nil {
				return first.Value.(*counted)
			}
		}
		return c.oldestOfMost()
	})
	if late == nil {
		return false
	}
	_ = late.Close() // it needs its descriptor at once
	return true
}

// oldestOfMost is the oldest connection of whoever has most, nil where nobody has more than
// plenty.
func (c *crowd) oldestOfMost() *counted {
	who, most := "", plenty
	for one, n := range c.of {
		if n > most {
			who, most = one, n
		}
	}
	for e := c.known.all.Front(); e != nil && most > plenty; e = e.Next() {
		if one := e.Value.(*counted); one.whose == who {
			return one
		}
	}
	return nil
}

// counted is a connection that counts itself out.
type counted struct {
	net.Conn
	crowd *crowd

	// Guarded by the crowd.
	giveWay func(why error) // is called, unguarded, when it has to give way
	closed  bool
	in      *queue // nil once it is closed, or while it gives way
	at      *list.Element
	whose   string // among the known: a person, or the code that somebody unknown has shown
}

// take adds a connection that stands nowhere, and returns the one that gives way
// to it, or nil.
func (q *queue) take(c *counted) (late *counted) {
	if uint(q.all.Len()) >= q.most {
		late = q.all.Front().Value.(*counted)
		late.part()
	}
	c.in, c.at = q, q.all.PushBack(c)
	return late
}

// part takes a connection out of where it stands.
func (c *counted) part() {
	c.in.all.Remove(c.at)
	c.in, c.at = nil, nil
	c.isOf("")
}

// isOf counts it as somebody's, or with no name as nobody's.
func (c *counted) isOf(who string) {
	if of := c.crowd.of; c.whose != "" {
		if of[c.whose]--; of[c.whose] == 0 {
			delete(of, c.whose)
		}
	}
	if c.whose = who; who != "" {
		c.crowd.of[who]++
	}
}

// yield lets a connection give way, if there is one.
func (c *counted) yield(why error) {
	if c != nil {
		c.giveWay(why)
	}
}

// beStranger counts a connection that has shaken hands, and says how it gives way
// from now on.
func (c *counted) beStranger(giveWay func(why error)) {
	c.crowd.alone(func() *counted {
		if c.in != &c.crowd.arriving {
			return nil
		}
		c.giveWay = giveWay
		c.part()
		return c.crowd.strangers.take(c)
	}).yield(refusal.New(refusal.GaveWay))
}

// beKnown counts a connection as that of somebody who has shown something good. It
// reports false where the house is full or it is closed already.
func (c *counted) beKnown(whose string) (in bool) {
	c.crowd.alone(func() (late *counted) {
		known := &c.crowd.known
		if c.in == nil {
			return nil
		}
		if c.in != known { // otherwise it is known already, and only whose it is changes
			if uint(known.all.Len()) >= known.most {
				if late = c.crowd.oldestOfMost(); late == nil {
					return nil
				}
				late.part()
			}
			c.part()
			known.take(c)
		}
		c.isOf(whose)
		in = true
		return late
	}).yield(refusal.New(refusal.TooManyLines, "n", plenty))
	return in
}

// beLeaving counts a connection that is told why it has to leave.
func (c *counted) beLeaving() {
	late := c.crowd.alone(func() *counted {
		if c.in != nil {
			c.part()
		}
		if c.closed {
			return nil
		}
		return c.crowd.leaving.take(c)
	})
	if late != nil {
		_ = late.Close()
	}
}

// stranger reports whether its person has shown nothing good.
func (c *counted) stranger() bool {
	c.crowd.mu.Lock()
	defer c.crowd.mu.Unlock()
	return c.in == &c.crowd.strangers
}

// Close closes it and counts it out, once.
func (c *counted) Close() error {
	c.countOut()
	return c.Conn.Close()
}

func (c *counted) countOut() {
	c.crowd.mu.Lock()
	defer c.crowd.mu.Unlock()
	c.closed = true
	if c.in != nil {
		c.part()
		c.crowd.tell()
	}
}
