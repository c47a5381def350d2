package main

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"github.com/convene-ssh/convene/cmd/internal/guest"
)

// TestWhatATerminalShows at the shell: help is dressed, in the language of whoever
// reads; an error is one plain line there too, with its exit code.
func TestWhatATerminalShows(t *testing.T) {
	words := catalogues(t)
	ctx, cancel := context.WithTimeout(t.Context(), safety)
	defer cancel()
	for _, test := range []struct {
		args, language string
		shown, not     []string
		dressed        bool
		code           int
	}{
		{"help", "en", []string{"USAGE", "COMMANDS", "export MEETING", "Let people in over SSH"}, nil, true, 0},
		{"", "es", []string{"USO", "COMANDOS", "export MEETING"}, []string{"USAGE", "COMMANDS"}, true, 0},
		{"help serve", "en", []string{"convene serve", "--organisers FILE"}, []string{"COMMANDS", "FLAGS", "--help"}, true, 0},
		{"serve --help", "en", []string{"convene serve", "--organisers FILE"}, []string{"COMMANDS", "FLAGS", "--help"}, true, 0},
		{"help invite", "en", []string{"interpreter,\n" + strings.Repeat(" ", 25) + "participant or observer"}, nil, true, 0},
		{"help --help", "es", []string{"USO", "convene help"}, nil, true, 0},
		{"dance", "es", []string{words.In("es").T("command.unknown", "name", "dance")}, nil, false, exitUsage},
		{"meetings --data nowhere", "en", []string{"convene.db"}, nil, false, exitRefused},
	} {
		t.Run(test.args, func(t *testing.T) {
			c := exec.CommandContext(ctx, os.Args[0], strings.Fields(test.args)...)
			c.Env = append(os.Environ(), asProgram+"=1", "TERM=xterm-256color", "LC_ALL="+test.language)
			g, err := guest.Local(c, guest.Options{Width: 100, Height: 60})
			if err != nil {
				t.Fatal(err)
			}
			code := 0
			var exit *exec.ExitError
			if err := g.Ended(ctx); errors.As(err, &exit) {
				code = exit.ExitCode()
			} else if err != nil {
				t.Fatal(err)
			}
			shown, screen := string(g.Received()), g.Screen()
			if code != test.code {
				t.Errorf("exit code %d, want %d", code, test.code)
			}
			for _, words := range test.shown {
				if !strings.Contains(screen, words) {
					t.Errorf("it does not show %q:\n%s", words, screen)
				}
			}
			for _, words := range test.not {
				if strings.Contains(screen, words) {
					t.Errorf("it shows %q:\n%s", words, screen)
				}
			}
			if dressed := ansi.Strip(shown) != shown; dressed != test.dressed {
				t.Errorf("it is dressed: %v, in %q", dressed, shown)
			}
			if code != 0 && strings.Count(shown, "\n") != 1 {
				t.Errorf("it says %q", shown)
			}
		})
	}
}
