package tui

import (
	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
)

// newProfileForm changes what the person says about themselves.
func newProfileForm(d *desk) screen {
	ask := func(d *desk, p session.Profile) []*field {
		name := lineField("name", d.t("welcome.name"), p.Name, session.MaxName)
		name.note = d.t("welcome.name_note")
		return append([]*field{name}, profileFields(d, p)...)
	}
	f := &form{fields: ask(d, d.shared.ProfileOf(d.own.Member))}
	s := &formScreen{form: f, name: session.NameDraft("profile", ""), heading: "people.profile"}
	s.revision = d.own.Member.Revision
	s.theirs = func(d *desk, saved any) []*field {
		p, _ := saved.(session.Profile)
		return ask(d, p)
	}
	s.send = func(d *desk) tea.Cmd {
		return d.do(&session.ChangeProfile{Member: d.member, Revision: s.revision, Profile: profileOf(d, f)}, s.name)
	}
	return s.open(d)
}
