package main

import "github.com/spf13/cobra"

// wallCommand explains the wall to whoever has no terminal on which to draw it. The front
// door shows it to all others.
func (d *door) wallCommand() *cobra.Command {
	return &cobra.Command{
		Use:  "wall",
		Args: exactly(0),
		RunE: func(*cobra.Command, []string) error {
			return &told{"command.wall_terminal", facts{"line": d.address.As("CODE").Draw("wall")}, exitRefused}
		},
	}
}
