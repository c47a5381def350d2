package main

import (
	"strings"

	"charm.land/fang/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/convene-ssh/convene/tui/theme"
)

// dressed lets fang draw the help of a command, on a terminal at the shell. Fang is
// used for nothing else: its errors take several lines, change the sentence that
// they say and speak English, and before each it asks the terminal for its colours.
// Scripts and people rely on one line; see answer.
func (d *door) dressed(c *cobra.Command) error {
	root := d.root()
	root.InitDefaultHelpCmd() // Cobra adds it only when it runs
	about := root
	var path []string
	if c.HasParent() {
		path = []string{c.Name()}
		about, _, _ = root.Find(path) // the same tree
	}
	// Fang would list options without what they take. The words of the command
	// explain them.
	if width, _, err := term.GetSize(d.screen.Fd()); err == nil {
		about.Long = hung(about.Long, width-margin)
	}
	about.InitDefaultHelpFlag()
	for _, flags := range []*pflag.FlagSet{root.PersistentFlags(), about.Flags()} {
		flags.VisitAll(func(f *pflag.Flag) { f.Hidden = true })
	}
	root.SetOut(headed{d.screen, strings.NewReplacer(
		"USAGE", strings.ToUpper(d.words.T("command.heading.usage")),
		"COMMANDS", strings.ToUpper(d.words.T("command.heading.commands")),
	)})
	root.SetArgs(append(path, "--help"))
	return fang.Execute(c.Context(), root,
		fang.WithoutCompletions(), fang.WithoutManpage(), fang.WithoutVersion(), fang.WithColorSchemeFunc(colors))
}

// margin is what fang leaves free at the left edge.
const margin = 2

// headed is a terminal on which the headings of fang, which are English, are in the
// language of whoever reads.
type headed struct {
	term.File
	headings *strings.Replacer
}

func (h headed) Write(p []byte) (int, error) {
	_, err := h.headings.WriteString(h.File, string(p))
	return len(p), err
}

// colors are those of the screens.
func colors(on lipgloss.LightDarkFunc) fang.ColorScheme {
	key, muted := theme.Accents(on)
	return fang.ColorScheme{Title: key, Program: key, Command: key, DimmedArgument: muted}
}
