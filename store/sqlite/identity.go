package sqlite

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/convene-ssh/convene/session/ledger"
)

// identity is which files a store has open. A file that was removed or replaced
// takes what is written to it, and nobody will find that again.
type identity []identified

type identified struct {
	path  string
	about os.FileInfo
}

func identify(paths ...string) (found identity, err error) {
	for _, path := range paths {
		about, err := os.Stat(path)
		if err != nil {
			return nil, err
		}
		found = append(found, identified{path, about})
	}
	return found, nil
}

// check returns an error unless the same files are there under their names.
func (i identity) check() error {
	for _, f := range i {
		about, err := os.Stat(f.path)
		if errors.Is(err, fs.ErrNotExist) || err == nil && !os.SameFile(about, f.about) {
			return fmt.Errorf("sqlite: %s: %w", f.path, ledger.ErrReplaced)
		}
		if err != nil {
			return fmt.Errorf("sqlite: %w", err)
		}
	}
	return nil
}
