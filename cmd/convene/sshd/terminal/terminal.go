// Package terminal runs the screens of one person in one terminal. Bubble Tea
// is the runtime of the screens (Update, commands, messages); reading keys and
// drawing are done here, because its own cost too much for a room of people.
//
// Four things run beside the program, and all of them end with it: one reads
// bytes, one makes messages of bytes and resizes, one finds out what changed on
// the screen, and one writes. A terminal that stops reading holds up only the
// last two; frames it missed are never sent.
package terminal

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

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
	Stack []byte // empty if it was in a tea.Sequence; Bubble Tea printed that one
}

// Error holds the value, for logs only: it may hold people's words.
func (e *PanicError) Error() string { return fmt.Sprintf("terminal: panic: %v", e.Value) }

// Model is a program whose screen is a frame. Update must return a Model again.
// View is not drawn.
type Model interface {
	tea.Model
	// Frame returns the picture of the current state. It is called after every
	// batch of messages and must not wait for anything. Nobody changes it
	// afterwards.
	Frame() *frame.Frame
}

// Clock tells the time, and when some has passed.
type Clock interface {
	Now() time.Time
	After(time.Duration) <-chan time.Time
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
	// Clock measures silence and patience.
	Clock Clock
	// Background asks the terminal for the colour of its background; the model
	// receives the answer, if there is one, as tea.BackgroundColorMsg.
	Background bool
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

	s := &screen{model: model, size: cfg.Size.clamp(), pictures: make(chan picture, 1), end: end}
	program := tea.NewProgram(s, programOptions(ctx)...)
	out := newOutput(cfg)
	defer out.close()
	drawn := make(chan error, 1)
	go func() {
		err := caught(func() error { return out.run(ctx, s.pictures) })
		end(err)
		drawn <- err
	}()
	go func() { end(caught(func() error { return listen(ctx, cfg, program.Send) })) }()

	reason := endOf(ctx, program)
	end(reason)
	err := <-drawn
	if p := (*PanicError)(nil); err == nil || errors.As(err, &p) { // no write has failed
		err = out.leave(farewell(cfg, reason))
	}
	if errors.Is(err, ErrStuck) {
		cfg.Close()
	}
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

// programOptions turn off everything of Bubble Tea but the runtime. It still
// catches panics in commands.
func programOptions(ctx context.Context) []tea.ProgramOption {
	return []tea.ProgramOption{
		tea.WithContext(ctx),
		tea.WithInput(nil),
		tea.WithOutput(io.Discard),
		tea.WithoutRenderer(),
		// Its ticker never stops; 1 is the slowest.
		tea.WithFPS(1),
		// Signals are for the server.
		tea.WithoutSignalHandler(),
		// Neither the server's environment nor, if the client sends TMUX, the
		// server's tmux are any source of facts about this terminal.
		tea.WithEnvironment([]string{}),
		tea.WithColorProfile(colorprofile.ANSI256),
		tea.WithFilter(filter),
	}
}

// filter drops what Bubble Tea itself tells at the start, in any order and with
// a window size of its own, and the request to stop the server's process.
func filter(_ tea.Model, msg tea.Msg) tea.Msg {
	switch msg.(type) {
	case tea.WindowSizeMsg, tea.ColorProfileMsg, tea.EnvMsg, tea.SuspendMsg:
		return nil
	}
	return msg
}

// endOf runs the program and tells why it ended, nil if it quit.
func endOf(ctx context.Context, program *tea.Program) error {
	_, err := program.Run()
	switch {
	case err == nil, errors.Is(err, tea.ErrInterrupted):
		return nil
	case ctx.Err() != nil:
		return context.Cause(ctx)
	case errors.Is(err, tea.ErrProgramPanic):
		return &PanicError{Value: err}
	}
	return err
}

func farewell(cfg Config, reason error) string {
	if cfg.Farewell == nil {
		return ""
	}
	return cfg.Farewell(reason)
}
