// Package shell is what people type on their own machines to reach a server.
package shell

import (
	"cmp"
	"strings"

	"github.com/convene-ssh/convene/tui/text"
)

// Shell is what somebody types lines into.
type Shell string

// The shells.
const (
	POSIX      Shell = "sh"         // of Linux, macOS and phones
	Cmd        Shell = "cmd"        // of Windows
	PowerShell Shell = "powershell" // of Windows
	PuTTY      Shell = "putty"      // its own programs, in cmd
)

// All lists the shells.
func All() []Shell { return []Shell{POSIX, Cmd, PowerShell, PuTTY} }

// Of is the shell of somebody whose SSH client calls itself so, as far as that tells.
func Of(client string) Shell {
	switch {
	case strings.Contains(client, "PuTTY"):
		return PuTTY
	case strings.Contains(client, "Windows"):
		return PowerShell
	}
	return POSIX
}

// Copy is the line that copies a file to another one.
func (s Shell) Copy(a Address, from, to string) string {
	return s.runs("scp", a) + ":" + from + " " + to
}

// CopyFolder is the line that copies a folder into the one where it is typed.
func (s Shell) CopyFolder(a Address, from string) string {
	return s.runs("scp -r", a) + ":" + from + " ."
}

// Browse is the line that shows what there is to copy.
func (s Shell) Browse(a Address) string { return s.runs("sftp", a) }

// runs begins a line with a program that copies. Those of PuTTY have a p before their
// names, and ask for a user name where they are given none: any will do.
func (s Shell) runs(program string, a Address) string {
	if s == PuTTY {
		program = "p" + program
		a.User = cmp.Or(a.User, "convene")
	}
	return program + a.port("-P") + " " + a.bracketed()
}

// marks are what a shell takes at the end of a row for a sign that the next one goes on:
// between two words, and within one.
func (s Shell) marks() (between, within string) {
	switch s {
	case POSIX:
		return ` \`, `\`
	case PowerShell:
		return " `", "" // it has none
	}
	return " ^", "^"
}

// Rows are a line in rows of at most w cells, as the shell reads it when all of them are
// copied. A word that is wider than a row is broken; PowerShell alone does not read that.
func (s Shell) Rows(line string, w int) []string {
	if text.Width(line) <= w {
		return []string{line}
	}
	between, within := s.marks()
	room := max(1, w-len(between))
	var rows []string
	row := ""
	for word := range strings.FieldsSeq(line) {
		switch {
		case row == "":
			row = word
		case text.Width(row+" "+word) <= room:
			row += " " + word
		default:
			rows, row = append(rows, row+between), word
		}
		for letters := []rune(row); len(letters) > room; letters = letters[room:] {
			rows, row = append(rows, string(letters[:room])+within), string(letters[room:])
		}
	}
	return append(rows, row)
}
