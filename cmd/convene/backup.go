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
			if community != "" {
				return d.enter(c.Context(), func(a asker) error { return d.backupCommunity(c, a, community, args[0]) })
			}
			passphrase, err := d.shell.passphrase(from)
			if err != nil {
				return err
			}
			if err := d.shell.backup(c.Context(), args[0], passphrase); err != nil {
				return err
			}
			return d.enter(c.Context(), func(a asker) error { return d.recordBackup(c, a.host) })
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
		return refusal.New(refusal.NotFound)
	}
	if err := isFree(file); err != nil {
		return err
	}
	of := all[at]
	records, err := a.host.Records(c.Context(), of.ID)
	if err != nil {
		return err
	}
	err = create(file, func(w io.Writer) error {
		return archive.WriteCommunity(w, archive.Community{ID: of.ID, Name: of.Name}, records)
	})
	if err != nil {
		return err
	}
	return d.record(c.Context(), c.ErrOrStderr(), a.host, of.ID, "", session.Export{})
}

// isFree refuses to write over a file.
func isFree(file string) error {
	if _, err := os.Lstat(file); !errors.Is(err, fs.ErrNotExist) {
		return errors.Join(err, &told{"command.backup_exists", facts{"file": file}, exitRefused})
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
func (c *Config) backup(ctx context.Context, file, passphrase string) (err error) {
	if err := isFree(file); err != nil {
		return err
	}
	contents := archive.Contents{Version: version(), At: time.Now().UTC(), Secrets: map[string][]byte{}}
	for _, s := range secrets() {
		kept, err := s.kept(c.Data)
		if errors.Is(err, fs.ErrNotExist) {
			return &told{"command.backup_secret", facts{"file": filepath.Join(c.Data, s.name)}, exitRefused}
		}
		if err != nil {
			return err
		}
		contents.Secrets[s.name] = kept
	}
	// Beside the archive, where there is room and nobody else reads.
	folder, err := os.MkdirTemp(filepath.Dir(file), ".convene-backup-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	copied := filepath.Join(folder, storeFile)
	if err := c.copyStore(ctx, copied); err != nil {
		return err
	}
	contents.Files = []string{copied}
	return create(file, func(w io.Writer) error { return archive.Write(w, contents, passphrase) })
}

func (c *Config) copyStore(ctx context.Context, to string) (err error) {
	s, err := store.Open(ctx, c.readOnly())
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
