package tui

import "github.com/convene-ssh/convene/session"

// ladders are the rungs of attribution that the meeting offers.
func ladders(d *desk) []session.Ladder {
	var all []session.Ladder
	for _, l := range session.Ladders() {
		all = append(all, l)
		if m := d.current(); m != nil && l == m.Offers {
			break
		}
	}
	return all
}

// offered is the rung, or the highest below it that the meeting offers.
func offered(d *desk, want session.Ladder) session.Ladder {
	all := ladders(d)
	for _, l := range all {
		if l == want {
			return l
		}
	}
	return all[len(all)-1]
}

// readable are the audiences in which the person could read their own words.
func readable(d *desk) []session.Audience {
	var all []session.Audience
	for _, a := range session.Audiences() {
		if d.shared.AudienceOf(d.member).Reads(a) {
			all = append(all, a)
		}
	}
	return all
}

// attributionLine is what a contribution shows of its author.
func attributionLine(d *desk, by session.Attribution) string {
	switch by.Ladder() {
	case session.Named:
		if m := d.shared.Members.Of(by.Member); m != nil {
			return m.Name
		}
	case session.ByOrganisation:
		return organisationName(d, by.Organisation)
	case session.ByCountry:
		return d.Words.Country(by.Country)
	}
	return d.t("attribution.unattributed")
}

func organisationName(d *desk, id session.OrganisationID) string {
	if o := d.shared.Organisations[id]; o != nil {
		return o.Name
	}
	return d.t("organisation.none")
}

// shownBy is what a contribution shows of its author, or that its words are
// somebody else's.
func shownBy(d *desk, a session.Authored) string {
	if a.Edited {
		return d.t("edited")
	}
	return attributionLine(d, a.By)
}

// after is the value behind v, and the first behind the last.
func after[T comparable](all []T, v T) T {
	for i := range all {
		if all[i] == v {
			return all[(i+1)%len(all)]
		}
	}
	return all[0]
}
