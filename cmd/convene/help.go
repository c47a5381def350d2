package main

import (
	"fmt"
	"io"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

func (d *door) helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:  "help [COMMAND]",
		Args: between(0, 1),
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return d.help(c.Root())
			}
			about, _, err := c.Root().Find(args)
			if err != nil || about == c.Root() {
				return d.unknown(args[0])
			}
			return d.help(about)
		},
	}
}

// help explains a command, or lists them all.
func (d *door) help(c *cobra.Command) error {
	if d.screen != nil {
		return d.dressed(c)
	}
	var b strings.Builder
	if c.HasParent() {
		fmt.Fprintf(&b, "%s\n\n", c.Use)
	}
	fmt.Fprintf(&b, "%s\n", c.Long)
	if !c.HasParent() {
		b.WriteByte('\n')
		widest := 0
		for _, sub := range c.Commands() {
			widest = max(widest, len(sub.Use))
		}
		for _, sub := range c.Commands() {
			fmt.Fprintf(&b, "%-*s %s\n", widest, sub.Use, sub.Short)
		}
	}
	_, err := io.WriteString(c.OutOrStdout(), b.String())
	return err
}

// commands are how all of them are written, in a line.
func (d *door) commands() string {
	var all []string
	for _, c := range append(d.root().Commands(), d.helpCommand()) {
		all = append(all, c.Use)
	}
	slices.Sort(all)
	return strings.Join(all, ", ")
}

// about is what goes for all commands of this door.
func (d *door) about() string {
	key := "command.help_over_ssh"
	if d.shell != nil {
		key = "command.help_at_shell"
	}
	return d.words.T(key) + "\n\n" + d.words.T("command.help_more")
}

func (d *door) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:  "version",
		Args: exactly(0),
		RunE: func(c *cobra.Command, _ []string) error {
			_, err := fmt.Fprintln(c.OutOrStdout(), version())
			return err
		},
	}
}

// version is what the Go toolchain recorded when it built the program.
func version() string {
	if b, ok := debug.ReadBuildInfo(); ok && b.Main.Version != "" {
		return b.Main.Version
	}
	return "(devel)"
}
