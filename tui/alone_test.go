package tui

import (
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"

	"github.com/convene-ssh/convene/cmd/convene/sshd/terminal"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/theme"
)

// display is a terminal in memory: what is typed on it, and what it shows.
type display struct {
	*vt.SafeEmulator
	title string
	keys  *io.PipeWriter
	in    *io.PipeReader
	gone  chan error // how the program on it ended
}

// plug gives a display to a program, and takes it back when the test ends.
func (s *stage) plug(width, height int, program func(*display) error) *display {
	s.t.Helper()
	d := &display{SafeEmulator: vt.NewSafeEmulator(width, height), gone: make(chan error, 1)}
	d.SetCallbacks(vt.Callbacks{Title: func(title string) { d.title = title }})
	d.in, d.keys = io.Pipe()
	// Where keys come from no terminal, Bubble Tea leaves the carriage return of a
	// new line to the terminal.
	_, err := io.WriteString(d, ansi.SetModeLineFeedNewLine)
	s.must(err)
	replies := make(chan struct{})
	go func() {
		defer close(replies)
		_, _ = io.Copy(io.Discard, d) // or writing to it stops at the first question
	}()
	go func() { d.gone <- program(d) }()
	s.t.Cleanup(func() {
		_ = d.keys.Close() // it never fails
		_ = d.Close()      // nor does this
		<-replies
	})
	return d
}

// picture is all that can be seen: of a space, only what is behind it.
func (d *display) picture() string {
	var b strings.Builder
	fmt.Fprintf(&b, "title %q, other screen %v", d.title, d.IsAltScreen())
	if !d.CursorHidden() {
		fmt.Fprintf(&b, ", cursor at %v", d.CursorPosition())
	}
	b.WriteByte('\n')
	for y := range d.Height() {
		for x := range d.Width() {
			cell := d.CellAt(x, y)
			style := cell.Style
			if cell.Content == " " {
				style = uv.Style{Bg: style.Bg}
			}
			b.WriteString(style.Styled(cell.Content))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// types presses keys and waits until they are shown.
func (d *display) types(t *testing.T, keys string) {
	t.Helper()
	if _, err := io.WriteString(d.keys, keys); err != nil {
		t.Fatal(err)
	}
	d.rests()
}

// rests lets both programs draw what there is.
func (d *display) rests() {
	<-time.After(time.Second)
	synctest.Wait()
}

// TestAnOrdinaryProgram runs the model under tea.NewProgram, beside the runtime for
// many, for the same person. Whatever they do and others change, both show the
// same.
func TestAnOrdinaryProgram(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		const width, height = 80, 24
		s.filled()
		titled := theme.Profile{Colors: theme.Colors256, Unicode: true, Titles: true}
		own, shared := s.sit("Budi", titled, width, height).Model, s.sit("Budi", titled, width, height).Model
		s.seats = nil // the programs move them from here on
		ordinary := s.plug(width, height, func(d *display) error {
			return Run(s.ctx, own, tea.WithInput(d.in), tea.WithOutput(d), tea.WithWindowSize(width, height),
				tea.WithEnvironment([]string{"TERM=xterm-256color"}), tea.WithColorProfile(colorprofile.ANSI256))
		})
		forMany := s.plug(width, height, func(d *display) error {
			return terminal.Run(s.ctx, terminal.Config{
				In: d.in, Out: d, Close: func() { _ = d.in.Close() }, Pool: s.pool,
				Size: terminal.Size{Width: width, Height: height},
			}, shared)
		})
		same := func(what string) {
			t.Helper()
			forMany.rests()
			if got, want := ordinary.picture(), forMany.picture(); got != want {
				t.Errorf("%s: the ordinary program shows\n%s\nand the runtime for many\n%s", what, got, want)
			}
		}
		same("the home")
		for _, item := range []method.AgendaID{"a2", "a1", "a3"} {
			before := ordinary.picture()
			s.do("Anan", &agenda.Open{Meeting: stageMeeting, Item: item})
			same("what somebody else did")
			if ordinary.picture() == before {
				t.Errorf("what somebody else did is not shown:\n%s", before)
			}
		}
		for _, keys := range []string{"1", "a"} {
			ordinary.types(t, keys)
			forMany.types(t, keys)
		}
		same("the line to write on")
		for _, d := range []*display{ordinary, forMany} {
			d.types(t, "\x03")
			if err := <-d.gone; err != nil {
				t.Error(err)
			}
		}
		own.Leave(s.ctx)
		shared.Leave(s.ctx)
	})
}
