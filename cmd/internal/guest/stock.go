package guest

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"os/exec"
)

// Stock connects a guest by the ssh program of this machine. It has the key of
// keyFile, or none where that is empty. Of the options it uses User, Term and Enter: the
// program reaches the server by itself, and without a terminal of its own claims no size.
func Stock(ctx context.Context, program, address, keyFile string, o Options) (*Guest, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	with := []string{"-o", "PubkeyAuthentication=no"}
	if keyFile != "" {
		with = []string{"-i", keyFile, "-o", "IdentitiesOnly=yes"}
	}
	args := append([]string{
		"-F", os.DevNull, "-tt", "-p", port, "-e", "none", "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=" + os.DevNull,
		"-o", "LogLevel=ERROR", "-o", "PasswordAuthentication=no",
	}, with...)
	cmd := exec.CommandContext(ctx, program, append(args, o.User+"@"+host)...)
	cmd.Env = []string{"TERM=" + o.term(), "PATH=" + os.Getenv("PATH"), "HOME=" + os.DevNull}
	keys, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	g := newGuest(Size{80, 24}, o.Enter)
	cmd.Stdout, cmd.Stderr = g, g
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	g.sit(&process{keys, cmd})
	return g, nil
}

// process is a terminal behind a program.
type process struct {
	io.Writer
	cmd *exec.Cmd
}

func (p *process) resize(Size) error { return errors.ErrUnsupported }
func (p *process) wait() error       { return p.cmd.Wait() }
func (p *process) hang() error       { return p.cmd.Process.Kill() }
