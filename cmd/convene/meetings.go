package main

import (
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/convene-ssh/convene/session/clean"
	"github.com/convene-ssh/convene/session/refusal"
)

func (d *door) meetingsCommand() *cobra.Command {
	return &cobra.Command{
		Use:  "meetings",
		Args: exactly(0),
		RunE: func(c *cobra.Command, _ []string) error {
			return d.enter(c.Context(), func(a asker) error {
				if !a.owner && a.person == "" {
					return refusal.New(refusal.NeedsCode)
				}
				all, err := a.places(c.Context())
				if err != nil {
					return err
				}
				var b strings.Builder
				for _, p := range all {
					m := p.meeting
					columns := []string{p.name(), string(m.First), string(m.Last), string(p.role(m.ID)), m.Title}
					// Titles were cleaned into one line without tabs.
					b.WriteString(clean.Out(strings.Join(columns, "\t")) + "\n")
				}
				_, err = io.WriteString(c.OutOrStdout(), b.String())
				return err
			})
		},
	}
}
