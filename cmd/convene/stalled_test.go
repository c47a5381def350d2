package main

import (
	"fmt"
	"runtime"
	"testing"
	"time"

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

	narrow := s.stalls("Narrow", 1<<10)
	watcher.sees("3 here")
	deaf := s.stalls("Deaf", 2<<20)
	watcher.sees("4 here")
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
		watcher.scrolls(mark)
	}
	if grown := heap() - before; grown > 8<<20 {
		t.Errorf("twenty items that three people did not take cost %d bytes", grown)
	}

	s.asks(here)
	writer.adds("patience")
	watcher.scrolls("patience")
	watcher.sees(fmt.Sprintf("%d here", here))
	s.asks(4) // a frozen one is still being waited for
	watcher.sees(fmt.Sprintf("%d here", here-2))
	for _, gone := range []<-chan error{narrow, deaf} {
		if err := <-gone; err == nil {
			t.Error("somebody who took nothing was not let go")
		}
	}
	for range rounds - 2 {
		s.asks(atTheEnd)
	}
	watcher.sees(fmt.Sprintf("%d here", atTheEnd))
	writer.adds("afterwards")
	watcher.scrolls("afterwards")
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

// stalls brings somebody in who then takes a window full of bytes and no more.
// They still answer the server. What comes back tells how they were let go.
func (s *scene) stalls(name string, window uint32) <-chan error {
	s.t.Helper()
	n, err := guest.SitNarrow(s.ctx, s.address, window, guest.Options{
		User: s.code(session.Participant), Key: newKey(s.t), Width: 300, Height: 120,
	})
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
