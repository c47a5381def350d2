package sshd

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"testing/synctest"
	"time"

	"charm.land/log/v2"
	"github.com/pkg/sftp"
	gossh "golang.org/x/crypto/ssh"

	"github.com/convene-ssh/convene/session/refusal"
)

// hazards are files of which some cannot be made, or read.
type hazards struct{ made fs.FS }

func (h hazards) Open(name string) (fs.File, error) {
	f, err := h.made.Open(name)
	switch name {
	case "unmade":
		panic("somebody's words")
	case "unread":
		return unread{f}, err
	}
	return f, err
}

type unread struct{ fs.File }

func (unread) ReadAt([]byte, int64) (int, error) { panic("somebody's words") }

// TestAFileThatPanicsIsRefused, and the server and the client go on.
func TestAFileThatPanicsIsRefused(t *testing.T) {
	s, key := newServer(t, nil), newSigner(t)
	var logged bytes.Buffer
	s.Log = log.New(&logged)
	s.Files = func(context.Context, Caller, io.Writer) fs.FS {
		return hazards{fstest.MapFS{"unmade": {}, "unread": {}, "made": {Data: []byte("words")}}}
	}
	if _, _, err := s.Host.Meet(t.Context(), Fingerprint(key.PublicKey()), "en"); err != nil {
		t.Fatal(err)
	}
	files, err := sftp.NewClient(dial(t, serve(t, s), "siti", gossh.PublicKeys(key)))
	if err != nil {
		t.Fatal(err)
	}
	read := func(name string) (string, error) {
		f, err := files.Open(name)
		if err != nil {
			return "", err
		}
		b, err := io.ReadAll(f)
		return string(b), errors.Join(err, f.Close())
	}
	for _, name := range []string{"unmade", "unread"} {
		if b, err := read(name); !errors.Is(err, fs.ErrPermission) {
			t.Errorf("%s: read %q, %v", name, b, err)
		}
	}
	if _, err := files.Stat("unmade"); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("what is it: %v", err)
	}
	if b, err := read("made"); b != "words" || err != nil {
		t.Errorf("then: read %q, %v", b, err)
	}
	if got := logged.String(); strings.Count(got, "panicked") < 3 || strings.Contains(got, "somebody's words") {
		t.Errorf("the log says %q", got)
	}
}

// fetching is a client that fetches files, to which somebody may be refused.
func fetching(t *testing.T) *fetch {
	return &fetch{
		ctx: t.Context(), files: fstest.MapFS{"made": {}}, asks: newBucket(asksAtOnce, asksPerSecond),
		refuse: func(error) {}, panicked: func(any, []byte) { t.Error("it has panicked") },
	}
}

// TestWhatAClientHasOpenIsBounded, until it closes something.
func TestWhatAClientHasOpenIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f := fetching(t)
		why := []error{}
		f.refuse = func(err error) { why = append(why, err) }
		folder, file := sftp.NewRequest("List", "/"), sftp.NewRequest("Get", "/made")
		var last io.Closer
		for range mostOpen / 2 {
			all, err := f.Filelist(folder)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := f.Fileread(file); err != nil {
				t.Fatal(err)
			}
			last = all.(io.Closer)
		}
		for range 2 {
			if _, err := f.Filelist(folder); !errors.Is(err, sftp.ErrSSHFxPermissionDenied) {
				t.Errorf("one folder too many: %v", err)
			}
			if _, err := f.Fileread(file); !errors.Is(err, sftp.ErrSSHFxPermissionDenied) {
				t.Errorf("one file too many: %v", err)
			}
		}
		if len(why) != 4 || !errors.Is(why[0], refusal.New(refusal.Busy)) {
			t.Errorf("they are told %v", why)
		}
		if _, err := f.Filelist(sftp.NewRequest("Stat", "/made")); err != nil {
			t.Errorf("what is it: %v", err)
		}
		if err := last.Close(); err != nil {
			t.Error(err)
		}
		if _, err := f.Fileread(file); err != nil {
			t.Errorf("after one was closed: %v", err)
		}
	})
}

// TestAHastyClientWaits, and is not refused.
func TestAHastyClientWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		f, began := fetching(t), time.Now()
		ctx, leave := context.WithCancel(t.Context())
		f.ctx = ctx
		ask := func() error { _, err := f.Filelist(sftp.NewRequest("Stat", "/made")); return err }
		for range asksAtOnce + 3*asksPerSecond {
			if err := ask(); err != nil {
				t.Fatal(err)
			}
		}
		if took := time.Since(began).Round(time.Second); took != 3*time.Second {
			t.Errorf("it took %s", took)
		}
		leave()
		if err := ask(); !errors.Is(err, context.Canceled) {
			t.Errorf("whoever has left: %v", err)
		}
	})
}
