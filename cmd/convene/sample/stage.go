package sample

import (
	"context"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/evaluation"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/lens"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/register/commitment"
	"github.com/convene-ssh/convene/session/register/pledge"
	"github.com/convene-ssh/convene/session/register/practice"
	"github.com/convene-ssh/convene/session/register/promise"
	"github.com/convene-ssh/convene/session/steps"
	"github.com/convene-ssh/convene/session/turns"
	"github.com/convene-ssh/convene/session/voting"
)

// stage is a sample while it is played.
type stage struct {
	*Sample
	ctx          context.Context
	host         *host.Host
	players      Players
	cast         *Cast
	meeting      method.MeetingID                 // that is held now; empty between two
	organisation map[string]method.OrganisationID // by name
	// wrote are the items by their words, and the entries by their titles.
	wrote map[string]method.ContributionID
	// err is the first change that failed; what follows is left out.
	err error
}

func (s *stage) try(err error) {
	if s.err == nil {
		s.err = err
	}
}

// do makes a change as a member.
func (s *stage) do(who session.MemberID, change session.Change) {
	if s.err == nil {
		s.err = s.players.Do(who, change)
	}
}

// found founds the community.
func (s *stage) found(person directory.PersonID) {
	s.try(s.host.Found(s.ctx, person, s.Community, s.Name, true))
	if s.err != nil {
		return
	}
	var err error
	s.cast.Organiser, err = s.host.EnterAsOrganiser(s.ctx, person, s.Community, session.Profile{Name: s.organiser})
	s.try(err)
}

// convene convenes a meeting, up to when everybody is there.
func (s *stage) convene(meeting method.MeetingID, details session.MeetingDetails, items []session.AgendaItem) {
	s.meeting = meeting
	s.do(s.cast.Organiser, &session.ConveneMeeting{Meeting: meeting, Details: details, Agenda: agenda.Following(items)})
	s.comeIn()
}

// close closes the meeting. What is said from now on is said between meetings.
func (s *stage) close() {
	s.do(s.cast.Organiser, &session.CloseMeeting{Meeting: s.meeting})
	s.meeting = ""
}

// comeIn brings people in by the codes that they would be given.
func (s *stage) comeIn() {
	for i, profile := range s.People {
		role := method.Participant
		if i == 0 {
			role = method.Facilitator
		}
		code := s.invite(role)
		if s.err != nil {
			return
		}
		member, err := s.players.ComeIn(code, profile)
		s.try(err)
		if s.cast.member[profile.Name] == "" {
			s.speaks(member, profile.Organisation)
		}
		s.cast.member[profile.Name] = member
	}
}

// speaks lets somebody speak for the organisation that they say they are of.
func (s *stage) speaks(member session.MemberID, organisation string) {
	if s.err != nil {
		return
	}
	shared, err := s.host.Shared(s.ctx, s.Community, method.Members)
	if s.try(err); err == nil {
		of := shared.OrganisationNamed(organisation).ID
		s.organisation[organisation] = of
		s.do(s.cast.Organiser, &session.GrantSpeaking{Member: member, Organisation: of})
	}
}

// invite makes a code for one person.
func (s *stage) invite(role method.Role) string {
	if s.err != nil {
		return ""
	}
	code, err := s.host.Invite(s.ctx, s.Community, s.cast.Organiser, directory.Invitation{
		Meeting: s.meeting, Role: role, Audience: method.Members, Uses: 1, Expires: time.Now().Add(time.Hour),
	})
	s.try(err)
	return code
}

// open opens an item of the agenda.
func (s *stage) open(item method.AgendaID) {
	s.do(s.cast.Organiser, &agenda.Open{Meeting: s.meeting, Item: item})
}

// match says that two items of different countries belong together, by their words.
func (s *stage) match(one, other string) {
	s.do(s.cast.Organiser, &lens.Confirm{
		Meeting: s.meeting, Items: [2]method.ItemID{method.ItemID(s.wrote[one]), method.ItemID(s.wrote[other])},
	})
}

// panel lets people speak in an item, one after the other.
func (s *stage) panel(item method.AgendaID, names ...string) {
	in := session.InItem{Meeting: s.meeting, Item: item}
	for _, name := range names {
		speaker := turns.Speaker{Member: s.cast.member[name]}
		s.do(s.cast.Organiser, &turns.Name{InItem: in, Speakers: []turns.Speaker{speaker}})
		s.do(s.cast.Organiser, &turns.Give{InItem: in, Speaker: speaker})
	}
	s.do(s.cast.Organiser, &turns.Give{InItem: in})
}

// stepThrough goes once through the steps of an item.
func (s *stage) stepThrough(item method.AgendaID, kind method.AgendaKind) {
	var at steps.At
	for range steps.Of(kind) {
		next := at.Next(len(steps.Of(kind)))
		s.do(s.cast.Organiser, &steps.Take{InItem: session.InItem{Meeting: s.meeting, Item: item}, From: at, To: next})
		at = next
	}
}

// evaluate has everybody say how the meeting was, each with the next of some answers, and
// counts what they said.
func (s *stage) evaluate(item method.AgendaID, all ...evaluation.Answers) {
	in := session.InItem{Meeting: s.meeting, Item: item}
	for i, p := range s.People {
		s.do(s.cast.member[p.Name], &evaluation.Answer{InItem: in, Answers: all[i%len(all)]})
	}
	s.do(s.cast.Organiser, &evaluation.Count{InItem: in})
}

// board is a board and the phase that it has come to.
type board struct {
	kind  method.AgendaKind
	board method.BoardID
	until layout.Phase
	items []item
}

// item is a contribution, and the dots that it gets if there is a vote.
type item struct {
	by    string
	part  layout.Part
	text  string
	level method.Level
	dots  int
}

// gather plays what happens on one board, up to its phase.
func (s *stage) gather(b board) {
	for _, it := range b.items {
		s.add(b.board, it)
	}
	for l, phase := b.kind.Layout(), layout.Gather; phase != b.until; phase = l.Next(phase) {
		if phase == layout.Voting {
			s.vote(b)
		}
		s.do(s.cast.Organiser, &session.ChangePhase{Board: b.board, From: phase, To: l.Next(phase)})
	}
}

// add writes an item on a board, whose id it returns.
func (s *stage) add(board method.BoardID, it item) method.ItemID {
	id := method.NewID[method.ItemID](s.host.Random())
	s.wrote[it.text] = method.ContributionID(id)
	s.do(s.cast.member[it.by], &session.AddItem{
		Board: board, Item: id, Part: it.part, Text: it.text, Level: it.level,
		Audience: s.audience, Attribution: method.Unattributed,
	})
	return id
}

// vote deals the dots that the items get among the people, in turn.
func (s *stage) vote(b board) {
	turn := 0
	for _, it := range b.items {
		spent := map[string]int{}
		for range it.dots {
			name := s.People[turn%len(s.People)].Name
			spent[name]++
			turn++
			s.do(s.cast.member[name], &voting.Cast{Board: b.board, Item: method.ItemID(s.wrote[it.text]), Dots: spent[name]})
		}
	}
}

// write writes an entry of a register down.
func (s *stage) write(by string, register *session.Register, fields any) {
	s.writeIn("", "", by, register, fields)
}

// writeIn is write in an item of the agenda, and there in the group with that board.
func (s *stage) writeIn(item method.AgendaID, group method.BoardID, by string, register *session.Register, fields any) {
	id := method.NewID[method.EntryID](s.host.Random())
	s.wrote[register.Title(fields)] = method.ContributionID(id)
	s.do(s.cast.member[by], &session.MakeEntry{
		Register: register, Entry: id, Meeting: s.meeting, Agenda: item, Group: group, Fields: fields,
		Audience: s.audienceOf(fields), Attribution: method.Unattributed,
	})
}

// audienceOf is whom an entry is for: everybody reads what works elsewhere and what was
// pledged in public.
func (s *stage) audienceOf(fields any) method.Audience {
	switch fields.(type) {
	case *practice.Fields, *pledge.Fields:
		return method.Public
	}
	return s.audience
}

// report says how a promise stands, by its title, as those do who made it.
func (s *stage) report(by, title string, at promise.Stage, completion method.Completion, line string) {
	s.read(s.cast.member[by], title, session.Reading{
		Kind: method.Reported, Meeting: s.meeting, Stage: string(at), Completion: completion, Line: line,
	})
}

// observe says how a promise of others stands.
func (s *stage) observe(by, title string, completion method.Completion, line string) {
	s.read(s.cast.member[by], title, session.Reading{Kind: method.Observed, Meeting: s.meeting, Completion: completion, Line: line})
}

// decide says what the meeting decides about a promise.
func (s *stage) decide(title string, outcome method.Outcome, line string) {
	s.read(s.cast.Organiser, title, session.Reading{Kind: method.Decided, Meeting: s.meeting, Outcome: outcome, Line: line})
}

func (s *stage) read(who session.MemberID, title string, r session.Reading) {
	r.ID = method.NewID[method.ReadingID](s.host.Random())
	s.do(who, &session.AddReading{
		Register: commitment.Register(), Entry: method.EntryID(s.wrote[title]), Reading: r, Attribution: method.Unattributed,
	})
}

// org is an organisation by its name.
func (s *stage) org(name string) field.Support {
	return field.Support{Organisation: s.organisation[name]}
}

// from links to what was written before, by its words.
func (s *stage) from(words ...string) []field.Link {
	var all []field.Link
	for _, w := range words {
		all = append(all, field.Link{To: s.wrote[w]})
	}
	return all
}
