package main

import (
	"context"
	"fmt"
	"net"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"github.com/convene-ssh/convene/cmd/internal/guest"
	"github.com/convene-ssh/convene/session/method"
)

// The server asks every line for a sign of life, and lets a terminal go that
// takes nothing for thirty seconds, or a line that does not answer for 45.
const (
	askEvery = 15 * time.Second
	rounds   = 4 // of asking, until a line that is silent from the first is let go
)

// TestStalledTerminals has people stop reading in three ways. What the others
// write arrives all the same, and in the end those people are let go.
func TestStalledTerminals(t *testing.T) { inKualaLumpur(t, stalledTerminals) }

func stalledTerminals(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	watcher := s.facilitates()
	writer := s.participates("Siti", guest.Options{})
	writer.presses(sampleRevealed, s.says("en", "phase.say.reveal"))

	narrow := s.stalls("Narrow", 1<<10)
	watcher.sees("3 here")
	deaf := s.stalls("Deaf", 2<<20)
	watcher.sees("4 here")
	frozen := s.freezes("Frozen")
	watcher.sees("5 here")
	watcher.presses(sampleRevealed, s.says("en", "phase.say.reveal"))

	writer.adds("first")
	before := heap()
	for i := range 20 {
		mark := fmt.Sprintf("item%d.", i)
		writer.adds(mark)
		watcher.scrolls(mark)
	}
	if grown := heap() - before; grown > 8<<20 {
		t.Errorf("twenty items that three people did not take cost %d bytes", grown)
	}

	time.Sleep(askEvery)
	writer.adds("patience")
	watcher.scrolls("patience")
	watcher.sees("5 here")
	time.Sleep(askEvery)
	for _, gone := range []<-chan error{narrow, deaf} {
		if err := <-gone; err == nil {
			t.Error("somebody who took nothing was not let go")
		}
	}
	watcher.sees("3 here") // the frozen one is still being waited for
	time.Sleep((rounds - 2) * askEvery)
	watcher.sees("2 here")
	frozen.thaw()
	writer.adds("afterwards")
	watcher.scrolls("afterwards")
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

// stalls brings somebody in who then takes a window full of bytes and no more.
// They still answer the server. What comes back tells how they were let go.
func (s *scene) stalls(name string, window uint32) <-chan error {
	s.t.Helper()
	n, err := guest.SitNarrow(s.ctx, s.at, window, s.reach(guest.Options{
		User: s.code(method.Participant), Key: newKey(s.t), Width: 300, Height: 120,
	}))
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { _ = n.Hang() }) // they were let go
	if err := n.Type(who{name: name}.keys()); err != nil {
		s.t.Fatal(err)
	}
	if err := n.Reads(s.says("en", "meeting.home")); err != nil {
		s.t.Fatal(err)
	}
	if err := n.Fill(); err != nil {
		s.t.Fatal(err)
	}
	gone := make(chan error, 1)
	go func() { gone <- n.Gone() }()
	return gone
}

// frozen is a connection on which nothing comes and goes any more, as that of a
// machine that sleeps.
type frozen struct {
	net.Conn
	is   atomic.Bool
	warm chan struct{} // closed when it thaws
}

// freezes brings somebody in whose connection then freezes.
func (s *scene) freezes(name string) *frozen {
	s.t.Helper()
	f := &frozen{warm: make(chan struct{})}
	o := s.reach(guest.Options{User: s.code(method.Participant), Key: newKey(s.t)})
	o.Dial = func(ctx context.Context) (net.Conn, error) {
		var err error
		f.Conn, err = s.pipes.Dial(ctx)
		return f, err
	}
	g, err := guest.Sit(s.ctx, s.at, o)
	v := s.seat(name, g, err, o.Key)
	s.comesIn(v, who{name: name, country: "ID"})
	v.presses(sampleRevealed, s.says("en", "phase.say.reveal"))
	f.is.Store(true)
	return f
}

func (f *frozen) Read(p []byte) (int, error) {
	n, err := f.Conn.Read(p)
	f.wait()
	return n, err
}

func (f *frozen) Write(p []byte) (int, error) {
	f.wait()
	return f.Conn.Write(p)
}

func (f *frozen) wait() {
	if f.is.Load() {
		<-f.warm
	}
}

// thaw lets everything pass again.
func (f *frozen) thaw() { close(f.warm) }
