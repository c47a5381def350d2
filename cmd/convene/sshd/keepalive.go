package sshd

import (
	"time"

	"charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"
)

// A line is asked for a sign of life, and let go when it gives none. Slow lines
// and sleeping laptops are our people: nobody is let go sooner.
const (
	askEvery   = 15 * time.Second
	letGoAfter = 45 * time.Second
	// emptyFor is how long a connection stays without a session.
	emptyFor = time.Minute
)

// keepAlive watches one connection that has been empty for so long, until it
// ends. While it is shaking hands, the handshake's own limit watches it. Between
// two questions nothing waits but a timer, which takes a tenth of the memory of
// a goroutine and may outlive the connection by askEvery.
func (s *Server) keepAlive(ctx ssh.Context, empty time.Duration) {
	s.Clock.AfterFunc(askEvery, func() { s.ask(ctx, empty+askEvery) })
}

// ask asks for a sign of life, waits for it, and goes on watching.
func (s *Server) ask(ctx ssh.Context, empty time.Duration) {
	conn, ok := ctx.Value(ssh.ContextKeyConn).(*gossh.ServerConn)
	switch {
	case ctx.Err() != nil:
		return
	case !ok, visitOf(ctx).channels.Load() > 0:
		empty = 0
	case empty >= emptyFor:
		_ = conn.Close()
		return
	}
	if ok {
		stop := s.Clock.AfterFunc(letGoAfter, func() {
			s.Log.Info("a silent connection was let go")
			_ = conn.Close() // frees whatever is stuck in a write
		})
		// An answer that says no is a sign of life too, and an error means that
		// the connection is gone: ctx ends.
		_, _, _ = conn.SendRequest("keepalive@openssh.com", true, nil)
		stop()
	}
	s.keepAlive(ctx, empty)
}
