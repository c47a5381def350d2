package tui

import (
	"context"

	"github.com/convene-ssh/convene/session"
)

// profileFields asks for what people say about themselves besides their name.
func profileFields(d *desk, p session.Profile) []*field {
	shows := oneField("attribution", d.t("welcome.attribution"), string(p.Attribution), enumOptions(d, "attribution.", session.Ladders()))
	shows.note = d.t("welcome.attribution_note")
	return []*field{
		lineField("organisation", d.t("welcome.organisation"), p.Organisation, session.MaxTitle),
		oneField("type", d.t("welcome.type"), string(p.Type), enumOptions(d, "organisation.", session.OrganisationTypes())),
		countryField(d, "country", d.t("welcome.country"), p.Country), shows,
	}
}

// profileOf reads the answers of profileFields and the name.
func profileOf(d *desk, f *form) session.Profile {
	return session.Profile{
		Name: f.get("name"), Organisation: f.get("organisation"), Type: session.OrganisationType(f.get("type")),
		Country: session.Country(f.get("country")), Attribution: session.Ladder(f.get("attribution")),
	}
}

// nameOf is what the person goes by in one of their communities, or empty.
func nameOf(ctx context.Context, host *session.Host, person session.PersonID) string {
	for _, l := range host.CommunitiesOf(person) {
		member, _ := host.MemberOf(ctx, person, l.ID)
		if shared, err := host.Shared(ctx, l.ID, session.Public); err == nil && shared.Members.Of(member) != nil {
			return shared.Members.Of(member).Name
		}
	}
	return ""
}
