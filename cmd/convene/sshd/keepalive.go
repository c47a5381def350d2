package sshd

import (
	"bytes"
	"time"

	"charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"

	"github.com/convene-ssh/convene/session/refusal"
)

// A line is asked for a sign of life, and let go when it has given none for letGoAfter:
// long, because slow lines and sleeping laptops are our people. One to which nothing can be
// written is let go by [terminal.Line].
const (
	askEvery   = 15 * time.Second
	letGoAfter = 45 * time.Second
	// emptyFor is how long a connection stays without a session. PuTTY asks for one
	// only when somebody has pressed Return, and they may have something to read first.
	emptyFor = 10 * time.Minute
	// wakeEvery is how often a connection is woken that may be shared.
	wakeEvery = 3 * time.Second
)

// signOfLife is the request that clients answer, if only with no.
const signOfLife = "keepalive@openssh.com"

// keepAlive watches one connection that has been empty for so long, until it
// ends. While it is shaking hands, the handshake's own limit watches it. Between
// two questions nothing waits but a timer, which takes a tenth of the memory of
// a goroutine and may outlive the connection by askEvery.
func (s *Server) keepAlive(ctx ssh.Context, empty time.Duration) {
	time.AfterFunc(askEvery, func() { s.ask(ctx, empty+askEvery) })
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
	if v := visitOf(ctx); v.conn.stranger() && time.Since(v.began) >= s.crowd.strangersFor {
		s.turnOut(v, refusal.New(refusal.ShowedNothing))
		return
	}
	if ok {
		silent := time.AfterFunc(letGoAfter, func() {
			s.Log.Info("a silent connection was let go")
			_ = conn.Close() // frees whatever is stuck in a write
		})
		// An answer that says no is a sign of life too, and an error means that
		// the connection is gone: ctx ends.
		_, _, _ = conn.SendRequest(signOfLife, true, nil)
		silent.Stop()
	}
	s.keepAlive(ctx, empty)
}

// wake sends something on a connection, again and again until a session of it is
// closed. Several clients can share one of OpenSSH, which tells the server that
// one of them was killed only when it is woken: until then that person seems to
// be here. An answer would cost as much again, and nobody needs it.
func (s *Server) wake(conn *gossh.ServerConn, closed <-chan struct{}) {
	time.AfterFunc(wakeEvery, func() {
		select {
		case <-closed:
			return
		default:
		}
		_, _, _ = conn.SendRequest(signOfLife, false, nil) // an error means that it is gone, and the session with it
		s.wake(conn, closed)
	})
}

// shares reports whether several clients may share a connection. OpenSSH does not
// say whether they do.
func shares(conn *gossh.ServerConn) bool {
	return bytes.Contains(conn.ClientVersion(), []byte("OpenSSH"))
}
