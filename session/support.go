package session

import "slices"

// Support is an organisation that stands behind a commitment or an action.
// Named by somebody else it is proposed, until one of its own members confirms
// it; screens and exports say so.
type Support struct {
	Organisation OrganisationID `json:"organisation"`
	Confirmed    bool           `json:"confirmed,omitempty"`
}

// MaxSupports bounds how many organisations, countries or origins one
// commitment or action names.
const MaxSupports = 30

// confirmed marks as confirmed what was so before, and the organisation that the
// person speaks for openly. It trusts nothing of what the person claims.
func confirmed(named, before []Support, own OrganisationID) []Support {
	var all []Support
	for _, s := range named {
		s.Confirmed = s.Organisation != "" && s.Organisation == own || slices.Contains(before, Support{s.Organisation, true})
		all = append(all, s)
	}
	return all
}

// checkSupport refuses organisations that are not there or named twice. The field
// is that of all but the lead.
func (c *Community) checkSupport(field string, s shares) error {
	lead := s.lead.Organisation
	switch {
	case lead != "" && c.Organisations[lead] == nil:
		return Refuse(Invalid, "field", "lead")
	case len(s.all()) > MaxSupports:
		return Refuse(Full, "field", field, "max", MaxSupports)
	}
	seen := map[OrganisationID]bool{lead: true}
	for _, s := range *s.others {
		if c.Organisations[s.Organisation] == nil || seen[s.Organisation] {
			return Refuse(Invalid, "field", field)
		}
		seen[s.Organisation] = true
	}
	return nil
}

// speaksOpenly is the organisation of a person whose contribution shows at least
// that much of them. To confirm for the organisation of anybody else would tell
// where they are from.
func (c *Community) speaksOpenly(who Who, quiet bool) OrganisationID {
	if m := c.Members.Of(who.Member); m != nil && !quiet {
		return m.Organisation
	}
	return ""
}

// confirm marks one organisation among those named, in a copy.
func confirm(named []Support, org OrganisationID) []Support {
	all := slices.Clone(named)
	for i := range all {
		all[i].Confirmed = all[i].Confirmed || all[i].Organisation == org
	}
	return all
}

// Origin is what a commitment or an action came from: an item or a commitment.
type Origin struct {
	Item       ItemID       `json:"item,omitempty"`
	Commitment CommitmentID `json:"commitment,omitempty"`
}

// checkOrigins refuses links to what is not there or not visible to the person.
func (c *Community) checkOrigins(from []Origin, who Who) error {
	if len(from) > MaxSupports {
		return Refuse(Full, "field", "from", "max", MaxSupports)
	}
	reads := c.AudienceOf(who.Member)
	for _, o := range from {
		_, it := c.Item(o.Item)
		cm := c.Commitments[o.Commitment]
		item := it != nil && !it.hidden() && reads.Reads(it.Audience)
		commitment := cm != nil && reads.Reads(cm.Audience)
		if item == commitment {
			return Refuse(Invalid, "field", "from")
		}
	}
	return nil
}

// unseen are the origins that the person cannot see: an edit keeps them.
func (c *Community) unseen(from []Origin, who Who) []Origin {
	var kept []Origin
	for _, o := range from {
		if c.checkOrigins([]Origin{o}, who) != nil {
			kept = append(kept, o)
		}
	}
	return kept
}

// AnswersTo lists the commitments and actions that came from an origin, in the
// order of their numbers: the links walked downwards.
func (c *Community) AnswersTo(o Origin) ([]*Commitment, []*Action) {
	var commitments []*Commitment
	for _, m := range c.Commitments {
		if slices.Contains(m.From, o) {
			commitments = append(commitments, m)
		}
	}
	var actions []*Action
	for _, a := range c.Actions {
		if slices.Contains(a.From, o) {
			actions = append(actions, a)
		}
	}
	slices.SortFunc(commitments, byNumber)
	slices.SortFunc(actions, actionByNumber)
	return commitments, actions
}
