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
	deed  func(pressed string) tea.Cmd
	aside bool
}

// On is a key under the name that people know it by ("Enter", "< >"), with what it
// does in words. The keys are those of Bubble Tea ("enter", "left"): where none are
// given, the one of that name.
func On(name, words string, deed func() tea.Cmd, keys ...string) Key {
	return Among(name, words, func(string) tea.Cmd { return deed() }, keys...)
}

// Among is several keys with one name, such as "+ -". The deed is told which one was
// pressed.
func Among(name, words string, deed func(pressed string) tea.Cmd, keys ...string) Key {
	k := Shown(name, words, keys...)
	k.deed = deed
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
// works, what the row of hints shows and what help explains. It is a help.KeyMap of
// Bubbles.
type Keys []Key

// If adds keys where something holds.
func (k Keys) If(holds bool, more ...Key) Keys {
	if !holds {
		return k
	}
	return k.And(more...)
}

// firstKeys is how many keys a table first makes room for.
const firstKeys = 8

// And adds keys.
func (k Keys) And(more ...Key) Keys {
	if len(k)+len(more) > cap(k) {
		k = slices.Grow(k, max(firstKeys, len(more)))
	}
	return append(k, more...)
}

// Press does what a key is for. It reports whether the table has a deed for it.
func (k Keys) Press(msg tea.KeyPressMsg) (tea.Cmd, bool) {
	i := slices.IndexFunc(k, func(one Key) bool { return one.deed != nil && key.Matches(msg, one.Binding) })
	if i < 0 {
		return nil, false
	}
	return k[i].deed(msg.String()), true
}

// Whole reports whether the table has all that the screen's keys do.
func (k Keys) Whole() bool {
	return !slices.ContainsFunc(k, func(one Key) bool { return one.deed == nil })
}

// ShortHelp are the keys in the row of hints.
func (k Keys) ShortHelp() []key.Binding {
	var shown []key.Binding
	for _, one := range k {
		if !one.aside {
			shown = append(shown, one.Binding)
		}
	}
	return shown
}

// FullHelp are all keys, in one column.
func (k Keys) FullHelp() [][]key.Binding {
	all := make([]key.Binding, len(k))
	for i, one := range k {
		all[i] = one.Binding
	}
	return [][]key.Binding{all}
}
