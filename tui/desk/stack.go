package desk

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/tui/place"
)

// level is a screen with the place that it shows: nil for one that was opened without.
type level struct {
	Screen
	at place.Place
}

// Go shows a place on top of the others.
func (d *Desk) Go(p place.Place) tea.Cmd { return d.open(p, d.stack) }

// Only shows a place that has none below it.
func (d *Desk) Only(p place.Place) tea.Cmd { return d.open(p, nil) }

// open shows a place above some screens, and lets its screen ask for what it shows.
func (d *Desk) open(p place.Place, above []level) tea.Cmd {
	s := d.opens(d, p)
	d.stack = put(level{s, p}, above)
	if s, ok := s.(Starter); ok {
		return s.Start(d)
	}
	return nil
}

// Top is the screen that is shown.
func (d *Desk) Top() Screen { return d.stack[len(d.stack)-1].Screen }

// StillOpen reports whether a screen is on top or below others: somebody may have left it
// before it got its answer.
func (d *Desk) StillOpen(s Screen) bool {
	return slices.ContainsFunc(d.stack, func(l level) bool { return l.Screen == s })
}

// Show puts a screen on top of the others.
func (d *Desk) Show(s Screen) { d.stack = put(level{Screen: s}, d.stack) }

// put puts a screen on top of some. Where one of these holds the same draft, it is closed:
// otherwise older words would be left there, to be sent once more.
func put(top level, on []level) []level {
	name := drafts(top.Screen)
	return append(slices.DeleteFunc(on, func(l level) bool { return name != "" && drafts(l.Screen) == name }), top)
}

// drafts is the name of the draft that a screen holds; empty for none.
func drafts(s Screen) (name session.DraftName) {
	if s, ok := s.(Drafter); ok {
		name, _ = s.Draft()
	}
	return name
}

// Back returns to the screen below, if there is one.
func (d *Desk) Back() {
	if len(d.stack) > 1 {
		d.stack = d.stack[:len(d.stack)-1]
	}
}

// closeGone closes the screens that show what is gone. What was being written there is
// kept, and the person is told where they find it.
func (d *Desk) closeGone() {
	d.stack = slices.DeleteFunc(d.stack, func(l level) bool {
		p, passing := l.Screen.(Passing)
		gone := passing && p.Gone(d)
		switch writer, writes := l.Screen.(Drafter); {
		case gone && writes && d.keep(writer.Draft()):
			d.sayGone("desk.gone_kept")
		case gone:
			d.Say("desk.gone")
		}
		return gone
	})
}

// Reset shows a screen that has none below it.
func (d *Desk) Reset(s Screen) { d.stack = []level{{Screen: s}} }

// Dismiss closes a screen, also where another one was put on top of it since.
func (d *Desk) Dismiss(s Screen) {
	d.stack = slices.DeleteFunc(d.stack, func(l level) bool { return l.Screen == s })
}

// Alone reports whether there is no screen to go back to.
func (d *Desk) Alone() bool { return len(d.stack) == 1 }
