package terminal

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/charmbracelet/x/ansi"

	"github.com/convene-ssh/convene/tui/frame"
)

const (
	// Patience is how long a write may make no progress before the terminal is
	// let go. Slow lines and suspended laptops are our people.
	Patience = 30 * time.Second
	// lastPatience is how long leaving the screen may take: others wait for the
	// server to stop.
	lastPatience = 2 * time.Second
	// chunkSize is how many bytes count as progress. The SSH library keeps two
	// buffers of the largest chunk for each terminal.
	chunkSize = 1 << 10
)

const (
	enter = ansi.SetModeAltScreenSaveCursor + ansi.SetModeBracketedPaste +
		ansi.ResetModeAutoWrap + ansi.HideCursor
	// leave clears too: not every terminal has an alternate screen, and what
	// was discussed should not stay behind.
	leave = ansi.ResetStyle + ansi.CursorHomePosition + ansi.EraseEntireScreen +
		ansi.SetModeAutoWrap + ansi.ResetModeBracketedPaste + ansi.ShowCursor +
		ansi.ResetModeAltScreenSaveCursor
)

// picture is a frame on its way to the terminal.
type picture struct {
	frame *frame.Frame
	whole bool // draw all of it, whatever the terminal shows
}

// output draws pictures on a goroutine of its own, so that a terminal that does
// not read holds up nothing else.
type output struct {
	Config
	pictures chan picture // one slot, the newest; closed to leave
	farewell string       // set before that
	left     chan struct{}

	shown *frame.Frame // the zero Frame when nothing is known; the goroutine's own
	began atomic.Int64 // when the write that goes on has begun, in ns after made; negative for none
	made  time.Time
	// patience is over when a write may have made no progress for long. It is
	// for whoever calls show and check.
	patience <-chan time.Time
}

// newOutput draws what it is shown until it is to leave. It calls end with
// ErrHungUp if a write fails, or a *PanicError.
func newOutput(cfg Config, end context.CancelCauseFunc) *output {
	o := &output{
		Config: cfg, pictures: make(chan picture, 1), left: make(chan struct{}),
		shown: &frame.Frame{}, made: cfg.Clock.Now(), patience: cfg.Clock.After(Patience),
	}
	o.began.Store(-1)
	go func() {
		defer close(o.left)
		err := caught(o.draw)
		if err != nil {
			end(err)
		}
		for range o.pictures { // after an error, until it is to leave
		}
		if !errors.Is(err, ErrHungUp) {
			_ = o.write(o.last()) // whoever has gone needs none
		}
	}()
	return o
}

// draw draws every picture until there are no more (nil) or a write fails
// (ErrHungUp).
func (o *output) draw() error {
	first := enter
	if o.Background {
		first += ansi.RequestBackgroundColor
	}
	buf := []byte(first)
	for {
		if err := o.write(buf); err != nil {
			return err
		}
		if cap(buf) > chunkSize {
			buf = nil // whole screens are rare, and many terminals are open
		}
		p, more := <-o.pictures
		if !more {
			return nil
		}
		if p.whole {
			o.shown = &frame.Frame{}
		}
		buf = o.Pool.AppendDiff(buf[:0], o.shown, p.frame)
		o.shown = p.frame
		if len(buf) > chunkSize { // terminals that can, show it when it is whole
			buf = slices.Concat([]byte(ansi.SetModeSynchronizedOutput), buf, []byte(ansi.ResetModeSynchronizedOutput))
		}
	}
}

// write writes b in chunks, so that progress shows on a slow line.
func (o *output) write(b []byte) error {
	defer o.began.Store(-1)
	for chunk := range slices.Chunk(b, chunkSize) {
		o.began.Store(int64(o.Clock.Now().Sub(o.made)))
		if _, err := o.Out.Write(chunk); err != nil {
			return fmt.Errorf("%w: %w", ErrHungUp, err)
		}
	}
	return nil
}

// show puts a picture in place of the one that waits to be drawn. It never
// blocks: nobody else puts anything there.
func (o *output) show(p picture) {
	select {
	case missed := <-o.pictures:
		p.whole = p.whole || missed.whole
	default:
	}
	o.pictures <- p
	if o.patience == nil {
		o.patience = o.Clock.After(Patience)
	}
}

// check is for when patience is over. It returns ErrStuck if all that time went
// into one write, and otherwise waits for as long as that write may still take.
func (o *output) check() error {
	began, left := time.Duration(o.began.Load()), Patience
	switch {
	case began >= 0:
		left -= o.Clock.Now().Sub(o.made) - began
	case len(o.pictures) == 0:
		o.patience = nil
		return nil
	}
	if left <= 0 {
		return ErrStuck
	}
	o.patience = o.Clock.After(left)
	return nil
}

// last is what gives the terminal back as it was, with the farewell.
func (o *output) last() []byte {
	var b strings.Builder
	if o.shown.Title != "" {
		b.WriteString(ansi.SetWindowTitle(""))
	}
	b.WriteString(leave)
	if o.farewell != "" {
		b.WriteString(strings.ReplaceAll(o.farewell, "\n", "\r\n"))
		b.WriteString("\r\n")
	}
	return []byte(b.String())
}

// leave lets the screen be left with a farewell, and closes the connection if
// that takes too long. Nothing may be shown afterwards.
func (o *output) leave(farewell string) {
	o.farewell = farewell
	close(o.pictures)
	select {
	case <-o.left:
	case <-o.Clock.After(lastPatience):
		o.Close()
	}
}
