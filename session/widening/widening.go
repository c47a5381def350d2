// Package widening is how a wider circle comes to read what people wrote for a closer
// one. Whoever steers a meeting asks, before a report for governments or the public; each
// author answers for their own words, and may take a yes back. See [consent.Widening].
package widening

import (
	"slices"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/consent"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// Kinds names every change to who reads what; see [session.Kinds].
func Kinds() session.Kinds {
	return session.Kinds{
		"widening.asked/1":    &Ask{},
		"widening.answered/1": &Answer{},
	}
}

// MaxAsked is the most contributions that one change asks about.
const MaxAsked = 500

// Ask asks the authors of contributions whether a wider circle may read them. Without a
// circle it ends questions that have no yes yet. Who has written what is no matter here:
// somebody who can no longer be found never answers.
type Ask struct {
	session.Base
	Meeting       method.MeetingID        `json:"meeting"` // whose report it is for
	Contributions []method.ContributionID `json:"contributions"`
	To            method.Audience         `json:"to,omitempty"`
}

// Check lets whoever steers ask, also once the meeting is closed.
func (a *Ask) Check(c *session.Community, who session.Who) error {
	if err := c.Require(method.Steer, a.Meeting, who); err != nil {
		return err
	}
	switch n := len(a.Contributions); {
	case n == 0:
		return refusal.New(refusal.Missing, "field", "contributions")
	case n > MaxAsked:
		return refusal.New(refusal.Full, "max", MaxAsked)
	}
	for _, id := range a.Contributions {
		if err := c.CheckAsking(id, a.Meeting, a.To, who); err != nil {
			return err
		}
	}
	return nil
}

// Apply asks.
func (a *Ask) Apply(c *session.Community, s session.Stamp) {
	for _, id := range slices.Compact(slices.Sorted(slices.Values(a.Contributions))) {
		c.Widen(id, s, func(w consent.Widening, reads method.Audience) consent.Widening {
			if a.To == "" {
				return w.Drop()
			}
			return w.Ask(reads, a.To)
		})
	}
}

// Answer is what an author says to it. It can be another one at any time.
type Answer struct {
	session.Base
	Contribution method.ContributionID `json:"contribution"`
	Revision     int                   `json:"revision"` // of the words, that the author has read
	To           method.Audience       `json:"to"`       // the circle about which they were asked
	Answer       consent.Answer        `json:"answer"`
	// Speaks is decided: the organisation that is named too, because they speak for it.
	Speaks method.OrganisationID `json:"speaks,omitempty"`
}

// Check lets only the author answer.
func (a *Answer) Check(c *session.Community, who session.Who) error {
	if !a.Answer.Valid() {
		return refusal.New(refusal.Invalid, "field", "answer")
	}
	return c.CheckConsenting(a.Contribution, a.Revision, a.To, who)
}

// Decide says for which organisation they speak.
func (a *Answer) Decide(c *session.Community, d session.Decision) {
	if a.Speaks = ""; a.Answer == consent.AsItIs {
		a.Speaks = c.SpeaksIn(a.Contribution, d.Who)
	}
}

// Quiet keeps an author who is not named out of the record.
func (a *Answer) Quiet(c *session.Community, who session.Who) bool {
	return c.QuietAbout(a.Contribution, who)
}

// Apply widens what they have written, or narrows it again.
func (a *Answer) Apply(c *session.Community, s session.Stamp) {
	c.Widen(a.Contribution, s, func(w consent.Widening, _ method.Audience) consent.Widening {
		return w.Answered(a.Answer, a.Speaks)
	})
}
