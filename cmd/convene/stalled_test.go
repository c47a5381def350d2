package main

import (
	"fmt"
	"io"
	"net"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"github.com/convene-ssh/convene/cmd/internal/guest"
	"github.com/convene-ssh/convene/session"
)

// The server asks every line for a sign of life, and lets a terminal go that
// takes nothing for thirty seconds, or a line that does not answer for 45.
const (
	askEvery = 15 * time.Second
	rounds   = 4 // of asking, until a line that is silent from the first is let go
)

// TestStalledTerminals has people stop reading in three ways. What the others
// write arrives all the same, and in the end those people are let go.
func TestStalledTerminals(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	watcher := s.facilitates()
	writer := s.participates("Siti", guest.Options{})
	writer.presses("1", s.says("en", "phase.say.reveal"))

	narrow := s.narrow()
	watcher.sees("3 here")
	s.deaf(watcher, "4 here")
	here, atTheEnd := 4, 2
	if program := stockSSH(t); program != "" {
		file, key := keyFile(t)
		frozen := s.stock(program, "Frozen", s.code(session.Participant), file, key)
		s.comesIn(frozen, who{name: "Frozen", country: "ID"})
		frozen.presses("1", s.says("en", "phase.say.reveal"))
		if err := frozen.Freeze(); err != nil {
			t.Fatal(err)
		}
		here++
	}
	watcher.sees(fmt.Sprintf("%d here", here))
	watcher.presses("1", s.says("en", "phase.say.reveal"))

	writer.adds("first")
	before := heap()
	for i := range 20 {
		mark := fmt.Sprintf("item%d.", i)
		writer.adds(mark)
		watcher.presses(endKey, mark)
	}
	if grown := heap() - before; grown > 8<<20 {
		t.Errorf("twenty items that three people did not take cost %d bytes", grown)
	}

	s.asks(here)
	writer.adds("patience")
	watcher.presses(endKey, "patience")
	watcher.sees(fmt.Sprintf("%d here", here))
	s.asks(4) // a frozen one is still being waited for
	watcher.sees(fmt.Sprintf("%d here", here-2))
	if err := <-narrow; err == nil {
		t.Error("who had a narrow window was not let go")
	}
	for range rounds - 2 {
		s.asks(atTheEnd)
	}
	watcher.sees(fmt.Sprintf("%d here", atTheEnd))
	writer.adds("afterwards")
	watcher.presses(endKey, "afterwards")
}

// asks lets the server ask n people for a sign of life.
func (s *scene) asks(n int) {
	s.t.Helper()
	if err := s.clock.until(s.ctx, n, askEvery); err != nil {
		s.t.Fatal(err)
	}
	s.clock.advance(askEvery)
}

// adds writes an item on the board, with what shows it at its end.
func (v *visitor) adds(mark string) {
	v.s.t.Helper()
	v.presses("a"+mark, mark)
	v.presses(enterKey, v.s.says("en", "board.added"))
	v.goesAway()
}

func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// narrow brings somebody in whose window of 1 KiB is full with the second
// screen. They still type, and answer the server. What comes back tells how
// they were let go.
func (s *scene) narrow() <-chan error {
	s.t.Helper()
	n, err := guest.SitNarrow(s.ctx, s.address, 1<<10, guest.Options{User: s.code(session.Participant), Key: newKey(s.t)})
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { _ = n.Hang() }) // they were let go
	if err := n.Type(who{name: "Narrow"}.keys()); err != nil {
		s.t.Fatal(err)
	}
	if err := n.Fill(); err != nil {
		s.t.Fatal(err)
	}
	gone := make(chan error, 1)
	go func() { gone <- n.Gone() }()
	return gone
}

// counting counts what arrives from the server, whether or not anybody reads
// it.
type counting struct {
	net.Conn
	n    atomic.Int64
	more chan struct{} // one slot: something has arrived
}

func (c *counting) Read(b []byte) (int, error) {
	n, err := c.Conn.Read(b)
	c.n.Add(int64(n))
	select {
	case c.more <- struct{}{}:
	default:
	}
	return n, err
}

// deaf brings somebody in who never reads, until their window of 2 MiB is full.
// The watcher sees them come.
func (s *scene) deaf(watcher *visitor, here string) {
	s.t.Helper()
	conn, err := new(net.Dialer).DialContext(s.ctx, "tcp", s.address)
	if err != nil {
		s.t.Fatal(err)
	}
	counted := &counting{Conn: conn, more: make(chan struct{}, 1)}
	c, channels, requests, err := gossh.NewClientConn(counted, "", &gossh.ClientConfig{
		User: s.code(session.Participant), HostKeyCallback: gossh.InsecureIgnoreHostKey(),
		Auth: []gossh.AuthMethod{gossh.PublicKeys(newKey(s.t))},
	})
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { _ = c.Close() }) // they were let go
	ch, asked, err := gossh.NewClient(c, channels, requests).OpenChannel("session", nil)
	if err != nil {
		s.t.Fatal(err)
	}
	go gossh.DiscardRequests(asked)
	send := func(request string, payload []byte) {
		if _, err := ch.SendRequest(request, false, payload); err != nil {
			s.t.Fatal(err)
		}
	}
	send("pty-req", gossh.Marshal(ptyRequest{Term: "xterm", Width: 300, Height: 120, Modes: "\x00"}))
	send("shell", nil)
	if _, err := io.WriteString(ch, who{name: "Deaf"}.keys()); err != nil {
		s.t.Fatal(err)
	}
	watcher.sees(here)
	if _, err := io.WriteString(ch, "1"); err != nil {
		s.t.Fatal(err)
	}
	const window, besides = 2 << 20, 10 // every new size draws the whole screen; packets take some bytes too
	for i, full := 0, 0; full < besides; i++ {
		send("window-change", gossh.Marshal(windowSize{Width: uint32(300 - i%20), Height: 120}))
		if counted.n.Load() >= window {
			full++
			continue
		}
		select {
		case <-counted.more:
		case <-s.ctx.Done():
			s.t.Fatalf("after %d bytes: %v", counted.n.Load(), s.ctx.Err())
		}
	}
}

type windowSize struct{ Width, Height, PixelsX, PixelsY uint32 }

type ptyRequest struct {
	Term                            string
	Width, Height, PixelsX, PixelsY uint32
	Modes                           string
}
