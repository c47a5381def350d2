package desk

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/place"
)

// To is the deed that goes to a place.
func (d *Desk) To(p place.Place) func() tea.Cmd { return func() tea.Cmd { return d.Go(p) } }

// Shows is the deed that opens a screen.
func (d *Desk) Shows(open func() Screen) func() tea.Cmd { return kit.Now(func() { d.Show(open()) }) }

// OrDraft is what a key is for in words, or that it brings a draft back.
func (d *Desk) OrDraft(words string, draft bool) string {
	if draft {
		words = "key.draft"
	}
	return d.T(words)
}

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
	return sureKey(d.Confirm, name, words, do, question, about...)
}

// SureForAllKey is [Desk.SureKey] for what ends what others may be writing; see
// [Desk.ConfirmForAll].
func (d *Desk) SureForAllKey(name, words string, do func() tea.Cmd, question string, about ...any) kit.Key {
	return sureKey(d.ConfirmForAll, name, words, do, question, about...)
}

func sureKey(confirm func(key, question string, about ...any) bool, name, words string, do func() tea.Cmd, question string, about ...any) kit.Key {
	return kit.Among(name, words, func(pressed string) tea.Cmd {
		if !confirm(pressed, question, about...) {
			return nil
		}
		return do()
	})
}

// Pressed notes a key: what was said before it is over, and a question that was
// asked is answered by it or no longer asked. It reports whether the key does nothing
// else, as Esc does that takes the question back.
func (d *Desk) Pressed(key string) (declines bool) {
	asks := d.asks()
	d.sure = asks && d.armed == key
	d.Notice, d.armed = "", ""
	return asks && key == "esc" && !d.sure
}

// asks reports whether a question for a key still stands on the screen. Other news in its
// place withdraws it.
func (d *Desk) asks() bool { return d.armed != "" && strings.HasPrefix(d.Notice, d.question) }

// Confirm asks for the same key once more before something that cannot be
// undone. It reports true the second time, unless what it is about has changed
// since: somebody else may have done it in between. What it is about are names
// and values, which the question may hold.
func (d *Desk) Confirm(key, question string, about ...any) bool {
	if d.Confirmed(question, about...) {
		return true
	}
	d.Question(key, question, about...)
	return false
}

// ConfirmForAll is [Desk.Confirm] before something that ends what others may be writing.
func (d *Desk) ConfirmForAll(key, question string, about ...any) bool {
	sure := d.Confirm(key, question, about...)
	if !sure {
		d.AddWriters()
	}
	return sure
}

// AddWriters adds to a question how many people are writing: it covers the line that says so.
func (d *Desk) AddWriters() {
	if n := d.Room.Writing; n > 0 {
		d.Notice += " " + d.T("band.writing", "n", n)
	}
}

// Confirmed reports whether this key answers that question, about the same.
func (d *Desk) Confirmed(question string, about ...any) bool {
	return d.sure && d.asked == fmt.Sprint(question, about)
}

// Question asks for a key once more.
func (d *Desk) Question(key, question string, about ...any) {
	d.Say(question, append([]any{"key", d.shown(key)}, about...)...)
	d.armed, d.asked, d.question = key, fmt.Sprint(question, about), d.Notice
}

// shown is what stands on a key that was pressed.
func (d *Desk) shown(key string) string {
	for _, k := range d.Keys() {
		if slices.Contains(k.Keys(), key) {
			return d.KeyName(k.Help().Key)
		}
	}
	return key
}
