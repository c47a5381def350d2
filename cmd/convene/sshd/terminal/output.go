package terminal

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"github.com/convene-ssh/convene/tui/frame"
)

// lastPatience is how long leaving the screen may take: others wait for the
// server to stop.
const lastPatience = 2 * time.Second

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
	line  *Line
	shown *frame.Frame // nil before the first picture, the zero Frame when nothing is known
}

func newOutput(cfg Config, end context.CancelCauseFunc) *output {
	return &output{Config: cfg, line: NewLine(cfg.Out, func() {
		end(ErrStuck)
		cfg.Close() // the write returns
	})}
}

// show draws a picture, all of it if whatever the terminal shows may be spoilt.
// It returns ErrHungUp if a write fails.
func (o *output) show(f *frame.Frame, whole bool) error {
	var first []byte // in one packet with the picture
	if o.shown == nil {
		first = o.first()
	}
	if o.shown == nil || whole {
		o.shown = &frame.Frame{}
	}
	diff := o.Pool.Diff(o.shown, f)
	o.shown = f
	if first != nil {
		diff = append(first, diff...) // the difference is others' too
	}
	return o.write(diff)
}

// first takes the screen, and asks what has to be known of it.
func (o *output) first() []byte {
	first := enter
	if o.NotUTF8 != nil {
		first += askUTF8
	}
	if o.Background {
		first += ansi.RequestBackgroundColor
	}
	return []byte(first)
}

func (o *output) write(b []byte) error {
	if _, err := o.line.Write(b); err != nil {
		return fmt.Errorf("%w: %w", ErrHungUp, err)
	}
	return nil
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
