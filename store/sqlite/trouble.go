package sqlite

import (
	"errors"
	"fmt"
	"slices"
	"syscall"

	"github.com/ncruces/go-sqlite3"

	"github.com/convene-ssh/convene/session/ledger"
)

// troubles are what SQLite and the operating system say where a store fails, in the
// words of the ledger. The first that fits is meant.
var troubles = []struct {
	err  error
	said []error
}{
	{ledger.ErrFull, []error{sqlite3.FULL, syscall.ENOSPC, syscall.EDQUOT}},
	{ledger.ErrNoFiles, []error{syscall.EMFILE, syscall.ENFILE}},
	{ledger.ErrNoMemory, []error{sqlite3.NOMEM, sqlite3.IOERR_NOMEM, syscall.ENOMEM}},
	{ledger.ErrReadOnly, []error{sqlite3.READONLY, syscall.EROFS, syscall.EACCES, syscall.EPERM}},
	{ledger.ErrDamaged, []error{sqlite3.CORRUPT, sqlite3.NOTADB}},
}

// named makes an error wrap the trouble that it tells of.
func named(err error) error {
	for _, t := range troubles {
		if slices.ContainsFunc(t.said, func(said error) bool { return errors.Is(err, said) }) {
			return fmt.Errorf("%w: %w", t.err, err)
		}
	}
	return err
}
