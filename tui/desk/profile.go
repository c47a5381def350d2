package desk

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/kit"
)

// ProfileFields asks for what people say about themselves besides their name.
func ProfileFields(d *Desk, p session.Profile) kit.Questions {
	shows := kit.OneField("attribution", d.T("welcome.attribution"), string(p.Attribution), kit.EnumOptions(d.Look, "attribution.", method.Ladders()))
	shows.Note = d.T("welcome.attribution_note")
	return kit.Questions{
		kit.LineField("organisation", d.T("welcome.organisation"), p.Organisation, method.MaxTitle),
		kit.OneField("type", d.T("welcome.type"), string(p.Type), kit.EnumOptions(d.Look, "organisation.", method.OrganisationTypes())),
		CountryField(d, "country", d.T("welcome.country"), p.Country), shows,
	}
}

// LanguageField asks for the language in which somebody reads.
func LanguageField(d *Desk) *kit.Field {
	var languages []kit.Option
	for _, tag := range locale.Languages() {
		languages = append(languages, kit.Option{Value: tag, Label: locale.Name(tag)})
	}
	return kit.OneField("language", d.T("welcome.language"), d.Words.Language, languages)
}

// Preferred is the answer to somebody who reads in another language from now on.
type Preferred struct{ Err error }

// Read changes the language of the screens, and remembers it for the next time; the
// answer goes to the screen that is named.
func (d *Desk) Read(to Screen, language string) tea.Cmd {
	if language == d.Words.Language {
		return nil
	}
	d.Words = d.Languages.In(language)
	host, person := d.Host, d.Person
	return d.LookUp(to, func(ctx context.Context) tea.Msg { return Preferred{host.Prefer(ctx, person, language)} })
}

// ProfileOf reads the answers of [ProfileFields] and the name.
func ProfileOf(f *kit.Form) session.Profile {
	return session.Profile{
		Name: f.Get("name"), Organisation: f.Get("organisation"), Type: method.OrganisationType(f.Get("type")),
		Country: method.Country(f.Get("country")), Attribution: method.Ladder(f.Get("attribution")),
	}
}

// NameOf is what the person goes by in one of their communities, or empty.
func NameOf(ctx context.Context, host *host.Host, person directory.PersonID) string {
	for _, l := range host.CommunitiesOf(person) {
		member, _ := host.MemberOf(ctx, person, l.ID)
		if shared, err := host.Shared(ctx, l.ID, method.Public); err == nil && shared.Members.Of(member) != nil {
			return shared.Members.Of(member).Name
		}
	}
	return ""
}
