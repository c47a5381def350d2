// Package line is the least of an SSH client, for tests and benches: one terminal
// on one connection, whose window may have any size and which can stall. It is
// here because golang.org/x/crypto/ssh fixes the window at 2 MiB and grants more
// by itself; that it costs far less than the server is what a bench needs.
package line

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"

	gossh "golang.org/x/crypto/ssh"
)

// Options say who connects, with what terminal.
type Options struct {
	User          string
	Key           gossh.Signer // needed: there is no other way in
	Width, Height int          // cells
	Window        uint32       // bytes that the server may send before it is granted more
}

// Terminal is a terminal on a server. One goroutine calls Next; the other
// methods may be called by any.
type Terminal struct {
	packets *packets
	conn    net.Conn
	peer    uint32 // the server's number for the channel
	window  uint32
	left    uint32 // of the window
	stalled chan struct{}
}

// Messages of RFC 4254.
type (
	channelOpen struct {
		Kind                    string `sshtype:"90"`
		ID, Window, PacketBytes uint32
	}
	channelConfirm struct {
		ID                        uint32 `sshtype:"91"`
		Peer, Window, PacketBytes uint32
	}
	windowAdjust struct {
		ID    uint32 `sshtype:"93"`
		Bytes uint32
	}
	channelData struct {
		ID   uint32 `sshtype:"94"`
		Data []byte
	}
	channelRequest struct {
		ID        uint32 `sshtype:"98"`
		Request   string
		WantReply bool
		Payload   []byte `ssh:"rest"`
	}
	globalRequest struct {
		Request   string `sshtype:"80"`
		WantReply bool
		Payload   []byte `ssh:"rest"`
	}
	globalFailure struct {
		None []byte `sshtype:"82" ssh:"rest"`
	}
	ptyRequest struct {
		Term                                   string
		Width, Height, PixelWidth, PixelHeight uint32
		Modes                                  string
	}
	windowChange struct{ Width, Height, PixelWidth, PixelHeight uint32 }
)

// The numbers of the messages that Next tells apart.
const (
	numberGlobalRequest  = 80
	numberData           = 94
	numberEOF            = 96
	numberClose          = 97
	numberRequestFailure = 100
	numberDisconnect     = 1
)

// Open opens a terminal over conn. It owns conn, also after an error.
func Open(conn net.Conn, o Options) (*Terminal, error) {
	t := &Terminal{
		packets: &packets{conn: conn, in: bufio.NewReader(conn)}, conn: conn,
		window: o.Window, left: o.Window, stalled: make(chan struct{}),
	}
	if err := t.open(o); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return t, nil
}

func (t *Terminal) open(o Options) error {
	id, err := t.packets.handshake()
	if err != nil {
		return fmt.Errorf("line: shaking hands: %w", err)
	}
	if err := t.packets.sign(id, o.User, o.Key); err != nil {
		return fmt.Errorf("line: signing: %w", err)
	}
	if err := t.packets.send(channelOpen{"session", 0, o.Window, 32 << 10}); err != nil {
		return err
	}
	if err := t.confirmed(); err != nil {
		return fmt.Errorf("line: opening: %w", err)
	}
	pty := ptyRequest{Term: "xterm-256color", Width: uint32(o.Width), Height: uint32(o.Height), Modes: "\x00"}
	return errors.Join(t.ask("pty-req", true, gossh.Marshal(pty)), t.ask("shell", true, nil))
}

// confirmed reads until the channel is open: requests that concern the whole
// connection may come first.
func (t *Terminal) confirmed() error {
	for {
		payload, err := t.packets.read()
		if err != nil {
			return err
		}
		if payload[0] == numberGlobalRequest {
			if err := t.decline(payload); err != nil {
				return err
			}
			continue
		}
		var c channelConfirm
		err = gossh.Unmarshal(payload, &c)
		t.peer = c.Peer
		return err
	}
}

// Next returns what the server sends next, good until the next call. It returns
// io.EOF when the terminal has ended. A terminal that has stalled returns no
// more than what is left of its window.
func (t *Terminal) Next() ([]byte, error) {
	for {
		payload, err := t.packets.read()
		if err != nil {
			return nil, err
		}
		switch payload[0] {
		case numberData:
			var d channelData
			if err := gossh.Unmarshal(payload, &d); err != nil {
				return nil, err
			}
			return d.Data, t.took(len(d.Data))
		case numberGlobalRequest:
			if err := t.decline(payload); err != nil {
				return nil, err
			}
		case numberEOF, numberClose:
			return nil, io.EOF
		case numberRequestFailure, numberDisconnect:
			return nil, errors.New("line: the server refused the terminal")
		}
	}
}

// took grants more of the window once half of it is gone.
func (t *Terminal) took(n int) error {
	t.left -= uint32(n)
	select {
	case <-t.stalled:
		return nil
	default:
	}
	used := t.window - t.left
	if used < t.window/2 {
		return nil
	}
	t.left = t.window
	return t.packets.send(windowAdjust{t.peer, used})
}

// decline answers a request such as a keepalive.
func (t *Terminal) decline(payload []byte) error {
	var r globalRequest
	if err := gossh.Unmarshal(payload, &r); err != nil || !r.WantReply {
		return err
	}
	return t.packets.send(globalFailure{})
}

func (t *Terminal) ask(request string, reply bool, payload []byte) error {
	return t.packets.send(channelRequest{t.peer, request, reply, payload})
}

// Type sends keys.
func (t *Terminal) Type(keys string) error {
	return t.packets.send(channelData{t.peer, []byte(keys)})
}

// Resize tells a new size of the window, which makes most servers draw anew.
func (t *Terminal) Resize(width, height int) error {
	return t.ask("window-change", false, gossh.Marshal(windowChange{Width: uint32(width), Height: uint32(height)}))
}

// Stall grants nothing any more. It may be called once.
func (t *Terminal) Stall() { close(t.stalled) }

// Full reports whether the server may send nothing more. It is for the
// goroutine that calls Next.
func (t *Terminal) Full() bool { return t.left == 0 }

// Received counts the bytes of all packets from the server.
func (t *Terminal) Received() int64 { return t.packets.received.Load() }

// Close ends the connection.
func (t *Terminal) Close() error { return t.conn.Close() }
