package welcome

import (
	"cmp"
	"context"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/place"
)

// returning asks somebody whom the server knows whether it is them: a laptop
// may have several people.
type returning struct {
	list kit.List
	name string // in one of their communities; empty until it is looked up
}

// The answers there are.
const (
	goesOn   = "continue"
	keepsKey = "key" // and is known by the key of this terminal from now on
	another  = "other"
)

// remembered is the answer to somebody who wants to be known by their key.
type remembered struct{ err error }

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
	name := cmp.Or(r.name, d.T("returning.nobody"))
	all := kit.Few{kit.Link(d.Look, goesOn, d.T("returning.continue", "name", name))}
	if _, somebodys := d.Host.PersonByKey(d.Key); d.Key != "" && !somebodys {
		all = append(all, kit.Link(d.Look, keepsKey, d.T("returning.key", "name", name)))
	}
	return append(all, kit.Link(d.Look, another, d.T("returning.other")))
}

func (r *returning) Update(d *desk.Desk, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case named:
		r.name = string(msg)
	case remembered:
		if msg.err != nil {
			d.Refuse(msg.err)
			return nil
		}
		var next tea.Cmd
		if d.StillOpen(r) {
			next = d.Only(place.Lobby{})
		}
		d.Say("returning.known")
		return next
	}
	return nil
}

// choose goes on as the person that the server knows, or asks who this is.
func (r *returning) choose(d *desk.Desk) tea.Cmd {
	switch r.list.Choice(r.entries(d)) {
	case goesOn:
		return d.Only(place.Lobby{})
	case keepsKey:
		host, person, key := d.Host, d.Person, d.Key
		return d.Ask(func(ctx context.Context) tea.Msg { return remembered{host.Know(ctx, person, key)} })
	}
	// Somebody else at this terminal: the key is not theirs.
	d.Person, d.ReturnCode, d.Key, d.Given, d.Code = "", "", "", directory.Admission{}, ""
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
