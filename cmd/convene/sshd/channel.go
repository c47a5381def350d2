package sshd

import (
	"charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"

	"github.com/convene-ssh/convene/cmd/convene/sshd/terminal"
)

// What one connection and one session may take.
const (
	maxChannels    = 8 // sessions that share a connection
	maxVariables   = 32
	maxEnvironment = 8 << 10 // bytes, names included
	maxCommand     = 4 << 10 // bytes
)

// windowed is a session with the sizes of its window: the newest one that
// nobody has taken yet, and closed when the session's channel is.
type windowed struct {
	ssh.Session
	sizes <-chan terminal.Size
}

// channel bounds how many sessions share a connection, and what each asks for.
// Each has its own handler, because sizes go past the library: it notes them
// down unguarded, and stops taking requests while nobody takes the sizes.
func (s *Server) channel(srv *ssh.Server, conn *gossh.ServerConn, n gossh.NewChannel, ctx ssh.Context) {
	v := visitOf(ctx)
	defer v.channels.Add(-1)
	if v.channels.Add(1) > maxChannels {
		_ = n.Reject(gossh.ResourceShortage, "too many sessions")
		return
	}
	sizes := make(chan terminal.Size, 1)
	one := &ssh.Server{
		Handler:    func(sess ssh.Session) { srv.Handler(windowed{sess, sizes}) },
		PtyHandler: srv.PtyHandler,
	}
	ssh.DefaultSessionHandler(one, conn, bounded{n, sizes}, ctx)
}

// bounded is a session whose requests are bounded.
type bounded struct {
	gossh.NewChannel
	sizes chan terminal.Size
}

// Accept opens the session.
func (b bounded) Accept() (gossh.Channel, <-chan *gossh.Request, error) {
	ch, requests, err := b.NewChannel.Accept()
	if err != nil {
		return nil, nil, err
	}
	passed := make(chan *gossh.Request)
	go pass(requests, passed, b.sizes)
	return ch, passed, nil
}

// pass lets through what a session may ask for and refuses the rest: agents,
// X11, subsystems, signals. Of the sizes of the window it keeps the newest.
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
		case "pty-req", "shell", "exec":
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
