package terminal

import (
	"bytes"
	"context"
	"io"
	"time"

	tea "charm.land/bubbletea/v2"
)

// readSize is the most bytes taken from the terminal at once.
const readSize = 1 << 9

// typed is what was read at a time, hungUp is that nothing more will be, and ended is that
// the context has.
type (
	typed struct {
		at    time.Time
		bytes []byte
	}
	hungUp struct{}
	ended  struct{}
)

// read passes on what it reads until the connection or ctx ends.
func read(ctx context.Context, r io.Reader, inbox chan<- tea.Msg) {
	pass := func(msg tea.Msg) {
		select {
		case inbox <- msg:
		case <-ctx.Done():
		}
	}
	buf := make([]byte, readSize)
	for ctx.Err() == nil {
		n, err := r.Read(buf)
		if n > 0 {
			pass(typed{time.Now(), bytes.Clone(buf[:n])})
		}
		if err != nil {
			pass(hungUp{})
			return
		}
	}
}

// newest returns the last of the sizes that wait.
func newest(size Size, more <-chan Size) Size {
	for {
		select {
		case next, ok := <-more:
			if !ok {
				return size
			}
			size = next
		default:
			return size
		}
	}
}
