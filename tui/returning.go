package tui

import (
	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
)

// returning asks somebody whom the server knows whether it is them: a laptop
// may have several people.
type returning struct {
	list list
}

func newReturning() screen { return &returning{} }

func (r *returning) title(d *desk) string { return d.t("welcome.title") }

// name is what the person goes by in one of their communities.
func (r *returning) name(d *desk) string {
	for _, l := range d.Host.CommunitiesOf(d.person) {
		if member, ok := d.Host.MemberOf(d.ctx, d.person, l.ID); ok {
			if shared, err := d.Host.Shared(d.ctx, l.ID, session.Public); err == nil {
				return shared.Members[member].Name
			}
		}
	}
	return d.t("returning.nobody")
}

func (r *returning) entries(d *desk) []entry {
	row := func(words string) func(bool, int) []string {
		return func(chosen bool, w int) []string { return []string{d.line(words, chosen, w)} }
	}
	return []entry{
		{"continue", row(d.t("returning.continue", "name", r.name(d)))},
		{"other", row(d.t("returning.other"))},
	}
}

func (r *returning) update(d *desk, msg tea.Msg) tea.Cmd {
	if r.list.update(msg, r.entries(d)) {
		return nil
	}
	key, ok := msg.(tea.KeyPressMsg)
	if !ok || key.String() != "enter" {
		return nil
	}
	if r.list.choice(r.entries(d)) == "continue" {
		d.only(newLobby(d))
		return lobbyLoad(d)
	}
	// Somebody else at this terminal: the key is not theirs.
	d.person, d.Key, d.Entry, d.Code = "", "", session.Entry{}, ""
	d.only((&welcome{}).ask(d))
	return nil
}

func (r *returning) body(d *desk, w, h int) page {
	return page{rows: append([]string{""}, r.list.draw(r.entries(d), w, max(1, h-1))...)}
}

func (r *returning) keys(d *desk) []hint {
	return []hint{{"Enter", d.t("key.choose")}, {"Up Down", d.t("key.move_pointer")}, {"Ctrl+C", d.t("key.quit")}}
}
