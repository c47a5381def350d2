package desk

import (
	"fmt"
	"strings"

	"github.com/convene-ssh/convene/tui/text"
	"github.com/convene-ssh/convene/tui/theme"
)

// ConnectLine is what people type to come here with a code.
func (d *Desk) ConnectLine(code string) string { return fmt.Sprintf(d.Connect, code) }

// ConnectRows say how to come here with a code, never cut: the line for a
// terminal, and what programs such as PuTTY ask for one by one.
func (d *Desk) ConnectRows(code string, w int) []string {
	line := d.ConnectLine(code)
	var rows []string
	for _, row := range CommandRows(line, w) {
		rows = append(rows, d.Wrapped(row, w, d.Theme.Key)...)
	}
	host, port := "", "22"
	words := strings.Fields(line)
	for i, word := range words {
		if _, after, ok := strings.Cut(word, "@"); ok {
			host = after
		} else if word == "-p" && i+1 < len(words) {
			port = words[i+1]
		}
	}
	rows = append(append(rows, ""), d.Wrapped(d.T("connect.form"), w, d.Theme.Muted)...)
	for _, row := range []string{d.T("connect.host", "host", host), d.T("connect.port", "port", port), d.T("connect.user", "user", code)} {
		rows = append(rows, d.Wrapped(row, w, theme.Style{})...)
	}
	return rows
}

// CommandRows breaks a command as a shell reads it when it is copied whole: at
// the left edge, with a backslash where it goes on.
func CommandRows(command string, w int) []string {
	if text.Width(command) <= w {
		return []string{command}
	}
	var rows []string
	row := ""
	for word := range strings.FieldsSeq(command) {
		switch {
		case row == "":
			row = word
		case text.Width(row+word)+len("  \\") <= w:
			row += " " + word
		default:
			rows, row = append(rows, row+" \\"), word
		}
	}
	return append(rows, row)
}
