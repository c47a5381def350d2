package main

import (
	"fmt"
	"io"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/convene-ssh/convene/tui/text"
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
	for line := range strings.SplitSeq(hung(c.Long, d.width), "\n") {
		fmt.Fprintln(&b, hang(line, 0, d.width))
	}
	if !c.HasParent() {
		b.WriteByte('\n')
		widest := 0
		for _, sub := range c.Commands() {
			widest = max(widest, len(sub.Use))
		}
		for _, sub := range c.Commands() {
			fmt.Fprintln(&b, hang(fmt.Sprintf("%-*s %s", widest, sub.Use, sub.Short), widest+1, d.width))
		}
	}
	_, err := io.WriteString(c.OutOrStdout(), b.String())
	return err
}

// hung keeps what each option does in its column, where it takes several rows of a terminal.
func hung(words string, width int) string {
	lines := strings.Split(words, "\n")
	for i, line := range lines {
		if strings.HasPrefix(line, "  --") {
			lines[i] = hang(line, optionIs, width)
		}
	}
	return strings.Join(lines, "\n")
}

// optionIs is where the catalogues begin to say what an option does.
const optionIs = 23

// hang wraps a line from the byte at on, up to which nothing is wider than its byte, into
// rows that begin below it. It leaves the line alone where there is no width for that.
func hang(line string, at, width int) string {
	if width <= at {
		return line
	}
	return line[:at] + strings.Join(text.Wrap(line[at:], width-at), "\n"+strings.Repeat(" ", at))
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
