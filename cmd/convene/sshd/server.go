// Package sshd is the front door of Convene: it lets people in over SSH, says
// who they are, bounds what they may take, and gives each a screen or the
// output of a command.
//
// Every key is accepted, as identity and nothing more: what somebody may do is
// decided inside. No network address is looked at, stored or logged.
package sshd

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"net"
	"sync"
	"time"

	"charm.land/log/v2"
	"charm.land/ssh"
	"charm.land/wish/v2"
	gossh "golang.org/x/crypto/ssh"

	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/tui/frame"
	"github.com/convene-ssh/convene/tui/shell"
)

// hangUpWithin is how long clients may take to hang up at the end.
const hangUpWithin = 500 * time.Millisecond

// Options are what a Server needs.
type Options struct {
	Host      *host.Host
	Languages *locale.Catalogues
	Log       *log.Logger
	// HostKeys are those by which clients recognise this server, one of a kind, as
	// PEM. A client chooses the kind.
	HostKeys [][]byte
	// Address is where people reach this server.
	Address shell.Address
	// Run answers a command that somebody sent, and returns its exit code.
	Run func(ctx context.Context, c Caller, args []string, out, errs io.Writer) int
	// Commands are those that can be sent without a terminal, as one line of words.
	Commands string
	// Files are what somebody may take away, for clients that copy files.
	Files func(ctx context.Context, c Caller, errs io.Writer) fs.FS
	// Pictures are shared by all screens.
	Pictures *frame.Pool
	// Most bounds the connections; zero values are replaced by [Connections]'
	// defaults.
	Most Connections
}

// Server is the front door.
type Server struct {
	Options
	ssh     *ssh.Server
	crowd   *crowd
	lookUps *bucket // of codes, in the whole house
	rates   *rates

	running context.Context // ends when people have to leave
	stop    context.CancelCauseFunc

	mu       sync.Mutex // guards closing against sessions that begin
	closing  bool
	sessions sync.WaitGroup
}

// New makes a server. It returns an error for a host key that is none.
func New(o Options) (*Server, error) {
	s := &Server{
		Options: o, crowd: newCrowd(o.Most), rates: newRates(),
		lookUps: newBucket(codesPerSecond, codesPerSecond),
	}
	s.running, s.stop = context.WithCancelCause(context.Background())
	var err error
	s.ssh, err = wish.NewServer(
		s.hostKeys,
		wish.WithVersion("Convene"),
		// No side effects here: these run on offers, before anybody has signed.
		wish.WithPublicKeyAuth(func(ssh.Context, ssh.PublicKey) bool { return true }),
		wish.WithKeyboardInteractiveAuth(func(ssh.Context, gossh.KeyboardInteractiveChallenge) bool { return true }),
		wish.WithMiddleware(s.receive, s.contain), // the last runs first
		ssh.WrapConn(s.arrive),
		ssh.EmulatePty(),
		s.bounds,
	)
	return s, err
}

// bounds sets what wish has no option for.
func (s *Server) bounds(srv *ssh.Server) error {
	srv.HandshakeTimeout = handshakeWithin
	srv.ServerConfigCallback = func(ctx ssh.Context) *gossh.ServerConfig {
		return &gossh.ServerConfig{
			AuthLogCallback: func(_ gossh.ConnMetadata, _ string, err error) {
				if err == nil {
					s.shakenHands(visitOf(ctx))
				}
			},
			Config: gossh.Config{KeyExchanges: exchanges(), MACs: macs()},
			// An agent may hold many keys that this server's library refuses.
			MaxAuthTries: 20,
		}
	}
	srv.ChannelHandlers = map[string]ssh.ChannelHandler{"session": s.channel}
	return nil
}

// Serve lets people in until Shutdown.
func (s *Server) Serve(l net.Listener) error {
	full := s.Languages.In("").Error(refusal.New(refusal.HouseFull))
	if err := s.ssh.Serve(newReserve(l, s.Host.Failed, full, s.crowd.makeRoom)); !errors.Is(err, ssh.ErrServerClosed) {
		return err
	}
	return nil
}

// Shutdown lets nobody in any more, tells everybody on their own screen why
// they have to leave, and waits for their terminals to be restored and their
// drafts to be saved, until ctx ends.
func (s *Server) Shutdown(ctx context.Context) error {
	s.mu.Lock()
	s.closing = true
	s.mu.Unlock()
	s.stop(refusal.New(refusal.ShuttingDown))
	left := make(chan struct{})
	go func() {
		s.sessions.Wait()
		close(left)
	}()
	select {
	case <-left:
	case <-ctx.Done():
		s.Log.Warn("not everybody could leave in time")
	}
	// Clients that hang up by themselves show an exit code and no broken line.
	moment, done := context.WithTimeout(ctx, hangUpWithin)
	defer done()
	select {
	case <-s.crowd.gone():
	case <-moment.Done():
	}
	return s.ssh.Close()
}

// begin counts a session in, unless the server is closing.
func (s *Server) begin() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.closing {
		s.sessions.Add(1)
	}
	return !s.closing
}
