package sqlite

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"syscall"

	"github.com/ncruces/go-sqlite3"

	"github.com/convene-ssh/convene/session/ledger"
)

// troubles are what SQLite and the operating system say where a store fails, in the
// words of the ledger. The first that fits is meant.
var troubles = []struct {
	err  ledger.Trouble
	said []error
}{
	{ledger.ErrFull, []error{sqlite3.FULL, syscall.ENOSPC, syscall.EDQUOT}},
	{ledger.ErrNoFiles, []error{syscall.EMFILE, syscall.ENFILE}},
	{ledger.ErrNoMemory, []error{sqlite3.NOMEM, syscall.ENOMEM}},
	{ledger.ErrReadOnly, []error{sqlite3.READONLY, syscall.EROFS, syscall.EACCES, syscall.EPERM}},
	{ledger.ErrDamaged, []error{sqlite3.CORRUPT, sqlite3.NOTADB}},
	{ledger.ErrDisk, []error{sqlite3.IOERR, syscall.EIO}},
}

// named makes an error wrap the trouble that it tells of. It is deferred by whatever
// uses a connection, because the library panics where SQLite has no memory left:
// that must not end the server.
func named(err *error) {
	if value := recover(); value != nil {
		said, ok := value.(error)
		if !ok || said.Error() != sqlite3.NOMEM.Error() {
			panic(value)
		}
		*err = sqlite3.NOMEM
	}
	if _, told := ledger.TroubleOf(*err); told {
		return
	}
	for _, t := range troubles {
		if slices.ContainsFunc(t.said, func(said error) bool { return errors.Is(*err, said) }) {
			*err = fmt.Errorf("%w: %w", t.err, *err)
			return
		}
	}
}

// withWriteBeside adds to an error of SQLite's what the operating system says of a write beside
// the store: SQLite keeps only that there was an error.
func (s *Store) withWriteBeside(err error) error {
	if !errors.Is(err, sqlite3.IOERR) {
		return err
	}
	if s.options.beside != nil {
		return errors.Join(err, s.options.beside(s.path))
	}
	return errors.Join(err, writeBeside(s.path))
}

// writeBeside writes a block to a new file beside another, and removes it.
func writeBeside(path string) error {
	f, err := os.Create(path + ".try")
	if err != nil {
		return err
	}
	_, err = f.Write(make([]byte, headBlock))
	return errors.Join(err, f.Sync(), f.Close(), os.Remove(f.Name()))
}
