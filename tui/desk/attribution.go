package desk

import (
	"cmp"
	"slices"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/turns"
)

// Ladders are the rungs of attribution that the meeting offers.
func Ladders(d *Desk) []method.Ladder {
	var all []method.Ladder
	for _, l := range method.Ladders() {
		all = append(all, l)
		if m := d.Current(); m != nil && l == m.Offers {
			break
		}
	}
	return all
}

// Signatures are the rungs that the meeting offers and on which the person can sign: with a
// country or an organisation only who has given one.
func Signatures(d *Desk) []method.Ladder {
	return slices.DeleteFunc(Ladders(d), func(l method.Ladder) bool { return !d.Own.Member.Signs(l) })
}

// OfferedRung is the rung that the person wants, or the highest below it on which they can
// sign here.
func OfferedRung(d *Desk, want method.Ladder) method.Ladder {
	rung := method.Unattributed
	for _, l := range Signatures(d) {
		if !l.Above(want) {
			rung = l
		}
	}
	return rung
}

// Readable are the audiences in which the person could read their own words.
func Readable(d *Desk) []method.Audience {
	var all []method.Audience
	for _, a := range method.Audiences() {
		if d.Shared.AudienceOf(d.Member).Reads(a) {
			all = append(all, a)
		}
	}
	return all
}

// ReadersNote says in a form who reads what is written there.
func ReadersNote(d *Desk, a method.Audience) string {
	return d.T("composer.readers", "audience", d.T("audience."+string(a)))
}

// AttributionLine is what a contribution shows of its author.
func AttributionLine(d *Desk, by session.Attribution) string {
	if by.Said {
		return d.Words.SaidBy(cmp.Or(saidName(d, session.SaidBy{Organisation: by.Organisation}), d.Words.From(by.Country)), by.Claimed)
	}
	switch by.Ladder() {
	case method.Named:
		if m := d.Shared.Signatory(by.Member); m != nil {
			return m.Name
		}
	case method.ByOrganisation:
		name := OrganisationName(d, by.Organisation)
		if by.Claimed {
			return d.T("organisation.signs", "name", name)
		}
		return name
	case method.ByCountry:
		return d.Words.From(by.Country)
	}
	return d.T("attribution.unattributed")
}

// OrganisationOf is the organisation that a member speaks for, or says they are of.
func OrganisationOf(d *Desk, m *session.Member) string {
	name := OrganisationName(d, m.Organisation)
	if m.Organisation != "" && !m.Speaks {
		return d.T("organisation.claimed", "name", name)
	}
	return name
}

// OrganisationName is what an organisation is called, or the word for none.
func OrganisationName(d *Desk, id method.OrganisationID) string {
	if o := d.Shared.Organisations[id]; o != nil {
		return o.Name
	}
	return d.T("organisation.none")
}

// ShownBy is what a contribution shows of its author, or that its words are
// somebody else's.
func ShownBy(d *Desk, a session.Authored) string {
	if a.Edited {
		return d.T("edited")
	}
	return AttributionLine(d, a.By)
}

// After is the value that follows v; the first one follows the last.
func After[T comparable](all []T, v T) T {
	return all[(slices.Index(all, v)+1)%len(all)]
}

// SpeakerName is what somebody who speaks is called. To whom no list of members is shown, they
// are members, or somebody; so they are on a wall for those.
func SpeakerName(d *Desk, s turns.Speaker) string {
	m, listed := d.Shared.Members.Of(s.Member), d.Shared.ListsMembers() || d.Steers() && !d.onWall
	switch {
	case s.Called != "" && !listed:
		return d.T("turns.somebody")
	case s.Called != "":
		return s.Called
	case m == nil:
		return d.T("turns.left")
	case m.ID == d.Member && !d.onWall:
		return d.T("people.you", "name", m.Name)
	case !listed:
		return d.T("turns.member")
	}
	if m.Organisation == "" {
		return m.Name
	}
	return m.Name + d.Between() + OrganisationOf(d, m)
}
