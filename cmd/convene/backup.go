package main

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/convene-ssh/convene/cmd/convene/archive"
	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/store"
)

func (d *door) backupCommand() *cobra.Command {
	var from, community string
	c := &cobra.Command{
		Use:  "backup FILE",
		Args: exactly(1),
		RunE: func(c *cobra.Command, args []string) error {
			switch {
			case community != "" && (from != "" || d.shell.Passphrase != ""):
				return misused("backup_unsealed", nil) // rather than to leave open what somebody takes for sealed
			case community != "":
				return d.enter(c, func(a asker) error { return d.backupCommunity(c, a, community, args[0]) })
			}
			passphrase, err := d.shell.passphrase(from)
			if err != nil {
				return err
			}
			if err := d.backup(c, args[0], passphrase); err != nil {
				return err
			}
			return d.enter(c, func(a asker) error { return d.recordBackup(c, a.host) })
		},
	}
	c.Flags().StringVar(&from, "passphrase-file", "", "")
	c.Flags().StringVar(&community, "community", "", "")
	return c
}

// backupCommunity writes all that is kept of one community, as JSON.
func (d *door) backupCommunity(c *cobra.Command, a asker, typed, file string) error {
	all := a.host.Communities()
	at := slices.IndexFunc(all, func(l directory.Listing) bool { return l.Leads(typed) })
	if at < 0 {
		return refusal.New(refusal.NotFound, "name", typed)
	}
	if err := refuseExisting(file); err != nil {
		return err
	}
	of := all[at]
	err := d.writeAside(c, file, func(folder string, w io.Writer) error {
		return d.shell.writeCommunity(c.Context(), of, folder, w)
	})
	if err != nil {
		return err
	}
	return d.record(c.Context(), c.ErrOrStderr(), a.host, of.ID, "", session.Export{})
}

// writeCommunity writes the records of a community as they are at one moment, from a copy
// of the store in a folder: words that are taken back meanwhile would be in it with the
// record that says so.
func (c *Config) writeCommunity(ctx context.Context, of directory.Listing, folder string, w io.Writer) (err error) {
	copied := Config{Data: folder}
	if err := c.copyStore(ctx, filepath.Join(folder, storeFile)); err != nil {
		return err
	}
	s, err := store.Open(ctx, copied.readOnly())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	log, err := s.Log(ctx, string(of.ID))
	if err != nil {
		return err
	}
	return archive.WriteCommunity(w, archive.Community{ID: of.ID, Name: of.Name, Short: of.Short, Former: of.Former}, log.Read(ctx, 0))
}

// refuseExisting refuses to write over a file.
func refuseExisting(file string) error {
	switch _, err := os.Lstat(file); {
	case err == nil:
		return &told{"command.backup_exists", facts{"file": file}, exitRefused}
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	return nil
}

// recordBackup records in every community that it was taken away.
func (d *door) recordBackup(c *cobra.Command, h *host.Host) error {
	for _, of := range h.Communities() {
		if err := d.record(c.Context(), c.ErrOrStderr(), h, of.ID, "", session.Export{}); err != nil {
			return err
		}
	}
	return nil
}

// backup writes the store and the secrets into an archive, beside a server that may
// be running.
func (d *door) backup(c *cobra.Command, file, passphrase string) error {
	if err := refuseExisting(file); err != nil {
		return err
	}
	contents := archive.Contents{Version: version(), At: time.Now().UTC(), Secrets: map[string][]byte{}}
	for _, s := range secrets() {
		kept, err := s.kept(d.shell.Data)
		if errors.Is(err, fs.ErrNotExist) {
			return &told{"command.backup_secret", facts{"file": filepath.Join(d.shell.Data, s.name)}, exitRefused}
		}
		if err != nil {
			return err
		}
		contents.Secrets[s.name] = kept
	}
	return d.writeAside(c, file, func(folder string, w io.Writer) error {
		copied := filepath.Join(folder, storeFile)
		if err := d.shell.copyStore(c.Context(), copied); err != nil {
			return err
		}
		contents.Files = []string{copied}
		return archive.Write(w, contents, passphrase)
	})
}

// writeAside writes a file that somebody takes away. Until it is whole, all of it is in
// a folder beside it, where there is room and nobody else reads; write is told which.
func (d *door) writeAside(c *cobra.Command, file string, write func(folder string, w io.Writer) error) (err error) {
	in := filepath.Dir(file)
	if err := d.removeAsides(c, in, ".convene-backup-"); err != nil {
		return err
	}
	aside, err := store.NewAside(c.Context(), in, ".convene-backup-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, aside.Close()) }()
	whole := filepath.Join(aside.Path, "whole")
	if err := create(whole, func(w io.Writer) error { return write(aside.Path, w) }); err != nil {
		return err
	}
	if err := os.Rename(whole, file); err != nil {
		return err
	}
	return store.SyncFolder(in)
}

// removeAsides removes the copies that killed commands left in a folder, and says so.
func (d *door) removeAsides(c *cobra.Command, in, prefix string) error {
	removed, err := store.RemoveAsides(c.Context(), in, prefix)
	for _, folder := range removed {
		c.PrintErrln(d.words.T("command.left_removed", "folder", folder))
	}
	return err
}

func (c *Config) copyStore(ctx context.Context, to string) (err error) {
	s, err := c.openToRead(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	return s.Backup(ctx, to)
}

// passphrase reads the passphrase of backups from a file, where one is named, or
// from the environment. It is never an option: everybody on a machine can read the
// options of its programs.
func (c *Config) passphrase(file string) (string, error) {
	if file == "" {
		return c.Passphrase, nil
	}
	b, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	line, _, _ := strings.Cut(string(b), "\n")
	line = strings.TrimSuffix(line, "\r")
	if line == "" {
		return "", &told{"command.passphrase_empty", facts{"file": file}, exitRefused}
	}
	return line, nil
}
