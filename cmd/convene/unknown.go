package main

import (
	"path"
	"strings"

	"github.com/spf13/cobra"

	"github.com/convene-ssh/convene/tui/shell"
)

// known refuses what begins with no command, before its options are read as ours.
func (d *door) known(root *cobra.Command, args []string) error {
	if err := hidden(args); err != nil || len(args) == 0 || strings.HasPrefix(args[0], "-") {
		return err
	}
	root.InitDefaultHelpCmd() // Cobra adds it only when it runs
	if found, _, err := root.Find(args[:1]); err != nil || found == root {
		return d.unknown(args[0])
	}
	return nil
}

// unknown refuses what is no command. Over SSH, people and their tools ask for the
// programs of a shell, and are told what to use instead.
func (d *door) unknown(name string) error {
	if d.shell != nil {
		return misused("unknown", facts{"name": name})
	}
	told := facts{"name": name, "line": d.address.Connect(), "copy": shell.POSIX.CopyFolder(d.address, "/")}
	switch path.Base(name) {
	case "rsync", "sftp-server", "internal-sftp":
		return misused("no_files", told)
	case "mosh", "mosh-server":
		return misused("no_mosh", told)
	}
	return misused("no_shell", told)
}
