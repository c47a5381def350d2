// Package sample plays the sample communities: what --demo loads, and what convene
// try shows. Facts are those of a public newsletter; the people, their organisations
// and everything that they write are invented, and the communities are marked as
// samples.
package sample

import (
	"context"
	"errors"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
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

	member map[string]session.MemberID
}

// Raise plays the sample at the Host, where nobody has yet.
func (p *Sample) Raise(ctx context.Context, host *host.Host) (*Cast, error) {
	players := &atHost{ctx, host, p.Community, map[string]directory.Admission{}}
	cast, err := p.Play(ctx, host, Key, players)
	if err == nil {
		cast.Admitted = players.admitted
	}
	return cast, err
}

// Play has players play the sample in a community that whoever has a key founds, unless
// they have founded it before.
func (p *Sample) Play(ctx context.Context, host *host.Host, organiser directory.Fingerprint, players Players) (*Cast, error) {
	s := &stage{
		Sample: p, ctx: ctx, host: host, players: players, cast: &Cast{member: map[string]session.MemberID{}},
		organisation: map[string]method.OrganisationID{}, wrote: map[string]method.ContributionID{},
	}
	if err := host.NameOrganisers(ctx, []directory.Fingerprint{organiser}); err != nil {
		return nil, err
	}
	person, _, err := host.Meet(ctx, organiser, "")
	if err != nil {
		return nil, err
	}
	s.cast.Organiser, err = host.Membership(ctx, person, p.Community)
	if s.cast.Organiser != "" || err != nil && !errors.Is(err, refusal.New(refusal.NotFound)) {
		return s.cast, err
	}
	s.found(person)
	p.play(s)
	return s.cast, s.err
}
