package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
)

func (d *door) helpCommand() *cobra.Command {
	return &cobra.Command{
		Use: "help [COMMAND]",
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) > 1 {
				return misused("arguments", facts{"use": c.Use})
			}
			about := c.Root()
			for _, name := range args {
				found, _, err := c.Root().Find([]string{name})
				if err != nil || found == c.Root() {
					return d.unknown(name)
				}
				about = found
			}
			return d.help(c.OutOrStdout(), about)
		},
	}
}

// help explains a command, or lists them all.
func (d *door) help(w io.Writer, c *cobra.Command) error {
	var b strings.Builder
	if c.HasParent() {
		fmt.Fprintf(&b, "%s\n\n%s\n", c.Use, d.words.T("command."+c.Name()+".long"))
	} else {
		d.list(&b, c)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (d *door) list(b *strings.Builder, root *cobra.Command) {
	door := "command.help_over_ssh"
	if d.shell != nil {
		door = "command.help_at_shell"
	}
	fmt.Fprintf(b, "%s\n\n", d.words.T(door))
	for _, c := range root.Commands() {
		fmt.Fprintf(b, "%-16s %s\n", c.Use, d.words.T("command."+c.Name()+".short"))
	}
	fmt.Fprintf(b, "\n%s\n", d.words.T("command.help_more"))
}
