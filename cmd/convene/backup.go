package main

import (
	"errors"

	"github.com/spf13/cobra"

	"github.com/convene-ssh/convene/store"
)

func (d *door) backupCommand() *cobra.Command {
	return &cobra.Command{
		Use:  "backup PATH",
		Args: exactly(1),
		RunE: func(c *cobra.Command, args []string) (err error) {
			s, err := store.Open(c.Context(), d.shell.readOnly())
			if err != nil {
				return err
			}
			defer func() { err = errors.Join(err, s.Close()) }()
			return s.Backup(c.Context(), args[0])
		},
	}
}
