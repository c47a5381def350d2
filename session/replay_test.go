package session_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/ballot"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/interpret"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/questions"
	"github.com/convene-ssh/convene/session/voting"
	"github.com/convene-ssh/convene/store/storetest"
)

// player makes random changes, good ones and bad ones.
type player struct {
	*hall
	*rand.Rand
	items   []method.ItemID
	entries []method.EntryID
	people  []session.MemberID
	orgs    []method.OrganisationID
}

func pick[T any](r *rand.Rand, all []T) T { return all[r.IntN(len(all))] }

// recent picks among the last few, or the zero value where there is nothing yet.
func recent[T any](r *rand.Rand, all []T) (none T) {
	if len(all) == 0 {
		return none
	}
	return pick(r, all[max(0, len(all)-3):])
}

// edited lists the items that somebody else has edited, and one that nobody has.
func (p *player) edited() []session.Item {
	all := []session.Item{{}}
	for _, it := range p.Shared().Boards[my].Items {
		if it.Edited {
			all = append(all, *it)
		}
	}
	return all
}

func (p *player) text() string {
	return fmt.Sprint(pick(p.Rand, []string{"prisons", "tư pháp", "ทำ", "niños"}), p.IntN(100))
}

// agenda adds an item, moves or extends one, or changes the kind of one or drops it, but
// not the one whose board all play on.
func (p *player) agenda() change {
	m := p.Shared().Meetings[kl]
	switch at := pick(p.Rand, m.Agenda).ID; p.IntN(6) {
	case 0:
		return &agenda.Move{Meeting: kl, Item: at, Earlier: p.IntN(2) == 0}
	case 1:
		return &agenda.Extend{Meeting: kl, Item: at, Minutes: 5 - p.IntN(10)}
	}
	kind := pick(p.Rand, []method.AgendaKind{method.SWOT, method.Round, method.OwnBoard, method.Plenary, method.Panel})
	if p.IntN(2) == 0 {
		return &agenda.Add{Meeting: kl, Item: session.AgendaItem{
			ID: method.NewID[method.AgendaID](p.Host.Random()), Kind: kind, Title: pick(p.Rand, []string{"Chile", "Peru", "Mali"}),
			Parts: someParts(1 + p.IntN(layout.MostOwn)),
		}}
	}
	agenda := slices.Clone(m.Agenda)
	switch i := p.IntN(len(agenda)); {
	case agenda[i].Board == my:
	case p.IntN(2) == 0:
		agenda[i].Kind, agenda[i].Prefix, agenda[i].Parts = kind, "", someParts(1+p.IntN(layout.MostOwn))
	default:
		agenda = slices.Delete(agenda, i, i+1)
	}
	return &session.ChangeMeeting{Meeting: kl, Revision: m.Revision, Details: m.MeetingDetails, Agenda: agenda}
}

// support names every organisation but a few.
func (p *player) support() []string {
	var all []string
	for _, o := range p.orgs[p.IntN(4):] {
		all = append(all, string(o))
	}
	return all
}

func (p *player) change() change {
	rung, reads := pick(p.Rand, method.Ladders()), pick(p.Rand, method.Audiences())
	phase := pick(p.Rand, layout.Phases())
	item := recent(p.Rand, p.items)
	revision := 1 + p.IntN(2)
	switch p.IntN(31) {
	case 0, 1, 2:
		a := p.hall.NewItem(p.text())
		if p.IntN(3) == 0 {
			a.SaidBy = &session.SaidBy{Country: pick(p.Rand, []method.Country{"", "MY", "LA"})}
		}
		a.Attribution, a.Audience, a.Part = rung, reads, pick(p.Rand, halltest.SWOT.Parts)
		p.items = append(p.items, a.Item)
		return a
	case 3:
		return &session.EditItem{Item: item, Revision: revision, Text: p.text()}
	case 4:
		return &session.MoveItem{Item: item, To: pick(p.Rand, halltest.SWOT.Parts)}
	case 5:
		if _, it := p.Shared().Item(item); it != nil {
			revision = it.Revision
		}
		return &session.UndoItem{Item: item, Revision: revision}
	case 6:
		return &session.TakeBackItem{Item: item}
	case 7:
		return &session.ChangePhase{Board: my, From: phase, To: halltest.SWOT.Next(phase), Budget: p.IntN(4), Way: pick(p.Rand, layout.Ways())}
	case 8:
		return &session.ChangePhase{Board: my, From: phase, To: halltest.SWOT.Back(phase)}
	case 9, 10, 28, 29, 30:
		return p.vote()
	case 11, 18, 19, 20:
		return p.enter(rung, reads, item)
	case 12, 17, 21:
		return p.follow(rung)
	case 13:
		return &session.ForgetMe{Contribution: string(item)}
	case 14, 15:
		edited := recent(p.Rand, p.edited())
		return &session.AnswerEdit{Contribution: string(edited.ID), Revision: edited.Revision, Restore: p.IntN(2) == 0}
	case 22:
		return p.agenda()
	case 23:
		return p.interprets(item)
	case 24, 25:
		b := pick(p.Rand, p.Shared().BoardsOf(kl))
		if p.IntN(3) == 0 {
			return &session.ChangePhase{Board: b.ID, From: b.Phase, To: b.Next()}
		}
		a := p.hall.NewItem(p.text())
		a.Board, a.Part = b.ID, pick(p.Rand, b.Layout.Parts)
		return a
	case 26:
		return &questions.Want{Question: p.question(), Not: p.IntN(3) == 0}
	case 16:
		return &session.SaveDraft{Name: session.DraftName(p.text()[:4]), Value: []byte(p.text())[:p.IntN(3)]}
	}
	return &agenda.SetTimer{Meeting: kl, Minutes: p.IntN(90)}
}

// question is one that somebody has asked, if anybody has.
func (p *player) question() method.ItemID {
	for _, b := range p.Shared().BoardsOf(kl) {
		if b.Layout.Asks() && len(b.Items) > 0 {
			return pick(p.Rand, b.Items).ID
		}
	}
	return ""
}

// interprets writes a line below an item, or takes it away.
func (p *player) interprets(item method.ItemID) change {
	k := &interpret.Write{Item: item, Language: pick(p.Rand, []method.Language{"es", "th"}), Text: pick(p.Rand, []string{"", p.text()})}
	if _, it := p.Shared().Item(item); it != nil {
		k.Revision, k.Line = it.Revision, it.In(k.Language).Revision
	}
	return k
}

// vote says something of an item in whatever way people vote, or counts hands.
func (p *player) vote() change {
	b := p.Shared().Boards[my]
	item := recent(p.Rand, append([]*session.Item{{}}, b.Items...)).ID
	switch way := b.Way; {
	case p.IntN(3) == 0:
		return &voting.CountHands{Board: my, Item: item, Hands: p.IntN(9)}
	case way == layout.Consent:
		a := &voting.Answer{Board: my, Item: item, Answer: pick(p.Rand, ballot.Answers())}
		if a.Answer != ballot.Consents {
			a.Reason = p.text()
		}
		return a
	case way.Ranks():
		return &voting.Rank{Board: my, Order: []method.ItemID{item}}
	}
	return &voting.Cast{Board: my, Item: item, Dots: p.IntN(4)}
}

// enter makes, edits, confirms, hands over or takes back an entry of some register.
func (p *player) enter(rung method.Ladder, reads method.Audience, item method.ItemID) change {
	m := p.hall.NewEntry(pick(p.Rand, halltest.Registers()), p.text())
	m.Attribution, m.Audience = rung, reads
	p.answers(m, item)
	e := p.Shared().Entries[recent(p.Rand, p.entries)]
	if e == nil || p.IntN(8) < 2 {
		p.entries = append(p.entries, m.Entry)
		return m
	}
	switch p.IntN(7) {
	case 0, 1, 2:
		m = p.hall.NewEntry(e.Register, p.text())
		p.answers(m, item)
		return &session.EditEntry{Register: e.Register, Entry: e.ID, Revision: e.Revision, Fields: m.Fields}
	case 3, 4:
		return &session.ConfirmEntry{Register: e.Register, Entry: e.ID, Organisation: pick(p.Rand, p.orgs)}
	case 5:
		return &session.HandOver{Register: e.Register, Entry: e.ID, To: pick(p.Rand, append(p.orgs, ""))}
	}
	return &session.TakeBackEntry{Register: e.Register, Entry: e.ID}
}

// answers fills in what few forms need.
func (p *player) answers(m *session.MakeEntry, item method.ItemID) {
	for _, f := range m.Register.Fields {
		switch {
		case f.Shape == field.ShapeSupport:
			halltest.Says(m, f.Key, p.support()...)
		case f.Shape == field.ShapeLinks && p.IntN(2) == 0:
			halltest.Says(m, f.Key, string(item))
		case f.Shape == field.ShapeCountries:
			halltest.Says(m, f.Key, pick(p.Rand, []string{"MY", "Sabah"}), "TH")
		case f.Use == field.UseStage:
			halltest.Says(m, f.Key, pick(p.Rand, f.Values))
		case f.Use == field.UseReason && f.Matters(m.Fields):
			halltest.Says(m, f.Key, p.text())
		}
	}
}

// follow says how an entry stands, or takes that back, or corrects a country.
func (p *player) follow(rung method.Ladder) change {
	e := p.Shared().Entries[recent(p.Rand, p.entries)]
	if e == nil || p.IntN(20) == 0 {
		return &session.CorrectCountry{From: "Sabah", To: "MY"}
	}
	if n := len(e.Readings); n > 0 && p.IntN(3) == 0 {
		return &session.TakeBackReading{Register: e.Register, Entry: e.ID, Reading: pick(p.Rand, e.Readings).ID}
	}
	said := p.hall.Reading(e.ID, pick(p.Rand, []method.ReadingKind{method.Reported, method.Observed, method.Decided}))
	said.Attribution, said.Line = rung, p.text()
	switch stage, promises := e.Register.With(field.UseStage); {
	case said.Kind == method.Decided:
		said.Meeting, said.Outcome = bangkok, pick(p.Rand, method.Outcomes())
	case promises && said.Kind == method.Reported && p.IntN(2) == 0:
		said.Stage = pick(p.Rand, stage.Values)
	}
	return said
}

// called is a kind of change, and of reading.
func called(c change) string {
	if said, ok := c.(*session.AddReading); ok {
		return string(said.Kind)
	}
	return fmt.Sprintf("%T", c)
}

// TestRereadingGivesTheSame after plays of random changes, refused ones among
// them; and no view that somebody still holds has changed meanwhile.
func TestRereadingGivesTheSame(t *testing.T) {
	accepted := map[string]int{}
	for seed := range uint64(6) {
		h := newHallIn(t, &storetest.Memory{})
		h.Must(h.Facilitator(), &agenda.Open{Meeting: kl, Item: "plenary"})
		p := &player{hall: h, Rand: rand.New(rand.NewPCG(seed, 2022))}
		for _, m := range h.Shared().Present(kl) {
			p.people = append(p.people, m.ID)
			p.orgs = append(p.orgs, m.Organisation)
		}
		p.people = append(p.people, h.Members[method.Organiser])
		for range 5 { // so that some meet their own words again
			p.people = append(p.people, h.Siti, h.Facilitator())
		}
		held := map[*session.Shared]string{}
		for i := range 1500 {
			c := p.change()
			if err := h.Do(pick(p.Rand, p.people), c); err == nil {
				accepted[called(c)]++
			}
			if i%100 == 99 {
				h.SameAfterRereading()
				for _, a := range method.Audiences() {
					held[h.SharedBy(a)] = halltest.AsJSON(t, halltest.Whole(h.SharedBy(a)))
				}
			}
		}
		for s, was := range held {
			if halltest.AsJSON(t, halltest.Whole(s)) != was {
				t.Errorf("revision %v for %s has changed", s.Revision, s.Audience)
			}
		}
	}
	of := func(k method.ReadingKind) change { return &session.AddReading{Reading: session.Reading{Kind: k}} }
	reported, observed, decided := of(method.Reported), of(method.Observed), of(method.Decided)
	for _, c := range []change{
		&agenda.Add{}, &session.ChangeMeeting{},
		&session.AddItem{}, &session.EditItem{}, &session.MoveItem{}, &session.UndoItem{}, &session.TakeBackItem{}, &interpret.Write{},
		&session.ChangePhase{}, &voting.Cast{}, &voting.Answer{}, &voting.Rank{}, &voting.CountHands{}, &questions.Want{}, &session.ForgetMe{}, &session.SaveDraft{}, &agenda.SetTimer{},
		&session.MakeEntry{}, &session.EditEntry{}, &session.ConfirmEntry{}, &session.HandOver{},
		reported, observed, decided, &session.TakeBackReading{}, &session.TakeBackEntry{}, &session.AnswerEdit{}, &session.CorrectCountry{},
	} {
		if accepted[called(c)] == 0 {
			t.Errorf("no %s was accepted in any play: %v", called(c), accepted)
		}
	}
}
