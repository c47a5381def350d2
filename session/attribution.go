package session

import "github.com/convene-ssh/convene/session/refusal"

// Ladder is how much of its author a contribution shows, chosen by the author
// for each one. Source: method.md, "Care for people".
type Ladder string

// The rungs, from nothing to everything.
const (
	Unattributed   Ladder = "unattributed"
	ByCountry      Ladder = "country"
	ByOrganisation Ladder = "organisation"
	Named          Ladder = "named"
)

// Ladders lists the rungs from the lowest.
func Ladders() []Ladder { return []Ladder{Unattributed, ByCountry, ByOrganisation, Named} }

func (l Ladder) rung() int {
	for i, k := range Ladders() {
		if k == l {
			return i
		}
	}
	return -1
}

// Attribution is what a contribution shows of its author, and all that its
// record keeps: at most one of the three is set.
type Attribution struct {
	Member       MemberID       `json:"member,omitempty"`
	Organisation OrganisationID `json:"organisation,omitempty"`
	Country      Country        `json:"country,omitempty"`
}

// Ladder is the rung that the attribution stands on.
func (a Attribution) Ladder() Ladder {
	switch {
	case a.Member != "":
		return Named
	case a.Organisation != "":
		return ByOrganisation
	case a.Country != "":
		return ByCountry
	}
	return Unattributed
}

// attribute takes from the member what the rung shows. Somebody without an
// organisation or country falls to unattributed, never upwards.
func (c *Community) attribute(to Ladder, member MemberID) Attribution {
	m := c.Members.Of(member)
	switch {
	case m == nil:
	case to == Named:
		return Attribution{Member: member}
	case to == ByOrganisation:
		return Attribution{Organisation: m.Organisation}
	case to == ByCountry:
		return Attribution{Country: m.Country}
	}
	return Attribution{}
}

// checkAttribution refuses a rung above what the meeting offers.
func (c *Community) checkAttribution(meeting MeetingID, to Ladder) error {
	if to.rung() < 0 {
		return refusal.New(refusal.Invalid, "field", "attribution")
	}
	if m := c.Meetings[meeting]; m != nil && to.rung() > m.Offers.rung() {
		return refusal.New(refusal.AttributionBarred, "field", "attribution")
	}
	return nil
}

// Identifies reports whether a rung would still point to one person of the
// meeting: nobody else there is from the same country or organisation. Authors
// are told before they choose.
func (c *Community) Identifies(meeting MeetingID, member MemberID, to Ladder) bool {
	me, mt := c.Members.Of(member), c.Meetings[meeting]
	if me == nil || mt == nil || to == Unattributed || to == Named {
		return to == Named
	}
	others := 0
	for id := range mt.Attendance.All() {
		m := c.Members.Of(id)
		if id == member || m == nil {
			continue
		}
		if to == ByCountry && m.Country == me.Country || to == ByOrganisation && m.Organisation == me.Organisation {
			others++
		}
	}
	return others == 0
}

// Audience is who may read something; as a reader's audience, it is the widest
// circle that the reader belongs to. The order matters: a reader sees what is
// meant for their own circle or a wider one.
type Audience string

// The audiences, from the closest circle outwards.
const (
	Members     Audience = "members"
	Governments Audience = "governments"
	Public      Audience = "public"
)

// Audiences lists them from the closest circle outwards.
func Audiences() []Audience { return []Audience{Members, Governments, Public} }

func (a Audience) circle() int {
	for i, k := range Audiences() {
		if k == a {
			return i
		}
	}
	return -1
}

// Valid reports whether it is one of the audiences.
func (a Audience) Valid() bool { return a.circle() >= 0 }

// Reads reports whether a reader of this audience may read what is meant for
// the other.
func (a Audience) Reads(meant Audience) bool {
	return a.Valid() && meant.Valid() && meant.circle() >= a.circle()
}

// AudienceOf is the circle in which a member reads. Somebody unknown reads what
// is public.
func (c *Community) AudienceOf(member MemberID) Audience {
	m := c.Members.Of(member)
	switch {
	case m == nil:
		return Public
	case m.Organiser():
		return Members
	case m.Audience == Members && c.organisationType(m.Organisation) == Government:
		return Governments
	}
	return m.Audience
}

// checkAudience refuses an audience in which the author could not read their
// own words back.
func (c *Community) checkAudience(who Who, meant Audience) error {
	if !meant.Valid() {
		return refusal.New(refusal.Invalid, "field", "audience")
	}
	if !c.AudienceOf(who.Member).Reads(meant) {
		return refusal.New(refusal.AudienceTooNarrow, "field", "audience")
	}
	return nil
}
