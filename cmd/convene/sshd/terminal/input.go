package terminal

import (
	"bytes"
	"context"
	"io"
	"time"

	tea "charm.land/bubbletea/v2"
)

// readSize is the most bytes taken from the terminal at once.
const readSize = 1 << 10

// listen sends keys, pastes and sizes until ctx ends (nil) or the person hangs
// up. It waits while the program is busy, and the person's typing with it.
func listen(ctx context.Context, cfg Config, send func(tea.Msg)) error {
	reads := make(chan []byte)
	go read(ctx, cfg.In, reads)
	var d decoder
	deliver := func(k keys) {
		if len(k) > 0 {
			send(k)
		}
	}
	for {
		var silence <-chan time.Time
		if wait := d.wait(); wait > 0 {
			silence = cfg.Clock.After(wait)
		}
		select {
		case <-ctx.Done():
			return nil
		case b, ok := <-reads:
			if !ok {
				deliver(d.expire())
				return ErrHungUp
			}
			deliver(d.feed(cfg.Clock.Now(), b))
		case <-silence:
			deliver(d.expire())
		case size, ok := <-cfg.Resizes:
			if !ok {
				return ErrHungUp
			}
			send(newest(size, cfg.Resizes).clamp())
		}
	}
}

// read passes on what it reads until the connection or ctx ends.
func read(ctx context.Context, r io.Reader, reads chan<- []byte) {
	defer close(reads)
	buf := make([]byte, readSize)
	for {
		n, err := r.Read(buf)
		if n > 0 {
			select {
			case reads <- bytes.Clone(buf[:n]):
			case <-ctx.Done():
				return
			}
		}
		if err != nil {
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
