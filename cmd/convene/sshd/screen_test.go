package sshd

import (
	"context"
	"io"
	"strings"
	"testing"

	gossh "golang.org/x/crypto/ssh"
)

// openScreen begins a session with a terminal and waits for its first bytes.
func openScreen(t *testing.T, c *gossh.Client) (*gossh.Session, io.Reader) {
	t.Helper()
	sess, err := c.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	if err := sess.RequestPty("xterm-256color", 24, 80, nil); err != nil {
		t.Fatal(err)
	}
	out, err := sess.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := sess.StdinPipe(); err != nil { // without it, the client hangs up
		t.Fatal(err)
	}
	if err := sess.Shell(); err != nil {
		t.Fatal(err)
	}
	if _, err := io.ReadFull(out, make([]byte, 10)); err != nil {
		t.Fatal(err)
	}
	return sess, out
}

// TestAChannelThatClosesEndsItsScreen is what a ControlMaster does: the channel
// closes and the connection stays.
func TestAChannelThatClosesEndsItsScreen(t *testing.T) {
	s := newServer(t, nil)
	c := dial(t, serve(t, s), "siti", noKey())
	sess, _ := openScreen(t, c)
	if err := sess.Close(); err != nil {
		t.Fatal(err)
	}
	s.sessions.Wait() // the screen has ended, or the test does not
	if _, _, code := ask(t, c, "help"); code != 0 {
		t.Error("the connection has ended with the screen")
	}
}

func TestShutdownSaysWhy(t *testing.T) {
	s := newServer(t, nil)
	c := dial(t, serve(t, s), "siti", noKey())
	_, out := openScreen(t, c)
	if err := s.Shutdown(t.Context()); err != nil {
		t.Fatal(err)
	}
	shown, err := io.ReadAll(out)
	if err != nil {
		t.Fatal(err)
	}
	if want := s.Words.In("en").T("error.shutting_down"); !strings.HasSuffix(strings.TrimSpace(string(shown)), want) {
		t.Errorf("the screen ends with %q, want %q", shown, want)
	}
	if s.begin() {
		t.Error("a session begins after the shutdown")
	}
}

// TestResizesAreTakenWithoutAScreen drags the window of a command's terminal.
func TestResizesAreTakenWithoutAScreen(t *testing.T) {
	finish := make(chan struct{})
	s := newServer(t, func(_ context.Context, _ Caller, _ []string, out, _ io.Writer) int {
		<-finish
		return 0
	})
	c := dial(t, serve(t, s), "siti", noKey())
	sess, err := c.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	if err := sess.RequestPty("xterm", 24, 80, nil); err != nil {
		t.Fatal(err)
	}
	if err := sess.Start("help"); err != nil {
		t.Fatal(err)
	}
	for n := range 50 {
		if err := sess.WindowChange(24+n, 80+n); err != nil {
			t.Fatal(err)
		}
	}
	// It is answered once all that came before it was taken.
	if ok, err := sess.SendRequest("x11-req", true, nil); ok || err != nil {
		t.Errorf("%v, %v", ok, err)
	}
	close(finish)
	if err := sess.Wait(); err != nil {
		t.Error(err)
	}
}
