package guest

import (
	"io"
	"os"
	"os/exec"

	"github.com/creack/pty"
)

// Local runs a program of this machine in a terminal. Of the options, the size and
// the keys count; its environment is the command's.
func Local(cmd *exec.Cmd, o Options) (*Guest, error) {
	size := o.size()
	terminal, err := pty.StartWithSize(cmd, &pty.Winsize{Cols: uint16(size.Width), Rows: uint16(size.Height)})
	if err != nil {
		return nil, err
	}
	g := newGuest(size, o.Enter)
	l := &local{terminal, cmd, make(chan struct{})}
	go func() {
		defer close(l.read)
		_, _ = io.Copy(g, terminal) // it breaks off when the program has ended
	}()
	g.sit(l)
	return g, nil
}

// local is a terminal of this machine.
type local struct {
	*os.File
	cmd  *exec.Cmd
	read chan struct{} // closed when all that it shows is read
}

func (l *local) resize(s Size) error {
	return pty.Setsize(l.File, &pty.Winsize{Cols: uint16(s.Width), Rows: uint16(s.Height)})
}

func (l *local) wait() error {
	<-l.read
	defer func() { _ = l.Close() }() // nothing is written that could be lost
	return l.cmd.Wait()
}

func (l *local) hang() error { return l.cmd.Process.Kill() }
