package sshd

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"path"
	"strings"
	"sync"

	"charm.land/ssh"
	"github.com/pkg/sftp"

	"github.com/convene-ssh/convene/session/refusal"
)

// sftp answers a client that fetches files, until it has none to ask for any more. It
// returns an exit code: clients that get none report a broken line.
func (s *Server) sftp(ctx context.Context, sess ssh.Session, c Caller) int {
	defer context.AfterFunc(ctx, func() { _ = sess.Close() })() // ends what it waits for
	f := &fetch{files: s.Files(ctx, c, sess.Stderr()), tell: sync.OnceFunc(func() { say(sess.Stderr(), c.Words.T("command.only_read")) }),
		refuse: func(err error) { say(sess.Stderr(), c.Words.Error(err)) }}
	line := struct {
		io.Reader
		io.Writer
		io.Closer
	}{sess, s.line(sess), sess}
	// It is not closed: the exit code has to go first.
	if err := sftp.NewRequestServer(line, sftp.Handlers{FileGet: f, FilePut: f, FileCmd: f, FileList: f}).Serve(); err != nil && !errors.Is(err, io.EOF) {
		return ExitRefused
	}
	return 0
}

// fetch is what a client may do: list and read.
type fetch struct {
	files  fs.FS
	tell   func()      // that there is nothing to write here, once
	refuse func(error) // says why something cannot be had
}

// Fileread opens a file.
func (f *fetch) Fileread(r *sftp.Request) (io.ReaderAt, error) {
	o, err := f.files.Open(within(r.Filepath))
	if err != nil {
		return nil, f.why(err)
	}
	file, ok := o.(io.ReaderAt)
	if !ok {
		return nil, errors.Join(fs.ErrInvalid, o.Close())
	}
	return file, nil
}

// Filelist lists a folder, or says what an entry is.
func (f *fetch) Filelist(r *sftp.Request) (sftp.ListerAt, error) {
	if r.Method != "List" {
		is, err := fs.Stat(f.files, within(r.Filepath))
		if err != nil {
			return nil, f.why(err)
		}
		return listed{is}, nil
	}
	entries, err := fs.ReadDir(f.files, within(r.Filepath))
	if err != nil {
		return nil, f.why(err)
	}
	var all listed
	for _, e := range entries {
		is, err := e.Info()
		if err != nil {
			return nil, err
		}
		all = append(all, is)
	}
	return all, nil
}

// Filewrite refuses what would be put here, and Filecmd whatever else would change
// something.
func (f *fetch) Filewrite(*sftp.Request) (io.WriterAt, error) {
	f.tell()
	return nil, sftp.ErrSSHFxPermissionDenied
}

// Filecmd refuses.
func (f *fetch) Filecmd(*sftp.Request) error {
	f.tell()
	return sftp.ErrSSHFxPermissionDenied
}

// why says a refusal on the stream that people see: most clients show only what kind
// of error there was.
func (f *fetch) why(err error) error {
	if refused := (*refusal.Error)(nil); errors.As(err, &refused) {
		f.refuse(refused)
		return sftp.ErrSSHFxPermissionDenied
	}
	return err
}

// within is the path of a client in the tree.
func within(p string) string {
	if p = strings.TrimPrefix(path.Clean("/"+p), "/"); p == "" {
		return "."
	}
	return p
}

// listed is a list as the library wants it.
type listed []fs.FileInfo

// ListAt copies what is listed from an index on.
func (l listed) ListAt(to []fs.FileInfo, from int64) (int, error) {
	if from >= int64(len(l)) {
		return 0, io.EOF
	}
	n := copy(to, l[from:])
	if n < len(to) {
		return n, io.EOF
	}
	return n, nil
}
