package sshd

import (
	"cmp"
	"net"
	"sync"
)

// Connections bounds how many there may be at once.
type Connections struct {
	Total int // 2000 unless set
	// Each is the most from one address, 1000 unless set: a venue is one.
	Each int
}

// crowd counts the connections.
type crowd struct {
	most Connections

	mu    sync.Mutex
	total int
	from  map[origin]int
	empty chan struct{} // closed once nobody is left; nil while nobody waits for that
}

func newCrowd(most Connections) *crowd {
	most.Total, most.Each = cmp.Or(most.Total, 2000), cmp.Or(most.Each, 1000)
	return &crowd{most: most, from: map[origin]int{}}
}

// admit counts a connection in, until it is closed. It returns nil where there
// are too many.
func (c *crowd) admit(conn net.Conn, from origin) net.Conn {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.total >= c.most.Total || c.from[from] >= c.most.Each {
		return nil
	}
	c.total++
	c.from[from]++
	return &counted{conn, sync.OnceFunc(func() { c.leave(from) })}
}

func (c *crowd) leave(from origin) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.total--
	if c.from[from]--; c.from[from] == 0 {
		delete(c.from, from)
	}
	if c.total == 0 && c.empty != nil {
		close(c.empty)
		c.empty = nil
	}
}

// gone is closed as soon as no connection is left.
func (c *crowd) gone() <-chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.empty == nil {
		c.empty = make(chan struct{})
	}
	empty := c.empty
	if c.total == 0 {
		close(c.empty)
		c.empty = nil
	}
	return empty
}

// counted is a connection that counts itself out.
type counted struct {
	net.Conn
	leave func()
}

func (c *counted) Close() error {
	c.leave()
	return c.Conn.Close()
}
