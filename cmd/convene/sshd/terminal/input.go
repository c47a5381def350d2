package terminal

import (
	"bytes"
	"context"
	"io"
)

// readSize is the most bytes taken from the terminal at once.
const readSize = 1 << 10

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
