package desk

import (
	"context"

	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/tui/frame"
	"github.com/convene-ssh/convene/tui/shell"
	"github.com/convene-ssh/convene/tui/theme"
)

// Options are what the front door knows of whoever sits at the terminal.
type Options struct {
	Host      *host.Host
	Languages *locale.Catalogues
	Terminal  theme.Profile
	Key       directory.Fingerprint // that signed; empty for somebody without a key
	Entry     directory.Admission   // what the code in the user name, or the key, gave
	Refused   error                 // why that code lets nobody in; nil where it does
	Language  string                // as the terminal asks for it; may be empty
	Code      string                // the user name as it was typed: a code, or anything else
	Wall      bool                  // the terminal is a wall of the meeting that the code is for
	Client    string                // what the program calls itself by which they came
	// Address is where people reach this server.
	Address shell.Address
	// Present shows a code at the door, as fast as the door lets it.
	Present func(ctx context.Context, code string) (directory.Admission, error)
	// Rate counts a change against what a person may do, or where that is nobody
	// yet, this connection.
	Rate func(directory.PersonID) error
	// Pictures holds what this terminal's pictures have in common with others'.
	Pictures *frame.Pool
}
