package terminal

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
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
// not read holds up nothing else. The goroutine lives only while there is
// something to draw: most of the time there is nothing, for any of many people.
type output struct {
	Config
	end  context.CancelCauseFunc
	left chan struct{} // closed when the terminal is given back

	mu       sync.Mutex
	newest   *picture // that waits to be drawn, or nil
	drawing  bool     // the goroutine is there
	leaving  bool     // it is to give the terminal back when nothing waits
	farewell string   // to be printed then

	// The goroutine's own, from one to the next.
	shown  *frame.Frame // nil before the first picture, the zero Frame when nothing is known
	broken error        // why nothing more is drawn

	began atomic.Int64 // when the write that goes on has begun, in ns after made; negative for none
	made  time.Time
	// patience is over when a write may have made no progress for long. It is
	// for whoever calls show and check.
	patience <-chan time.Time
}

// newOutput draws what it is shown until it is to leave. It calls end with
// ErrHungUp if a write fails, or a *PanicError.
func newOutput(cfg Config, end context.CancelCauseFunc) *output {
	o := &output{Config: cfg, end: end, left: make(chan struct{}), made: cfg.Clock.Now()}
	o.began.Store(-1)
	return o
}

// run draws until nothing waits.
func (o *output) run() {
	for {
		p, leaving := o.next()
		switch {
		case p != nil && o.broken == nil:
			if o.broken = caught(func() error { return o.draw(*p) }); o.broken != nil {
				o.end(o.broken)
			}
		case leaving:
			if !errors.Is(o.broken, ErrHungUp) { // whoever has gone needs none
				_ = o.write(o.last())
			}
			close(o.left)
			return
		case p == nil:
			return
		}
	}
}

// next takes the picture that waits. Where there is none, it tells whether it is
// time to leave; otherwise the goroutine ends.
func (o *output) next() (p *picture, leaving bool) {
	o.mu.Lock()
	defer o.mu.Unlock()
	p, o.newest = o.newest, nil
	o.drawing = p != nil || o.leaving
	return p, p == nil && o.leaving
}

// draw writes what turns the screen into a picture, or returns ErrHungUp.
func (o *output) draw(p picture) error {
	if o.shown == nil {
		first := enter
		if o.Background {
			first += ansi.RequestBackgroundColor
		}
		if err := o.write([]byte(first)); err != nil {
			return err
		}
	}
	if o.shown == nil || p.whole {
		o.shown = &frame.Frame{}
	}
	diff := o.Pool.Diff(o.shown, p.frame)
	o.shown = p.frame
	return o.write(diff)
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
// waits for the terminal.
func (o *output) show(p picture) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.newest != nil {
		p.whole = p.whole || o.newest.whole
	}
	o.newest = &p
	o.begin()
	if o.patience == nil {
		o.patience = o.Clock.After(Patience)
	}
}

// begin starts the goroutine where it is not there. The caller holds the lock.
func (o *output) begin() {
	if !o.drawing {
		o.drawing = true
		go o.run()
	}
}

// check is for when patience is over. It returns ErrStuck if all that time went
// into one write, and otherwise waits for as long as that write may still take.
func (o *output) check() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	began, left := time.Duration(o.began.Load()), Patience
	switch {
	case began >= 0:
		left -= o.Clock.Now().Sub(o.made) - began
	case !o.drawing:
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
	if o.shown != nil && o.shown.Title != "" {
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
	o.mu.Lock()
	o.leaving, o.farewell = true, farewell
	o.begin()
	o.mu.Unlock()
	select {
	case <-o.left:
	case <-o.Clock.After(lastPatience):
		o.Close()
	}
}
