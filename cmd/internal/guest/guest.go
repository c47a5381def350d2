// Package guest is a person at a terminal, for tests and benches: an SSH client
// with a virtual screen. It waits for what it wants to see, never for a time.
package guest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"

	"github.com/charmbracelet/x/vt"
	"golang.org/x/crypto/ssh"
)

// Options say who connects and with what.
type Options struct {
	User   string     // a code, or anything
	Key    ssh.Signer // nil for somebody without a key
	Width  int        // 80 where it is 0
	Height int        // 24 where it is 0
	Term   string     // xterm-256color where it is empty
}

// Guest is a connected person. All methods may be called at the same time.
type Guest struct {
	client  *ssh.Client
	session *ssh.Session
	keys    io.Writer

	mu      sync.Mutex
	screen  *vt.Emulator
	bytes   bytes.Buffer
	news    chan struct{} // closed and replaced with every change
	ended   bool
	outcome error
}

// Dial opens the connection of a guest without a terminal.
func Dial(ctx context.Context, address string, o Options) (*ssh.Client, error) {
	auth := []ssh.AuthMethod{ssh.KeyboardInteractive(func(string, string, []string, []bool) ([]string, error) { return nil, nil })}
	if o.Key != nil {
		auth = []ssh.AuthMethod{ssh.PublicKeys(o.Key)}
	}
	var d net.Dialer
	line, err := d.DialContext(ctx, "tcp", address)
	if err != nil {
		return nil, err
	}
	conn, channels, requests, err := ssh.NewClientConn(line, address, &ssh.ClientConfig{
		User: o.User, Auth: auth, HostKeyCallback: ssh.InsecureIgnoreHostKey(),
	})
	if err != nil {
		return nil, err
	}
	return ssh.NewClient(conn, channels, requests), nil
}

// Sit connects a guest and opens a terminal.
func Sit(ctx context.Context, address string, o Options) (*Guest, error) {
	client, err := Dial(ctx, address, o)
	if err != nil {
		return nil, err
	}
	g, err := open(client, o)
	if err != nil {
		return nil, errors.Join(err, client.Close())
	}
	return g, nil
}

func open(client *ssh.Client, o Options) (*Guest, error) {
	if o.Width == 0 {
		o.Width, o.Height = 80, 24
	}
	if o.Term == "" {
		o.Term = "xterm-256color"
	}
	session, err := client.NewSession()
	if err != nil {
		return nil, err
	}
	if err := session.RequestPty(o.Term, o.Height, o.Width, ssh.TerminalModes{}); err != nil {
		return nil, err
	}
	g := &Guest{client: client, session: session, screen: vt.NewEmulator(o.Width, o.Height), news: make(chan struct{})}
	if g.keys, err = session.StdinPipe(); err != nil {
		return nil, err
	}
	session.Stdout = g
	if err := session.Shell(); err != nil {
		return nil, err
	}
	go g.answerQueries()
	go func() {
		err := session.Wait()
		g.mu.Lock()
		defer g.mu.Unlock()
		g.ended, g.outcome = true, err
		g.changed()
	}()
	return g, nil
}

// answerQueries passes on what the virtual terminal answers by itself.
func (g *Guest) answerQueries() {
	// The answers end with the terminal; nobody is left to tell of an error.
	_, _ = io.Copy(g.keys, g.screen)
}

// Write takes what the server sends.
func (g *Guest) Write(p []byte) (int, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.bytes.Write(p)
	defer g.changed()
	return g.screen.Write(p)
}

func (g *Guest) changed() {
	close(g.news)
	g.news = make(chan struct{})
}

// Type sends keys as they are, without waiting for what they do.
func (g *Guest) Type(keys string) error {
	_, err := io.WriteString(g.keys, keys)
	return err
}

// Resize changes the size of the window.
func (g *Guest) Resize(width, height int) error {
	g.mu.Lock()
	g.screen.Resize(width, height)
	g.mu.Unlock()
	return g.session.WindowChange(height, width)
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

// Sees waits until the screen shows a text.
func (g *Guest) Sees(ctx context.Context, text string) error {
	if err := g.Until(ctx, func(s string) bool { return strings.Contains(s, text) }); err != nil {
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
func (g *Guest) Hang() error { return g.client.Close() }

// CloseTerminal closes the terminal and leaves the connection open.
func (g *Guest) CloseTerminal() error { return g.session.Close() }

// Run runs a command on a connection and returns what it wrote and its code.
func Run(client *ssh.Client, command string) (stdout, stderr string, code int, err error) {
	session, err := client.NewSession()
	if err != nil {
		return "", "", 0, err
	}
	defer func() { _ = session.Close() }() // it has ended by then
	var out, errs bytes.Buffer
	session.Stdout, session.Stderr = &out, &errs
	err = session.Run(command)
	var exit *ssh.ExitError
	if errors.As(err, &exit) {
		return out.String(), errs.String(), exit.ExitStatus(), nil
	}
	return out.String(), errs.String(), 0, err
}
