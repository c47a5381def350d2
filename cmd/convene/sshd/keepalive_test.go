package sshd

import (
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

func TestAnAnsweringLineStays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newServer(t, nil)
		conn, chans, asked := connect(t, s)
		go gossh.DiscardRequests(asked)
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
