package session

import (
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// Attribution is what a contribution shows of its author, and all that its
// record keeps: at most one of the three is set.
type Attribution struct {
	Member       MemberID              `json:"member,omitempty"`
	Organisation method.OrganisationID `json:"organisation,omitempty"`
	Country      method.Country        `json:"country,omitempty"`
}

// Ladder is the rung that the attribution stands on.
func (a Attribution) Ladder() method.Ladder {
	switch {
	case a.Member != "":
		return method.Named
	case a.Organisation != "":
		return method.ByOrganisation
	case a.Country != "":
		return method.ByCountry
	}
	return method.Unattributed
}

// attribute takes from the member what the rung shows. Somebody without an
// organisation or country falls to unattributed, never upwards.
func (c *Community) attribute(to method.Ladder, member MemberID) Attribution {
	m := c.Members.Of(member)
	switch {
	case m == nil:
	case to == method.Named:
		return Attribution{Member: member}
	case to == method.ByOrganisation:
		return Attribution{Organisation: m.Organisation}
	case to == method.ByCountry:
		return Attribution{Country: m.Country}
	}
	return Attribution{}
}

// checkAttribution refuses a rung above what the meeting offers.
func (c *Community) checkAttribution(meeting method.MeetingID, to method.Ladder) error {
	if !to.Valid() {
		return refusal.New(refusal.Invalid, "field", "attribution")
	}
	if m := c.Meetings[meeting]; m != nil && to.Above(m.Offers) {
		return refusal.New(refusal.AttributionBarred, "field", "attribution")
	}
	return nil
}

// Identifies reports whether a rung would still point to one person of the
// meeting: nobody else there is from the same country or organisation. Authors
// are told before they choose.
func (c *Community) Identifies(meeting method.MeetingID, member MemberID, to method.Ladder) bool {
	me, mt := c.Members.Of(member), c.Meetings[meeting]
	if me == nil || mt == nil || to == method.Unattributed || to == method.Named {
		return to == method.Named
	}
	others := 0
	for id := range mt.Attendance.All() {
		m := c.Members.Of(id)
		if id == member || m == nil {
			continue
		}
		if to == method.ByCountry && m.Country == me.Country || to == method.ByOrganisation && m.Organisation == me.Organisation {
			others++
		}
	}
	return others == 0
}

// AudienceOf is the circle in which a member reads. Somebody unknown reads what
// is public.
func (c *Community) AudienceOf(member MemberID) method.Audience {
	m := c.Members.Of(member)
	switch {
	case m == nil:
		return method.Public
	case m.Organiser():
		return method.Members
	case m.Audience == method.Members && c.organisationType(m.Organisation) == method.Government:
		return method.Governments
	}
	return m.Audience
}

// checkAudience refuses an audience in which the author could not read their
// own words back.
func (c *Community) checkAudience(who Who, meant method.Audience) error {
	if !meant.Valid() {
		return refusal.New(refusal.Invalid, "field", "audience")
	}
	if !c.AudienceOf(who.Member).Reads(meant) {
		return refusal.New(refusal.AudienceTooNarrow, "field", "audience")
	}
	return nil
}
