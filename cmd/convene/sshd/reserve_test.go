package sshd

import (
	"errors"
	"io"
	"net"
	"os"
	"strings"
	"sync"
	"syscall"
	"testing"

	gossh "golang.org/x/crypto/ssh"

	"github.com/convene-ssh/convene/session/ledger"
)

// crammed is a listener whose process has no file descriptors left until a
// connection has been let in by one that was kept in reserve.
type crammed struct {
	net.Listener
	mu    sync.Mutex
	times int // that it fails
}

func (c *crammed) Accept() (net.Conn, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.times--; c.times >= 0 && c.times%2 == 1 {
		return nil, &net.OpError{Op: "accept", Err: syscall.EMFILE}
	}
	return c.Listener.Accept()
}

// TestNewcomersAreToldThatThereIsNoRoom at once, and whoever runs the server why.
func TestNewcomersAreToldThatThereIsNoRoom(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	var failed []error
	const why = "As many people are here as this server takes."
	r := newReserve(&crammed{Listener: l, times: 4}, func(_ string, err error) { failed = append(failed, err) }, why, func() bool { return false })
	opened := 0
	r.open = func(name string) (*os.File, error) {
		if opened++; opened%2 == 1 { // while the newcomer has the descriptor
			return nil, syscall.EMFILE
		}
		return os.Open(name)
	}
	accepted := make(chan net.Conn)
	go func() {
		conn, err := r.Accept()
		if err != nil {
			t.Error(err)
		}
		accepted <- conn
	}()
	for range 2 {
		conn, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		_, _, _, err = gossh.NewClientConn(conn, "", &gossh.ClientConfig{HostKeyCallback: gossh.InsecureIgnoreHostKey()})
		if err == nil || !strings.Contains(err.Error(), why) {
			t.Errorf("a newcomer is told %v", err)
		}
	}
	last, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	conn := <-accepted
	if _, err := io.WriteString(last, "hello"); err != nil {
		t.Error(err)
	}
	_, _ = conn.Close(), last.Close()
	for _, err := range failed {
		if !errors.Is(err, ledger.ErrNoFiles) {
			t.Errorf("it is said that %v", err)
		}
	}
	if len(failed) == 0 {
		t.Error("nothing is said")
	}
}

// TestWhoeverShowedNothingMakesRoom when there are no file descriptors left, and
// the newcomer stays.
func TestWhoeverShowedNothingMakesRoom(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	l := &lines{t: t, crowd: newCrowd(Connections{})}
	for _, name := range []string{"known", "stranger", "half"} {
		l.arrives(name)
	}
	r := newReserve(&crammed{Listener: listener, times: 2}, func(string, error) {}, "full", l.crowd.makeRoom)
	newcomer, err := net.Dial("tcp", listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = newcomer.Close() }()
	conn, err := r.Accept()
	if err != nil {
		t.Fatal(err)
	}
	_ = conn.Close()
	if got := strings.Join(l.left, " "); got != "half" {
		t.Errorf("%q made room", got)
	}
	if !l.crowd.makeRoom() || l.crowd.makeRoom() {
		t.Error("a stranger makes room too, and nobody who is known")
	}
}

// TestNobodyWaitsInCirclesForADescriptor: where not even one is in reserve, the
// error is for whoever serves, who waits before they try again.
func TestNobodyWaitsInCirclesForADescriptor(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	r := newReserve(&crammed{Listener: listener, times: 2}, func(string, error) {}, "full", func() bool { return false })
	_ = r.spare.Close()
	r.spare = nil
	if _, err := r.Accept(); !errors.Is(err, syscall.EMFILE) || r.spare == nil {
		t.Errorf("it says %v, with %v in reserve", err, r.spare)
	}
}
