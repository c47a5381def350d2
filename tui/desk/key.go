package desk

import (
	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/tui/kit"
)

// To is the deed that goes to a place.
func (d *Desk) To(p Place) func() tea.Cmd { return func() tea.Cmd { return d.Go(p) } }

// Shows is the deed that opens a screen.
func (d *Desk) Shows(open func() Screen) func() tea.Cmd { return kit.Now(func() { d.Show(open()) }) }

// BackKey leads out of a screen.
func (d *Desk) BackKey() kit.Key { return kit.On("Esc", d.T("key.back"), kit.Now(d.Back)) }

// Quit ends the program.
func (d *Desk) Quit() tea.Cmd {
	d.Done = true
	return tea.Quit
}

// QuitKey leaves from anywhere.
func (d *Desk) QuitKey() kit.Key {
	return kit.On("Ctrl+C", d.T("key.quit"), d.Quit)
}

// SureKey is a key for something final: pressed once it asks, and pressed again it
// does. What it is about are names and values, as for [Desk.Confirm].
func (d *Desk) SureKey(name, words string, do func() tea.Cmd, question string, about ...any) kit.Key {
	return kit.Among(name, words, func(pressed string) tea.Cmd {
		if !d.Confirm(pressed, question, about...) {
			return nil
		}
		return do()
	})
}
