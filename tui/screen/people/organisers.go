package people

import (
	"cmp"
	"context"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/place"
)

// organisers lists who organises the installation, and why. One of them makes
// the code that makes somebody another, and ends what such a code made of
// somebody: so the installation is handed over.
type organisers struct {
	list kit.List
	all  []organiser
}

// organiser is one reason for which somebody organises the installation.
type organiser struct {
	directory.Standing
	name string // in one of their communities; empty where they are in none
}

// organisersLoaded is the answer to a look at them, or to one that was ended.
type organisersLoaded struct {
	all []organiser
	err error
}

// handedOver is the code that makes somebody an organiser.
type handedOver struct {
	code string
	err  error
}

// NewOrganisers opens the list of organisers.
func NewOrganisers() desk.Screen { return &organisers{} }

// Start looks up what the screen lists.
func (o *organisers) Start(d *desk.Desk) tea.Cmd { return d.Ask(listOrganisers(d.Host, d.Person)) }

func listOrganisers(host *host.Host, by directory.PersonID) func(context.Context) tea.Msg {
	return func(ctx context.Context) tea.Msg {
		standings, err := host.Standings(by)
		var all []organiser
		for _, s := range standings {
			all = append(all, organiser{s, desk.NameOf(ctx, host, s.Person)})
		}
		return organisersLoaded{all, err}
	}
}

func endOrganiser(host *host.Host, by, person directory.PersonID) func(context.Context) tea.Msg {
	return func(ctx context.Context) tea.Msg {
		if err := host.EndClaim(ctx, by, person); err != nil {
			return organisersLoaded{err: err}
		}
		if by == person {
			return organisersLoaded{}
		}
		return listOrganisers(host, by)(ctx)
	}
}

func (o *organisers) Title(d *desk.Desk) string { return d.T("organisers.title") }

func (o *organisers) Update(d *desk.Desk, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case organisersLoaded:
		return o.loaded(d, msg)
	case handedOver:
		if msg.err != nil {
			d.Refuse(msg.err)
			return nil
		}
		d.ShowOnce(&freshClaim{desk.Keepsake{Code: msg.code}})
		return nil
	}
	return nil
}

// loaded shows the list to an organiser. Whoever has ended their own part is led
// back to the lobby, where they are told what is left.
func (o *organisers) loaded(d *desk.Desk, msg organisersLoaded) tea.Cmd {
	if msg.err != nil {
		d.Refuse(msg.err)
		return nil
	}
	if o.all = msg.all; len(o.all) > 0 || !d.StillOpen(o) {
		return nil
	}
	return d.Only(place.Lobby{})
}

// end asks before it ends what the code made of the chosen one. What the file
// says only whoever runs the server can change.
func (o *organisers) end(d *desk.Desk, chosen organiser) tea.Cmd {
	question := "organisers.sure.end"
	switch {
	case chosen.Key != "":
		d.Say("organisers.in_file")
		d.Failed = true
		return nil
	case chosen.Person == d.Person:
		question = "organisers.sure.end_mine"
	}
	if !d.Confirm("x", question, "person", chosen.Person) {
		return nil
	}
	return d.Ask(endOrganiser(d.Host, d.Person, chosen.Person))
}

func (s organiser) key() string { return string(s.Key) + "/" + string(s.Person) }

func (o *organisers) entries(d *desk.Desk) kit.Few {
	var all []kit.Pair
	for _, s := range o.all {
		name := cmp.Or(s.name, d.T("organisers.unnamed"))
		if s.Person == d.Person {
			name = d.T("people.you", "name", name)
		}
		why := d.T("organisers.by_code")
		if s.Key != "" {
			why = d.T("organisers.by_file", "key", string(s.Key))
		}
		all = append(all, kit.Pair{Key: s.key(), Words: name, Beside: why})
	}
	return d.Pairs(all)
}

func (o *organisers) Body(d *desk.Desk, w, h int) kit.Page {
	rows := append(append([]string{""}, d.Intro(6, d.T("organisers.say"), w, h)...), "")
	return kit.Page{Rows: append(rows, o.list.Show(d.Look, o.entries(d), w, max(1, h-len(rows)))...)}
}

func (o *organisers) Keys(d *desk.Desk) kit.Keys {
	host, person := d.Host, d.Person
	keys := kit.Keys{kit.On("a", d.T("key.new_organiser"), func() tea.Cmd {
		return d.Ask(func(ctx context.Context) tea.Msg {
			code, err := host.HandOver(ctx, person)
			return handedOver{code, err}
		})
	})}
	if at := o.list.Find(o.entries(d)); at >= 0 {
		keys = keys.And(kit.On("x", d.T("key.end_organiser"), func() tea.Cmd { return o.end(d, o.all[at]) }))
	}
	return keys.If(len(o.all) > 1, o.list.Moves(d.Look, o.entries(d)).Aside()).And(d.BackKey())
}

// freshClaim shows the code that makes somebody an organiser, once.
type freshClaim struct{ desk.Keepsake }

func (f *freshClaim) Title(d *desk.Desk) string { return d.T("organisers.code") }

func (f *freshClaim) Body(d *desk.Desk, w, h int) kit.Page {
	return f.Show(d, "organisers.code_say", w, h)
}
