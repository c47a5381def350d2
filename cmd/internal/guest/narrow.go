package guest

import (
	"context"
	"errors"
	"fmt"
	"net"
	"slices"

	"golang.org/x/crypto/ssh"
)

// Narrow is somebody whose terminal has a window of a few bytes and never opens
// it again, which x/crypto/ssh cannot be told to do. They have no key.
type Narrow struct {
	wire    *wire
	window  int
	arrived int    // bytes for the terminal
	channel uint32 // by the server's number
}

// The messages of SSH that come or go below, by RFC 4250.
const (
	msgServiceAccept   = 6
	msgAuthFailure     = 51
	msgAuthSuccess     = 52
	msgAuthInfoRequest = 60
	msgGlobalRequest   = 80
	msgChannelConfirm  = 91
	msgChannelFailure  = 92
	msgChannelData     = 94
)

type (
	serviceRequest struct {
		Service string `sshtype:"5"`
	}
	authRequest struct {
		User                string `sshtype:"50"`
		Service, Method     string
		Language, Submethod string
	}
	authInfoResponse struct {
		Answers uint32 `sshtype:"61"`
	}
	globalRequest struct {
		Type      string `sshtype:"80"`
		WantReply bool
		Rest      []byte `ssh:"rest"`
	}
	requestFailure struct {
		Rest []byte `sshtype:"82" ssh:"rest"`
	}
	channelOpen struct {
		Type                      string `sshtype:"90"`
		Number, Window, MaxPacket uint32
	}
	channelConfirm struct {
		Ours              uint32 `sshtype:"91"`
		Theirs            uint32
		Window, MaxPacket uint32
	}
	channelData struct {
		Channel uint32 `sshtype:"94"`
		Data    []byte
	}
	channelRequest struct {
		Channel   uint32 `sshtype:"98"`
		Type      string
		WantReply bool
		Rest      []byte `ssh:"rest"`
	}
	ptyRequest struct {
		Term                            string
		Width, Height, PixelsX, PixelsY uint32
		Modes                           string
	}
)

// SitNarrow connects somebody with a window of so many bytes and opens a
// terminal. The connection ends with ctx.
func SitNarrow(ctx context.Context, address string, window int, o Options) (*Narrow, error) {
	var d net.Dialer
	conn, err := d.DialContext(ctx, "tcp", address)
	if err != nil {
		return nil, err
	}
	context.AfterFunc(ctx, func() { _ = conn.Close() })
	w, err := newWire(conn)
	if err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	n := &Narrow{wire: w, window: window}
	if err := errors.Join(n.authenticate(o.User), n.open(o)); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return n, nil
}

func (n *Narrow) authenticate(user string) error {
	if err := n.wire.send(serviceRequest{"ssh-userauth"}); err != nil {
		return err
	}
	if _, err := n.await(msgServiceAccept); err != nil {
		return err
	}
	if err := n.wire.send(authRequest{User: user, Service: "ssh-connection", Method: "keyboard-interactive"}); err != nil {
		return err
	}
	for {
		switch m, err := n.await(msgAuthSuccess, msgAuthFailure, msgAuthInfoRequest); {
		case err != nil:
			return err
		case m[0] == msgAuthSuccess:
			return nil
		case m[0] == msgAuthFailure:
			return errors.New("not let in")
		}
		if err := n.wire.send(authInfoResponse{}); err != nil {
			return err
		}
	}
}

func (n *Narrow) open(o Options) error {
	if err := n.wire.send(channelOpen{Type: "session", Window: uint32(n.window), MaxPacket: 1 << 15}); err != nil {
		return err
	}
	m, err := n.await(msgChannelConfirm, msgChannelFailure)
	if err != nil {
		return err
	}
	var c channelConfirm
	if err := ssh.Unmarshal(m, &c); err != nil {
		return err
	}
	n.channel = c.Theirs
	s := o.claimed()
	pty := ssh.Marshal(ptyRequest{Term: o.term(), Width: uint32(s.Width), Height: uint32(s.Height), Modes: "\x00"})
	return errors.Join(
		n.wire.send(channelRequest{Channel: n.channel, Type: "pty-req", Rest: pty}),
		n.wire.send(channelRequest{Channel: n.channel, Type: "shell"}))
}

// Type sends keys.
func (n *Narrow) Type(keys string) error {
	return n.wire.send(channelData{n.channel, []byte(keys)})
}

// Fill takes what comes until the window is full.
func (n *Narrow) Fill() error {
	for n.arrived < n.window {
		if _, err := n.next(); err != nil {
			return fmt.Errorf("after %d bytes: %w", n.arrived, err)
		}
	}
	return nil
}

// Gone answers what the server asks until it ends the connection, and returns
// how.
func (n *Narrow) Gone() error {
	for {
		if _, err := n.next(); err != nil {
			return err
		}
	}
}

// Hang ends the connection.
func (n *Narrow) Hang() error { return n.wire.conn.Close() }

// await skips messages until one of those.
func (n *Narrow) await(wanted ...byte) ([]byte, error) {
	for {
		m, err := n.next()
		if err != nil || slices.Contains(wanted, m[0]) {
			return m, err
		}
	}
}

// next is the next message. It counts what is for the terminal, and answers
// questions such as whether anybody is there.
func (n *Narrow) next() ([]byte, error) {
	m, err := n.wire.receive()
	if err != nil {
		return nil, err
	}
	switch m[0] {
	case msgChannelData:
		var d channelData
		if err := ssh.Unmarshal(m, &d); err != nil {
			return nil, err
		}
		n.arrived += len(d.Data)
	case msgGlobalRequest:
		var r globalRequest
		if err := ssh.Unmarshal(m, &r); err != nil {
			return nil, err
		}
		if r.WantReply {
			return m, n.wire.send(requestFailure{})
		}
	}
	return m, nil
}
