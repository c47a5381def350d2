package sshd

import (
	"errors"
	"net"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"github.com/convene-ssh/convene/cmd/convene/sshd/terminal"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/refusal"
)

// TestAPersonHasOneBucket on however many connections, and it goes when nobody
// needs it.
func TestAPersonHasOneBucket(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRates()
		burst := func(person directory.PersonID, lines int) (made int) {
			for range lines {
				stranger := newBucket(changesAtOnce, changesPerSecond)
				for r.take(person, stranger) == nil {
					made++
				}
			}
			return made
		}
		if made := burst("siti", 10); made != changesAtOnce {
			t.Errorf("one person made %d changes by ten connections, want %d", made, changesAtOnce)
		}
		if made := burst("ana", 1); made != changesAtOnce {
			t.Errorf("somebody else made %d changes, want %d", made, changesAtOnce)
		}
		if made := burst("", 2); made != 2*changesAtOnce {
			t.Errorf("two strangers made %d changes, want %d", made, 2*changesAtOnce)
		}
		<-time.After(sweepRates)
		burst("ana", 1)
		if len(r.of) != 1 {
			t.Errorf("%d buckets are kept, and one is used", len(r.of))
		}
	})
}

func TestChangesPerSecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		b := newBucket(changesAtOnce, changesPerSecond)
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
		if err := b.take(); !errors.Is(err, refusal.New(refusal.TooFast)) {
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

// lines makes connections and tells which of them had to give way.
type lines struct {
	t     *testing.T
	crowd *crowd
	left  []string
}

// arrives lets somebody arrive, and go as far as their name says.
func (l *lines) arrives(name string) *counted {
	l.t.Helper()
	conn, far := net.Pipe()
	l.t.Cleanup(func() { _ = far.Close() })
	c := l.crowd.admit(parting{conn, func() { l.left = append(l.left, name) }})
	if !strings.HasPrefix(name, "half") {
		c.beStranger(func(error) { _ = c.Close() })
	}
	if strings.HasPrefix(name, "known") && !c.beKnown(name) {
		_ = c.Close()
	}
	return c
}

// parting is a connection that tells when it is closed.
type parting struct {
	net.Conn
	tell func()
}

func (p parting) Close() error {
	p.tell()
	return p.Conn.Close()
}

// TestTheOldestGiveWay among those who have shown nothing; whoever has shown
// something comes in until the house is full, whatever the others do.
func TestTheOldestGiveWay(t *testing.T) {
	l := &lines{t: t, crowd: newCrowd(Connections{Known: 3, Strangers: 2, Arriving: 2})}
	for _, step := range []struct{ comes, leaves string }{
		{"known 1", ""},
		{"half 1", ""}, {"half 2", ""}, {"half 3", "half 1"}, // the others shake hands no longer
		{"stranger 1", "half 2"}, {"stranger 2", ""}, {"stranger 3", "stranger 1"},
		{"known 2", "stranger 2"}, {"stranger 4", ""},
		{"half 4", ""}, {"half 5", "half 3"},
		{"known 3", "half 4 stranger 3"},
		{"known 4", "known 4"}, // full
	} {
		l.left = nil
		l.arrives(step.comes)
		if got := strings.Join(l.left, " "); got != step.leaves {
			t.Errorf("when %s came, %q left, and %q should have", step.comes, got, step.leaves)
		}
	}
}

// TestOnePersonDoesNotFillTheHouse: of somebody with more terminals than anybody needs, the
// oldest give way to others; nobody else does.
func TestOnePersonDoesNotFillTheHouse(t *testing.T) {
	const house = 3 * plenty
	l := &lines{t: t, crowd: newCrowd(Connections{Known: house})}
	comes := func(whose string) (in bool, left string) {
		l.left = nil
		return l.arrives("half").beKnown(whose), strings.Join(l.left, " ")
	}
	first := l.arrives("known honest")
	var greedy []*counted
	for range house - 1 {
		c := l.arrives("half")
		if !c.beKnown("code") || !c.beKnown("greedy") { // by a code first, then as who they are
			t.Fatal("there was room")
		}
		greedy = append(greedy, c)
	}
	for i := range house - 1 - plenty {
		if in, left := comes(strconv.Itoa(i)); !in || left != "half" || greedy[i].in != nil {
			t.Fatalf("newcomer %d is in: %v, and %q left", i, in, left)
		}
	}
	if in, left := comes("one too many"); in || left != "" {
		t.Errorf("nobody has too many: in %v, and %q left", in, left)
	}
	if first.in == nil || l.crowd.makeRoom() && first.in == nil {
		t.Error("somebody else had to leave")
	}
}

// TestWhoeverLeavesMakesRoom once, however often they are closed, and the last
// one is waited for.
func TestWhoeverLeavesMakesRoom(t *testing.T) {
	l := &lines{t: t, crowd: newCrowd(Connections{Known: 1})}
	first := l.arrives("known 1")
	if l.arrives("half").beKnown("half") {
		t.Error("a second came in")
	}
	for range 2 {
		_ = first.Close()
	}
	if first.beKnown("first") {
		t.Error("a closed connection came in")
	}
	last := l.arrives("known 2")
	if !last.beKnown("known 2") || l.arrives("half").beKnown("half") {
		t.Error("who left did not make room for exactly one")
	}
	gone := l.crowd.gone()
	select {
	case <-gone:
		t.Fatal("nobody is left, and some are here")
	default:
	}
	for _, q := range []*queue{&l.crowd.arriving, &l.crowd.strangers, &l.crowd.known} {
		for q.all.Len() > 0 {
			_ = q.all.Front().Value.(*counted).Close()
		}
	}
	<-gone
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
		{"a subsystem", []string{"subsystem"}, []string{"subsystem"}, 0},
		{"nothing else", []string{"auth-agent-req@openssh.com", "x11-req", "signal", "break"}, nil, 0},
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
	conn := c.admit(near)
	gone := c.gone()
	select {
	case <-gone:
		t.Error("gone while somebody is here")
	default:
	}
	_ = conn.Close()
	<-gone
}
