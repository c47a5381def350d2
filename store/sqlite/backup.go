package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
)

// Backup writes a consistent copy of all logs to a new file with mode 0600, while
// the store is in use. The file appears under its name only once it is complete,
// checked and synced; a kill leaves a part of it beside. A path that exists is
// refused. Nothing of a shelf is ever written there.
func (s *Store) Backup(ctx context.Context, path string) (err error) {
	defer named(&err)
	done, err := s.use()
	if err != nil {
		return err
	}
	defer done()
	path, err = filepath.Abs(path)
	if err != nil {
		return err
	}
	if err := checkFree(path); err != nil {
		return err
	}
	partial, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*.partial")
	if err != nil {
		return fmt.Errorf("sqlite: backup: %w", err)
	}
	defer func() {
		if err != nil {
			err = fmt.Errorf("sqlite: backup: %w", errors.Join(err, os.Remove(partial.Name())))
		}
	}()
	if err := partial.Close(); err != nil {
		return err
	}
	if err := s.copyTo(ctx, partial.Name()); err != nil {
		return err
	}
	if err := syncFile(partial.Name()); err != nil {
		return err
	}
	if err := os.Rename(partial.Name(), path); err != nil {
		return err
	}
	return SyncFolder(filepath.Dir(path))
}

// copyTo uses a connection of its own, so that reads go on meanwhile. It reads the
// store in one statement, which sees one moment of it.
func (s *Store) copyTo(ctx context.Context, path string) (err error) {
	db, err := connectCopy(ctx, path, s.options)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err := makeTables(ctx, db); err != nil {
		return err
	}
	db.SetInterrupt(ctx)
	if err := db.run(`ATTACH ? AS source`, s.options.uri(s.path, url.Values{"mode": {"ro"}})); err != nil {
		return err
	}
	if err := db.run(`INSERT INTO records SELECT * FROM source.records ORDER BY rowid`); err != nil {
		return err
	}
	return check(db)
}

func checkFree(path string) error {
	_, err := os.Lstat(path)
	if err == nil {
		return fmt.Errorf("sqlite: backup: %s: %w", path, fs.ErrExist)
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("sqlite: backup: %w", err)
	}
	return nil
}
