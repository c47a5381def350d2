package welcome

import (
	"cmp"
	"context"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
)

// returning asks somebody whom the server knows whether it is them: a laptop
// may have several people.
type returning struct {
	list kit.List
	name string // in one of their communities; empty until it is looked up
}

// named is the answer to a look at what somebody is called.
type named string

// NewReturning opens the question.
func NewReturning() desk.Screen { return &returning{} }

// Start looks up what the person is called.
func (r *returning) Start(d *desk.Desk) tea.Cmd {
	host, person := d.Host, d.Person
	return d.LookUp(r, func(ctx context.Context) tea.Msg { return named(desk.NameOf(ctx, host, person)) })
}

func (r *returning) Title(d *desk.Desk) string { return d.T("welcome.title") }

func (r *returning) entries(d *desk.Desk) []kit.Entry {
	row := func(words string) func(bool, int) []string {
		return func(chosen bool, w int) []string { return []string{d.Line(words, chosen, w)} }
	}
	return []kit.Entry{
		{Key: "continue", Rows: row(d.T("returning.continue", "name", cmp.Or(r.name, d.T("returning.nobody"))))},
		{Key: "other", Rows: row(d.T("returning.other"))},
	}
}

func (r *returning) Update(d *desk.Desk, msg tea.Msg) tea.Cmd {
	if name, ok := msg.(named); ok {
		r.name = string(name)
		return nil
	}
	if r.list.Update(msg, r.entries(d)) {
		return nil
	}
	key, ok := msg.(tea.KeyPressMsg)
	if !ok || key.String() != "enter" {
		d.Stray(key.String())
		return nil
	}
	if r.list.Choice(r.entries(d)) == "continue" {
		return d.Only(desk.Lobby{})
	}
	// Somebody else at this terminal: the key is not theirs.
	d.Person, d.ReturnCode, d.Key, d.Entry, d.Code = "", "", "", session.Admission{}, ""
	d.Reset((&Welcome{}).ask(d))
	return nil
}

func (r *returning) Body(d *desk.Desk, w, h int) kit.Page {
	return kit.Page{Rows: append([]string{""}, r.list.Show(d.Look, r.entries(d), w, max(1, h-1))...)}
}

func (r *returning) Keys(d *desk.Desk) []kit.Hint {
	return []kit.Hint{d.Hint("Enter", "key.choose"), d.Hint("Up Down", "key.move_pointer"), d.Hint("Ctrl+C", "key.quit")}
}
