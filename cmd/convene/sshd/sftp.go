package sshd

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"path"
	"runtime/debug"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"charm.land/ssh"
	"github.com/pkg/sftp"

	"github.com/convene-ssh/convene/session/refusal"
)

// What a client may have open at once, and how much it may ask for: so much at once, and so
// much more every second. It waits for more, and is not refused: it may copy a whole folder.
const (
	mostOpen      = 256
	asksAtOnce    = 400
	asksPerSecond = 100
)

// sftp answers a client that fetches files, until it has none to ask for any more. It
// returns an exit code: clients that get none report a broken line.
func (s *Server) sftp(ctx context.Context, sess ssh.Session, c Caller) int {
	defer context.AfterFunc(ctx, func() { _ = sess.Close() })() // ends what it waits for
	f := &fetch{
		ctx: ctx, files: s.Files(ctx, c, sess.Stderr()), asks: newBucket(asksAtOnce, asksPerSecond), panicked: s.logPanic,
		tell:   sync.OnceFunc(func() { say(sess.Stderr(), c.Words.T("command.only_read")) }),
		refuse: func(err error) { say(sess.Stderr(), c.Words.Error(err)) },
	}
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
	ctx      context.Context // of the session
	files    fs.FS
	asks     *bucket
	open     atomic.Int32      // files and folders
	tell     func()            // that there is nothing to write here, once
	refuse   func(error)       // says why something cannot be had
	panicked func(any, []byte) // logs a panic
}

// Fileread opens a file.
func (f *fetch) Fileread(r *sftp.Request) (file io.ReaderAt, err error) {
	err = f.answer(func() (err error) {
		file, err = f.read(within(r.Filepath))
		return err
	})
	return file, err
}

func (f *fetch) read(name string) (io.ReaderAt, error) {
	o, err := f.files.Open(name)
	if err != nil {
		return nil, err
	}
	file, ok := o.(readable)
	if !ok {
		return nil, errors.Join(fs.ErrInvalid, o.Close())
	}
	if err := f.begin(); err != nil {
		return nil, errors.Join(err, o.Close())
	}
	return reading{file, f}, nil
}

// Filelist lists a folder, or says what an entry is.
func (f *fetch) Filelist(r *sftp.Request) (all sftp.ListerAt, err error) {
	err = f.answer(func() (err error) {
		if r.Method == "List" {
			all, err = f.list(within(r.Filepath))
			return err
		}
		is, err := fs.Stat(f.files, within(r.Filepath))
		all = listed{is}
		return err
	})
	return all, err
}

func (f *fetch) list(name string) (sftp.ListerAt, error) {
	entries, err := fs.ReadDir(f.files, name)
	if err != nil {
		return nil, err
	}
	var all listed
	for _, e := range entries {
		is, err := e.Info()
		if err != nil {
			return nil, err
		}
		all = append(all, is)
	}
	return listing{all, f}, f.begin()
}

// answer does what a client asks for, once it may ask for more.
func (f *fetch) answer(do func() error) error {
	for f.asks.take() != nil {
		select {
		case <-f.ctx.Done():
			return f.ctx.Err()
		case <-time.After(time.Second / asksPerSecond):
		}
	}
	return f.guarded(func() error { return f.why(do()) })
}

// guarded turns a panic into a refusal: the library answers in goroutines of its own,
// where a panic would end the server.
func (f *fetch) guarded(do func() error) (err error) {
	defer func() {
		if value := recover(); value != nil {
			f.panicked(value, debug.Stack())
			err = f.why(refusal.New(refusal.Internal))
		}
	}()
	return do()
}

// begin counts what a client opens, and refuses what is too much.
func (f *fetch) begin() error {
	if f.open.Add(1) > mostOpen {
		f.open.Add(-1)
		return refusal.New(refusal.Busy)
	}
	return nil
}

// Filewrite refuses what would be put here.
func (f *fetch) Filewrite(*sftp.Request) (io.WriterAt, error) {
	f.tell()
	return nil, sftp.ErrSSHFxPermissionDenied
}

// Filecmd refuses whatever else would change something.
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

// readable is an open file of which clients ask for several pieces at once.
type readable interface {
	io.ReaderAt
	io.Closer
}

// reading is a file that a client has open.
type reading struct {
	readable
	by *fetch
}

// ReadAt reads at any place.
func (r reading) ReadAt(p []byte, at int64) (n int, err error) {
	err = r.by.guarded(func() (err error) {
		n, err = r.readable.ReadAt(p, at)
		return err
	})
	return n, err
}

// Close counts it out.
func (r reading) Close() error {
	r.by.open.Add(-1)
	return r.readable.Close()
}

// listing is a folder that a client has open.
type listing struct {
	listed
	by *fetch
}

// Close counts it out.
func (l listing) Close() error {
	l.by.open.Add(-1)
	return nil
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
