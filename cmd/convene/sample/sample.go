// Package sample plays the sample communities: what --demo loads, and what convene
// try shows. Facts are those of a public newsletter; the people, their organisations
// and everything that they write are invented, and the communities are marked as
// samples.
package sample

import (
	"context"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/method"
)

// Key is the key of the samples' own organiser. It is no fingerprint of any key, so
// nobody can sign with it.
const Key directory.Fingerprint = "sample"

// A Sample is a community and the meeting that is played in it.
type Sample struct {
	Community method.CommunityID
	Name      string
	Language  string           // in which it is written
	Meeting   method.MeetingID // the last that is held
	Details   session.MeetingDetails
	People    []session.Profile // the first of them facilitates

	organiser string          // what the community's own is called
	audience  method.Audience // whom things are for, unless they are public
	play      func(*stage)
}

// All lists the samples.
func All() []*Sample { return []*Sample{KualaLumpur(), ThreeStates(), Network()} }

// Cast is who is in a sample.
type Cast struct {
	Organiser session.MemberID
	// Admitted is how people came in, by name. It is empty where the sample had
	// been played before.
	Admitted map[string]directory.Admission

	person directory.PersonID // the organiser
	member map[string]session.MemberID
}

// Raise plays the sample where nobody has yet.
func (p *Sample) Raise(ctx context.Context, host *host.Host) (*Cast, error) {
	s := &stage{
		Sample: p, ctx: ctx, host: host,
		cast:         &Cast{Admitted: map[string]directory.Admission{}, member: map[string]session.MemberID{}},
		organisation: map[string]method.OrganisationID{}, wrote: map[string]method.ContributionID{},
	}
	s.try(host.NameOrganisers(ctx, []directory.Fingerprint{Key}))
	s.cast.person = s.meet(Key)
	if s.err != nil {
		return nil, s.err
	}
	if member, played := host.MemberOf(ctx, s.cast.person, p.Community); played {
		s.cast.Organiser = member
		return s.cast, nil
	}
	s.found()
	p.play(s)
	return s.cast, s.err
}
