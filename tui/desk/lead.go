package desk

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/place"
)

// levelOf is the highest level that shows a place, or -1.
func (d *Desk) levelOf(p place.Place) int {
	for i, l := range slices.Backward(d.stack) {
		if l.at == p {
			return i
		}
	}
	return -1
}

// keeps reports whether a screen keeps the person there.
func keeps(s Screen) bool {
	w, writes := s.(Writer)
	k, keeps := s.(Keeper)
	return writes && w.Writing() || keeps && k.Keeps()
}

// keepsFrom reports whether a screen does so of those from a level on.
func (d *Desk) keepsFrom(at int) bool {
	return slices.ContainsFunc(d.stack[at:], func(l level) bool { return keeps(l.Screen) })
}

// lead takes the person to what is on, and says why. Whoever has something open there
// stays, and is told how to go there.
func (d *Desk) lead(why string) tea.Cmd {
	a, on := d.on()
	if !on {
		return nil
	}
	p := Activity(d, a)
	at := d.levelOf(p)
	switch {
	case at == len(d.stack)-1:
		return nil
	case d.asks() || d.keepsFrom(at+1):
		d.miss(a.ID)
		return nil
	}
	next := d.come(p)
	d.SayToTyping(why, "item", ItemWords(d, a))
	return next
}

// called takes the person to what is on, and there to what everybody is called to talk about.
func (d *Desk) called() tea.Cmd {
	next, call := d.lead("lead.called"), d.Room.Called
	of := d.Words.Linked(d.Shared.Community, call.To)
	if s, ok := d.Top().(Pointer); ok && d.atActivity() && of != "" && call.By != d.Member {
		s.PointTo(d, call.To)
		d.Say("lead.called", "item", of)
	}
	return next
}

// talksOf is what is looked at on the screen on top, where all can be called to it; or empty.
func (d *Desk) talksOf() method.ContributionID {
	if s, ok := d.Top().(Pointer); ok {
		return s.PointsTo(d)
	}
	return ""
}

// told is what somebody was told who perhaps types.
type told struct {
	words string
	until time.Time // it is repeated
	gone  bool      // what they typed on is
}

// SayToTyping is [Desk.Say] for what happens to those who type, and whose next keys would
// cover it: it is repeated until they have looked up.
func (d *Desk) SayToTyping(key string, pairs ...any) {
	d.Say(key, pairs...)
	d.told = told{words: d.Notice, until: time.Now().Add(glance)}
}

// sayGone is [Desk.SayToTyping] for those whose words have no place any more.
func (d *Desk) sayGone(key string) {
	d.SayToTyping(key)
	d.told.gone = true
}

// WasForWords reports whether a key was meant for words that were being written where
// nothing can be written any more. On the screen that shows now it would be a command.
func (d *Desk) WasForWords(key tea.KeyPressMsg) bool {
	types := key.Text != "" && key.Text != "?" || key.String() == "enter"
	if !types || !d.told.gone || !time.Now().Before(d.told.until) {
		return false
	}
	d.Notice, d.Failed = d.told.words, false
	return true
}

// glance is how long it takes at most until somebody who types looks up.
const glance = 3 * time.Second

// Remind tells whoever types what they were told just now: that they were led away, and their
// first keys were perhaps meant for another place, or what becomes of the words before them.
func (d *Desk) Remind() {
	if d.Notice == "" && d.Typing() && time.Now().Before(d.told.until) {
		d.Notice, d.Failed = d.told.words, false
	}
}

// saysNothing reports whether a screen is for words, and none are written there.
func saysNothing(s Screen) bool {
	w, drafts := s.(Drafter)
	if !drafts {
		return false
	}
	name, words := w.Draft()
	return name != "" && len(words) == 0
}

// come shows a place right above the home, or where it is open already, and closes what is
// open above it. Where something is begun on one of those screens, all of them stay, and the
// place is shown on top: Esc leads back.
func (d *Desk) come(p place.Place) tea.Cmd {
	begun := func(l level) bool { return keeps(l.Screen) && !saysNothing(l.Screen) }
	switch at := d.levelOf(p); {
	case slices.ContainsFunc(d.stack[at+1:], begun):
		return d.Go(p)
	case at >= 0:
		d.stack = d.stack[:at+1]
		return nil
	}
	return d.open(p, d.stack[:1])
}

// opened leads the person to the item that the facilitator has opened, unless they stay
// where they are.
func (d *Desk) opened() tea.Cmd {
	d.missed = ""
	a, on := d.on()
	switch {
	case !on:
		return nil
	case d.Stays:
		d.miss(a.ID)
		return d.ring()
	}
	top := d.Top()
	next := d.lead("lead.opened")
	if d.Top() != top && !d.Typing() { // where they type, Esc leaves the words for later
		d.Notice += " " + d.T("lead.home")
	}
	return tea.Batch(next, d.ring())
}

// ring rings the bell of the terminal for whoever has asked for it.
func (d *Desk) ring() tea.Cmd {
	if !d.Bell {
		return nil
	}
	return tea.Raw("\a")
}

// miss notes that an item is on to which the person was not led. What was said before
// makes room for it, but for a question and for what did not work.
func (d *Desk) miss(item method.AgendaID) {
	d.missed = item
	if !d.asks() && !d.Failed {
		d.Notice = ""
	}
}

// Missed is what is on, for whoever stayed where they were when it was opened or
// everybody was called there, until they have gone there; empty for others. The home
// shows it anyway.
func (d *Desk) Missed() method.AgendaID {
	if d.missed == "" || d.missed != d.current() || d.Alone() || d.atActivity() {
		return ""
	}
	return d.missed
}

// MissedWords say it.
func (d *Desk) MissedWords() string {
	a, _ := d.on()
	return d.T("lead.waiting", "item", ItemWords(d, a), "key", comeKey)
}
