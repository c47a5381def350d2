package store

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/convene-ssh/convene/store/sqlite"
)

// Aside is a folder for copies that must not stay: those of which a backup or a whole
// installation is made. Whoever is killed leaves it, with all that people wrote; the
// next who comes finds it by its name, and removes it.
type Aside struct {
	Path   string // where the copies go
	folder string // holds that and the lock
	lock   io.Closer
}

const (
	asideCopies = "copies"
	asideLock   = "in-use"
)

// NewAside makes a folder in another one, whose name begins with prefix. Close it when
// done.
func NewAside(ctx context.Context, in, prefix string) (a *Aside, err error) {
	a = &Aside{}
	if a.folder, err = os.MkdirTemp(in, prefix); err != nil {
		return nil, err
	}
	a.Path = filepath.Join(a.folder, asideCopies)
	// Locked before there can be a copy: what holds one and is not locked is left.
	if a.lock, err = sqlite.Lock(ctx, filepath.Join(a.folder, asideLock)); err == nil {
		err = os.Mkdir(a.Path, 0o700)
	}
	if err != nil {
		return nil, errors.Join(err, a.Close())
	}
	return a, nil
}

// RemoveAsides removes from a folder what killed programs left there under names that
// begin with prefix, and returns the paths. What is in use it leaves alone.
func RemoveAsides(ctx context.Context, in, prefix string) (removed []string, err error) {
	there, err := os.ReadDir(in)
	if err != nil {
		return nil, err
	}
	for _, f := range there {
		left := &Aside{folder: filepath.Join(in, f.Name())}
		left.Path = filepath.Join(left.folder, asideCopies)
		if !strings.HasPrefix(f.Name(), prefix) || !isFolder(left.Path) {
			continue
		}
		if left.lock, err = sqlite.Lock(ctx, filepath.Join(left.folder, asideLock)); err != nil {
			continue // somebody is at work there, or it is another's
		}
		if err := left.Close(); err != nil {
			return removed, err
		}
		removed = append(removed, left.folder)
	}
	return removed, nil
}

func isFolder(path string) bool {
	about, err := os.Lstat(path)
	return err == nil && about.IsDir()
}

// Close removes the folder. The copies go before the lock does.
func (a *Aside) Close() error {
	err := os.RemoveAll(a.Path)
	if a.lock != nil {
		err = errors.Join(err, a.lock.Close())
	}
	return errors.Join(err, os.RemoveAll(a.folder))
}
