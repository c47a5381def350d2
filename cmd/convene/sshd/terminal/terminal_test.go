package terminal

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"

	"github.com/convene-ssh/convene/tui/frame"
)

// probe is a model that shows its size and the last message, and remembers all.
type probe struct {
	start  tea.Cmd
	on     func(tea.Msg) tea.Cmd
	draw   func(*frame.Frame)
	size   tea.WindowSizeMsg
	news   chan struct{}
	looks  bool // there is something new
	log    []string
	frames int
}

func (p *probe) Init() tea.Cmd { return p.start }

// View costs as much as a picture: nobody here may ask for it.
func (p *probe) View() tea.View { panic("nobody draws this") }

func (p *probe) News() <-chan struct{} { return p.news }

func (p *probe) Refresh() (bool, tea.Cmd) {
	p.log = append(p.log, "news")
	return p.looks, nil
}

func (p *probe) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		p.size = msg
		p.log = append(p.log, fmt.Sprintf("%dx%d", msg.Width, msg.Height))
	case tea.KeyPressMsg, tea.PasteMsg:
		p.log = append(p.log, describe(keys{msg}))
	}
	if p.on == nil {
		return p, nil
	}
	return p, p.on(msg)
}

func (p *probe) Frame() *frame.Frame {
	p.frames++
	f := &frame.Frame{
		Width: p.size.Width, Height: p.size.Height,
		Rows:   []string{"Convene", p.log[len(p.log)-1]},
		Cursor: frame.Cursor{X: 1, Y: 1, Visible: true},
	}
	if p.draw != nil {
		p.draw(f)
	}
	return f
}

// person sits at a terminal that is run in the bubble of a test.
type person struct {
	t       *testing.T
	keys    *io.PipeWriter
	screen  *vt.Emulator
	bytes   strings.Builder
	resizes chan Size
	leave   context.CancelCauseFunc
	closed  bool
	done    chan struct{} // closed when Run has returned
	reason  error         // what it returned
}

// elapse lets the time of the bubble pass, which takes no real time.
func elapse(d time.Duration) {
	<-time.After(d)
	synctest.Wait()
}

// sit starts a terminal of 40x5 for the model. Adjust its config with change.
func sit(t *testing.T, model Model, change func(*Config)) *person {
	ctx, leave := context.WithCancelCause(t.Context())
	in, keys := io.Pipe()
	p := &person{
		t: t, keys: keys, screen: vt.NewEmulator(40, 5), resizes: make(chan Size, 100),
		leave: leave, done: make(chan struct{}),
	}
	cfg := Config{
		Pool: frame.NewPool(),
		In:   in, Out: p, Close: func() { p.closed = true },
		Size: Size{40, 5}, Resizes: p.resizes,
		Farewell: func(reason error) string { return fmt.Sprintf("bye\nbecause %v", reason) },
	}
	if change != nil {
		change(&cfg)
	}
	go func() {
		defer close(p.done)
		p.reason = Run(ctx, cfg, model)
	}()
	t.Cleanup(func() {
		leave(nil)
		_ = keys.Close()
		<-p.done
	})
	synctest.Wait()
	return p
}

// Write is the terminal's own end of the line. The test answers its questions, not
// the screen.
func (p *person) Write(b []byte) (int, error) {
	p.bytes.Write(b)
	_, err := p.screen.WriteString(strings.ReplaceAll(string(b), ansi.RequestCursorPositionReport, ""))
	return len(b), err
}

func (p *person) types(s string) {
	p.t.Helper()
	if _, err := io.WriteString(p.keys, s); err != nil {
		p.t.Fatal(err)
	}
	synctest.Wait()
}

func (p *person) sees(want string) {
	p.t.Helper()
	if got := p.screen.String(); !strings.Contains(got, want) {
		p.t.Fatalf("the screen shows\n%s\nwant %q", got, want)
	}
}

// ended reports whether Run has returned.
func (p *person) ended() bool {
	select {
	case <-p.done:
		return true
	default:
		return false
	}
}

// endedWith asserts that Run returned a reason and restored the terminal.
func (p *person) endedWith(want error) {
	p.t.Helper()
	synctest.Wait()
	if !p.ended() {
		p.t.Fatal("Run goes on")
	}
	if !errors.Is(p.reason, want) {
		p.t.Fatalf("the reason is %v, want %v", p.reason, want)
	}
	if p.screen.IsAltScreen() || p.screen.CursorHidden() {
		p.t.Error("the alternate screen or the hidden cursor stays behind")
	}
	for _, mode := range []string{"\x1b[?2004l", "\x1b[?7h"} {
		if !strings.Contains(p.bytes.String(), mode) {
			p.t.Errorf("%q was not sent", mode)
		}
	}
	p.sees("bye\nbecause")
}

func TestRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		model := &probe{}
		p := sit(t, model, nil)
		if !p.screen.IsAltScreen() {
			t.Error("not on the alternate screen")
		}
		p.sees("40x5")
		p.types("ñ")
		p.sees("ñ")
		p.types("\x1b[200~two words")
		p.types(" more\x1b[201~")
		elapse(lineSilence)
		p.sees("<two words more>")
		p.types("\x03")
		p.sees("ctrl+c")
		sent := p.bytes.Len()
		p.types("\x03")
		if p.bytes.Len() != sent {
			t.Errorf("an equal frame sent %q", p.bytes.String()[sent:])
		}
	})
}

// TestCopies hands words to the terminal's clipboard, and to no model.
func TestCopies(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		model := &probe{on: func(msg tea.Msg) tea.Cmd {
			if _, typed := msg.(tea.KeyPressMsg); typed {
				return tea.SetClipboard("scp ñ")
			}
			if _, size := msg.(tea.WindowSizeMsg); !size {
				t.Errorf("the model is told %T", msg)
			}
			return nil
		}}
		p := sit(t, model, nil)
		p.types("c")
		if want := ansi.SetSystemClipboard("scp ñ"); !strings.Contains(p.bytes.String(), want) {
			t.Errorf("%q was not sent", want)
		}
	})
}

// TestRings passes on a bell, and tells no model.
func TestRings(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		model := &probe{on: func(msg tea.Msg) tea.Cmd {
			if _, raw := msg.(tea.RawMsg); raw {
				t.Errorf("the model is told %v", msg)
			}
			if _, typed := msg.(tea.KeyPressMsg); typed {
				return tea.Raw("\a")
			}
			return nil
		}}
		p := sit(t, model, nil)
		p.types("c")
		if !strings.Contains(p.bytes.String(), "\a") {
			t.Error("no bell was sent")
		}
	})
}

func TestSilence(t *testing.T) {
	for _, test := range []struct {
		typed, want string
		after       time.Duration
	}{
		{"\x1b", "esc", 100 * time.Millisecond},
		{"\x1b[", "alt+[", 100 * time.Millisecond},
		{"a\r", "enter", 0},
		{"abcd\r", "enter", 80 * time.Millisecond},
		{"\x1b[200~unended", "<unended>", time.Second},
	} {
		synctest.Test(t, func(t *testing.T) {
			came := make(chan time.Time, 1)
			p := sit(t, &probe{on: func(msg tea.Msg) tea.Cmd {
				if describe(keys{msg}) == test.want {
					came <- time.Now()
				}
				return nil
			}}, nil)
			start := time.Now()
			p.types(test.typed)
			select {
			case at := <-came:
				if waited := at.Sub(start); waited != test.after {
					t.Errorf("%q came after %v, want %v", test.want, waited, test.after)
				}
			case <-time.After(time.Minute):
				t.Errorf("%q did not come", test.want)
			}
		})
	}
}

// TestEarlyKeys asserts that keys which wait from the start come in their order
// and after the size.
func TestEarlyKeys(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		model := &probe{}
		sit(t, model, func(cfg *Config) {
			cfg.In = io.MultiReader(strings.NewReader("ab"), strings.NewReader("c"), cfg.In)
		})
		if got := strings.Join(model.log, " "); got != "40x5 a b c" {
			t.Errorf("got %q", got)
		}
	})
}

// TestNews: a wake-up is shown where it changes something, and does not put off
// the end of a key.
func TestNews(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		model := &probe{news: make(chan struct{}), looks: true}
		p := sit(t, model, nil)
		for _, looks := range []bool{true, false} {
			model.looks = looks
			before := model.frames
			model.news <- struct{}{}
			synctest.Wait()
			if drawn := model.frames > before; drawn != looks {
				t.Errorf("drawn: %v, want %v", drawn, looks)
			}
		}
		p.types("\x1b")
		elapse(escapeSilence - 1)
		model.news <- struct{}{}
		elapse(2) // not at the very moment: who goes first then is open
		p.sees("esc")
		if got := strings.Join(model.log, " "); got != "40x5 news news news esc" {
			t.Errorf("got %q", got)
		}
	})
}

// TestKeysAreTimedWhenTheyCome, not when a busy program takes them: lines that are
// pasted without brackets are not sent off.
func TestKeysAreTimedWhenTheyCome(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		model := &probe{}
		busy := true
		model.on = func(msg tea.Msg) tea.Cmd {
			if _, key := msg.(tea.KeyPressMsg); key && busy {
				busy = false
				<-time.After(2 * lineSilence)
			}
			return nil
		}
		p := sit(t, model, nil)
		for _, s := range []string{"x", "first\r", "second"} {
			p.types(s)
		}
		elapse(time.Second)
		if got := strings.Join(model.log, " "); got != "40x5 x <first\nsecond>" {
			t.Errorf("got %q", got)
		}
	})
}

// TestLongPasteWithoutBrackets asserts that 10,000 keys are few pictures.
func TestLongPasteWithoutBrackets(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		model := &probe{}
		p := sit(t, model, nil)
		p.types(strings.Repeat("x", 10_000))
		if len(model.log) != 10_001 || model.frames > 20 {
			t.Errorf("%d messages, %d frames", len(model.log), model.frames)
		}
	})
}

// TestNotUTF8: the model is told once, and all is drawn anew, where é is not one
// cell; where it is, nothing is.
func TestNotUTF8(t *testing.T) {
	type told struct{}
	for answer, want := range map[string]string{
		"\x1b[2;2R": "40x5", "\x1b[2;3R": "40x5 told", "\x1b[2;1R": "40x5 told", "\x1b[2;3R\x1b[2;3R": "40x5 told",
	} {
		synctest.Test(t, func(t *testing.T) {
			model := &probe{}
			model.on = func(msg tea.Msg) tea.Cmd {
				if _, ok := msg.(told); ok {
					model.log = append(model.log, "told")
				}
				return nil
			}
			p := sit(t, model, func(cfg *Config) { cfg.NotUTF8 = told{} })
			if sent := p.bytes.String(); !strings.HasPrefix(sent, enter+"\x1b[2H\u00e9\x1b[6n") {
				t.Errorf("the terminal is asked %q", sent)
			}
			before := p.bytes.Len()
			p.types(answer)
			if got := strings.Join(model.log, " "); got != want {
				t.Errorf("after %q the model has %q", answer, got)
			}
			if anew := strings.Contains(p.bytes.String()[before:], "\x1b[2J"); anew != strings.HasSuffix(want, "told") {
				t.Errorf("after %q drawn anew: %v", answer, anew)
			}
		})
	}
}

func TestResizes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		model := &probe{}
		p := sit(t, model, nil)
		for i := range 50 {
			p.resizes <- Size{30 + i, 10}
		}
		synctest.Wait()
		if last := model.log[len(model.log)-1]; last != "79x10" {
			t.Errorf("the last size is %s", last)
		}
		if len(model.log) > 10 {
			t.Errorf("50 fast resizes became %d", len(model.log))
		}
	})
}

// TestResizeAndBack asserts that what a smaller window cut off is drawn again.
func TestResizeAndBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := sit(t, &probe{}, nil)
		_, _ = p.screen.WriteString("\x1b[2J") // what some terminals do to the contents
		p.resizes <- Size{20, 5}
		p.resizes <- Size{40, 5}
		synctest.Wait()
		p.sees("Convene")
	})
}

func TestClamp(t *testing.T) {
	for _, test := range []struct{ size, want Size }{
		{Size{0, 0}, Size{80, 24}},
		{Size{-1, 30}, Size{80, 30}},
		{Size{20000, 20000}, Size{300, 120}},
		{Size{1, 1}, Size{10, 3}},
		{Size{120, 40}, Size{120, 40}},
	} {
		if got := test.size.clamp(); got != test.want {
			t.Errorf("%v becomes %v, want %v", test.size, got, test.want)
		}
	}
}

func TestEnds(t *testing.T) {
	stopping := errors.New("the server stops")
	quitOnQ := func(msg tea.Msg) tea.Cmd {
		if key, ok := msg.(tea.KeyPressMsg); ok && key.Text == "q" {
			return tea.Quit
		}
		return nil
	}
	tests := []struct {
		name string
		end  func(p *person)
		want error
	}{
		{"quit", func(p *person) { p.types("q") }, nil},
		{"end of input", func(p *person) { _ = p.keys.Close() }, ErrHungUp},
		{"broken input", func(p *person) { _ = p.keys.CloseWithError(io.ErrUnexpectedEOF) }, ErrHungUp},
		{"closed channel", func(p *person) { close(p.resizes) }, ErrHungUp},
		{"server stops", func(p *person) { p.leave(stopping) }, stopping},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				p := sit(t, &probe{on: quitOnQ}, nil)
				test.end(p)
				p.endedWith(test.want)
				if p.closed {
					t.Error("the connection was closed")
				}
			})
		})
	}
}

// panicky panics in the place that the key names.
func panicky() *probe {
	fall := func() tea.Msg { panic("oh") }
	p := &probe{}
	p.on = func(msg tea.Msg) tea.Cmd {
		key, _ := msg.(tea.KeyPressMsg)
		switch key.Text {
		case "u":
			panic("oh")
		case "f":
			p.draw = func(*frame.Frame) { panic("oh") }
		case "c":
			return fall
		case "b":
			return tea.Batch(fall, tea.Batch(fall, fall))
		}
		return nil
	}
	return p
}

// TestPanic asserts that a panic ends its own terminal in good order, wherever it
// happens, and no other.
func TestPanic(t *testing.T) {
	for _, key := range []string{"u", "f", "c", "b"} {
		t.Run(key, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				other := sit(t, &probe{}, nil)
				p := sit(t, panicky(), nil)
				p.types(key)
				p.endedWith(p.reason)
				var panicked *PanicError
				if !errors.As(p.reason, &panicked) || panicked.Value != "oh" {
					t.Fatalf("the reason is %v", p.reason)
				}
				if !strings.Contains(string(panicked.Stack), "panicky") {
					t.Errorf("the stack does not show the place:\n%s", panicked.Stack)
				}
				other.types("x")
				other.sees("x")
			})
		})
	}
}

// foreign is a model that becomes one without a picture with the first key.
type foreign struct{ probe }

func (f *foreign) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if _, key := msg.(tea.KeyPressMsg); key {
		return struct{ tea.Model }{}, nil
	}
	f.probe.Update(msg)
	return f, nil
}

// blind is a model that loses its picture with the first key.
type blind struct{ probe }

func (b *blind) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	b.probe.Update(msg)
	return b, nil
}

func (b *blind) Frame() *frame.Frame {
	if len(b.log) > 1 {
		return nil
	}
	return b.probe.Frame()
}

// TestPanicBesideTheModel: in reading keys, and in drawing.
func TestPanicBesideTheModel(t *testing.T) {
	for name, sitDown := range map[string]func(t *testing.T) *person{
		"reading": func(t *testing.T) *person { return sit(t, &foreign{}, nil) },
		"drawing": func(t *testing.T) *person { return sit(t, &blind{}, nil) },
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				other := sit(t, &probe{}, nil)
				p := sitDown(t)
				p.types("x\x1b")
				p.endedWith(p.reason)
				if panicked := (*PanicError)(nil); !errors.As(p.reason, &panicked) || len(panicked.Stack) == 0 {
					t.Errorf("the reason is %v", p.reason)
				}
				other.types("x")
				other.sees("x")
			})
		})
	}
}

// TestNothingLeaks asserts that whatever else Bubble Tea may want to send reaches
// neither the terminal nor the server's own output.
func TestNothingLeaks(t *testing.T) {
	stdout, err := os.CreateTemp(t.TempDir(), "stdout")
	if err != nil {
		t.Fatal(err)
	}
	defer func(old *os.File) { os.Stdout = old }(os.Stdout)
	os.Stdout = stdout
	synctest.Test(t, func(t *testing.T) {
		p := sit(t, &probe{start: tea.Batch(
			tea.Raw("leak"), tea.Println("leak"), tea.RequestBackgroundColor,
			tea.ClearScreen, tea.Suspend, tea.RequestWindowSize,
		)}, nil)
		elapse(5 * time.Second)
		p.leave(nil)
		p.endedWith(context.Canceled)
		if sent := p.bytes.String(); strings.Contains(sent, "leak") || strings.Contains(sent, "\x1b]") {
			t.Errorf("sent %q", sent)
		}
	})
	if info, err := stdout.Stat(); err != nil || info.Size() != 0 {
		t.Errorf("the server's output: %v bytes, %v", info.Size(), err)
	}
}
