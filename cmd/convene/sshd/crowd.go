package sshd

import (
	"cmp"
	"container/list"
	"net"
	"sync"
	"time"
)

// Connections bounds how many there may be at once, by what somebody has shown.
// It does not matter where they come from: a venue is one address.
type Connections struct {
	// Known is the most of those who have shown a good code or a known key, 6000
	// unless set. They always come in until the house is full.
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
	leaving                    queue // those who gave way and are told why
	strangersFor               time.Duration
	empty                      chan struct{} // closed once nobody is left; nil while nobody waits for that
}

// mostLeaving is how many are told at a time why they had to leave. Of more, the
// oldest are cut off.
const mostLeaving = 50

// queue is some connections, the oldest first.
type queue struct {
	most uint
	all  list.List
}

func newCrowd(most Connections) *crowd {
	c := &crowd{}
	c.known.most = cmp.Or(most.Known, 6000)
	c.strangers.most = cmp.Or(most.Strangers, 500)
	c.arriving.most = cmp.Or(most.Arriving, 1000)
	c.leaving.most, c.strangersFor = mostLeaving, cmp.Or(most.StrangersFor, 10*time.Minute)
	return c
}

// admit counts a connection as one that arrives.
func (c *crowd) admit(conn net.Conn) *counted {
	one := &counted{Conn: conn, crowd: c}
	one.giveWay = func() { _ = one.Close() }
	c.alone(func() *counted { return c.arriving.take(one) }).yield()
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

// makeRoom lets the oldest who has shown nothing give way. It reports false where
// there is none.
func (c *crowd) makeRoom() bool {
	late := c.alone(func() *counted {
		for _, s := range []*queue{&c.leaving, &c.arriving, &c.strangers} {
			if first := s.all.Front(); first != nil {
				return first.Value.(*counted)
			}
		}
		return nil
	})
	if late == nil {
		return false
	}
	_ = late.Close() // it needs its descriptor at once
	return true
}

// counted is a connection that counts itself out.
type counted struct {
	net.Conn
	crowd *crowd

	// Guarded by the crowd.
	giveWay func() // is called, unguarded, when it has to give way
	closed  bool
	in      *queue // nil once it is closed, or while it gives way
	at      *list.Element
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
}

// yield lets a connection give way, if there is one.
func (c *counted) yield() {
	if c != nil {
		c.giveWay()
	}
}

// beStranger counts a connection that has shaken hands, and says how it gives way
// from now on.
func (c *counted) beStranger(giveWay func()) {
	c.crowd.alone(func() *counted {
		if c.in != &c.crowd.arriving {
			return nil
		}
		c.giveWay = giveWay
		c.part()
		return c.crowd.strangers.take(c)
	}).yield()
}

// beKnown counts a connection whose person has shown something good, once. It
// reports false where the house is full or it is closed already.
func (c *counted) beKnown() bool {
	c.crowd.mu.Lock()
	defer c.crowd.mu.Unlock()
	known := &c.crowd.known
	switch {
	case c.in == known:
		return true
	case c.in == nil || uint(known.all.Len()) >= known.most:
		return false
	}
	c.part()
	known.take(c)
	return true
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
