package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/convene-ssh/convene/cmd/convene/archive"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/store"
)

func (d *door) restoreCommand() *cobra.Command {
	var from string
	c := &cobra.Command{
		Use:  "restore FILE",
		Args: exactly(1),
		RunE: func(c *cobra.Command, args []string) error {
			passphrase, err := d.shell.passphrase(from)
			if err != nil {
				return err
			}
			return d.shell.restore(c.Context(), args[0], passphrase)
		},
	}
	c.Flags().StringVar(&from, "passphrase-file", "", "")
	return c
}

// restore makes a data folder from an archive. Nothing is there under its name
// before everything was found to be as it was written; the store comes last.
func (c *Config) restore(ctx context.Context, file, passphrase string) (err error) {
	if err := c.free(); err != nil {
		return err
	}
	from, err := os.Open(file)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, from.Close()) }()
	if err := os.MkdirAll(c.Data, 0o700); err != nil {
		return err
	}
	// Inside the folder, which may be a disk of its own.
	folder, err := os.MkdirTemp(c.Data, ".restore-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	if err := archive.Extract(from, folder, passphrase); err != nil {
		return toldOfArchive(err, file)
	}
	extracted := Config{Data: folder}
	if err := extracted.complete(ctx); err != nil {
		return toldOfArchive(err, file)
	}
	var names []string
	for _, s := range secrets() {
		names = append(names, s.name)
	}
	for _, name := range append(names, storeFile) {
		if err := os.Rename(filepath.Join(folder, name), filepath.Join(c.Data, name)); err != nil {
			return err
		}
	}
	return syncFolder(c.Data)
}

// free refuses to restore over anything.
func (c *Config) free() error {
	if c.Store != "" {
		return &told{"command.restore_store", nil, exitRefused}
	}
	there, err := os.ReadDir(c.Data)
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(there) == 0 {
		return nil
	}
	return &told{"command.restore_full", facts{"folder": c.Data}, exitRefused}
}

// complete reports what an extracted folder lacks of an installation.
func (c *Config) complete(ctx context.Context) error {
	for _, s := range secrets() {
		if _, err := s.kept(c.Data); err != nil {
			return fmt.Errorf("%w: %s: %w", archive.ErrDamaged, s.name, err)
		}
	}
	s, err := store.Open(ctx, c.readOnly())
	if err != nil {
		return fmt.Errorf("%w: %w", archive.ErrDamaged, err)
	}
	return s.Close()
}

// toldOfArchive says what is wrong with an archive.
func toldOfArchive(err error, file string) error {
	return toldOf(err, facts{"file": file}, []reason{
		{archive.ErrSealed, "command.restore_sealed"},
		{archive.ErrPassphrase, "command.restore_passphrase"},
		{ledger.ErrTooNew, "command.restore_too_new"},
		{archive.ErrTooNew, "command.restore_too_new"},
		{archive.ErrDamaged, "command.restore_damaged"},
	})
}
