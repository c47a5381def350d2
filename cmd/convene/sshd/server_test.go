package sshd

import (
	"bytes"
	"context"
	"crypto"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"charm.land/log/v2"
	gossh "golang.org/x/crypto/ssh"

	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/session/register"
	"github.com/convene-ssh/convene/store/storetest"
	"github.com/convene-ssh/convene/tui/frame"
)

func newSigner(t *testing.T) gossh.Signer {
	t.Helper()
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := gossh.NewSignerFromKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return signer
}

// noKey is how people without a key arrive.
func noKey() gossh.AuthMethod {
	return gossh.KeyboardInteractive(func(_, _ string, questions []string, _ []bool) ([]string, error) {
		if len(questions) > 0 {
			return nil, errors.New("somebody without a key was asked something")
		}
		return nil, nil
	})
}

// rsaKey is shared by all servers: it takes a while to make.
var rsaKey = sync.OnceValues(func() (*rsa.PrivateKey, error) { return rsa.GenerateKey(rand.Reader, 3072) })

// hostKeys are the keys of a server.
func hostKeys(t *testing.T) [][]byte {
	t.Helper()
	_, curve, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	slow, err := rsaKey()
	if err != nil {
		t.Fatal(err)
	}
	var all [][]byte
	for _, key := range []crypto.PrivateKey{curve, slow} {
		block, err := gossh.MarshalPrivateKey(key, "")
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, pem.EncodeToMemory(block))
	}
	return all
}

// newServer makes a server whose commands say who asks, unless run is given.
func newServer(t *testing.T, run func(context.Context, Caller, []string, io.Writer, io.Writer) int) *Server {
	t.Helper()
	if run == nil {
		run = func(_ context.Context, c Caller, args []string, out, _ io.Writer) int {
			_, err := fmt.Fprintf(out, "person=%s language=%s args=%q", c.Person, c.Words.Language, args)
			if err != nil {
				return 1
			}
			return 0
		}
	}
	host, err := host.Open(t.Context(), &storetest.Memory{}, host.Options{
		Registers: register.All(), Random: rand.Reader, Pepper: []byte("pepper"), Logf: t.Logf,
	})
	if err != nil {
		t.Fatal(err)
	}
	words, err := locale.Load(register.All())
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(Options{
		Host: host, Languages: words, Log: log.New(io.Discard),
		HostKeys: hostKeys(t), Run: run, Pictures: frame.NewPool(),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = s.ssh.Close()
		host.Close()
	})
	return s
}

// serve lets people in over a real network, and returns where.
func serve(t *testing.T, s *Server) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(l) }()
	t.Cleanup(func() {
		_ = s.ssh.Close()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	return l.Addr().String()
}

func dial(t *testing.T, addr, user string, auth ...gossh.AuthMethod) *gossh.Client {
	t.Helper()
	c, err := gossh.Dial("tcp", addr, &gossh.ClientConfig{
		User: user, Auth: auth, HostKeyCallback: gossh.InsecureIgnoreHostKey(),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}

// ask sends a command and returns what came back.
func ask(t *testing.T, c *gossh.Client, command string, env ...string) (out, errs string, code int) {
	t.Helper()
	s, err := c.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	for _, v := range env {
		name, value, _ := strings.Cut(v, "=")
		if err := s.Setenv(name, value); err != nil {
			t.Fatal(err)
		}
	}
	var stdout, stderr bytes.Buffer
	s.Stdout, s.Stderr = &stdout, &stderr
	var exit *gossh.ExitError
	if err := s.Run(command); errors.As(err, &exit) {
		code = exit.ExitStatus()
	} else if err != nil {
		t.Fatal(err)
	}
	return stdout.String(), stderr.String(), code
}

// mute offers a key with which it cannot sign.
type mute struct{ gossh.Signer }

func (mute) Sign(io.Reader, []byte) (*gossh.Signature, error) { return nil, errors.New("no") }

func TestTheKeyThatSignsCounts(t *testing.T) {
	s := newServer(t, nil)
	addr := serve(t, s)
	var keys []gossh.Signer
	var people []directory.PersonID
	for range 2 {
		key := newSigner(t)
		person, _, err := s.Host.Meet(t.Context(), Fingerprint(key.PublicKey()), "")
		if err != nil {
			t.Fatal(err)
		}
		keys, people = append(keys, key), append(people, person)
	}
	for _, test := range []struct {
		name string
		auth []gossh.AuthMethod
		want directory.PersonID
	}{
		{"one of several", []gossh.AuthMethod{gossh.PublicKeys(keys[1], keys[0])}, people[1]},
		{"offered, but not signed with", []gossh.AuthMethod{gossh.PublicKeys(mute{keys[0]}), noKey()}, ""},
		{"unknown", []gossh.AuthMethod{gossh.PublicKeys(newSigner(t))}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			out, _, code := ask(t, dial(t, addr, "siti", test.auth...), "meetings")
			if want := fmt.Sprintf("person=%s ", test.want); !strings.HasPrefix(out, want) || code != 0 {
				t.Errorf("came in as %q, want %q", out, want)
			}
		})
	}
}

func TestUserNames(t *testing.T) {
	s := newServer(t, nil)
	addr := serve(t, s)
	person, back, err := s.Host.Meet(t.Context(), "", "")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name, user string
		code       int
		out, errs  string
	}{
		{"a name", "root", 0, "person= ", ""},
		{"a name that is as long as a code", "jonathan", 0, "person= ", ""},
		{"a return code", back, 0, "person=" + string(person), ""},
		{"a return code as people type it", " " + strings.ToLower(strings.ReplaceAll(back, "-", "")), 0, "person=" + string(person), ""},
		{"a code that is none", "0000-0000-0000", 1, "", s.Languages.In("en").T("error.code_wrong") + "\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			out, errs, code := ask(t, dial(t, addr, test.user, noKey()), "meetings")
			if code != test.code || !strings.HasPrefix(out, test.out) || errs != test.errs {
				t.Errorf("%q answered %d, %q, %q", test.user, code, out, errs)
			}
		})
	}
}

func TestLanguageOfACommand(t *testing.T) {
	s := newServer(t, nil)
	addr, key := serve(t, s), newSigner(t)
	c := dial(t, addr, "siti", gossh.PublicKeys(key))
	for _, test := range []struct {
		env  []string
		want string
	}{
		{[]string{"LANG=es_MX.UTF-8"}, "es"},
		{[]string{"LANG=en_US.UTF-8", "LC_ALL=es_MX.UTF-8"}, "es"},
		{[]string{"LC_MESSAGES=es_MX.UTF-8", "LANG=en_US.UTF-8"}, "es"},
		{[]string{"LC_MESSAGES=es_MX.UTF-8", "LC_ALL=C"}, "en"},
		{[]string{"LC_ALL=", "LC_MESSAGES=", "LANG=es_MX.UTF-8"}, "es"},
		{[]string{"LC_CTYPE=es_MX.UTF-8"}, "en"},
	} {
		if out, _, _ := ask(t, c, "help", test.env...); !strings.Contains(out, "language="+test.want) {
			t.Errorf("%q is answered with %q", test.env, out)
		}
	}
	person, _, err := s.Host.Meet(t.Context(), Fingerprint(key.PublicKey()), "")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Host.Prefer(t.Context(), person, "en"); err != nil {
		t.Fatal(err)
	}
	if out, _, _ := ask(t, c, "help", "LANG=es_MX.UTF-8"); !strings.Contains(out, "language=en") {
		t.Errorf("LANG went over the person's own language: %q", out)
	}
}

func TestWhatTheDoorAnswersItself(t *testing.T) {
	s := newServer(t, nil)
	c := dial(t, serve(t, s), "siti", noKey())
	en := s.Languages.In("en")
	if out, errs, code := ask(t, c, strings.Repeat("x", maxCommand+1)); code != 2 || out != "" || errs != en.T("command.unreadable")+"\n" {
		t.Errorf("a command that is too long: %d, %q, %q", code, out, errs)
	}
	for name, begin := range map[string]func(*gossh.Session) error{
		"no terminal": func(*gossh.Session) error { return nil },
		"TERM=dumb":   func(s *gossh.Session) error { return s.RequestPty("dumb", 24, 80, nil) },
		"no TERM":     func(s *gossh.Session) error { return s.RequestPty("", 24, 80, nil) },
	} {
		sess, err := c.NewSession()
		if err != nil {
			t.Fatal(err)
		}
		var out, errs bytes.Buffer
		sess.Stdout, sess.Stderr = &out, &errs
		if err := errors.Join(begin(sess), sess.Shell()); err != nil {
			t.Fatal(err)
		}
		var exit *gossh.ExitError
		if err := sess.Wait(); !errors.As(err, &exit) || exit.ExitStatus() != 1 {
			t.Errorf("%s: %v, want exit code 1", name, err)
		}
		if got := strings.TrimSpace(errs.String()); out.Len() > 0 || got != en.T("command.no_screen", "commands", s.Commands) {
			t.Errorf("%s: %q, %q", name, &out, got)
		}
	}
}

func TestNothingIsForwarded(t *testing.T) {
	c := dial(t, serve(t, newServer(t, nil)), "siti", noKey())
	if conn, err := c.Dial("tcp", "127.0.0.1:1"); err == nil {
		_ = conn.Close()
		t.Error("a port was forwarded")
	}
	if l, err := c.Listen("tcp", "127.0.0.1:0"); err == nil {
		_ = l.Close()
		t.Error("a port was forwarded back")
	}
	sess, err := c.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range []string{"auth-agent-req@openssh.com", "x11-req"} {
		if ok, err := sess.SendRequest(kind, true, nil); ok || err != nil {
			t.Errorf("%s: %v, %v", kind, ok, err)
		}
	}
}

func TestSessionsOfAConnectionAreBounded(t *testing.T) {
	c := dial(t, serve(t, newServer(t, nil)), "siti", noKey())
	var open []*gossh.Session
	for range maxChannels {
		sess, err := c.NewSession()
		if err != nil {
			t.Fatalf("session %d: %v", len(open)+1, err)
		}
		open = append(open, sess)
	}
	if _, err := c.NewSession(); err == nil {
		t.Error("one session too many was opened")
	}
	if _, err := open[0].Output("help"); err != nil {
		t.Errorf("the first session no longer works: %v", err)
	}
}

// TestWhatACommandIsSentIsThrownAway: it would wait in memory, and its sender
// for room.
func TestWhatACommandIsSentIsThrownAway(t *testing.T) {
	finish := make(chan struct{})
	s := newServer(t, func(context.Context, Caller, []string, io.Writer, io.Writer) int { <-finish; return 0 })
	sess, err := dial(t, serve(t, s), "siti", noKey()).NewSession()
	if err != nil {
		t.Fatal(err)
	}
	in, err := sess.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := sess.Start("help"); err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(in, bytes.NewReader(make([]byte, 8<<20))); err != nil { // four windows
		t.Fatal(err)
	}
	close(finish)
	if err := sess.Wait(); err != nil {
		t.Error(err)
	}
}

// TestASessionCountsUntilItsHandlerEnds, whoever has hung up.
func TestASessionCountsUntilItsHandlerEnds(t *testing.T) {
	finish, running := make(chan struct{}), make(chan struct{})
	s := newServer(t, func(context.Context, Caller, []string, io.Writer, io.Writer) int {
		running <- struct{}{}
		<-finish
		return 0
	})
	c := dial(t, serve(t, s), "siti", noKey())
	for range maxChannels {
		sess, err := c.NewSession()
		if err != nil {
			t.Fatal(err)
		}
		if err := sess.Start("help"); err != nil {
			t.Fatal(err)
		}
		<-running
		_ = sess.Close()
	}
	if _, err := c.NewSession(); err == nil {
		t.Error("one session too many was opened")
	}
	close(finish)
	s.sessions.Wait()
}

// TestNobodySendsErrorsToAServer: they would wait in memory.
func TestNobodySendsErrorsToAServer(t *testing.T) {
	c := dial(t, serve(t, newServer(t, nil)), "siti", noKey())
	ch, _, err := c.OpenChannel("session", nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := ch.Stderr().Write([]byte("x")); err != nil {
		t.Fatal(err)
	}
	_ = c.Wait() // the server hangs up, or the test does not end
}

func TestAPanicEndsOneSession(t *testing.T) {
	s := newServer(t, func(_ context.Context, _ Caller, args []string, out, _ io.Writer) int {
		if args[0] == "panic" {
			panic("somebody's words")
		}
		return 0
	})
	var logged bytes.Buffer
	s.Log = log.New(&logged)
	c := dial(t, serve(t, s), "siti", noKey())
	if _, _, code := ask(t, c, "panic"); code != 1 {
		t.Errorf("exit code %d, want 1", code)
	}
	if _, _, code := ask(t, c, "help"); code != 0 {
		t.Errorf("the next session ended with %d", code)
	}
	if got := logged.String(); !strings.Contains(got, "panicked") || strings.Contains(got, "somebody's words") {
		t.Errorf("the log says %q", got)
	}
}

func TestTooManyCommands(t *testing.T) { synctest.Test(t, tooManyCommands) }

func tooManyCommands(t *testing.T) {
	s := newServer(t, nil)
	c := gossh.NewClient(connect(t, s))
	for range changesAtOnce {
		if _, errs, code := ask(t, c, "help"); code != 0 {
			t.Fatalf("refused too soon: %d, %q", code, errs)
		}
	}
	out, errs, code := ask(t, c, "help")
	if want := s.Languages.In("en").T("error.too_fast") + "\n"; out != "" || errs != want || code != 1 {
		t.Errorf("one too many was answered with %d, %q, %q", code, out, errs)
	}
}
