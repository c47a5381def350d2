// Package saidby is what an organisation says to words that the scribe has written down as
// its own; see [session.SaidBy].
package saidby

import (
	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
)

// Kinds names every change to whose words something is; see [session.Kinds].
func Kinds() session.Kinds {
	return session.Kinds{"said.answered/1": &Answer{}}
}

// Answer is an organisation's own word that it has said something, or has not: then its
// name comes off.
type Answer struct {
	session.Base
	Contribution method.ContributionID `json:"contribution"`
	Organisation method.OrganisationID `json:"organisation"` // as whoever answers has read it
	Not          bool                  `json:"not,omitempty"`
}

// Check lets only those answer who speak for it, between meetings too, while nobody has.
func (a *Answer) Check(c *session.Community, who session.Who) error {
	return c.CheckSpeaking(a.Contribution, a.Organisation, who)
}

// Apply notes it below the words.
func (a *Answer) Apply(c *session.Community, _ session.Stamp) {
	c.Sign(a.Contribution, func(by session.Attribution) session.Attribution {
		if by.Claimed = false; a.Not {
			by.Organisation = ""
		}
		return by
	})
}
