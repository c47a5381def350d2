package guest

import (
	"bytes"
	"context"
	"fmt"

	"github.com/convene-ssh/convene/cmd/internal/line"
)

// Narrow is somebody whose terminal has a window of so many bytes and at some time
// never opens it again, which x/crypto/ssh cannot be told to do. They have no
// screen.
type Narrow struct {
	terminal *line.Terminal
	size     Size
}

// SitNarrow connects somebody with a window of so many bytes and opens a
// terminal. They need a key, and Options.Term is not used. The connection ends
// with ctx.
func SitNarrow(ctx context.Context, address string, window uint32, o Options) (*Narrow, error) {
	conn, err := o.connect(ctx, address)
	if err != nil {
		return nil, err
	}
	context.AfterFunc(ctx, func() { _ = conn.Close() })
	s := o.claimed()
	t, err := line.Open(conn, line.Options{User: o.User, Key: o.Key, Width: s.Width, Height: s.Height, Window: window})
	if err != nil {
		return nil, err
	}
	return &Narrow{t, s}, nil
}

// Type sends keys.
func (n *Narrow) Type(keys string) error { return n.terminal.Type(keys) }

// Reads takes what comes until these bytes have come.
func (n *Narrow) Reads(text string) error {
	var all []byte
	for !bytes.Contains(all, []byte(text)) {
		chunk, err := n.terminal.Next()
		if err != nil {
			return fmt.Errorf("before %q came: %w", text, err)
		}
		all = append(all, chunk...)
	}
	return nil
}

// Fill stalls the terminal and takes what comes until the window is full. It
// resizes all the time, so that the server has something to send.
func (n *Narrow) Fill() error {
	n.terminal.Stall()
	for shorter := 0; !n.terminal.Full(); shorter = 1 - shorter {
		err := n.terminal.Resize(n.size.Width, n.size.Height-shorter)
		if err == nil {
			_, err = n.terminal.Next()
		}
		if err != nil {
			return fmt.Errorf("before the window was full: %w", err)
		}
	}
	return nil
}

// Gone answers what the server asks until it ends the terminal, and returns
// how.
func (n *Narrow) Gone() error {
	for {
		if _, err := n.terminal.Next(); err != nil {
			return err
		}
	}
}

// Hang ends the connection.
func (n *Narrow) Hang() error { return n.terminal.Close() }
