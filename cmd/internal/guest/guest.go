// Package guest is a person at a terminal, for tests and benches: an SSH client
// with a virtual screen. It waits for what it wants to see, never for a time.
package guest

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"
	"golang.org/x/crypto/ssh"
)

// Options say who connects and with what.
type Options struct {
	User string     // a code, or anything
	Key  ssh.Signer // nil for somebody without a key
	// Width and Height are those of the virtual screen, 80 by 24 where one of them is 0.
	Width, Height int
	Term          string // xterm-256color where it is empty
	// Command is what they send to be run on their terminal; empty for the screens.
	Command string
	// Enter is what Enter sends, a carriage return where it is empty.
	Enter string
	// Slow makes a line that brings what is sent byte by byte: it is called for each
	// once that has arrived. It may be nil.
	Slow func()
	// Dial connects to the server, over TCP where it is nil.
	Dial func(context.Context) (net.Conn, error)
	// Claimed is the size that the server is told, where it is another than
	// that of the virtual screen.
	Claimed *Size
}

// Size is the size of a window in cells.
type Size struct{ Width, Height int }

func (o Options) size() Size {
	if o.Width == 0 || o.Height == 0 {
		return Size{80, 24}
	}
	return Size{o.Width, o.Height}
}

func (o Options) connect(ctx context.Context, address string) (net.Conn, error) {
	if o.Dial != nil {
		return o.Dial(ctx)
	}
	return new(net.Dialer).DialContext(ctx, "tcp", address)
}

func (o Options) claimed() Size {
	if o.Claimed != nil {
		return *o.Claimed
	}
	return o.size()
}

func (o Options) term() string {
	if o.Term == "" {
		return "xterm-256color"
	}
	return o.Term
}

// link is the connection of a terminal: one of x/crypto/ssh or of the ssh that
// the machine has.
type link interface {
	io.Writer
	resize(Size) error
	wait() error // until the terminal has ended
	hang() error
}

// Guest is a connected person. All methods may be called at the same time.
type Guest struct {
	link  link
	enter string

	mu      sync.Mutex
	screen  *vt.Emulator
	bytes   bytes.Buffer
	held    []byte        // of a picture that is not whole
	news    chan struct{} // closed and replaced with every change
	ended   bool
	outcome error
}

// newGuest makes the virtual screen. What the server sends is written to it;
// sit begins once the link is there.
func newGuest(s Size, enter string) *Guest {
	return &Guest{screen: vt.NewEmulator(s.Width, s.Height), enter: cmp.Or(enter, "\r"), news: make(chan struct{})}
}

func (g *Guest) sit(l link) {
	g.link = l
	go g.answerQueries()
	go func() {
		err := l.wait()
		g.mu.Lock()
		defer g.mu.Unlock()
		g.ended, g.outcome = true, err
		g.changed()
		if answers, ok := g.screen.InputPipe().(io.Closer); ok {
			_ = answers.Close() // ends answerQueries; closing the screen itself would race with it
		}
	}()
}

// mostAnswers is how many answers of a virtual terminal wait for a slow line.
const mostAnswers = 64

// answerQueries passes on what the virtual terminal answers by itself. It takes each
// answer at once, however slow the line is: the screen is locked until it does.
func (g *Guest) answerQueries() {
	answers := make(chan []byte, mostAnswers)
	defer close(answers)
	go func() {
		for answer := range answers {
			_, _ = g.link.Write(answer) // nobody is left to tell of an error
		}
	}()
	buffer := make([]byte, 1024)
	for {
		n, err := g.screen.Read(buffer)
		if n > 0 {
			answers <- bytes.Clone(buffer[:n])
		}
		if err != nil {
			return // the answers end with the terminal
		}
	}
}

// Write takes what the server sends. As good terminals do, it shows a picture
// that comes in several parts only when it is whole.
func (g *Guest) Write(p []byte) (int, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.bytes.Write(p)
	g.held = append(g.held, p...)
	whole := len(g.held)
	begun := bytes.LastIndex(g.held, []byte(ansi.SetModeSynchronizedOutput))
	if begun > bytes.LastIndex(g.held, []byte(ansi.ResetModeSynchronizedOutput)) {
		whole = begun
	}
	defer g.changed()
	_, err := g.screen.Write(g.held[:whole])
	g.held = g.held[whole:]
	return len(p), err
}

func (g *Guest) changed() {
	close(g.news)
	g.news = make(chan struct{})
}

// Type sends keys as they are, with this terminal's Enter for "\r", without waiting
// for what they do.
func (g *Guest) Type(keys string) error {
	_, err := io.WriteString(g.link, strings.ReplaceAll(keys, "\r", g.enter))
	return err
}

// Resize changes the size of the window.
func (g *Guest) Resize(width, height int) error {
	g.mu.Lock()
	g.screen.Resize(width, height)
	g.mu.Unlock()
	return g.link.resize(Size{width, height})
}

// Screen is the text on the screen, a line a row, without colours.
func (g *Guest) Screen() string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.text()
}

func (g *Guest) text() string {
	var rows []string
	for _, row := range strings.Split(g.screen.String(), "\n") {
		rows = append(rows, strings.TrimRight(row, " "))
	}
	return strings.Join(rows, "\n")
}

// Received is every byte that the server has sent.
func (g *Guest) Received() []byte {
	g.mu.Lock()
	defer g.mu.Unlock()
	return bytes.Clone(g.bytes.Bytes())
}

// Until waits until the screen is as wanted. It returns an error with the last
// screen when ctx ends or the terminal does.
func (g *Guest) Until(ctx context.Context, wanted func(screen string) bool) error {
	for {
		g.mu.Lock()
		text, news, ended, outcome := g.text(), g.news, g.ended, g.outcome
		g.mu.Unlock()
		if wanted(text) {
			return nil
		}
		if ended {
			return fmt.Errorf("the terminal ended (%v); its last screen was\n%s", outcome, text)
		}
		select {
		case <-news:
		case <-ctx.Done():
			return fmt.Errorf("%w; the last screen was\n%s", ctx.Err(), text)
		}
	}
}

// Sees waits until the screen shows a text, on one row or wrapped.
func (g *Guest) Sees(ctx context.Context, text string) error {
	shown := func(s string) bool {
		return strings.Contains(s, text) || strings.Contains(strings.Join(strings.Fields(s), " "), text)
	}
	if err := g.Until(ctx, shown); err != nil {
		return fmt.Errorf("waiting for %q: %w", text, err)
	}
	return nil
}

// Ended waits until the terminal has ended and returns how: nil for a goodbye.
func (g *Guest) Ended(ctx context.Context) error {
	for {
		g.mu.Lock()
		news, ended, outcome := g.news, g.ended, g.outcome
		g.mu.Unlock()
		if ended {
			return outcome
		}
		select {
		case <-news:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Hang ends the connection at once, as a lost line does.
func (g *Guest) Hang() error { return g.link.hang() }

// CloseTerminal closes the terminal and leaves the connection open, as a client
// that shares it between several does.
func (g *Guest) CloseTerminal() error {
	l, ok := g.link.(*shared)
	if !ok {
		return errors.ErrUnsupported
	}
	return l.session.Close()
}
