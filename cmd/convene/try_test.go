package main

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"github.com/convene-ssh/convene/cmd/internal/guest"
)

// TestTry walks around the sample in a real terminal. However that ends, it leaves
// the terminal and the machine as they were.
func TestTry(t *testing.T) {
	for name, test := range map[string]struct {
		args   []string
		at     guest.Options
		offers bool // a facilitator's key
		end    func(*guest.Guest, *exec.Cmd) error
	}{
		"a facilitator who leaves": {
			nil, guest.Options{Width: 80, Height: 48}, true,
			func(g *guest.Guest, _ *exec.Cmd) error { return g.Type("\x03") },
		},
		"a participant who is told to": {
			[]string{"--role", "participant"}, guest.Options{Width: 40, Height: 20}, false,
			func(_ *guest.Guest, c *exec.Cmd) error { return c.Process.Signal(syscall.SIGTERM) },
		},
	} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), safety)
			defer cancel()
			folder := t.TempDir()
			c := exec.CommandContext(ctx, os.Args[0], append([]string{"try"}, test.args...)...)
			c.Env = append(os.Environ(), asProgram+"=1", "TERM=xterm-256color", "LC_ALL=C.UTF-8", "TMPDIR="+folder)
			g, err := guest.Local(c, test.at)
			if err != nil {
				t.Fatal(err)
			}
			sees := func(words string) {
				t.Helper()
				if err := g.Sees(ctx, words); err != nil {
					t.Fatal(err)
				}
			}
			sees("Lobby") // the last row
			if test.offers {
				sees(" Invite") // maybe not yet in the first picture, which knows no size
			} else if strings.Contains(g.Screen(), " Invite") {
				t.Errorf("invitations are offered on\n%s", g.Screen())
			}
			if err := g.Type(sampleCounted); err != nil {
				t.Fatal(err)
			}
			sees("The counts are in")
			if err := test.end(g, c); err != nil {
				t.Fatal(err)
			}
			if err := g.Ended(ctx); err != nil {
				t.Errorf("it ended with %v", err)
			}
			if !strings.Contains(string(g.Received()), ansi.ResetModeAltScreenSaveCursor) {
				t.Error("the terminal is not given back")
			}
			left, err := os.ReadDir(folder)
			if err != nil || len(left) > 0 {
				t.Errorf("it left %v behind (%v)", left, err)
			}
		})
	}
}
