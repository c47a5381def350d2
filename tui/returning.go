package tui

import (
	"cmp"
	"context"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
)

// returning asks somebody whom the server knows whether it is them: a laptop
// may have several people.
type returning struct {
	list list
	name string // in one of their communities; empty until it is looked up
}

// named is the answer to a look at what somebody is called.
type named string

func newReturning() screen { return &returning{} }

// start looks up what the person is called.
func (r *returning) start(d *desk) tea.Cmd {
	host, person := d.Host, d.person
	return d.lookUp(r, func(ctx context.Context) tea.Msg { return named(nameOf(ctx, host, person)) })
}

func (r *returning) title(d *desk) string { return d.t("welcome.title") }

func (r *returning) entries(d *desk) []entry {
	row := func(words string) func(bool, int) []string {
		return func(chosen bool, w int) []string { return []string{d.line(words, chosen, w)} }
	}
	return []entry{
		{"continue", row(d.t("returning.continue", "name", cmp.Or(r.name, d.t("returning.nobody"))))},
		{"other", row(d.t("returning.other"))},
	}
}

func (r *returning) update(d *desk, msg tea.Msg) tea.Cmd {
	if name, ok := msg.(named); ok {
		r.name = string(name)
		return nil
	}
	if r.list.update(msg, r.entries(d)) {
		return nil
	}
	key, ok := msg.(tea.KeyPressMsg)
	if !ok || key.String() != "enter" {
		d.stray(key.String())
		return nil
	}
	if r.list.choice(r.entries(d)) == "continue" {
		return d.only(placeLobby{})
	}
	// Somebody else at this terminal: the key is not theirs.
	d.person, d.returnCode, d.Key, d.Entry, d.Code = "", "", "", session.Admission{}, ""
	d.reset((&welcome{}).ask(d))
	return nil
}

func (r *returning) body(d *desk, w, h int) page {
	return page{rows: append([]string{""}, r.list.show(d, r.entries(d), w, max(1, h-1))...)}
}

func (r *returning) keys(d *desk) []hint {
	return []hint{{"Enter", d.t("key.choose")}, {"Up Down", d.t("key.move_pointer")}, {"Ctrl+C", d.t("key.quit")}}
}
