package sqlite

import (
	"context"
	"errors"
	"fmt"
)

// Forget removes the bytes of what was redacted or deleted from the file and
// from its write-ahead log. It returns an error, and everything stays pending,
// while a backup or another process still reads what was there before: try
// again later. It takes as long as writing the whole file anew, and there has to be
// room beside the file for two more of its size. Writes wait for all of it, and reads
// only while the write-ahead log is emptied.
//
// Overwriting (secure_delete) and emptying the write-ahead log are not enough:
// when SQLite moves a row to another page it leaves a copy in the free space of
// the first, which it does not overwrite when the row goes. So the file is
// rebuilt from what is alive.
func (s *Store) Forget(ctx context.Context) (err error) {
	defer named(&err)
	if s.writer == nil {
		return errReadOnly
	}
	done, err := s.use()
	if err != nil {
		return err
	}
	defer done()
	// With the writer in hand nothing can become pending before the count is back at
	// zero.
	give, err := s.writer.take(ctx)
	if err != nil {
		return err
	}
	defer give()
	defer s.writer.interrupt(ctx)()
	return s.withWriteBeside(s.rebuild(ctx))
}

// rebuild writes the file anew where something is pending.
func (s *Store) rebuild(ctx context.Context) error {
	pending, err := s.writer.number(`SELECT value FROM meta WHERE name = 'pending'`)
	if err != nil || pending == 0 {
		return err
	}
	// First without rebuilding, to give up early where somebody else reads.
	if err := s.checkpoint(ctx); err != nil {
		return err
	}
	if err := s.withWriteBeside(s.writer.run(`VACUUM`)); err != nil {
		err = errors.Join(err, s.checkpoint(ctx)) // what it wrote may be what fills the disk
		return fmt.Errorf("sqlite: rebuild the file: %w", err)
	}
	if err := s.checkpoint(ctx); err != nil {
		return err
	}
	return s.writer.run(`UPDATE meta SET value = 0 WHERE name = 'pending'`)
}

// checkpoint moves the write-ahead log into the file and empties it. That fails where
// anybody reads, so nothing of this store does meanwhile.
func (s *Store) checkpoint(ctx context.Context) error {
	give, err := s.reader.take(ctx)
	if err != nil {
		return err
	}
	defer give()
	busy, err := s.writer.number(`PRAGMA wal_checkpoint(TRUNCATE)`)
	if err != nil {
		return fmt.Errorf("sqlite: checkpoint: %w", err)
	}
	if busy != 0 {
		return errors.New("sqlite: a reader still holds what has to be forgotten")
	}
	return nil
}
