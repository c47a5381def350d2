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
	return connectBy(t, s, "SSH-2.0-Go")
}

// connectBy brings in a client that calls itself so.
func connectBy(t *testing.T, s *Server, version string) (gossh.Conn, <-chan gossh.NewChannel, <-chan *gossh.Request) {
	t.Helper()
	near, far := net.Pipe()
	go s.ssh.HandleConn(far)
	t.Cleanup(func() { _ = near.Close() })
	conn, chans, asked, err := gossh.NewClientConn(newOutbox(near, t.Context().Done()), "pipe", &gossh.ClientConfig{
		User: "siti", HostKeyCallback: gossh.InsecureIgnoreHostKey(), Auth: []gossh.AuthMethod{noKey()},
		ClientVersion: version,
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

// TestAnAnsweringLineStays, but not for ever where it shows neither a code nor a
// key that is known.
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
		case <-time.After(s.crowd.strangersFor - askEvery):
		}
		select {
		case <-gone:
		case <-time.After(2*askEvery + toldFor):
			t.Error("somebody who shows nothing stays")
		}
		if err := conn.Close(); err != nil {
			t.Error(err)
		}
	})
}

// TestASharedConnectionIsWoken: OpenSSH notices that one of several clients of a
// connection was killed only when something comes from the server. Nobody else
// is sent more than the question for a sign of life, nor is who has no session.
func TestASharedConnectionIsWoken(t *testing.T) {
	const openSSH, windows = "SSH-2.0-OpenSSH_9.2p1 Debian-2+deb12u6", "SSH-2.0-OpenSSH_for_Windows_9.5"
	for _, test := range []struct {
		name, version string
		leaves        int // the session ends after so many of 20 seconds; 0 for none
		want          []int
	}{
		{"OpenSSH", openSSH, 20, []int{3, 6, 9, 12, 15, 15, 18}},
		{"OpenSSH for Windows", windows, 20, []int{3, 6, 9, 12, 15, 15, 18}},
		{"OpenSSH that leaves", openSSH, 7, []int{3, 6, 15}},
		{"OpenSSH without a session", openSSH, 0, []int{15}},
		{"another", "SSH-2.0-PuTTY_Release_0.81", 20, []int{15}},
	} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				finish := make(chan struct{})
				s := newServer(t, func(context.Context, Caller, []string, io.Writer, io.Writer) int { <-finish; return 0 })
				conn, _, asked := connectBy(t, s, test.version)
				if test.leaves > 0 {
					command, requests := open(t, conn)
					go gossh.DiscardRequests(requests)
					begin(t, command)
				}
				time.AfterFunc(time.Duration(test.leaves)*time.Second, func() { close(finish) })
				if came := cameWithin(20*time.Second, asked); !slices.Equal(came, test.want) {
					t.Errorf("something came after %d seconds, want %d", came, test.want)
				}
				_ = conn.Close()
			})
		})
	}
}

// cameWithin answers what the server asks for so long, and returns when it came,
// in seconds.
func cameWithin(long time.Duration, asked <-chan *gossh.Request) []int {
	var came []int
	began, over := time.Now(), time.After(long)
	for {
		select {
		case r := <-asked:
			came = append(came, int(time.Since(began)/time.Second))
			if r.WantReply {
				_ = r.Reply(false, nil) // fails once the line is gone
			}
		case <-over:
			return came
		}
	}
}
