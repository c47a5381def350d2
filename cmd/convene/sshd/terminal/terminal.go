// Package terminal runs the screens of one person in one terminal. The screens
// are models of Bubble Tea; its runtime, reading keys and drawing are done here,
// because tea.Program costs too much for a room of people: each has a renderer
// that takes its whole screen apart for every picture, and a ticker that never
// stops. README.md says what that comes to in a room of a thousand people, and
// make bench-full measures it again.
//
// One goroutine reads bytes, one calls the model and draws, and one lives for
// each command that is under way. A terminal that stops reading holds up only
// the one that draws; pictures it missed are never sent.
package terminal

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/tui/frame"
)

// Why a terminal ended, if its person did not quit.
var (
	// ErrHungUp: the connection is closed or broken.
	ErrHungUp = errors.New("terminal: hung up")
	// ErrStuck: a write made no progress for [Patience].
	ErrStuck = errors.New("terminal: stopped reading")
)

// PanicError reports that the screens panicked. Only this terminal ended.
type PanicError struct {
	Value any
	Stack []byte
}

// Error holds the value, for logs only: it may hold people's words.
func (e *PanicError) Error() string { return fmt.Sprintf("terminal: panic: %v", e.Value) }

// Model is a program whose screen is a frame. Update must return a Model again.
// View is never called. Commands may be batched; a tea.Sequence, whose parts Bubble
// Tea keeps to itself, is not run.
type Model interface {
	tea.Model
	// Frame returns the picture of the current state. It is called whenever that
	// may have changed, and must wait for nothing but drawing. Nobody changes it
	// afterwards.
	Frame() *frame.Frame
	// News holds a wake-up when there is something new to see that no message
	// tells of; it may be nil, and another one after each call of the model.
	// Refresh then takes it in, reports whether that changes the picture, and may
	// return a command.
	News() <-chan struct{}
	Refresh() (bool, tea.Cmd)
}

// Config is what a terminal is made of.
type Config struct {
	// In and Out are the two directions of the terminal in raw mode. A read may
	// outlast Run; it must end when the connection does.
	In  io.Reader
	Out io.Writer
	// Close ends the connection, so that a write that hangs returns.
	Close func()
	// Size is the first size of the window, and Resizes delivers the later
	// ones; closing it means that the person hung up.
	Size    Size
	Resizes <-chan Size
	// Background asks the terminal for the colour of its background; the model
	// receives the answer, if there is one, as tea.BackgroundColorMsg.
	Background bool
	// NotUTF8 is what the model receives if the terminal answers that it does not
	// read UTF-8; all is drawn anew then. The first picture does not wait for the
	// answer, and where there is none nothing changes: a slow line has no time to
	// draw everything twice. If it is nil, the terminal is not asked.
	NotUTF8 tea.Msg
	// Pool is shared by all terminals of a server.
	Pool *frame.Pool
	// Farewell returns what is printed after the screen is left, clean and with
	// "\n" between lines. The reason is what Run returns. It may be nil.
	Farewell func(reason error) string
}

// Run shows the model until it quits, the connection ends or ctx does, and
// restores the terminal if it still takes what is written. It returns nil if
// the model quit; otherwise ErrHungUp, ErrStuck, a *PanicError, or the cause of
// the end of ctx. The model receives a tea.WindowSizeMsg between Init and
// everything else.
func Run(ctx context.Context, cfg Config, model Model) error {
	ctx, end := context.WithCancelCause(ctx)
	defer end(nil)
	p := &program{
		Config: cfg, model: model, out: newOutput(cfg, end), inbox: make(chan tea.Msg), end: end,
	}
	left := make(chan struct{})
	defer close(left)
	context.AfterFunc(ctx, func() { // wherever the program is by then
		late := time.AfterFunc(lastPatience, cfg.Close)
		defer late.Stop()
		select {
		case p.inbox <- ended{}:
			<-left
		case <-left:
		}
	})
	reason := caught(func() error { return p.run(ctx) })
	if reason == errQuit {
		reason = nil
	}
	end(reason)
	p.out.leave(farewell(cfg, reason))
	return reason
}

// caught runs f and returns its panic as an error: it is this terminal's alone.
func caught(f func() error) (err error) {
	defer func() {
		if value := recover(); value != nil {
			err = &PanicError{Value: value, Stack: debug.Stack()}
		}
	}()
	return f()
}

func farewell(cfg Config, reason error) string {
	if cfg.Farewell == nil {
		return ""
	}
	return cfg.Farewell(reason)
}
