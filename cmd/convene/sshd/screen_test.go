package sshd

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"
	"unicode"

	gossh "golang.org/x/crypto/ssh"
)

// openScreen begins a session with a terminal and waits for its first bytes.
func openScreen(t *testing.T, c *gossh.Client) (*gossh.Session, io.Reader) {
	t.Helper()
	sess, _, out := atScreen(t, c)
	if _, err := io.ReadFull(out, make([]byte, 10)); err != nil {
		t.Fatal(err)
	}
	return sess, out
}

// atScreen begins a session with a terminal.
func atScreen(t *testing.T, c *gossh.Client) (*gossh.Session, io.Writer, io.Reader) {
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
	keys, err := sess.StdinPipe() // without it, the client hangs up
	if err != nil {
		t.Fatal(err)
	}
	if err := sess.Shell(); err != nil {
		t.Fatal(err)
	}
	return sess, keys, out
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
	if want := s.Languages.In("en").T("error.shutting_down"); !strings.HasSuffix(strings.TrimSpace(string(shown)), want) {
		t.Errorf("the screen ends with %q, want %q", shown, want)
	}
	if s.begin() {
		t.Error("a session begins after the shutdown")
	}
}

// TestATerminalThatDoesNotReadUTF8 is drawn for at once, and with ASCII alone as
// soon as it has answered that é takes two cells.
func TestATerminalThatDoesNotReadUTF8(t *testing.T) {
	for answer, ascii := range map[string]bool{"\x1b[2;3R": true, "\x1b[2;2R": false} {
		s := newServer(t, nil)
		_, keys, out := atScreen(t, dial(t, serve(t, s), "siti", noKey()))
		first := readUntil(t, out, "Ctrl+C")
		if !strings.Contains(first, "é\x1b[6n") || !strings.Contains(first, "›") {
			t.Fatalf("the first picture is %q", first)
		}
		if _, err := io.WriteString(keys, answer+"\t"); err != nil {
			t.Fatal(err)
		}
		if !ascii {
			if next := readUntil(t, out, "›"); strings.Contains(next, "\x1b[2J") {
				t.Errorf("a good answer draws anew: %q", next)
			}
			continue
		}
		readUntil(t, out, "\x1b[2J")
		picture := readUntil(t, out, "Ctrl+C")
		if !strings.Contains(picture, "> ") || strings.ContainsFunc(picture, func(r rune) bool { return r > unicode.MaxASCII }) {
			t.Errorf("the second picture is %q", picture)
		}
	}
}

// readUntil reads until a text has come.
func readUntil(t *testing.T, r io.Reader, text string) string {
	t.Helper()
	var all []byte
	for one := make([]byte, 1); !bytes.HasSuffix(all, []byte(text)); all = append(all, one...) {
		if _, err := io.ReadFull(r, one); err != nil {
			t.Fatalf("before %q came %q: %v", text, all, err)
		}
	}
	return string(all)
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
