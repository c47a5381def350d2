package guest

import (
	"context"
	"net"
	"sync"
	"time"
)

// Pipes is a network within a test: a listener, and the connections to it. Whoever
// waits on a real network counts as busy in a bubble of synctest, and its time
// would stand still; whoever waits on this one does not.
type Pipes struct {
	came   chan net.Conn
	closed chan struct{}
	once   sync.Once
}

// NewPipes makes a network on which nobody is yet.
func NewPipes() *Pipes { return &Pipes{came: make(chan net.Conn), closed: make(chan struct{})} }

// Accept waits for the next connection.
func (p *Pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.came:
		return c, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}

// Close ends Accept.
func (p *Pipes) Close() error {
	p.once.Do(func() { close(p.closed) })
	return nil
}

// Addr is an address on the loopback.
func (p *Pipes) Addr() net.Addr { return &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 2222} }

// Dial makes a connection.
func (p *Pipes) Dial(ctx context.Context) (net.Conn, error) {
	near, far := net.Pipe()
	server := newEnd(far, p.Addr())
	select {
	case p.came <- server:
		return newEnd(near, p.Addr()), nil
	case <-p.closed:
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// end is one end of a connection. As with a real one, writes do not wait for the
// reader, and what was written before Close still arrives.
type end struct {
	net.Conn
	addr net.Addr

	mu      sync.Mutex
	written *sync.Cond
	queue   []byte
	closed  bool
}

func newEnd(c net.Conn, addr net.Addr) *end {
	e := &end{Conn: c, addr: addr}
	e.written = sync.NewCond(&e.mu)
	go e.send()
	return e
}

// send passes on what is written, until the end is closed or the reader is gone.
func (e *end) send() {
	defer func() { _ = e.Conn.Close() }() // the other end may have closed it
	for {
		e.mu.Lock()
		for len(e.queue) == 0 && !e.closed {
			e.written.Wait()
		}
		next := e.queue
		e.queue = nil
		e.mu.Unlock()
		if len(next) == 0 {
			return
		}
		if _, err := e.Conn.Write(next); err != nil {
			return
		}
	}
}

func (e *end) Write(p []byte) (int, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed {
		return 0, net.ErrClosed
	}
	e.queue = append(e.queue, p...)
	e.written.Signal()
	return len(p), nil
}

func (e *end) Close() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.closed = true
	e.written.Signal()
	return e.SetReadDeadline(time.Unix(1, 0)) // whoever reads is told now
}

func (e *end) RemoteAddr() net.Addr { return e.addr }
func (e *end) LocalAddr() net.Addr  { return e.addr }
