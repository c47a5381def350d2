package sshd

import (
	"cmp"
	"net"
	"sync"
)

// Connections bounds how many there may be at once. Those that still shake hands
// are counted apart, so that whoever sends many that never arrive keeps out
// nobody who did.
type Connections struct {
	Total int // 6000 unless set
	// Each is the most from one address, 1000 unless set: a venue is one.
	Each int
	// Arriving is the most that shake hands, 500 unless set, and EachArriving the
	// most of those from one address, 200 unless set.
	Arriving, EachArriving int
}

// crowd counts the connections.
type crowd struct {
	most Connections

	mu               sync.Mutex
	inside, arriving tally
	empty            chan struct{} // closed once nobody is left; nil while nobody waits for that
}

func newCrowd(most Connections) *crowd {
	most.Total, most.Each = cmp.Or(most.Total, 6000), cmp.Or(most.Each, 1000)
	most.Arriving, most.EachArriving = cmp.Or(most.Arriving, 500), cmp.Or(most.EachArriving, 200)
	return &crowd{most: most, inside: tally{from: map[origin]int{}}, arriving: tally{from: map[origin]int{}}}
}

// tally is how many there are, and from where.
type tally struct {
	total int
	from  map[origin]int
}

// add counts one in, unless there are too many.
func (t *tally) add(from origin, total, each int) bool {
	if t.total >= total || t.from[from] >= each {
		return false
	}
	t.total++
	t.from[from]++
	return true
}

func (t *tally) remove(from origin) {
	t.total--
	if t.from[from]--; t.from[from] == 0 {
		delete(t.from, from)
	}
}

// admit counts a connection as arriving, until it comes in or is closed. It
// returns nil where there are too many.
func (c *crowd) admit(conn net.Conn, from origin) *counted {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.arriving.add(from, c.most.Arriving, c.most.EachArriving) {
		return nil
	}
	return &counted{Conn: conn, crowd: c, from: from, in: &c.arriving}
}

// gone is closed as soon as no connection is left.
func (c *crowd) gone() <-chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.empty == nil {
		c.empty = make(chan struct{})
	}
	empty := c.empty
	if c.total() == 0 {
		close(c.empty)
		c.empty = nil
	}
	return empty
}

func (c *crowd) total() int { return c.inside.total + c.arriving.total }

// counted is a connection that counts itself out.
type counted struct {
	net.Conn
	crowd *crowd
	from  origin
	in    *tally // nil once it is closed
}

// comeIn counts a connection that has shaken hands as one that is inside. It
// reports false where there are too many, or it is closed already.
func (c *counted) comeIn() bool {
	c.crowd.mu.Lock()
	defer c.crowd.mu.Unlock()
	if c.in == nil || !c.crowd.inside.add(c.from, c.crowd.most.Total, c.crowd.most.Each) {
		return false
	}
	c.in.remove(c.from)
	c.in = &c.crowd.inside
	return true
}

// Close closes it and counts it out, once.
func (c *counted) Close() error {
	c.leave()
	return c.Conn.Close()
}

func (c *counted) leave() {
	c.crowd.mu.Lock()
	defer c.crowd.mu.Unlock()
	if c.in == nil {
		return
	}
	c.in.remove(c.from)
	c.in = nil
	if c.crowd.total() == 0 && c.crowd.empty != nil {
		close(c.crowd.empty)
		c.crowd.empty = nil
	}
}
