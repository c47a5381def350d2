package sshd

import (
	"context"
	"errors"
	"net"
	"strings"
	"sync"
	"sync/atomic"

	"charm.land/ssh"
	gossh "golang.org/x/crypto/ssh"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/locale"
)

// visit is one connection, from its first byte to its last.
type visit struct {
	conn     *counted
	from     origin
	changes  *bucket
	channels atomic.Int32

	mu sync.Mutex
	// arrival is kept, so that the code is presented once, however many sessions
	// the connection carries.
	arrival *arrival
}

// arrival is who has come, as far as the door can tell.
type arrival struct {
	key     session.Fingerprint
	code    string
	entry   session.Entry
	refused error
}

type visitKey struct{}

func visitOf(ctx ssh.Context) *visit { return ctx.Value(visitKey{}).(*visit) }

// arrive begins a visit, or turns the connection away.
func (s *Server) arrive(ctx ssh.Context, conn net.Conn) net.Conn {
	from := originOf(conn.RemoteAddr())
	admitted := s.crowd.admit(conn, from)
	if admitted == nil {
		s.Log.Debug("too many connections: one was turned away") // not a line for each: a flood
		return nil
	}
	ctx.SetValue(visitKey{}, &visit{conn: admitted, from: from, changes: newBucket(s.Clock)})
	s.keepAlive(ctx, 0)
	return admitted
}

// Caller is who sent a command.
type Caller struct {
	Person session.PersonID // empty for somebody unknown
	Words  *locale.Words
}

// meet says who has come: by the key that signed, and by the code in the user
// name. A user name that cannot be a code is only a name: OpenSSH always sends
// one.
func (s *Server) meet(ctx context.Context, sess ssh.Session) *arrival {
	v := visitOf(sess.Context())
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.arrival != nil {
		return v.arrival
	}
	a := &arrival{key: signedBy(sess.PublicKey())}
	if _, ok := session.ParseCode(sess.User()); ok {
		a.code = sess.User()
		a.entry, a.refused = s.guard.present(ctx, v.from, a.code)
	}
	if ctx.Err() == nil { // otherwise nobody waited for the answer
		v.arrival = a
	}
	return a
}

// signedBy names the key that signed, and nobody where none did. The library
// keeps the key of the authentication that succeeded, not the last one offered.
func signedBy(key ssh.PublicKey) session.Fingerprint {
	if key == nil {
		return ""
	}
	return Fingerprint(key)
}

// Fingerprint names a key. A certificate is no more than its key here, since
// nobody's authority is trusted.
func Fingerprint(key gossh.PublicKey) session.Fingerprint {
	if c, ok := key.(*gossh.Certificate); ok {
		key = c.Key
	}
	return session.Fingerprint(gossh.FingerprintSHA256(key))
}

// caller is who sends a command: whom the return code names, or else the key.
// A code that lets nobody in is refused, but for a person whose key is known
// and whose user name only happens to look like a code.
func (s *Server) caller(a *arrival, language string) (Caller, error) {
	person, known := s.Host.PersonByKey(a.key)
	refused := a.refused
	if known && errors.Is(refused, session.Refuse(session.CodeWrong)) {
		refused = nil
	}
	if a.entry.Person != "" {
		person, _ = s.Host.Person(a.entry.Person)
	}
	if person.Language != "" {
		language = person.Language
	}
	return Caller{Person: person.ID, Words: s.Words.In(language)}, refused
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
