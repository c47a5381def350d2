package main

import (
	"bufio"
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/pkg/sftp"
	gossh "golang.org/x/crypto/ssh"

	"github.com/convene-ssh/convene/cmd/internal/guest"
	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
)

const root = "../.."

func readme(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestReadmeCommands runs every command of the README, on free ports and in a
// folder of its own.
func TestReadmeCommands(t *testing.T) {
	commands := regexp.MustCompile("(?s)```sh\n(.*?)```").FindAllStringSubmatch(readme(t), -1)
	if len(commands) < 4 {
		t.Fatalf("found only %d blocks of commands", len(commands))
	}
	r := &reader{t: t, data: filepath.Join(t.TempDir(), "data")}
	for _, block := range commands {
		for line := range strings.Lines(block[1]) {
			r.run(strings.Fields(line))
		}
	}
}

// readmeArchive is what the README calls a backup.
const readmeArchive = "convene-backup.tar"

// reader does what the README says.
type reader struct {
	t       *testing.T
	data    string
	running *installation // the sample, for those who connect
}

func (r *reader) run(words []string) {
	r.t.Helper()
	r.t.Log(strings.Join(words, " "))
	switch {
	case slices.Equal(words, []string{"make", "run"}):
		r.until("listening on", exec.Command("make", "-C", root, "run", "LISTEN=127.0.0.1:0", "DATA="+r.data))
	case slices.Equal(words, []string{"make", "try"}):
		r.walk(exec.Command("make", "-C", root, "try"))
	case slices.Equal(words, []string{"make", "test"}):
		// This is make test: it can only be asked whether it is there.
		r.finish(exec.Command("make", "-C", root, "-n", "test"))
	case words[0] == "make":
		r.finish(exec.Command("make", "-C", root, words[1]))
	case slices.Equal(words[:2], []string{"bin/convene", "serve"}):
		words = replace(words, ":2222", "127.0.0.1:0", "./data", filepath.Join(r.data, "own"))
		r.until("listening on", exec.Command(filepath.Join(root, words[0]), words[1:]...))
	case slices.Equal(words[:2], []string{"bin/convene", "restore"}):
		words = replace(words, readmeArchive, r.data+".tar", "./restored", r.data+"-restored")
		r.finish(exec.Command(filepath.Join(root, words[0]), words[1:]...))
	case words[0] == "bin/convene":
		words = replace(words, readmeArchive, r.data+".tar", "./web", r.data+"-web")
		r.finish(exec.Command(filepath.Join(root, words[0]), append(words[1:], "--data", r.data)...))
	case words[0] == "ssh":
		r.connect(words[1:])
	case words[0] == "scp":
		r.fetch()
	default:
		r.t.Errorf("nobody runs %q", words)
	}
}

func replace(words []string, pairs ...string) []string {
	words = slices.Clone(words)
	for i := 0; i < len(pairs); i += 2 {
		at := slices.Index(words, pairs[i])
		if at >= 0 {
			words[at] = pairs[i+1]
		}
	}
	return words
}

func (r *reader) finish(c *exec.Cmd) {
	r.t.Helper()
	if out, err := c.CombinedOutput(); err != nil {
		r.t.Errorf("%v: %v\n%s", c.Args, err, out)
	}
}

// until runs a server until it says something, and stops it.
func (r *reader) until(said string, c *exec.Cmd) {
	r.t.Helper()
	errs, err := c.StderrPipe()
	if err != nil {
		r.t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		r.t.Fatal(err)
	}
	heard := false
	for lines := bufio.NewScanner(errs); lines.Scan(); {
		if strings.HasPrefix(lines.Text(), said) {
			heard = true
			if err := c.Process.Signal(syscall.SIGTERM); err != nil {
				r.t.Error(err)
			}
		}
	}
	// How it ended is make's business; that it ended is ours.
	_ = c.Wait()
	if !heard {
		r.t.Errorf("%v never said %q", c.Args, said)
	}
}

// walk runs a program in a terminal until it shows the home of a meeting.
func (r *reader) walk(c *exec.Cmd) {
	r.t.Helper()
	c.Env = append(os.Environ(), "TERM=xterm-256color")
	g, err := guest.Local(c, guest.Options{})
	if err != nil {
		r.t.Fatal(err)
	}
	if err := errors.Join(g.Sees(r.t.Context(), "Agenda, day 1"), g.Type("\x03"), g.Ended(r.t.Context())); err != nil {
		r.t.Error(err)
	}
}

// server is the sample, for those who connect.
func (r *reader) server() *installation {
	r.t.Helper()
	if r.running == nil {
		r.running = start(r.t, Config{Data: filepath.Join(r.t.TempDir(), "data"), Demo: true})
	}
	return r.running
}

// fetch finds the files that an scp line of the README brings.
func (r *reader) fetch() {
	r.t.Helper()
	files, err := sftp.NewClient(r.server().dial(r.server().join(method.Facilitator, session.Profile{Name: "Fatima"})))
	if err != nil {
		r.t.Fatal(err)
	}
	if all, err := files.ReadDir("/"); err != nil || len(all) == 0 {
		r.t.Errorf("there is nothing to fetch: %v", err)
	}
}

// connect does what an ssh line of the README does: comes in with a code, or
// sends a command.
func (r *reader) connect(words []string) {
	r.t.Helper()
	words = words[slices.IndexFunc(words, func(w string) bool { return strings.HasSuffix(w, "127.0.0.1") }):]
	if words[0] == "CODE@127.0.0.1" {
		g := r.server().sit(r.server().code(method.Participant), nil)
		if err := g.Sees(r.t.Context(), "Welcome"); err != nil {
			r.t.Error(err)
		}
		return
	}
	key := r.server().join(method.Facilitator, session.Profile{Name: "Noor"})
	command, _, reads := strings.Cut(strings.Join(words[1:], " "), " < ")
	var file []byte // none for a command that would end before it has read one
	if reads {
		file = []byte(kept)
	}
	out, errs, code := r.server().sendFile(key, command, file)
	if code != 0 || out == "" {
		r.t.Errorf("%q ended with %d and said %q", words, code, errs)
	}
}

// TestReadmeNamesWhatThereIs: the rooms that it lists, and on the way of a key the files
// and what is in them.
func TestReadmeNamesWhatThereIs(t *testing.T) {
	_, built, _ := strings.Cut(readme(t), "## How it is built")
	named, file := regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(built, -1), ""
	if len(named) < 20 {
		t.Fatalf("it names only %d things", len(named))
	}
	for _, one := range named {
		name := one[1]
		switch {
		case strings.HasSuffix(name, ".go"):
			text, err := os.ReadFile(filepath.Join(root, name))
			if err != nil {
				t.Error(err)
			}
			file = string(text)
		case strings.Contains(name, "/"):
			if found, _ := filepath.Glob(filepath.Join(root, strings.ReplaceAll(name, "NAME", "*"), "*.go")); found == nil {
				t.Errorf("there is no room %s", name)
			}
		case file != "" && !regexp.MustCompile(`\b`+name+`\b`).MatchString(file):
			t.Errorf("%s is not where it says", name)
		}
	}
}

// steady is chance that is the same every time.
type steady struct {
	mu   sync.Mutex
	from *rand.ChaCha8
}

func (s *steady) Read(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.from.Read(p)
}

// TestReadmePicture compares the picture in the README with the screen of a
// participant of the sample meeting.
func TestReadmePicture(t *testing.T) {
	out := &output{}
	i := &installation{Main: &Main{
		Config:    Config{Data: filepath.Join(t.TempDir(), "data"), Listen: "127.0.0.1:0", Demo: true},
		Languages: catalogues(t), Random: &steady{from: rand.NewChaCha8([32]byte{7})}, Stderr: out,
	}, t: t, out: out}
	t.Cleanup(func() {
		if err := i.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := i.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	g := i.sit(i.code(method.Participant), newKey(t))
	sees := func(words string) {
		t.Helper()
		if err := g.Sees(t.Context(), words); err != nil {
			t.Fatal(err)
		}
	}
	press := func(keys string) {
		t.Helper()
		if err := g.Type(keys); err != nil {
			t.Fatal(err)
		}
	}
	sees("Welcome")
	press("\x13") // Ctrl+S: come in with every answer as it stands
	sees("Agenda, day 1")
	press("2")
	sees("The counts are in")

	const from, to = "```text\n", "```\n<!-- end of picture -->"
	text := readme(t)
	begin, end := strings.Index(text, from)+len(from), strings.Index(text, to)
	picture := strings.TrimRight(g.Screen(), "\n") + "\n"
	if *update {
		if err := os.WriteFile(filepath.Join(root, "README.md"), []byte(text[:begin]+picture+text[end:]), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if text[begin:end] != picture {
		t.Errorf("the README shows\n%s\nand the screen is\n%s", text[begin:end], picture)
	}
}

// sit opens a terminal of 80 by 24.
func (i *installation) sit(code string, key gossh.Signer) *guest.Guest {
	i.t.Helper()
	g, err := guest.Sit(context.WithoutCancel(i.t.Context()), i.Addr().String(), i.reach(guest.Options{User: code, Key: key}))
	if err != nil {
		i.t.Fatal(err)
	}
	i.t.Cleanup(func() { _ = g.Hang() }) // the server may have hung up already
	return g
}
