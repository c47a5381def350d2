package main

import (
	"bufio"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/convene-ssh/convene/cmd/convene/archive"
	"github.com/convene-ssh/convene/cmd/convene/owner"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/register"
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
			return d.restore(c, args[0], passphrase)
		},
	}
	c.Flags().StringVar(&from, "passphrase-file", "", "")
	return c
}

// restore makes a data folder from an archive. Nothing is there under its name
// before everything was found to be as it was written; the store comes last.
func (d *door) restore(c *cobra.Command, file, passphrase string) (err error) {
	data := d.shell.Data
	if err := d.removeAsides(c, data, ".convene-restore-"); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := d.shell.free(); err != nil {
		return err
	}
	from, err := os.Open(file)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, from.Close()) }()
	undo, err := makeFolder(data)
	defer func() {
		if err != nil {
			undo()
		}
	}()
	if err != nil {
		return err
	}
	// Inside the folder, which may be a disk of its own.
	aside, err := store.NewAside(c.Context(), data, ".convene-restore-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, aside.Close()) }()
	extracted := Config{Data: aside.Path}
	if err := extracted.unpack(c.Context(), from, passphrase); err != nil {
		return toldOfArchive(c.Context(), err, file)
	}
	if err := extracted.complete(c.Context()); err != nil {
		return toldOfArchive(c.Context(), err, file)
	}
	return settle(aside.Path, data)
}

// settle puts under its name what was extracted. A restore that is cut short leaves a key
// without a store, beside which no server starts.
func settle(from, data string) error {
	var names []string
	for _, s := range secrets() {
		names = append(names, s.name)
	}
	for _, name := range append(names, storeFile) {
		extracted := filepath.Join(from, name)
		if err := owner.GiveTo(data, extracted); err != nil {
			return err
		}
		if err := os.Rename(extracted, filepath.Join(data, name)); err != nil {
			return err
		}
	}
	return store.SyncFolder(data)
}

// unpack puts into the folder what an archive holds, or one community that was written
// as JSON.
func (c *Config) unpack(ctx context.Context, from io.Reader, passphrase string) error {
	in := bufio.NewReader(from)
	if first, _ := in.Peek(1); string(first) == "{" {
		return c.adopt(ctx, in)
	}
	return archive.Extract(in, c.Data, passphrase)
}

// adopt makes a new installation with one community in it. What its store has written
// comes out as a backup does, without what belongs to the place where it was written.
func (c *Config) adopt(ctx context.Context, from io.Reader) (err error) {
	of, records, err := archive.ReadCommunity(from)
	if err != nil {
		return err
	}
	for _, s := range secrets() {
		if _, err := s.in(c.Data, true); err != nil {
			return err
		}
	}
	s, err := store.Open(ctx, "sqlite:"+filepath.Join(c.Data, "written.db"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	h, err := host.Open(ctx, s, host.Options{Random: rand.Reader, Logf: func(string, ...any) {}, Registers: register.All()})
	if err != nil {
		return err
	}
	defer h.Close()
	names := field.ShortNames[method.CommunityID]{Short: of.Short, Former: of.Former}
	if err := h.Bring(ctx, directory.Listing{ShortNames: names, ID: of.ID, Name: of.Name}, records); err != nil {
		return fmt.Errorf("%w: %w", archive.ErrDamaged, err)
	}
	return s.Backup(ctx, filepath.Join(c.Data, storeFile))
}

// free refuses to restore over anything.
func (c *Config) free() error {
	if c.Store != "" {
		return &told{"command.restore_store", nil, exitRefused}
	}
	there, err := os.ReadDir(c.Data)
	switch {
	case errors.Is(err, fs.ErrNotExist), err == nil && isEmpty(there):
		return nil
	case err != nil:
		return err
	}
	return &told{"command.restore_full", facts{"folder": c.Data}, exitRefused}
}

// isEmpty reports whether nothing is in a folder but what a fresh disk has.
func isEmpty(folder []os.DirEntry) bool {
	return !slices.ContainsFunc(folder, func(e os.DirEntry) bool { return e.Name() != "lost+found" })
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

// toldOfArchive says what is wrong with an archive, where neither somebody stopped the
// restore nor the machine fails.
func toldOfArchive(ctx context.Context, err error, file string) error {
	if ctx.Err() != nil {
		return &told{"command.restore_stopped", nil, exitRefused}
	}
	if trouble, failed := ledger.TroubleOf(err); failed && trouble != ledger.ErrDamaged && trouble != ledger.ErrLost {
		return &told{"command.restore_failed", facts{"file": file, "reason": trouble.Error()}, exitRefused}
	}
	return toldOf(err, facts{"file": file}, []reason{
		{archive.ErrSealed, "command.restore_sealed"},
		{archive.ErrPassphrase, "command.restore_passphrase"},
		{ledger.ErrTooNew, "command.restore_too_new"},
		{archive.ErrTooNew, "command.restore_too_new"},
		{archive.ErrExport, "command.restore_export"},
		{archive.ErrOther, "command.restore_other"},
		{archive.ErrDamaged, "command.restore_damaged"},
	})
}
