package sshd

import (
	"io"
	"sync"
	"time"

	"charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"

	"github.com/convene-ssh/convene/cmd/convene/sshd/terminal"
)

// What one connection and one session may take.
const (
	maxChannels    = 4 // sessions that share a connection
	maxVariables   = 32
	maxEnvironment = 8 << 10 // bytes, names included
	maxCommand     = 4 << 10 // bytes
)

// beginWithin is how long a session may stay open without a shell or a command:
// what its client sends meanwhile waits in memory.
const beginWithin = 10 * time.Second

// windowed is a session with the sizes of its window: the newest one that
// nobody has taken yet, and closed when the session's channel is. What is
// written to the screen goes past the library, which copies it to look for
// line feeds.
type windowed struct {
	ssh.Session
	sizes  <-chan terminal.Size
	screen io.Writer
}

// channel bounds how many sessions share a connection, and what each asks for. Each has a
// handler of its own that takes the window's sizes: the library keeps them without a lock,
// and reads no more requests while nobody takes them.
func (s *Server) channel(srv *ssh.Server, conn *gossh.ServerConn, n gossh.NewChannel, ctx ssh.Context) {
	v := visitOf(ctx)
	defer v.channels.Add(-1)
	if v.channels.Add(1) > maxChannels {
		_ = n.Reject(gossh.ResourceShortage, "too many sessions")
		return
	}
	sizes, begun := make(chan terminal.Size, 1), make(chan struct{})
	var handler sync.WaitGroup
	var screen io.Writer
	handle := func(sess ssh.Session) {
		defer handler.Done()
		srv.Handler(windowed{sess, sizes, screen})
	}
	one := &ssh.Server{
		Handler: handle,
		// A subsystem goes to the same handler, which answers sftp and says of others
		// what to use: refused by the library, a client would not say why.
		SubsystemHandlers: map[string]ssh.SubsystemHandler{"default": handle},
		PtyHandler:        srv.PtyHandler,
		SessionRequestCallback: func(ssh.Session, string) bool { // once, before the handler
			handler.Add(1)
			close(begun)
			return true
		},
	}
	closed := make(chan struct{})
	if shares(conn) {
		s.wake(conn, closed)
	}
	ssh.DefaultSessionHandler(one, conn, bounded{n, sizes, func(ch gossh.Channel) {
		screen = ch
		go s.awaitBegin(ch, begun, closed)
		go hearNothing(conn, ch)
	}}, ctx)
	close(closed)
	handler.Wait() // it counts for as long as it works, whoever has hung up
}

// awaitBegin closes a session that does not begin.
func (s *Server) awaitBegin(ch gossh.Channel, begun, closed <-chan struct{}) {
	select {
	case <-begun:
	case <-closed:
	case <-time.After(beginWithin):
		_ = ch.Close() // it may be closed already
		drain(ch)
	}
}

// drain throws away what a client sends and nobody reads.
func drain(r io.Reader) { _, _ = io.Copy(io.Discard, r) }

// hearNothing hangs up on a client that sends what only servers do, the stream
// of errors: nobody would ever read it.
func hearNothing(conn *gossh.ServerConn, ch gossh.Channel) {
	if n, _ := ch.Stderr().Read(make([]byte, 1)); n > 0 {
		_ = conn.Close()
	}
}

// bounded is a session whose requests are bounded.
type bounded struct {
	gossh.NewChannel
	sizes chan terminal.Size
	open  func(gossh.Channel) // is told of it
}

// Accept opens the session.
func (b bounded) Accept() (gossh.Channel, <-chan *gossh.Request, error) {
	ch, requests, err := b.NewChannel.Accept()
	if err != nil {
		return nil, nil, err
	}
	passed := make(chan *gossh.Request)
	go pass(requests, passed, b.sizes)
	b.open(ch)
	return ch, passed, nil
}

// pass lets through what a session may ask for and refuses the rest: agents,
// X11, signals. Of the sizes of the window it keeps the newest.
func pass(requests <-chan *gossh.Request, passed chan<- *gossh.Request, sizes chan terminal.Size) {
	defer close(sizes)
	defer close(passed)
	variables, size := 0, 0
	for r := range requests {
		switch r.Type {
		case "env":
			variables++
			size += len(r.Payload)
			if variables > maxVariables || size > maxEnvironment {
				_ = r.Reply(false, nil)
				continue
			}
			passed <- r
		case "pty-req", "shell", "exec", "subsystem":
			passed <- r
		case "window-change":
			_ = r.Reply(resize(r.Payload, sizes), nil)
		default:
			_ = r.Reply(false, nil)
		}
	}
}

// resize puts a new size in place of one that nobody has taken.
func resize(payload []byte, sizes chan terminal.Size) bool {
	var w struct{ Columns, Rows, Width, Height uint32 }
	if gossh.Unmarshal(payload, &w) != nil {
		return false
	}
	select {
	case <-sizes:
	default:
	}
	sizes <- terminal.Size{Width: int(w.Columns), Height: int(w.Rows)}
	return true
}
