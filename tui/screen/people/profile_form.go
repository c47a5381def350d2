package people

import (
	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
)

// newProfileForm changes what the person says about themselves.
func newProfileForm(d *desk.Desk) desk.Screen {
	ask := func(d *desk.Desk, p session.Profile) []*kit.Field {
		name := kit.LineField("name", d.T("welcome.name"), p.Name, method.MaxName)
		name.Note = d.T("welcome.name_note")
		return append([]*kit.Field{name}, desk.ProfileFields(d, p)...)
	}
	f := &kit.Form{Fields: ask(d, d.Shared.ProfileOf(d.Own.Member))}
	s := &desk.FormScreen{Form: f, Name: session.NameDraft("profile", ""), Heading: "people.profile"}
	s.Revision = d.Own.Member.Revision
	s.Theirs = func(d *desk.Desk, saved any) []*kit.Field {
		p, _ := saved.(session.Profile)
		return ask(d, p)
	}
	s.Send = func(d *desk.Desk) tea.Cmd {
		return d.Do(&session.ChangeProfile{Member: d.Member, Revision: s.Revision, Profile: desk.ProfileOf(d, f)}, s.Name)
	}
	return s.Open(d)
}
