package people

import (
	"cmp"
	"slices"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/tally"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
)

// NewProfile changes what the person says about themselves, and the language in which
// they read. Whoever came to it from the lobby leaves the community with it.
func NewProfile(d *desk.Desk, fromLobby bool) desk.Screen {
	ask := func(d *desk.Desk, p session.Profile) kit.Questions {
		name := kit.LineField("name", d.T("welcome.name"), p.Name, method.MaxName)
		name.Note = d.T("welcome.name_note")
		about := append(kit.Questions{name}, desk.ProfileFields(d, p)...)
		return append(append(about, contactFields(d)...), livedField(d), desk.LanguageField(d))
	}
	all := ask(d, d.Shared.ProfileOf(d.Own.Member))
	f := &kit.Form{Fields: all}
	s := &desk.FormScreen{Form: f, All: all, Name: session.NameDraft("profile", ""), Heading: "people.profile"}
	s.Revision = d.Own.Member.Revision
	s.Moved = func() { s.Fields = typedIn(d, s.All) }
	s.Theirs = func(d *desk.Desk, saved any) kit.Questions {
		p, _ := saved.(session.Profile)
		return ask(d, p)
	}
	s.Send = func(d *desk.Desk) tea.Cmd {
		change := &session.ChangeProfile{Member: d.Member, Revision: s.Revision, Profile: desk.ProfileOf(f), Lived: f.Get("lived") == saysLived}
		if d.Own.Member.Speaks {
			change.Contact = session.Contact{Words: f.Get("contact"), For: method.Audience(f.Get("contact_for"))}
		}
		return tea.Batch(d.Do(change, s.Name), d.Read(s, s.Get("language")))
	}
	if fromLobby {
		s.Away = func(d *desk.Desk) { d.Stand() }
		s.Done = func(d *desk.Desk) tea.Cmd {
			d.Stand()
			d.Say("form.saved")
			return nil
		}
	}
	return s.Open(d)
}

// typedIn are questions without the one of which type an organisation is, unless it is new
// here: the community knows the type of the others.
func typedIn(d *desk.Desk, all kit.Questions) kit.Questions {
	named := all.Get("organisation")
	if named != "" && d.Shared.OrganisationNamed(named) == nil {
		return all
	}
	return slices.DeleteFunc(slices.Clone(all), func(q *kit.Field) bool { return q.Key == "type" })
}

// contactFields ask those who speak for an organisation how others can reach it.
func contactFields(d *desk.Desk) kit.Questions {
	m := d.Own.Member
	if !m.Speaks {
		return nil
	}
	words := kit.LineField("contact", d.T("field.contact"), m.Contact.Words, method.MaxTitle)
	words.Note = d.T("profile.contact_note", "organisation", desk.OrganisationName(d, m.Organisation))
	return kit.Questions{words, kit.OneField("contact_for", d.T("field.contact_for"), string(cmp.Or(m.Contact.For, method.Members)),
		kit.EnumOptions(d.Look, "audience.", method.Audiences()))}
}

// saysLived is the answer of whoever has lived experience.
const saysLived = "yes"

// livedField asks for lived experience, which nobody has to tell.
func livedField(d *desk.Desk) *kit.Field {
	now := ""
	if d.Own.Lived {
		now = saysLived
	}
	f := kit.OneField("lived", d.T("profile.lived"), now, []kit.Option{
		{Label: d.T("profile.lived.unsaid")}, {Value: saysLived, Label: d.T("profile.lived.yes")},
	})
	f.Note = d.T("profile.lived_note", "n", tally.Least)
	return f
}
