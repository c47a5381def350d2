package kit

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// Key is one thing that keys do on a screen: which keys, what they do in words, and
// the deed.
type Key struct {
	key.Binding
	deed  func() tea.Cmd
	among func(pressed string) tea.Cmd // the deed of several keys
	aside bool
}

// On is a key under the name that people know it by ("Enter", "< >"), with what it
// does in words. The keys are those of Bubble Tea ("enter", "left"): where none are
// given, the one of that name.
func On(name, words string, deed func() tea.Cmd, keys ...string) Key {
	k := Shown(name, words, keys...)
	k.deed = deed
	return k
}

// Among is several keys with one name, such as "+ -". The deed is told which one was
// pressed.
func Among(name, words string, deed func(pressed string) tea.Cmd, keys ...string) Key {
	k := Shown(name, words, keys...)
	k.among = deed
	return k
}

// Shown is a key that the screen takes itself, because something is being written
// there.
func Shown(name, words string, keys ...string) Key {
	if len(keys) == 0 {
		keys = []string{strings.ToLower(name)}
	}
	var k Key // not by key.NewBinding: tables are made with each key that is pressed, and its options take more than the binding
	k.SetKeys(keys...)
	k.SetHelp(name, words)
	return k
}

// Now is a deed that is done at once.
func Now(do func()) func() tea.Cmd {
	return func() tea.Cmd {
		do()
		return nil
	}
}

// Aside is the key without a place in the row of hints: help explains it, or the
// screen shows it elsewhere.
func (k Key) Aside() Key {
	k.aside = true
	return k
}

// Without is the key without some of those that it is: they mean something else here.
func (k Key) Without(keys ...string) Key {
	k.SetKeys(slices.DeleteFunc(slices.Clone(k.Binding.Keys()), func(one string) bool { return slices.Contains(keys, one) })...)
	return k
}

// By is the key under other keys than the one that its name says.
func (k Key) By(keys ...string) Key {
	k.SetKeys(keys...)
	return k
}

// Keys is the table of a screen's keys at the moment, the most useful first: what
// works, what the row of hints shows and what help explains.
type Keys []Key

// If adds keys where something holds.
func (k Keys) If(holds bool, more ...Key) Keys {
	if !holds {
		return k
	}
	return k.And(more...)
}

// moreKeys is for how many keys a table makes room that begins to grow. The few that go
// into another table take no more than they need.
const moreKeys = 8

// And adds keys.
func (k Keys) And(more ...Key) Keys {
	if len(k) > 0 && len(k)+len(more) > cap(k) {
		k = slices.Grow(k, max(moreKeys, len(more)))
	}
	return append(k, more...)
}

// stroke is a key that was pressed, under the name of Bubble Tea. Matches of Bubbles would
// make that name anew for each key of a table.
type stroke string

func (s stroke) String() string { return string(s) }

// Press does what a key is for. It reports whether the table has a deed for it.
func (k Keys) Press(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	pressed := stroke(msg.String())
	for _, one := range k {
		switch {
		case !key.Matches(pressed, one.Binding):
		case one.deed != nil:
			return one.deed(), true
		case one.among != nil:
			return one.among(string(pressed)), true
		}
	}
	return nil, false
}

// Whole reports whether the table has all that the screen's keys do.
func (k Keys) Whole() bool {
	return !slices.ContainsFunc(k, func(one Key) bool { return one.deed == nil && one.among == nil })
}

// Hinted are the keys in the row of hints.
func (k Keys) Hinted() Keys {
	return slices.DeleteFunc(slices.Clone(k), func(one Key) bool { return one.aside })
}
