package terminal

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
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

// askUTF8 writes a letter of two bytes, which the first picture clears, and asks
// where the cursor is. It is one cell on where the terminal reads UTF-8 and takes a
// cell for what is ambiguous in East Asia, as borders are. The second row keeps the
// answer apart from that of a key: F3 with Shift says row 1.
const askUTF8 = "\x1b[2Hé" + ansi.RequestCursorPositionReport

// output draws pictures. It waits for a terminal that does not read, and lets it
// go in the end.
type output struct {
	Config
	end   context.CancelCauseFunc
	shown *frame.Frame // nil before the first picture, the zero Frame when nothing is known

	mu      sync.Mutex
	began   time.Time // when the write that goes on has begun; zero for none
	watched bool      // a timer will look at it
}

// show draws a picture, all of it if whatever the terminal shows may be spoilt.
// It returns ErrHungUp if a write fails.
func (o *output) show(f *frame.Frame, whole bool) error {
	if o.shown == nil {
		first := enter
		if o.NotUTF8 != nil {
			first += askUTF8
		}
		if o.Background {
			first += ansi.RequestBackgroundColor
		}
		if err := o.write([]byte(first)); err != nil {
			return err
		}
	}
	if o.shown == nil || whole {
		o.shown = &frame.Frame{}
	}
	diff := o.Pool.Diff(o.shown, f)
	o.shown = f
	return o.write(diff)
}

// write writes b in chunks, so that progress shows on a slow line. The SSH library
// keeps two buffers of the largest chunk for each terminal.
func (o *output) write(b []byte) error {
	for chunk := range slices.Chunk(b, frame.AtOnce) {
		o.begin()
		_, err := o.Out.Write(chunk)
		o.done()
		if err != nil {
			return fmt.Errorf("%w: %w", ErrHungUp, err)
		}
	}
	return nil
}

// begin notes that a write begins. One timer watches many writes after each
// other.
func (o *output) begin() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.began = o.Clock.Now()
	if !o.watched {
		o.watched = true
		o.Clock.AfterFunc(Patience, o.check)
	}
}

func (o *output) done() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.began = time.Time{}
}

// check lets the terminal go if it is stuck.
func (o *output) check() {
	if o.stuck() {
		o.end(ErrStuck)
		o.Close() // the write returns
	}
}

// stuck reports whether a write has taken all the patience there is. Otherwise
// it looks again when one that goes on may have.
func (o *output) stuck() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.watched = !o.began.IsZero()
	if !o.watched {
		return false
	}
	left := Patience - o.Clock.Now().Sub(o.began)
	if left > 0 {
		o.Clock.AfterFunc(left, o.check)
	}
	return left <= 0
}

// leave gives the terminal back as it was, and prints a farewell.
func (o *output) leave(farewell string) {
	_ = o.write(o.last(farewell)) // fails where nobody is left to see it
}

func (o *output) last(farewell string) []byte {
	var b strings.Builder
	if o.shown != nil && o.shown.Title != "" {
		b.WriteString(ansi.SetWindowTitle(""))
	}
	b.WriteString(leave)
	if farewell != "" {
		b.WriteString(strings.ReplaceAll(farewell, "\n", "\r\n"))
		b.WriteString("\r\n")
	}
	return []byte(b.String())
}
