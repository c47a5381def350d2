package sshd

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"

	"charm.land/ssh"
	"charm.land/wish/v2/scp"

	"github.com/convene-ssh/convene/session/clean"
	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/session/refusal"
)

// scp answers a client that copies by the protocol of before sftp (scp -O), and returns
// an exit code. Wish's own handler does not wait for the client's answers, which then
// reports a lost connection.
func (s *Server) scp(ctx context.Context, sess ssh.Session, c Caller, asked scp.Info) int {
	defer context.AfterFunc(ctx, func() { _ = sess.Close() })()
	if asked.Op != scp.OpCopyToClient {
		say(sess.Stderr(), c.Words.T("command.only_read"))
		return ExitRefused
	}
	o := sending{files: s.Files(ctx, c, sess.Stderr()), to: s.line(sess), answers: bufio.NewReaderSize(sess, 1), deep: asked.Recursive}
	err := o.answered()
	if err == nil {
		err = o.all(within(asked.Path))
	}
	if err == nil {
		return 0
	}
	_, _ = fmt.Fprintf(o.to, "\x01%s\n", clean.Out(uncopied(c.Words, err))) // they may be gone
	return ExitRefused
}

// errFolder is a folder that was asked for as if it were a file.
var errFolder = errors.New("a folder")

// uncopied says why something was not copied.
func uncopied(w *locale.Words, err error) string {
	var at *fs.PathError
	switch {
	case errors.Is(err, errFolder):
		return w.T("command.copy_folder")
	case errors.Is(err, fs.ErrNotExist) && errors.As(err, &at):
		return w.Error(refusal.New(refusal.NotFound, "name", at.Path))
	}
	return w.Error(err)
}

// sending is a copy on its way to a client.
type sending struct {
	files   fs.FS
	to      io.Writer
	answers *bufio.Reader
	deep    bool
}

// all sends whatever a pattern means.
func (o sending) all(pattern string) error {
	names, err := fs.Glob(o.files, pattern)
	if err != nil {
		return err
	}
	if len(names) == 0 {
		names = []string{pattern} // opening it says why it is not there
	}
	for _, name := range names {
		if err := o.send(name); err != nil {
			return err
		}
	}
	return nil
}

func (o sending) send(name string) error {
	f, err := o.files.Open(name)
	if err != nil {
		return err
	}
	is, err := f.Stat()
	switch {
	case err != nil:
	case !is.IsDir():
		err = o.file(is, f)
	case o.deep:
		err = o.folder(is, name)
	default:
		err = errFolder
	}
	return errors.Join(err, f.Close())
}

func (o sending) file(is fs.FileInfo, f io.Reader) error {
	if err := o.says(fmt.Sprintf("C0644 %d %s\n", is.Size(), is.Name())); err != nil {
		return err
	}
	if _, err := io.Copy(o.to, f); err != nil {
		return err
	}
	return o.says("\x00")
}

func (o sending) folder(is fs.FileInfo, name string) error {
	if err := o.says(fmt.Sprintf("D0755 0 %s\n", is.Name())); err != nil {
		return err
	}
	entries, err := fs.ReadDir(o.files, name)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if err := o.send(path.Join(name, e.Name())); err != nil {
			return err
		}
	}
	return o.says("E\n")
}

// says sends a line and waits until the client has agreed.
func (o sending) says(line string) error {
	if _, err := io.WriteString(o.to, line); err != nil {
		return err
	}
	return o.answered()
}

// answered waits for the client's answer: a zero, or why it does not go on.
func (o sending) answered() error {
	switch b, err := o.answers.ReadByte(); {
	case err != nil:
		return err
	case b != 0:
		return errors.New("the client refused")
	}
	return nil
}
