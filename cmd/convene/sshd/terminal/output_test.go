package terminal

import (
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/convene-ssh/convene/tui/frame"
)

// line is a connection whose writes wait until they are let pass.
type line struct {
	pass   chan struct{}
	closed chan struct{}
	sent   strings.Builder
}

func newLine() *line {
	return &line{pass: make(chan struct{}), closed: make(chan struct{})}
}

func (l *line) Write(b []byte) (int, error) {
	select {
	case <-l.pass:
		return l.sent.Write(b)
	case <-l.closed:
		return 0, io.ErrClosedPipe
	}
}

// let lets one write pass.
func (l *line) let(t *testing.T) {
	t.Helper()
	select {
	case l.pass <- struct{}{}:
	case <-time.After(Patience):
		t.Fatal("nothing is written")
	}
}

func (l *line) use(cfg *Config) {
	cfg.Out, cfg.Close = l, func() { close(l.closed) }
}

func TestStuckIsLetGo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLine()
		p := sit(t, &probe{}, l.use)
		p.types("the person goes on typing")
		elapse(Patience - 1)
		if p.ended() {
			t.Fatal("let go early")
		}
		elapse(2) // not at the very moment: who goes first then is open
		if !p.ended() || !errors.Is(p.reason, ErrStuck) {
			t.Fatalf("ended: %v, reason: %v", p.ended(), p.reason)
		}
		<-l.closed
	})
}

// TestSlowIsKept asserts that a line which takes 1 KiB in 29 s is kept, and that
// terminals are told of a picture that comes in parts.
func TestSlowIsKept(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLine()
		fill := func(f *frame.Frame) {
			f.Rows = slices.Repeat([]string{strings.Repeat("x", f.Width)}, f.Height)
		}
		p := sit(t, &probe{draw: fill}, func(cfg *Config) {
			l.use(cfg)
			cfg.Size = Size{300, 120}
		})
		for strings.Count(l.sent.String(), "x") < 300*120 {
			elapse(Patience - time.Second)
			l.let(t)
			synctest.Wait()
			if p.ended() {
				t.Fatalf("let go: %v", p.reason)
			}
		}
		if begun := strings.Count(l.sent.String(), "\x1b[?2026h"); begun != 1 {
			t.Errorf("%d pictures were begun", begun)
		}
	})
}

// TestNewestWins asserts that of all that happens while the line is held up only
// the last picture is drawn.
func TestNewestWins(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLine()
		model := &probe{news: make(chan struct{}, 1), looks: true}
		p := sit(t, model, l.use)
		synctest.Wait()
		p.types("abcdefgh")
		model.news <- struct{}{}
		l.let(t) // the first picture, with the modes
		synctest.Wait()
		l.let(t) // the newest
		synctest.Wait()
		if !slices.Contains(model.log, "h") || !slices.Contains(model.log, "news") || model.frames != 2 {
			t.Errorf("%d pictures of %q", model.frames, model.log)
		}
		last := model.log[len(model.log)-1]
		if sent := l.sent.String(); !strings.Contains(sent, "40x5") || !strings.Contains(sent, "\x1b[2;1H"+last) {
			t.Errorf("sent %q, want %q at its end", sent, last)
		}
	})
}

// TestEndOfStuck asserts that a terminal that is stuck does not keep the server
// from stopping.
func TestEndOfStuck(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLine()
		p := sit(t, &probe{}, l.use)
		stopping := errors.New("the server stops")
		p.leave(stopping)
		elapse(lastPatience)
		if !p.ended() || !errors.Is(p.reason, stopping) {
			t.Fatalf("ended: %v, reason: %v", p.ended(), p.reason)
		}
		<-l.closed
	})
}

func TestBrokenLine(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := newLine()
		p := sit(t, &probe{}, l.use)
		close(l.closed)
		synctest.Wait()
		if !p.ended() || !errors.Is(p.reason, ErrHungUp) || !errors.Is(p.reason, io.ErrClosedPipe) {
			t.Fatalf("ended: %v, reason: %v", p.ended(), p.reason)
		}
	})
}

// TestTitleIsTakenBack asserts that the window does not keep the meeting's name.
func TestTitleIsTakenBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := sit(t, &probe{draw: func(f *frame.Frame) { f.Title = "SWOT" }}, nil)
		p.leave(nil)
		synctest.Wait()
		_, after, set := strings.Cut(p.bytes.String(), "\x1b]2;SWOT\a")
		if !set || !strings.Contains(after, "\x1b]2;\a") {
			t.Errorf("sent %q", p.bytes.String())
		}
	})
}
