package sshd

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"syscall"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"github.com/convene-ssh/convene/session/ledger"
)

// reserve is a listener with one file descriptor in reserve. When there are no
// more, somebody who has shown nothing gives way; where there is nobody, newcomers
// are let in by the one in reserve, told so and turned away, instead of waiting
// for an answer that does not come.
type reserve struct {
	net.Listener
	failed   func(what string, err error) // tells that there are no more
	why      string                       // what newcomers are told
	makeRoom func() bool                  // frees a descriptor, if that is possible

	// Of the goroutine that accepts.
	open  func(string) (*os.File, error)
	spare *os.File // nil where even that could not be had
}

func newReserve(l net.Listener, failed func(string, error), why string, makeRoom func() bool) *reserve {
	r := &reserve{Listener: l, failed: failed, why: why, makeRoom: makeRoom, open: os.Open}
	r.refill()
	return r
}

func (r *reserve) refill() { r.spare, _ = r.open(os.DevNull) } // nil where there is none at the moment

// Accept waits for a connection that can be served.
func (r *reserve) Accept() (net.Conn, error) {
	for {
		conn, err := r.Listener.Accept()
		if !errors.Is(err, syscall.EMFILE) && !errors.Is(err, syscall.ENFILE) {
			return conn, err
		}
		r.failed("let somebody in", fmt.Errorf("%w: %w", ledger.ErrNoFiles, err))
		if r.makeRoom() {
			continue
		}
		if r.spare == nil {
			r.refill()
			return nil, err // whoever serves tries again after a while
		}
		if conn := r.borrow(); conn != nil {
			return conn, nil
		}
	}
}

// borrow lets a newcomer in by the spare descriptor. They stay if there is
// another one by then, and are told otherwise that there is no room.
func (r *reserve) borrow() net.Conn {
	_ = r.spare.Close() // nothing was written to it
	conn, err := r.Listener.Accept()
	r.refill()
	if err != nil || r.spare != nil {
		return conn
	}
	disconnect(conn, r.why)
	r.refill()
	return nil
}

// toldWithin is how long somebody who is turned away has to take it in.
const toldWithin = 100 * time.Millisecond

// disconnect tells a client why it is turned away, before any keys are exchanged:
// the version, then one message of RFC 4253, section 11.1.
func disconnect(conn net.Conn, why string) {
	_ = conn.SetDeadline(time.Now().Add(toldWithin)) // it is closed in any case
	const tooManyConnections = 12
	payload := gossh.Marshal(struct {
		Reason   uint32 `sshtype:"1"`
		Why, Tag string
	}{tooManyConnections, why, ""})
	padding := 4 + 8 - (5+len(payload)+4)%8 // four bytes at least, and a whole number of blocks of eight
	packet := binary.BigEndian.AppendUint32(nil, uint32(1+len(payload)+padding))
	packet = append(append(packet, byte(padding)), payload...)
	packet = append(packet, make([]byte, padding)...)
	if _, err := io.WriteString(conn, "SSH-2.0-Convene\r\n"+string(packet)); err == nil {
		// Closing what was not read would take back what was written.
		_, _ = conn.Read(make([]byte, 4<<10))
	}
	_ = conn.Close()
}
