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

// keepAlive watches one connection until it ends. While it is shaking hands,
// the handshake's own limit watches it.
func (s *Server) keepAlive(ctx ssh.Context) {
	var empty time.Duration
	for {
		select {
		case <-s.Clock.After(askEvery):
		case <-ctx.Done():
			return
		}
		conn, ok := ctx.Value(ssh.ContextKeyConn).(*gossh.ServerConn)
		if !ok {
			continue
		}
		if empty += askEvery; visitOf(ctx).channels.Load() > 0 {
			empty = 0
		}
		if empty >= emptyFor {
			_ = conn.Close()
			return
		}
		answered := make(chan struct{})
		go func() {
			defer close(answered)
			// An answer that says no is a sign of life too, and an error means
			// that the connection is gone: ctx ends.
			_, _, _ = conn.SendRequest("keepalive@openssh.com", true, nil)
		}()
		select {
		case <-answered:
		case <-ctx.Done():
			return
		case <-s.Clock.After(letGoAfter):
			s.Log.Info("a silent connection was let go")
			_ = conn.Close() // frees whatever is stuck in a write
			return
		}
	}
}
