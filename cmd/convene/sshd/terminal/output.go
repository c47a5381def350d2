package terminal

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/charmbracelet/x/ansi"

	"github.com/convene-ssh/convene/tui/frame"
)

const (
	// Patience is how long a write may make no progress before the terminal is
	// let go. Slow lines and suspended laptops are our people.
	Patience = 30 * time.Second
	// lastPatience is the same once the terminal has to end: others wait for
	// the server to stop.
	lastPatience = 2 * time.Second
	// chunkSize is how many bytes count as progress.
	chunkSize = 4 << 10
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

// output draws frames. Its writes are done by a goroutine of their own, which
// stays behind if a write hangs until the connection is closed.
type output struct {
	clock   Clock
	enter   string
	pool    *frame.Pool
	shown   *frame.Frame // the zero Frame when nothing is known
	chunks  chan []byte
	written chan error
}

func newOutput(cfg Config) *output {
	o := &output{clock: cfg.Clock, pool: cfg.Pool, enter: enter, shown: &frame.Frame{}, chunks: make(chan []byte), written: make(chan error, 1)}
	if cfg.Background {
		o.enter += ansi.RequestBackgroundColor
	}
	go func() {
		for chunk := range o.chunks {
			_, err := cfg.Out.Write(chunk)
			o.written <- err
		}
	}()
	return o
}

// run draws every picture until ctx ends (nil), a write hangs (ErrStuck) or one
// fails (ErrHungUp). A picture that was begun is finished, so that what comes
// next is not taken for a part of it.
func (o *output) run(ctx context.Context, pictures <-chan picture) error {
	if err := o.write(ctx, []byte(o.enter)); err != nil {
		return err
	}
	var buf []byte
	for {
		select {
		case <-ctx.Done():
			return nil
		case p := <-pictures:
			if p.whole {
				o.shown = &frame.Frame{}
			}
			buf = o.pool.AppendDiff(buf[:0], o.shown, p.frame)
			o.shown = p.frame
			if err := o.write(ctx, buf); err != nil {
				return err
			}
			if cap(buf) > chunkSize {
				buf = nil // whole screens are rare, and many terminals are open
			}
		}
	}
}

// leave gives the terminal back as it was and prints the farewell.
func (o *output) leave(farewell string) error {
	var b strings.Builder
	if o.shown.Title != "" {
		b.WriteString(ansi.SetWindowTitle(""))
	}
	b.WriteString(leave)
	if farewell != "" {
		b.WriteString(strings.ReplaceAll(farewell, "\n", "\r\n"))
		b.WriteString("\r\n")
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	return o.write(ended, []byte(b.String()))
}

// close lets the goroutine that writes go.
func (o *output) close() { close(o.chunks) }

// write sends b in chunks, so that progress shows on a slow line.
func (o *output) write(ctx context.Context, b []byte) error {
	for chunk := range slices.Chunk(b, chunkSize) {
		o.chunks <- chunk
		if err := o.wait(ctx); err != nil {
			return err
		}
	}
	return nil
}

// wait waits until the chunk is written.
func (o *output) wait(ctx context.Context) error {
	patience, ended := o.clock.After(Patience), ctx.Done()
	for {
		select {
		case err := <-o.written:
			if err != nil {
				return fmt.Errorf("%w: %w", ErrHungUp, err)
			}
			return nil
		case <-ended:
			patience, ended = o.clock.After(lastPatience), nil
		case <-patience:
			return ErrStuck
		}
	}
}
