package welcome

import (
	"cmp"
	"context"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session/directory"
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

func (r *returning) entries(d *desk.Desk) kit.Few {
	row := func(words string) func(bool, int) []string {
		return func(chosen bool, w int) []string { return []string{d.Line(words, chosen, w)} }
	}
	return kit.Few{
		{Key: "continue", Rows: row(d.T("returning.continue", "name", cmp.Or(r.name, d.T("returning.nobody"))))},
		{Key: "other", Rows: row(d.T("returning.other"))},
	}
}

func (r *returning) Update(_ *desk.Desk, msg tea.Msg) tea.Cmd {
	if name, ok := msg.(named); ok {
		r.name = string(name)
	}
	return nil
}

// choose goes on as the person that the server knows, or asks who this is.
func (r *returning) choose(d *desk.Desk) tea.Cmd {
	if r.list.Choice(r.entries(d)) == "continue" {
		return d.Only(desk.Lobby{})
	}
	// Somebody else at this terminal: the key is not theirs.
	d.Person, d.ReturnCode, d.Key, d.Entry, d.Code = "", "", "", directory.Admission{}, ""
	d.Reset((&welcome{}).ask(d))
	return nil
}

func (r *returning) Body(d *desk.Desk, w, h int) kit.Page {
	return kit.Page{Rows: append([]string{""}, r.list.Show(d.Look, r.entries(d), w, max(1, h-1))...)}
}

func (r *returning) Keys(d *desk.Desk) kit.Keys {
	return kit.Keys{
		kit.On("Enter", d.T("key.choose"), func() tea.Cmd { return r.choose(d) }),
		r.list.Moves(d.Look, r.entries(d)), d.QuitKey(),
	}
}
