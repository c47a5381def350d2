package terminal

import (
	"reflect"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// clipboard is the type of what tea.SetClipboard brings. Bubble Tea keeps it to itself:
// it is a string, and its own runtime writes it.
var clipboard = reflect.TypeOf(tea.SetClipboard("")())

// copied is what a message asks the terminal to put on the clipboard of whoever sits
// there.
func copied(msg tea.Msg) (words string, ok bool) {
	if reflect.TypeOf(msg) != clipboard {
		return "", false
	}
	return reflect.ValueOf(msg).String(), true
}

// copy asks the terminal for that. A terminal that does not know how says nothing.
func (o *output) copy(words string) error { return o.write([]byte(ansi.SetSystemClipboard(words))) }
