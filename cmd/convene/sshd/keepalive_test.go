package sshd

import (
	"context"
	"io"
	"net"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	gossh "golang.org/x/crypto/ssh"
)

// outbox is a connection whose writes do not wait for the reader, as those of a
// real one.
type outbox struct {
	net.Conn
	sent chan []byte
}

// newOutbox ends its goroutine when closed does.
func newOutbox(conn net.Conn, closed <-chan struct{}) *outbox {
	o := &outbox{conn, make(chan []byte, 1000)}
	go func() {
		for {
			select {
			case b := <-o.sent:
				_, _ = o.Conn.Write(b) // fails once the server has hung up
			case <-closed:
				return
			}
		}
	}()
	return o
}

func (o *outbox) Write(b []byte) (int, error) {
	o.sent <- slices.Clone(b)
	return len(b), nil
}

// connect brings a client into the server without a network, so that the
// bubble's clock rules both.
func connect(t *testing.T, s *Server) (gossh.Conn, <-chan gossh.NewChannel, <-chan *gossh.Request) {
	t.Helper()
	near, far := net.Pipe()
	go s.ssh.HandleConn(far)
	t.Cleanup(func() { _ = near.Close() })
	conn, chans, asked, err := gossh.NewClientConn(newOutbox(near, t.Context().Done()), "pipe", &gossh.ClientConfig{
		User: "siti", HostKeyCallback: gossh.InsecureIgnoreHostKey(), Auth: []gossh.AuthMethod{noKey()},
	})
	if err != nil {
		t.Fatal(err)
	}
	return conn, chans, asked
}

func TestASilentLineIsLetGo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newServer(t, nil)
		began := time.Now()
		conn, chans, _ := connect(t, s) // what the server asks is never answered
		for range chans {               // ends with the connection
		}
		_ = conn.Wait()
		if d := time.Since(began); d != askEvery+letGoAfter {
			t.Errorf("let go after %v, want %v", d, askEvery+letGoAfter)
		}
	})
}

// open opens a session in which nothing has begun.
func open(t *testing.T, conn gossh.Conn) (gossh.Channel, <-chan *gossh.Request) {
	t.Helper()
	ch, requests, err := conn.OpenChannel("session", nil)
	if err != nil {
		t.Fatal(err)
	}
	return ch, requests
}

// begin sends a command in a session.
func begin(t *testing.T, ch gossh.Channel) {
	t.Helper()
	ok, err := ch.SendRequest("exec", true, gossh.Marshal(struct{ Command string }{"help"}))
	if !ok || err != nil {
		t.Fatal(ok, err)
	}
}

// TestAnEmptyConnectionIsClosed, although its client answers.
func TestAnEmptyConnectionIsClosed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newServer(t, nil)
		began := time.Now()
		conn, chans, asked := connect(t, s)
		go gossh.DiscardRequests(asked)
		for range chans { // ends with the connection
		}
		_ = conn.Wait()
		if d := time.Since(began); d != emptyFor {
			t.Errorf("closed after %v, want %v", d, emptyFor)
		}
	})
}

// TestASessionThatDoesNotBeginIsClosed, and the connection stays.
func TestASessionThatDoesNotBeginIsClosed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newServer(t, nil)
		conn, _, asked := connect(t, s)
		go gossh.DiscardRequests(asked)
		began := time.Now()
		_, requests := open(t, conn)
		for range requests { // ends with the session
		}
		if d := time.Since(began); d != beginWithin {
			t.Errorf("closed after %v, want %v", d, beginWithin)
		}
		next, _ := open(t, conn)
		begin(t, next)
		_ = conn.Close()
	})
}

func TestAnAnsweringLineStays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		finish := make(chan struct{})
		s := newServer(t, func(context.Context, Caller, []string, io.Writer, io.Writer) int { <-finish; return 0 })
		defer close(finish)
		conn, chans, asked := connect(t, s)
		go gossh.DiscardRequests(asked)
		command, requests := open(t, conn)
		go gossh.DiscardRequests(requests)
		begin(t, command)
		gone := make(chan struct{})
		go func() {
			for range chans {
			}
			close(gone)
		}()
		select {
		case <-gone:
			t.Error("somebody who answers was let go")
		case <-time.After(time.Hour):
		}
		if err := conn.Close(); err != nil {
			t.Error(err)
		}
	})
}
