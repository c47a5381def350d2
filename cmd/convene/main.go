// Convene hosts peer-learning meetings of communities of practice over SSH.
// This program is the server, and the commands that a person with a shell on
// its machine can use; the same commands answer over SSH.
package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/signal"
	"syscall"

	"github.com/charmbracelet/x/term"

	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/session/register"
)

func main() {
	os.Exit(run())
}

func run() int {
	ctx, stop := signal.NotifyContext(context.Background(), endings()...)
	defer stop()
	// The SSH library reports a panic with the address of whoever caused it.
	slog.SetDefault(slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{
		ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
			if a.Key == "remote" {
				return slog.Attr{}
			}
			return a
		},
	})))
	words, err := locale.Load(register.All())
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return exitRefused
	}
	d := &door{words: words.In(locale.Wanted(os.Getenv)), all: words, shell: fromEnvironment(os.Getenv)}
	if term.IsTerminal(os.Stdout.Fd()) {
		d.terminal, d.screen = true, os.Stdout
	}
	return answer(ctx, d, os.Args[1:], os.Stdout, os.Stderr)
}

// endings are the signals that ask the program to end. One of them comes when the
// terminal that it was started from goes away, unless it is to outlive that:
// nohup has the signal ignored.
func endings() []os.Signal {
	if signal.Ignored(syscall.SIGHUP) {
		return []os.Signal{os.Interrupt, syscall.SIGTERM}
	}
	return []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP}
}
