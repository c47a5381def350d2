package sshd

import (
	"errors"
	"net"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"github.com/convene-ssh/convene/cmd/convene/sshd/terminal"
	"github.com/convene-ssh/convene/session"
)

func TestChangesPerSecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBucket(session.SystemClock{})
		burst := func() int {
			n := 0
			for b.take() == nil {
				n++
			}
			return n
		}
		if n := burst(); n != changesAtOnce {
			t.Errorf("%d changes at once, want %d", n, changesAtOnce)
		}
		if err := b.take(); !errors.Is(err, session.Refuse(session.TooFast)) {
			t.Errorf("one change too many: %v", err)
		}
		<-time.After(time.Second)
		if n := burst(); n != changesPerSecond {
			t.Errorf("%d changes a second later, want %d", n, changesPerSecond)
		}
		<-time.After(time.Hour)
		if n := burst(); n != changesAtOnce {
			t.Errorf("%d changes after an hour, want %d", n, changesAtOnce)
		}
	})
}

func TestConnectionsAreBounded(t *testing.T) {
	c := newCrowd(Connections{Total: 3, Each: 2})
	admit := func(from origin) net.Conn {
		conn := c.admit(piped(t), from)
		if !conn.comeIn() {
			_ = conn.Close()
			return nil
		}
		return conn
	}
	first := admit(venue)
	if first == nil || admit(venue) == nil {
		t.Fatal("the first two from a venue were turned away")
	}
	if admit(venue) != nil {
		t.Error("a third from the same venue came in")
	}
	if admit(other) == nil {
		t.Error("somebody from elsewhere was turned away")
	}
	if admit(other) != nil {
		t.Error("a fourth came in")
	}
	for range 2 { // closing twice counts out once
		_ = first.Close()
	}
	if admit(other) == nil || admit(other) != nil {
		t.Error("who left did not make room for exactly one")
	}
}

func piped(t *testing.T) net.Conn {
	conn, far := net.Pipe()
	t.Cleanup(func() { _ = far.Close() })
	return conn
}

// TestWhoNeverArrivesKeepsNobodyOut who did.
func TestWhoNeverArrivesKeepsNobodyOut(t *testing.T) {
	c := newCrowd(Connections{Total: 2, Arriving: 3, EachArriving: 2})
	inside := c.admit(piped(t), other)
	if inside == nil || !inside.comeIn() {
		t.Fatal("the first was turned away")
	}
	slow := c.admit(piped(t), venue)
	if slow == nil || c.admit(piped(t), venue) == nil {
		t.Fatal("two from a venue were turned away")
	}
	if c.admit(piped(t), venue) != nil {
		t.Error("a third of a venue shakes hands")
	}
	late := c.admit(piped(t), other)
	if late == nil || !late.comeIn() {
		t.Error("who shakes hands kept somebody out")
	}
	if slow.comeIn() {
		t.Error("a third came in")
	}
	gone := c.gone()
	for _, conn := range []*counted{inside, late, slow} {
		_ = conn.Close()
	}
	if slow.comeIn() {
		t.Error("a closed connection came in")
	}
	select {
	case <-gone:
		t.Error("the last one was not waited for")
	default:
	}
}

func TestRequestsOfASessionAreBounded(t *testing.T) {
	many := slices.Repeat([]string{"env"}, maxVariables+5)
	for _, test := range []struct {
		name        string
		asked, want []string
		payload     int
	}{
		{"a terminal", []string{"pty-req", "shell"}, []string{"pty-req", "shell"}, 0},
		{"a command", []string{"env", "exec"}, []string{"env", "exec"}, 0},
		{"nothing else", []string{"auth-agent-req@openssh.com", "x11-req", "subsystem", "signal", "break"}, nil, 0},
		{"so many variables", many, many[:maxVariables], 10},
		{"so much environment", []string{"env", "env", "env"}, []string{"env", "env"}, maxEnvironment / 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			asked, passed, sizes := make(chan *gossh.Request), make(chan *gossh.Request), make(chan terminal.Size, 1)
			go pass(asked, passed, sizes)
			go func() {
				defer close(asked)
				for _, kind := range test.asked {
					asked <- &gossh.Request{Type: kind, Payload: []byte(strings.Repeat("x", test.payload))}
				}
			}()
			var got []string
			for r := range passed {
				got = append(got, r.Type)
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("passed %q, want %q", got, test.want)
			}
			if _, open := <-sizes; open {
				t.Error("the window outlives its session")
			}
		})
	}
}

func TestTheNewestSizeWaits(t *testing.T) {
	asked, sizes := make(chan *gossh.Request), make(chan terminal.Size, 1)
	go pass(asked, make(chan *gossh.Request), sizes)
	for n := range uint32(50) {
		asked <- &gossh.Request{Type: "window-change", Payload: gossh.Marshal(struct{ Columns, Rows, Width, Height uint32 }{80 + n, 24 + n, 0, 0})}
	}
	asked <- &gossh.Request{Type: "window-change", Payload: []byte("nonsense")}
	close(asked)
	var got []terminal.Size
	for size := range sizes {
		got = append(got, size)
	}
	if want := []terminal.Size{{Width: 129, Height: 73}}; !slices.Equal(got, want) {
		t.Errorf("the window had the sizes %v, want %v", got, want)
	}
}

func TestTheCrowdIsGoneOnceTheLastHasLeft(t *testing.T) {
	c := newCrowd(Connections{})
	<-c.gone() // nobody has come
	near, far := net.Pipe()
	defer func() { _ = far.Close() }()
	conn := c.admit(near, venue)
	gone := c.gone()
	select {
	case <-gone:
		t.Error("gone while somebody is here")
	default:
	}
	_ = conn.Close()
	<-gone
}
