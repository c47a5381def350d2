package terminal

import (
	"io"
	"slices"
	"sync"
	"time"

	"github.com/convene-ssh/convene/tui/frame"
)

// Patience is how long a write may make no progress before the line is given up.
// Slow lines and suspended laptops are our people.
const Patience = 30 * time.Second

// Line writes to somebody who may read slowly, and gives them up when they read
// nothing for [Patience]. One goroutine at a time may write. Make one with
// [NewLine].
type Line struct {
	out    io.Writer
	giveUp func()

	mu      sync.Mutex
	began   time.Time // when the write that goes on has begun; zero for none
	watched bool      // a timer will look at it
}

// NewLine returns a line to out. It is given up by calling giveUp, which must
// make a write that hangs return.
func NewLine(out io.Writer, giveUp func()) *Line {
	return &Line{out: out, giveUp: giveUp}
}

// Write writes b in chunks, so that progress shows on a slow line. The SSH
// library keeps two buffers of the largest chunk for each line.
func (l *Line) Write(b []byte) (written int, err error) {
	for chunk := range slices.Chunk(b, frame.AtOnce) {
		l.begin()
		n, err := l.out.Write(chunk)
		l.done()
		written += n
		if err != nil {
			return written, err
		}
	}
	return written, nil
}

// begin notes that a write begins. One timer watches many writes after each
// other.
func (l *Line) begin() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.began = time.Now()
	if !l.watched {
		l.watched = true
		time.AfterFunc(Patience, l.check)
	}
}

func (l *Line) done() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.began = time.Time{}
}

// check gives the line up if it is stuck.
func (l *Line) check() {
	if l.stuck() {
		l.giveUp()
	}
}

// stuck reports whether a write has taken all the patience there is. Otherwise
// it looks again when one that goes on may have.
func (l *Line) stuck() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.watched = !l.began.IsZero()
	if !l.watched {
		return false
	}
	left := Patience - time.Since(l.began)
	if left > 0 {
		time.AfterFunc(left, l.check)
	}
	return left <= 0
}
