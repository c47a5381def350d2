package people

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/refusal"
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

// organiser is somebody who organises the installation, with every reason for it.
type organiser struct {
	person directory.PersonID // empty for a key with which nobody has come yet
	name   string             // in one of their communities; empty where they are in none
	keys   []directory.Fingerprint
	byCode bool
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
func (o *organisers) Start(d *desk.Desk) tea.Cmd {
	return tea.Batch(d.Ask(listOrganisers(d.Host, d.Person)), o.waits(d))
}

// lookAgain is how long to wait before looking again: of the installation nothing wakes a
// terminal.
const lookAgain = 2 * time.Second

// due says that it is time to look again.
type due struct{}

func (o *organisers) waits(d *desk.Desk) tea.Cmd {
	return d.Later(lookAgain, desk.Reply{To: o, Msg: due{}})
}

// looksAgain looks again and again, until the screen is left.
func (o *organisers) looksAgain(d *desk.Desk) tea.Cmd {
	if !d.StillOpen(o) {
		return nil
	}
	list, ctx := listOrganisers(d.Host, d.Person), d.Ctx
	return tea.Batch(func() tea.Msg { return desk.Reply{To: o, Msg: list(ctx)} }, o.waits(d))
}

func listOrganisers(host *host.Host, by directory.PersonID) func(context.Context) tea.Msg {
	return func(ctx context.Context) tea.Msg {
		reasons, err := host.Organisers(by)
		var all []organiser
		for _, r := range reasons {
			at := slices.IndexFunc(all, func(o organiser) bool { return r.Person != "" && o.person == r.Person })
			if at < 0 {
				at = len(all)
				all = append(all, organiser{person: r.Person, name: desk.NameOf(ctx, host, r.Person)})
			}
			all[at].add(r.Key)
		}
		return organisersLoaded{all, err}
	}
}

// add adds a reason: a key that the file names, or without one a code.
func (o *organiser) add(key directory.Fingerprint) {
	if key == "" {
		o.byCode = true
		return
	}
	o.keys = append(o.keys, key)
}

func endOrganiser(host *host.Host, by, person directory.PersonID) func(context.Context) tea.Msg {
	return func(ctx context.Context) tea.Msg {
		if err := host.EndClaim(ctx, by, person); err != nil {
			return organisersLoaded{err: err}
		}
		if p, _ := host.Person(by); !p.Organiser {
			return organisersLoaded{}
		}
		return listOrganisers(host, by)(ctx)
	}
}

func (o *organisers) Title(d *desk.Desk) string { return d.T("organisers.title") }

func (o *organisers) Update(d *desk.Desk, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case due:
		return o.looksAgain(d)
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

// loaded shows the list to an organiser. Whoever is none any more is led back to the
// lobby, where they are told what is left.
func (o *organisers) loaded(d *desk.Desk, msg organisersLoaded) tea.Cmd {
	ended := errors.Is(msg.err, refusal.New(refusal.NotAllowed))
	switch {
	case ended && !d.StillOpen(o):
		return nil
	case ended:
		next := d.Only(place.Lobby{})
		d.Refuse(msg.err)
		return next
	case msg.err != nil:
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
	case !chosen.byCode:
		d.Say("organisers.in_file")
		d.Failed = true
		return nil
	case len(chosen.keys) > 0:
		question = "organisers.sure.end_code"
	case chosen.person == d.Person:
		question = "organisers.sure.end_mine"
	}
	if !d.Confirm("x", question, "name", chosen.called(d), "person", chosen.person) {
		return nil
	}
	return d.Ask(endOrganiser(d.Host, d.Person, chosen.person))
}

// key keeps a person who comes with a key of the file where the key stood alone.
func (s organiser) key() string {
	if len(s.keys) > 0 {
		return string(s.keys[0])
	}
	return string(s.person)
}

// called is the name of an organiser.
func (s organiser) called(d *desk.Desk) string {
	name := cmp.Or(s.name, d.T("organisers.unnamed"))
	if s.person == d.Person {
		return d.T("people.you", "name", name)
	}
	return name
}

// why are the reasons for which somebody organises the installation.
func (s organiser) why(d *desk.Desk) string {
	var all []string
	for _, key := range s.keys {
		all = append(all, d.T("organisers.by_file", "key", string(key)))
	}
	if s.byCode {
		all = append(all, d.T("organisers.by_code"))
	}
	return strings.Join(all, d.Between())
}

func (o *organisers) entries(d *desk.Desk) kit.Few {
	var all []kit.Pair
	for _, s := range o.all {
		all = append(all, kit.Pair{Key: s.key(), Words: s.called(d), Beside: s.why(d)})
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
