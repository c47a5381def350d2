package main

import (
	"context"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/method"
)

// stage is the sample community while it is played. It makes every change as
// the person who would make it, through the same Host as everybody.
type stage struct {
	ctx       context.Context
	host      *host.Host
	person    directory.PersonID // the sample's organiser
	organiser session.MemberID
	people    map[string]session.MemberID    // by name
	admitted  map[string]directory.Admission // how they came in, by name
	// wrote are the items by their words, and the entries by their titles.
	wrote map[string]method.ContributionID
	// err is the first change that failed; what follows is left out.
	err error
}

// raise returns the stage, after it has played the sample where nobody has yet.
func raise(ctx context.Context, host *host.Host) (*stage, error) {
	s := &stage{
		ctx: ctx, host: host,
		people: map[string]session.MemberID{}, admitted: map[string]directory.Admission{}, wrote: map[string]method.ContributionID{},
	}
	s.try(host.NameOrganisers(ctx, []directory.Fingerprint{demoKey}))
	s.person = s.meet(demoKey)
	if s.err != nil {
		return s, s.err
	}
	if member, played := host.MemberOf(ctx, s.person, sampleCommunity); played {
		s.organiser = member
		return s, nil
	}
	s.play()
	return s, s.err
}

func (s *stage) try(err error) {
	if s.err == nil {
		s.err = err
	}
}

// do makes a change as a member.
func (s *stage) do(who session.MemberID, change session.Change) {
	if s.err == nil {
		s.err = s.host.Do(s.ctx, sampleCommunity, host.Deed{
			ID: s.host.NewChange(), Member: who, Change: change,
		})
	}
}

func (s *stage) meet(key directory.Fingerprint) directory.PersonID {
	person, _, err := s.host.Meet(s.ctx, key, "")
	s.try(err)
	return person
}

// play plays the whole sample.
func (s *stage) play() {
	s.try(s.host.Found(s.ctx, s.person, sampleCommunity, sampleName, true))
	if s.err != nil {
		return
	}
	var err error
	s.organiser, err = s.host.EnterAsOrganiser(s.ctx, s.person, sampleCommunity, session.Profile{Name: "Sample organiser"})
	s.try(err)
	s.do(s.organiser, &session.ConveneMeeting{Meeting: sampleMeeting, Details: sampleDetails(), Agenda: agenda.Following(sampleAgenda())})
	s.comeIn(samplePeople())
	for _, b := range sampleBoards() {
		s.gather(b)
	}
	for _, entries := range []sampleEntries{
		sampleCommitments, sampleActions, samplePractices, sampleAdaptations, samplePromisesOfOthers, sampleTakeaways,
	} {
		s.write(entries)
	}
	s.do(s.organiser, &agenda.Open{Meeting: sampleMeeting, Item: "swot-th"})
}

// comeIn brings people in by the codes that they would be given.
func (s *stage) comeIn(people []session.Profile) {
	for i, profile := range people {
		role := method.Participant
		if i == 0 {
			role = method.Facilitator
		}
		invitation := s.invite(role)
		person := s.meet("")
		if s.err != nil {
			return
		}
		member, err := s.host.Join(s.ctx, person, invitation, profile)
		s.try(err)
		s.people[profile.Name] = member
		s.speaks(member)
		s.admitted[profile.Name] = directory.Admission{Person: person, Invitation: &invitation}
	}
}

// speaks lets somebody speak for the organisation that they say they are of.
func (s *stage) speaks(member session.MemberID) {
	if s.err != nil {
		return
	}
	shared, err := s.host.Shared(s.ctx, sampleCommunity, method.Members)
	if s.try(err); err == nil {
		s.do(s.organiser, &session.GrantSpeaking{Member: member, Organisation: shared.Members.Of(member).Organisation})
	}
}

// invite makes a code for one person and shows it at the door.
func (s *stage) invite(role method.Role) directory.Invitation {
	if s.err != nil {
		return directory.Invitation{}
	}
	code, err := s.host.Invite(s.ctx, sampleCommunity, s.organiser, directory.Invitation{
		Meeting: sampleMeeting, Role: role, Audience: method.Members, Uses: 1, Expires: time.Now().Add(time.Hour),
	})
	s.try(err)
	entry, err := s.host.Present(code)
	s.try(err)
	if s.err != nil {
		return directory.Invitation{}
	}
	return *entry.Invitation
}

// gather plays what happens on one board, up to its phase.
func (s *stage) gather(b sampleBoard) {
	for _, it := range b.items {
		id := method.NewID[method.ItemID](s.host.Random())
		s.wrote[it.text] = method.ContributionID(id)
		s.do(s.people[it.by], &session.AddItem{
			Board: b.board, Item: id, Part: it.part, Text: it.text, Level: it.level,
			Audience: method.Members, Attribution: method.Unattributed,
		})
	}
	for layout, phase := b.kind.Layout(), method.Gather; phase != b.until; phase = layout.Next(phase) {
		if phase == method.Voting {
			s.vote(b)
		}
		s.do(s.organiser, &session.ChangePhase{Board: b.board, From: phase, To: layout.Next(phase)})
	}
}

// vote deals the dots that the items get among the people, in turn.
func (s *stage) vote(b sampleBoard) {
	people, turn := samplePeople(), 0
	for _, it := range b.items {
		spent := map[string]int{}
		for range it.dots {
			name := people[turn%len(people)].Name
			spent[name]++
			turn++
			s.do(s.people[name], &session.CastVote{Board: b.board, Item: method.ItemID(s.wrote[it.text]), Dots: spent[name]})
		}
	}
}

// write records what came of what was written before.
func (s *stage) write(entries sampleEntries) {
	if s.err != nil {
		return
	}
	shared, err := s.host.Shared(s.ctx, sampleCommunity, method.Members)
	if err != nil {
		s.try(err)
		return
	}
	named := func(name string) field.Support {
		return field.Support{Organisation: shared.OrganisationNamed(name).ID}
	}
	from := func(words string) []field.Link { return []field.Link{{To: s.wrote[words]}} }
	for _, e := range entries(named, from) {
		id := method.NewID[method.EntryID](s.host.Random())
		s.wrote[e.register.Title(e.fields)] = method.ContributionID(id)
		s.do(s.people[e.by], &session.MakeEntry{
			Register: e.register, Entry: id, Meeting: sampleMeeting, Fields: e.fields,
			Audience: e.audience(), Attribution: method.Unattributed,
		})
	}
}
