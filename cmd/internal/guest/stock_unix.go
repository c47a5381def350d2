//go:build unix

package guest

import (
	"errors"
	"syscall"
)

// Freeze stops a stock client, so that it neither reads nor answers.
func (g *Guest) Freeze() error {
	p, ok := g.link.(*process)
	if !ok {
		return errors.ErrUnsupported
	}
	return p.cmd.Process.Signal(syscall.SIGSTOP)
}
