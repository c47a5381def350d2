package tui

import (
	"cmp"
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/tui/text"
)

// organisers lists who organises the installation, and why. One of them makes
// the code that makes somebody another, and ends what such a code made of
// somebody: so the installation is handed over.
type organisers struct {
	list list
	all  []organiser
}

// organiser is one reason for which somebody organises the installation.
type organiser struct {
	session.Standing
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

func newOrganisers() screen { return &organisers{} }

// start looks up what the screen lists.
func (o *organisers) start(d *desk) tea.Cmd { return d.ask(listOrganisers(d.Host, d.person)) }

func listOrganisers(host *session.Host, by session.PersonID) func(context.Context) tea.Msg {
	return func(ctx context.Context) tea.Msg {
		standings, err := host.Standings(by)
		var all []organiser
		for _, s := range standings {
			all = append(all, organiser{s, nameOf(ctx, host, s.Person)})
		}
		return organisersLoaded{all, err}
	}
}

func endOrganiser(host *session.Host, by, person session.PersonID) func(context.Context) tea.Msg {
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

func (o *organisers) title(d *desk) string { return d.t("organisers.title") }

func (o *organisers) update(d *desk, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case organisersLoaded:
		return o.loaded(d, msg)
	case handedOver:
		if msg.err != nil {
			d.refuse(msg.err)
			return nil
		}
		d.show(&freshClaim{keepsake{msg.code}})
		return nil
	}
	key, ok := msg.(tea.KeyPressMsg)
	if !ok || o.list.update(msg, o.entries(d)) {
		return nil
	}
	switch key.String() {
	case "esc":
		d.back()
	case "a":
		host, person := d.Host, d.person
		return d.ask(func(ctx context.Context) tea.Msg {
			code, err := host.HandOver(ctx, person)
			return handedOver{code, err}
		})
	case "x":
		return o.end(d)
	default:
		d.stray(key.String())
	}
	return nil
}

// loaded shows the list to an organiser. Whoever has ended their own part is led
// back to the lobby, where they are told what is left.
func (o *organisers) loaded(d *desk, msg organisersLoaded) tea.Cmd {
	if msg.err != nil {
		d.refuse(msg.err)
		return nil
	}
	if o.all = msg.all; len(o.all) > 0 {
		return nil
	}
	return d.only(placeLobby{})
}

// end asks before it ends what the code made of the chosen one. What the file
// says only whoever runs the server can change.
func (o *organisers) end(d *desk) tea.Cmd {
	at := slices.IndexFunc(o.all, func(s organiser) bool { return s.key() == o.list.choice(o.entries(d)) })
	if at < 0 {
		return nil
	}
	chosen, question := o.all[at], "organisers.sure.end"
	switch {
	case chosen.Key != "":
		d.say("organisers.in_file")
		d.failed = true
		return nil
	case chosen.Person == d.person:
		question = "organisers.sure.end_mine"
	}
	if !d.confirm("x", question, "person", chosen.Person) {
		return nil
	}
	return d.ask(endOrganiser(d.Host, d.person, chosen.Person))
}

func (s organiser) key() string { return string(s.Key) + "/" + string(s.Person) }

func (o *organisers) entries(d *desk) []entry {
	var all []pair
	for _, s := range o.all {
		name := cmp.Or(s.name, d.t("organisers.unnamed"))
		if s.Person == d.person {
			name = d.t("people.you", "name", name)
		}
		why := d.t("organisers.by_code")
		if s.Key != "" {
			why = d.t("organisers.by_file", "key", string(s.Key))
		}
		all = append(all, pair{key: s.key(), words: name, beside: why})
	}
	return d.pairs(all)
}

func (o *organisers) body(d *desk, w, h int) page {
	rows := []string{""}
	for _, row := range text.Wrap(d.t("organisers.say"), max(1, w-2)) {
		rows = append(rows, d.Theme.Muted.Render(" "+row))
	}
	rows = append(rows, "")
	return page{rows: append(rows, o.list.show(d, o.entries(d), w, max(1, h-len(rows)))...)}
}

func (o *organisers) keys(d *desk) []hint {
	return []hint{{"a", d.t("key.new_organiser")}, {"x", d.t("key.end_organiser")}, {"Esc", d.t("key.back")}}
}

// freshClaim shows the code that makes somebody an organiser, once.
type freshClaim struct{ keepsake }

func (f *freshClaim) title(d *desk) string { return d.t("organisers.code") }

func (f *freshClaim) body(d *desk, w, _ int) page { return f.show(d, "organisers.code_say", w) }
