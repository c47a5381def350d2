package sshd

import (
	"context"
	"errors"
	"io"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"

	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/session/refusal"
)

// visit is one connection, from its first byte to its last.
type visit struct {
	conn     *counted
	began    time.Time
	slips    slips
	changes  *bucket         // of somebody who is nobody yet
	stays    context.Context // ends with the reason when they have to leave
	leave    context.CancelCauseFunc
	channels atomic.Int32

	mu sync.Mutex
	// shown is kept, so that the code is presented once, however many sessions the
	// connection carries.
	shown *shown
}

// shown is what became of the code in the user name, and nothing where that is
// only a name.
type shown struct {
	given   directory.Admission
	refused error
}

// visitor is who has connected, and what they are given.
type visitor struct {
	key     directory.Fingerprint
	given   directory.Admission
	refused error // why the code in the user name gives nothing
}

type visitKey struct{}

func visitOf(ctx ssh.Context) *visit { return ctx.Value(visitKey{}).(*visit) }

// arrive begins a visit.
func (s *Server) arrive(ctx ssh.Context, conn net.Conn) net.Conn {
	v := &visit{
		conn: s.crowd.admit(conn), began: time.Now(), changes: newBucket(changesAtOnce, changesPerSecond),
	}
	v.stays, v.leave = context.WithCancelCause(ctx)
	ctx.SetValue(visitKey{}, v)
	s.keepAlive(ctx, 0)
	return v.conn
}

// shakenHands counts a visitor in, who has shown nothing yet.
func (s *Server) shakenHands(v *visit) {
	v.conn.beStranger(func(why error) { s.turnOut(v, why) })
}

// toldFor is how long somebody who has to leave sees why, before the line is
// closed.
const toldFor = 5 * time.Second

// turnOut tells a visitor why they have to leave, and closes the line.
func (s *Server) turnOut(v *visit, why error) {
	v.conn.beLeaving()
	v.leave(why)
	if v.channels.Load() == 0 {
		_ = v.conn.Close() // there is no screen to tell them on
		return
	}
	time.AfterFunc(toldFor, func() { _ = v.conn.Close() })
}

// Caller is who sent a command.
type Caller struct {
	Person directory.PersonID // empty for somebody unknown
	Words  *locale.Words
	// Terminal: what the command writes goes to a terminal, which has so many columns, or 0
	// where nobody knows.
	Terminal bool
	Width    int
	// Sends is what the client sends to a command that reads it.
	Sends io.Reader
}

// meet says who has come: by the key that signed, and by the code in the user
// name.
func (s *Server) meet(ctx context.Context, sess ssh.Session) visitor {
	who, v := visitor{key: signedBy(sess.PublicKey())}, visitOf(sess.Context())
	code := s.presentName(ctx, v, sess.User())
	who.given, who.refused = s.Host.Recognise(ctx, who.key, code.given, code.refused)
	if who.given.Person != "" && !v.conn.beKnown(string(who.given.Person)) {
		who = visitor{refused: refusal.New(refusal.HouseFull)}
	}
	return who
}

// presentName presents the code in the user name. A user name that cannot be a
// code is only a name: OpenSSH always sends one.
func (s *Server) presentName(ctx context.Context, v *visit, name string) shown {
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.shown != nil {
		return *v.shown
	}
	var code shown
	if _, ok := directory.ParseCode(name); ok {
		code.given, code.refused = s.present(ctx, v, name)
	}
	if ctx.Err() == nil && !errors.Is(code.refused, refusal.New(refusal.TooFast)) { // otherwise there was no answer
		v.shown = &code
	}
	return code
}

// signedBy names the key that signed, and nobody where none did. The library
// keeps the key of the authentication that succeeded, not the last one offered.
func signedBy(key ssh.PublicKey) directory.Fingerprint {
	if key == nil {
		return ""
	}
	return Fingerprint(key)
}

// Fingerprint names a key. A certificate is no more than its key here, since
// nobody's authority is trusted.
func Fingerprint(key gossh.PublicKey) directory.Fingerprint {
	if c, ok := key.(*gossh.Certificate); ok {
		key = c.Key
	}
	return directory.Fingerprint(gossh.FingerprintSHA256(key))
}

// caller is who sends a command. For somebody who is known it works, whatever
// stands in the user name; of anybody else a code that lets nobody in is refused.
func (s *Server) caller(who visitor, language string) (Caller, error) {
	person, known := s.Host.Person(who.given.Person)
	if known {
		who.refused = nil
	}
	if person.Language != "" {
		language = person.Language
	}
	return Caller{Person: person.ID, Words: s.Languages.In(language)}, who.refused
}

// wanted is the language that the client's environment asks for, empty for none.
func wanted(sess ssh.Session) string {
	environ := sess.Environ()
	return locale.Wanted(func(name string) string {
		for _, v := range environ {
			if value, ok := strings.CutPrefix(v, name+"="); ok {
				return value
			}
		}
		return ""
	})
}
