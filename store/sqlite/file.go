package sqlite

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// create makes an empty file for its owner only, unless there is one. A file
// that exists is not opened: that could cost SQLite its locks on it.
func create(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return errors.Join(f.Close(), SyncFolder(filepath.Dir(path)))
}

// resolve returns the one absolute path of a file, whichever way it was named,
// so that all lock the same file.
func resolve(path string) (string, error) {
	path, err := filepath.EvalSymlinks(path)
	if err != nil {
		return "", err
	}
	return filepath.Abs(path)
}

// SyncFolder makes the names in a folder survive a power cut.
func SyncFolder(path string) error { return syncFile(path) }

func syncFile(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
