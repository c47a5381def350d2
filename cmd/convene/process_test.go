package main

import (
	"bufio"
	"context"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
)

// asProgram makes this test binary the program itself.
const asProgram = "CONVENE_TEST_AS_PROGRAM"

func TestMain(m *testing.M) {
	if os.Getenv(asProgram) != "" {
		os.Exit(run())
	}
	os.Exit(m.Run())
}

// process is the server as a process of its own, with people around it.
type process struct {
	*scene
	child *exec.Cmd
	log   io.Closer      // its reader; whoever closes it goes away
	read  sync.WaitGroup // the log
}

// begin starts the server on a folder and waits until it listens. What stands
// before its own words starts it, as nohup does.
func begin(t *testing.T, data string, before ...string) *process {
	t.Helper()
	lendHostKey(t, data)
	ctx, cancel := context.WithTimeout(t.Context(), safety)
	t.Cleanup(cancel)
	out := &output{}
	p := &process{scene: &scene{ctx: ctx, installation: &installation{Main: &Main{Languages: catalogues(t)}, t: t, out: out}}}
	line := append(before, os.Args[0], "serve", "--listen", "127.0.0.1:0", "--data", data, "--demo")
	p.child = exec.CommandContext(ctx, line[0], line[1:]...)
	p.child.Env = append(os.Environ(), asProgram+"=1")
	said, err := p.child.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := p.child.Start(); err != nil {
		t.Fatal(err)
	}
	p.log = said
	listening := make(chan string, 1)
	p.read.Go(func() {
		defer close(listening)
		for lines := bufio.NewScanner(said); lines.Scan(); {
			_, _ = out.Write(append(lines.Bytes(), '\n')) // it takes everything
			if address, ok := strings.CutPrefix(lines.Text(), "listening on "); ok {
				listening <- address
			}
		}
	})
	if p.at = <-listening; p.at == "" {
		t.Fatalf("the server did not start: %s", out)
	}
	return p
}

// die kills the server.
func (p *process) die() {
	p.t.Helper()
	if err := p.child.Process.Kill(); err != nil {
		p.t.Fatal(err)
	}
	_ = p.ends() // it was killed
}

// ends waits until the server has ended, and returns how.
func (p *process) ends() error {
	p.read.Wait()
	return p.child.Wait()
}
