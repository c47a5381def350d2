package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	gossh "golang.org/x/crypto/ssh"

	"github.com/convene-ssh/convene/cmd/convene/sshd"
	"github.com/convene-ssh/convene/cmd/internal/guest"
	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/register"
)

// output collects what a server or a session writes.
type output struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.b.String()
}

// installation is the real program on a free port.
type installation struct {
	*Main
	t     *testing.T
	out   *output
	pipes *guest.Pipes // nil where people come over a real network
}

// reach adds to the options of a guest how they reach the server.
func (i *installation) reach(o guest.Options) guest.Options {
	if i.pipes != nil {
		o.Dial = i.pipes.Dial
	}
	return o
}

// catalogues are the words of every language, read once for all tests.
func catalogues(t *testing.T) *locale.Catalogues {
	t.Helper()
	words, err := readCatalogues()
	if err != nil {
		t.Fatal(err)
	}
	return words
}

var readCatalogues = sync.OnceValues(func() (*locale.Catalogues, error) { return locale.Load(register.All()) })

// start runs the program on a folder until the test ends or it is closed.
func start(t *testing.T, c Config) *installation {
	t.Helper()
	c.Listen = "127.0.0.1:0"
	lendHostKey(t, c.Data)
	out := &output{}
	i := &installation{Main: &Main{Config: c, Languages: catalogues(t), Random: rand.Reader, Stderr: out}, t: t, out: out}
	t.Cleanup(func() {
		if err := i.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := i.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	return i
}

func newKey(t *testing.T) gossh.Signer {
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

// dial connects with a key.
func (i *installation) dial(key gossh.Signer) *gossh.Client {
	i.t.Helper()
	c, err := guest.Dial(i.t.Context(), i.Addr().String(), i.reach(guest.Options{User: "somebody", Key: key}))
	if err != nil {
		i.t.Fatal(err)
	}
	i.t.Cleanup(func() { _ = c.Close() })
	return c
}

// hostKey is the server's key of a kind.
func (i *installation) hostKey(kind string) gossh.PublicKey {
	i.t.Helper()
	line, err := i.pipes.Dial(i.t.Context())
	if err != nil {
		i.t.Fatal(err)
	}
	var host gossh.PublicKey
	c, _, _, err := gossh.NewClientConn(line, i.Addr().String(), &gossh.ClientConfig{
		User: "somebody", Auth: []gossh.AuthMethod{gossh.PublicKeys(newKey(i.t))},
		HostKeyAlgorithms: []string{kind},
		HostKeyCallback:   func(_ string, _ net.Addr, k gossh.PublicKey) error { host = k; return nil },
	})
	if err != nil {
		i.t.Fatal(err)
	}
	i.t.Cleanup(func() { _ = c.Close() })
	return host
}

// send sends a command with a key.
func (i *installation) send(key gossh.Signer, command string) (out, errs string, code int) {
	i.t.Helper()
	return i.sendFile(key, command, nil)
}

// sendFile sends a command, and a file after it.
func (i *installation) sendFile(key gossh.Signer, command string, file []byte) (out, errs string, code int) {
	i.t.Helper()
	c := i.dial(key)
	s, err := c.NewSession()
	if err != nil {
		i.t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	s.Stdin, s.Stdout, s.Stderr = bytes.NewReader(file), &stdout, &stderr
	var exit *gossh.ExitError
	if err := s.Run(command); errors.As(err, &exit) {
		code = exit.ExitStatus()
	} else if err != nil {
		i.t.Fatal(err)
	}
	return stdout.String(), stderr.String(), code
}

// code finds the join code that the server printed for a role.
func (i *installation) code(role method.Role) string {
	i.t.Helper()
	return i.codeTo(string(role))
}

// codeTo is the join code of a line that --demo has printed.
func (i *installation) codeTo(what string) string {
	i.t.Helper()
	found := regexp.MustCompile(`(?m)^demo join ` + what + `: ssh -p \d+ (\S+)@127\.0\.0\.1$`).FindStringSubmatch(i.out.String())
	if found == nil {
		i.t.Fatalf("no join code for %s in %q", what, i.out)
	}
	return found[1]
}

// join lets somebody into the sample, as the welcome screen does.
func (i *installation) join(role method.Role, p session.Profile) gossh.Signer {
	i.t.Helper()
	key := newKey(i.t)
	entry, err := i.host.Present(i.code(role))
	if err != nil {
		i.t.Fatal(err)
	}
	person, _, err := i.host.Meet(i.t.Context(), sshd.Fingerprint(key.PublicKey()), "")
	if err != nil {
		i.t.Fatal(err)
	}
	if _, err := i.host.Join(i.t.Context(), person, *entry.Invitation, p); err != nil {
		i.t.Fatal(err)
	}
	return key
}

func TestStartSaysHowToComeIn(t *testing.T) {
	i := start(t, Config{Data: t.TempDir()})
	_, port, _ := net.SplitHostPort(i.Addr().String())
	want := regexp.MustCompile(`^claim this installation: ssh -p ` + port + ` (\S+)@127\.0\.0\.1
ssh -p ` + port + ` 127\.0\.0\.1
listening on 127\.0\.0\.1:` + port + "\n$")
	found := want.FindStringSubmatch(i.out.String())
	if found == nil {
		t.Fatalf("the server says %q", i.out)
	}
	if entry, err := i.host.Present(found[1]); err != nil || !entry.Claim {
		t.Errorf("the claim code gives %v, %v", entry, err)
	}
}

func TestOrganisersByFile(t *testing.T) {
	key := newKey(t)
	file := filepath.Join(t.TempDir(), "organisers")
	lines := "# who organises\n" + string(gossh.MarshalAuthorizedKey(key.PublicKey()))
	if err := os.WriteFile(file, []byte(lines), 0o600); err != nil {
		t.Fatal(err)
	}
	i := start(t, Config{Data: t.TempDir(), Organisers: file})
	if strings.Contains(i.out.String(), "claim") {
		t.Errorf("an installation with organisers can be claimed: %q", i.out)
	}
	person, _, err := i.host.Meet(t.Context(), sshd.Fingerprint(key.PublicKey()), "")
	if err != nil {
		t.Fatal(err)
	}
	if p, _ := i.host.Person(person); !p.Organiser {
		t.Error("whoever has the key is no organiser")
	}
	if err := i.Close(); err != nil {
		t.Fatal(err)
	}
	// The file names somebody else at the next start; without one, nothing changes.
	lines = string(gossh.MarshalAuthorizedKey(newKey(t).PublicKey()))
	if err := os.WriteFile(file, []byte(lines), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, next := range []struct {
		file string
		want bool
	}{{"", true}, {file, false}} {
		again := start(t, Config{Data: i.Data, Organisers: next.file})
		if p, _ := again.host.Person(person); p.Organiser != next.want {
			t.Errorf("with the file %q, organiser: %v", next.file, p.Organiser)
		}
		if err := again.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// TestAFileWithoutAKeyNamesNobody: whoever it named organises no more, and where nobody else
// does, the start prints how to.
func TestAFileWithoutAKeyNamesNobody(t *testing.T) {
	key := newKey(t)
	i := start(t, Config{Data: t.TempDir(), Organisers: fileOf(t, key)})
	person, _, err := i.host.Meet(t.Context(), sshd.Fingerprint(key.PublicKey()), "")
	if err != nil {
		t.Fatal(err)
	}
	if err := i.Close(); err != nil {
		t.Fatal(err)
	}
	again := start(t, Config{Data: i.Data, Organisers: fileOf(t)})
	if p, _ := again.host.Person(person); p.Organiser || !strings.Contains(again.out.String(), "claim this installation") {
		t.Errorf("organiser: %v; the start says %q", p.Organiser, again.out)
	}
}

// TestABrokenLineTakesNobodysRoleAway: whoever's key is misspelt in the organisers' file
// would have lost at the next start what came with it.
func TestABrokenLineTakesNobodysRoleAway(t *testing.T) {
	line := string(gossh.MarshalAuthorizedKey(newKey(t).PublicKey()))
	for _, test := range []struct {
		text   string
		broken int
	}{
		{line + "# a note\n\nssh-ed25519 AAAAC3NzaC1lZDI1 ana@home\n" + line, 4},
		{line + line[:40], 2},
		{line + "\r\nana\r\n" + line, 3},
	} {
		file := filepath.Join(t.TempDir(), "organisers")
		if err := os.WriteFile(file, []byte(test.text), 0o600); err != nil {
			t.Fatal(err)
		}
		m := &Main{Config: Config{Data: t.TempDir(), Organisers: file, Listen: "127.0.0.1:0"}, Languages: catalogues(t), Random: rand.Reader, Stderr: io.Discard}
		lendHostKey(t, m.Data)
		err := m.Run(t.Context())
		if err := m.Close(); err != nil {
			t.Error(err)
		}
		want := m.Languages.In("en").T("command.organisers_line", "file", file, "line", test.broken)
		if err == nil || m.Languages.In("en").Error(err) != want {
			t.Errorf("the start with\n%s\nends with %v, want %q", test.text, err, want)
		}
	}
}

func TestStartIsRefused(t *testing.T) {
	for name, c := range map[string]Config{
		"no such file of organisers": {Organisers: "/nowhere"},
		"an address that is none":    {Listen: "nonsense"},
		"a store that is none":       {Store: "cupboard:x"},
	} {
		t.Run(name, func(t *testing.T) {
			c.Data = t.TempDir()
			lendHostKey(t, c.Data)
			if c.Listen == "" {
				c.Listen = "127.0.0.1:0"
			}
			m := &Main{Config: c, Languages: catalogues(t), Random: rand.Reader, Stderr: io.Discard}
			if err := m.Run(t.Context()); err == nil {
				t.Error("started")
			}
			if err := m.Close(); err != nil {
				t.Errorf("close: %v", err)
			}
		})
	}
}

// TestAStartThatFailsLeavesNothing behind, not even a folder.
func TestAStartThatFailsLeavesNothing(t *testing.T) {
	taken, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = taken.Close() }()
	for name, c := range map[string]Config{
		"an address that is taken":   {Listen: taken.Addr().String()},
		"no such file of organisers": {Listen: "127.0.0.1:0", Organisers: "/nowhere"},
		"a store that is none":       {Listen: "127.0.0.1:0", Store: "cupboard:x"},
	} {
		above := filepath.Join(t.TempDir(), "above")
		c.Data = filepath.Join(above, "data")
		m := &Main{Config: c, Languages: catalogues(t), Random: rand.Reader, Stderr: io.Discard}
		err := m.Run(t.Context())
		if err := m.Close(); err != nil {
			t.Error(err)
		}
		if _, left := os.Stat(above); err == nil || !errors.Is(left, os.ErrNotExist) {
			t.Errorf("%s: the start ends with %v, and the folder with %v", name, err, left)
		}
		var said *told
		if (c.Listen == taken.Addr().String()) != (errors.As(err, &said) && said.key == "command.no_listening") {
			t.Errorf("%s: it says %v", name, err)
		}
	}
}

func TestARestartChangesNothing(t *testing.T) { inKualaLumpur(t, aRestartChangesNothing) }

func aRestartChangesNothing(t *testing.T) {
	data := t.TempDir()
	first := set(t, Config{Data: data, Demo: true})
	key := first.join(method.Facilitator, session.Profile{Name: "Somebody"})
	before, _, code := first.send(key, "export kuala-lumpur-2022 --format json")
	if code != 0 {
		t.Fatalf("export: exit code %d", code)
	}
	var hosts []gossh.PublicKey
	kinds := []string{gossh.KeyAlgoED25519, gossh.KeyAlgoRSASHA512}
	for _, kind := range kinds {
		hosts = append(hosts, first.hostKey(kind))
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	second := set(t, Config{Data: data, Demo: true})
	for n, kind := range kinds {
		if again := second.hostKey(kind); !bytes.Equal(hosts[n].Marshal(), again.Marshal()) {
			t.Errorf("the server has another key of %s", kind)
		}
	}
	after, _, _ := second.send(key, "export kuala-lumpur-2022 --format json")
	if before != after {
		t.Errorf("the export was\n%s\nand is\n%s", before, after)
	}
	if _, err := second.host.Present(first.code(method.Participant)); err != nil {
		t.Errorf("a code from before the restart: %v", err)
	}
}

// TestGracefulStop stops the server under somebody who sits at a screen.
func TestGracefulStop(t *testing.T) {
	i := start(t, Config{Data: t.TempDir(), Demo: true})
	c := i.dial(i.join(method.Participant, session.Profile{Name: "Siti"}))
	s, err := c.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.RequestPty("xterm-256color", 24, 80, nil); err != nil {
		t.Fatal(err)
	}
	screen, err := s.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.StdinPipe(); err != nil { // without it, the client hangs up
		t.Fatal(err)
	}
	if err := s.Shell(); err != nil {
		t.Fatal(err)
	}
	const alternate, back = "\x1b[?1049h", "\x1b[?1049l"
	first := make([]byte, len(alternate))
	if _, err := io.ReadFull(screen, first); err != nil || string(first) != alternate {
		t.Fatalf("the screen begins with %q, %v", first, err)
	}
	if err := i.Close(); err != nil {
		t.Fatal(err)
	}
	rest, err := io.ReadAll(screen)
	if err != nil {
		t.Fatal(err)
	}
	_, left, restored := strings.Cut(string(rest), back)
	if want := i.Languages.In("en").T("error.shutting_down"); !restored || strings.TrimSpace(left) != want {
		t.Errorf("after the screen, the terminal shows %q (restored: %v), want %q", left, restored, want)
	}
	var exit *gossh.ExitError
	if err := s.Wait(); !errors.As(err, &exit) || exit.ExitStatus() != 1 {
		t.Errorf("the client was told %v, want exit code 1", err)
	}
}

// TestNothingOfAPersonIsLogged has somebody come, be refused and export.
func TestNothingOfAPersonIsLogged(t *testing.T) {
	i := start(t, Config{Data: t.TempDir(), Demo: true})
	said := i.out.String()
	key := i.join(method.Participant, session.Profile{Name: "Siti"})
	i.send(key, "export kuala-lumpur-2022")
	i.send(newKey(t), "meetings")
	if got := i.out.String(); got != said {
		t.Errorf("the server logged %q", strings.TrimPrefix(got, said))
	}
}
