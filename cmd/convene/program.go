package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"

	"charm.land/log/v2"
	gossh "golang.org/x/crypto/ssh"

	"github.com/convene-ssh/convene/cmd/convene/files"
	"github.com/convene-ssh/convene/cmd/convene/sample"
	"github.com/convene-ssh/convene/cmd/convene/sshd"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/session/register"
	"github.com/convene-ssh/convene/session/report"
	"github.com/convene-ssh/convene/store"
	"github.com/convene-ssh/convene/tui/frame"
)

// leaveWithin is how long people have to leave when the server stops, so that
// it has stopped within five seconds.
const leaveWithin = 4 * time.Second

// Main is the server, as the program runs it and as tests do.
type Main struct {
	Config
	Languages *locale.Catalogues // of everybody, whatever they read
	Random    io.Reader          // of ids, codes and order; safe for several at once
	Stderr    io.Writer

	store    ledger.Store
	mayBeNew bool // secrets that are missing may be made
	host     *host.Host
	press    report.Press
	made     files.Press
	pictures *frame.Pool
	log      *log.Logger
	server   *sshd.Server
	listener net.Listener
	keys     []directory.Fingerprint // of the organisers whom the file names
	stopped  chan error
	endNotes func() // ends the recording of notes
}

// Run starts the server and returns when people can come in. Close it
// afterwards, also after an error.
func (m *Main) Run(ctx context.Context) error {
	for _, start := range []func(context.Context) error{m.begin, m.open, m.listen, m.welcome} {
		if err := start(ctx); err != nil {
			return err
		}
	}
	m.stopped = make(chan error, 1)
	go func() { m.stopped <- m.server.Serve(m.listener) }()
	m.endNotes = m.recordNotes(ctx)
	m.say("listening on %s", m.Addr())
	return nil
}

// say tells whoever runs the server, if they still listen.
func (m *Main) say(format string, args ...any) {
	_, _ = fmt.Fprintf(m.Stderr, format+"\n", args...)
}

// Addr is where the server listens.
func (m *Main) Addr() net.Addr { return m.listener.Addr() }

// Stopped delivers why the server has stopped, if it stops by itself.
func (m *Main) Stopped() <-chan error { return m.stopped }

// Close lets everybody know, and stops. What was accepted is safe.
func (m *Main) Close() error {
	var errs []error
	if m.host != nil {
		m.host.Hurry()
	}
	if m.server != nil {
		ctx, done := context.WithTimeout(context.Background(), leaveWithin)
		defer done()
		errs = append(errs, m.server.Shutdown(ctx))
	}
	if m.listener != nil {
		// The server has closed it already, if it came to serving.
		if err := m.listener.Close(); !errors.Is(err, net.ErrClosed) {
			errs = append(errs, err)
		}
	}
	if m.endNotes != nil {
		m.endNotes()
	}
	if m.host != nil {
		m.host.Close()
	}
	if m.store != nil {
		errs = append(errs, m.store.Close())
	}
	return errors.Join(errs...)
}

// begin takes the address, where nobody is let in yet, and reads who organises: a server
// that can do neither leaves nothing behind.
func (m *Main) begin(ctx context.Context) (err error) {
	if m.keys, err = m.organisers(); err != nil || m.listener != nil {
		return err
	}
	m.listener, err = new(net.ListenConfig).Listen(ctx, "tcp", m.Config.Listen)
	var at *net.OpError
	if errors.As(err, &at) {
		err = &told{"command.no_listening", facts{"address": m.Config.Listen, "reason": at.Err}, exitRefused}
	}
	return err
}

// open opens what is kept.
func (m *Main) open(ctx context.Context) (err error) {
	m.log = log.NewWithOptions(m.Stderr, log.Options{ReportTimestamp: true})
	undo, err := makeFolder(m.Data)
	defer func() {
		if err != nil {
			undo()
		}
	}()
	if err != nil {
		return err
	}
	if err := m.openStore(ctx); err != nil {
		return err
	}
	m.pictures = frame.NewPool()
	pepper, err := codeKey().in(m.Data, m.mayBeNew)
	if err != nil {
		return err
	}
	m.host, err = host.Open(ctx, m.store, host.Options{
		Random: m.Random, Pepper: pepper, Logf: m.log.Warnf, Registers: register.All(), Renewed: m.forget,
	})
	return err
}

// forget drops what was made of words of which some are gone.
func (m *Main) forget() {
	m.pictures.Forget()
	m.made.Forget()
}

// openStore opens the store, and finds out whether it and the secrets beside it belong
// together: neither is made anew beside the other. A new store is there before the
// first secret, so that a start that was cut short can be repeated.
func (m *Main) openStore(ctx context.Context) error {
	missing, err := store.Missing(m.Config.store())
	if err != nil {
		return err
	}
	key := filepath.Join(m.Data, codeKey().name)
	if _, err := os.Lstat(key); missing && err == nil && !m.AsItIs {
		return &told{"command.store_missing", facts{"store": m.Config.store(), "key": key}, exitRefused}
	}
	files, err := store.Files(m.Config.store())
	if err != nil {
		return err
	}
	for _, file := range files {
		if strings.HasSuffix(file, "-shm") {
			continue // it holds nobody's words
		}
		if err := refuseReadable(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	if m.store, err = store.Open(ctx, m.toServe()); err != nil {
		return toldOfStore(err)
	}
	logs, err := m.store.Logs(ctx)
	m.mayBeNew = len(logs) == 0 || m.AsItIs
	return err
}

// listen opens the door, but lets nobody in yet.
func (m *Main) listen(context.Context) error {
	var keys [][]byte
	for _, s := range hostKeys() {
		key, err := s.in(m.Data, m.mayBeNew)
		if err != nil {
			return err
		}
		keys = append(keys, key)
	}
	m.Config.Listen = m.Addr().String() // with the port that it really is
	var err error
	m.server, err = sshd.New(sshd.Options{
		Host: m.host, Languages: m.Languages, Log: m.log, HostKeys: keys,
		Address: m.address(), Run: m.command, Commands: m.door(sshd.Caller{Words: m.Languages.In("en")}).commands(),
		Files: m.files, Pictures: m.pictures, Most: m.Most,
	})
	return err
}

// command answers a command that came over SSH.
func (m *Main) command(ctx context.Context, c sshd.Caller, args []string, out, errs io.Writer) int {
	return answer(ctx, m.door(c), args, out, errs)
}

// door is where somebody comes in over SSH.
func (m *Main) door(c sshd.Caller) *door {
	return &door{
		words: c.Words, all: m.Languages, terminal: c.Terminal, width: c.Width, sends: c.Sends, host: m.host, press: &m.press, person: c.Person,
		address: m.address(), notes: m.notes(),
	}
}

// welcome names the organisers, loads the sample, and says how to come in.
func (m *Main) welcome(ctx context.Context) error {
	if m.Organisers != "" {
		keys := m.keys
		if m.Demo {
			keys = append(keys, sample.Key) // the sample's own stays
		}
		if err := m.host.OnlyOrganisers(ctx, keys); err != nil {
			return err
		}
	}
	offer := m.offerClaim
	if m.Demo { // its join codes are for all that there is to try
		offer = m.demonstrate
	}
	if err := offer(ctx); err != nil {
		return err
	}
	m.say("%s", m.address().Connect())
	return nil
}

// offerClaim prints the code that makes whoever runs the server its organiser, unless
// there is one who can come.
func (m *Main) offerClaim(ctx context.Context) error {
	claim, err := m.host.OfferClaim(ctx)
	if claim != "" {
		m.say("claim this installation: %s", m.address().As(claim).Connect())
	}
	return err
}

// organisers reads the keys of the file that names them, if there is one. A file without any
// names nobody.
func (m *Main) organisers() ([]directory.Fingerprint, error) {
	if m.Organisers == "" {
		return nil, nil
	}
	text, err := os.ReadFile(m.Organisers)
	if err != nil {
		return nil, err
	}
	var keys []directory.Fingerprint
	number := 0
	for line := range bytes.Lines(text) {
		number++
		if line = bytes.TrimSpace(line); len(line) == 0 || line[0] == '#' {
			continue
		}
		key, _, _, _, err := gossh.ParseAuthorizedKey(line)
		if err != nil { // to leave it out would take somebody's role away
			return nil, &told{"command.organisers_line", facts{"file": m.Organisers, "line": number}, exitRefused}
		}
		keys = append(keys, sshd.Fingerprint(key))
	}
	return keys, nil
}
