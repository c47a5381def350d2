package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"
)

// subject is a program whose people look at one board together. Subjects are
// compared by what the same people do on each of them.
type subject struct {
	name string
	// command runs a server with a filled board, on a free port, that keeps its
	// files in a folder.
	command func(ctx context.Context, folder string) *exec.Cmd
	// ready reads a line of the server's standard error into where it is, and
	// reports whether people can come in.
	ready func(line string, s *server) bool
	// first is on the first screen, and enter leads from there to the board.
	first string
	enter []step
	// compose opens the line on which the writer writes. After perPart items,
	// next leads to a part of the board that has room.
	compose, next []step
	perPart       int
	// most is how many viewers are let in, and idling how long the server is
	// watched while nobody does anything: long enough for a keepalive to
	// everybody.
	most   int
	idling time.Duration
	// stalls: it is also measured while the terminals of some viewers stall.
	stalls bool
}

// parts is how many parts every board has.
const parts = 4

// step is keys that a person types and the words that they then wait for.
type step struct{ types, sees string }

// server is a subject that runs.
type server struct {
	address string // host and port
	user    string // with which people come in
	command *exec.Cmd
	drained chan struct{} // closed when its standard error has ended
}

// closing is how long a server may take to stop.
const closing = 10 * time.Second

// start starts a fresh server. Stop it afterwards.
func (s subject) start(ctx context.Context, folder string) (*server, error) {
	cmd := s.command(ctx, folder)
	said, err := cmd.StderrPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	srv := &server{command: cmd, drained: make(chan struct{})}
	lines := bufio.NewScanner(said)
	var log strings.Builder
	for lines.Scan() {
		fmt.Fprintln(&log, lines.Text())
		if s.ready(lines.Text(), srv) {
			go func() {
				defer close(srv.drained)
				_, _ = io.Copy(io.Discard, said) // ends with the server
			}()
			return srv, nil
		}
	}
	return nil, errors.Join(fmt.Errorf("%s did not start:\n%s", s.name, log.String()), lines.Err(), cmd.Wait())
}

// stop ends the server.
func (s *server) stop() error {
	kill := time.AfterFunc(closing, func() { _ = s.command.Process.Kill() })
	defer kill.Stop()
	err := s.command.Process.Signal(os.Interrupt)
	<-s.drained
	return errors.Join(err, s.command.Wait())
}
