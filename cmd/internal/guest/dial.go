package guest

import (
	"bytes"
	"context"
	"errors"
	"io"

	"golang.org/x/crypto/ssh"
)

// Dial opens the connection of a guest without a terminal.
func Dial(ctx context.Context, address string, o Options) (*ssh.Client, error) {
	auth := []ssh.AuthMethod{ssh.KeyboardInteractive(func(string, string, []string, []bool) ([]string, error) { return nil, nil })}
	if o.Key != nil {
		auth = []ssh.AuthMethod{ssh.PublicKeys(o.Key)}
	}
	conn, err := o.connect(ctx, address)
	if err != nil {
		return nil, err
	}
	c, channels, requests, err := ssh.NewClientConn(conn, address, &ssh.ClientConfig{
		User: o.User, Auth: auth, HostKeyCallback: ssh.InsecureIgnoreHostKey(),
		// In OpenSSH's order: this library would rather have RSA, which costs the
		// server a fifth of a join.
		HostKeyAlgorithms: []string{ssh.KeyAlgoED25519, ssh.KeyAlgoRSASHA512, ssh.KeyAlgoRSASHA256},
	})
	if err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return ssh.NewClient(c, channels, requests), nil
}

// Run runs a command on a connection, none where it is empty, without a
// terminal, and returns what it wrote and its code.
func Run(client *ssh.Client, command string) (stdout, stderr string, code int, err error) {
	session, err := client.NewSession()
	if err != nil {
		return "", "", 0, err
	}
	defer func() { _ = session.Close() }() // it has ended by then
	var out, errs bytes.Buffer
	session.Stdout, session.Stderr = &out, &errs
	if command == "" {
		if err = session.Shell(); err == nil {
			err = session.Wait()
		}
	} else {
		err = session.Run(command)
	}
	var exit *ssh.ExitError
	if errors.As(err, &exit) {
		return out.String(), errs.String(), exit.ExitStatus(), nil
	}
	return out.String(), errs.String(), 0, err
}

// Sit connects a guest and opens a terminal.
func Sit(ctx context.Context, address string, o Options) (*Guest, error) {
	client, err := Dial(ctx, address, o)
	if err != nil {
		return nil, err
	}
	g, err := SitDown(client, o)
	if err != nil {
		return nil, errors.Join(err, client.Close())
	}
	return g, nil
}

// SitDown opens a terminal on a connection that there is already.
func SitDown(client *ssh.Client, o Options) (*Guest, error) {
	session, err := client.NewSession()
	if err != nil {
		return nil, err
	}
	s := o.claimed()
	if err := session.RequestPty(o.term(), s.Height, s.Width, ssh.TerminalModes{}); err != nil {
		return nil, err
	}
	keys, err := session.StdinPipe()
	if err != nil {
		return nil, err
	}
	g := newGuest(o.size(), o.Enter)
	session.Stdout = g
	begin := session.Shell
	if o.Command != "" {
		begin = func() error { return session.Start(o.Command) }
	}
	if err := begin(); err != nil {
		return nil, err
	}
	g.sit(&shared{writing: make(chan struct{}, 1), keys: keys, slow: o.Slow, client: client, session: session})
	return g, nil
}

// shared is a terminal on a connection of x/crypto/ssh, which may carry others.
type shared struct {
	// writing is full while somebody writes: keys, and answers of the terminal.
	writing chan struct{}
	keys    io.Writer
	slow    func()
	client  *ssh.Client
	session *ssh.Session
}

// Write sends keys: all at once, or each byte when the one before has arrived.
func (l *shared) Write(p []byte) (int, error) {
	l.writing <- struct{}{}
	defer func() { <-l.writing }()
	if l.slow == nil {
		return l.keys.Write(p)
	}
	for i := range p {
		if _, err := l.keys.Write(p[i : i+1]); err != nil {
			return i, err
		}
		// Whatever the server answers to this, it does in its turn.
		if _, err := l.session.SendRequest("arrived", true, nil); err != nil {
			return i, err
		}
		l.slow()
	}
	return len(p), nil
}

func (l *shared) resize(s Size) error { return l.session.WindowChange(s.Height, s.Width) }
func (l *shared) wait() error         { return l.session.Wait() }
func (l *shared) hang() error         { return l.client.Close() }
