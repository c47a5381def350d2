package session_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/store/storetest"
)

// sameAfterRereading opens the store a second time: what the log and the shelf
// add up to must be what the running host shows.
func (h *hall) sameAfterRereading() {
	h.Helper()
	second := openHost(h, h.store, "second")
	defer second.Close()
	reread := &hall{TB: h.TB, host: second, store: h.store, members: h.members}
	for id := range h.shared().Members.All() {
		if got, want := asJSON(h, reread.own(id)), asJSON(h, h.own(id)); got != want {
			h.Fatalf("%s has of their own\n%s\nafter rereading, and before\n%s", id, got, want)
		}
		for _, c := range h.contributions() {
			if got, want := reread.own(id).Wrote(c, session.Attribution{}), h.own(id).Wrote(c, session.Attribution{}); got != want {
				h.Fatalf("%s wrote %s: %v after rereading, before %v", id, c, got, want)
			}
		}
	}
	for _, a := range session.Audiences() {
		if got, want := asJSON(h, whole(reread.sharedBy(a))), asJSON(h, whole(h.sharedBy(a))); got != want {
			h.Fatalf("%s see\n%s\nafter rereading, and before\n%s", a, got, want)
		}
	}
}

// whole is all that a view holds.
func whole(s *session.Shared) []any {
	attendance := map[session.MeetingID]map[session.MemberID]session.Role{}
	for id, m := range s.Meetings {
		attendance[id] = maps.Collect(m.Attendance.All())
	}
	return []any{s.Community, maps.Collect(s.Members.All()), attendance}
}

func (h *hall) contributions() []string {
	var all []string
	for _, b := range h.shared().Boards {
		for _, it := range b.Items {
			all = append(all, string(it.ID))
		}
	}
	for id, e := range h.shared().Entries {
		all = append(all, string(id))
		for _, r := range e.Readings {
			all = append(all, string(r.ID))
		}
	}
	slices.Sort(all)
	return all
}

// player makes random changes, good ones and bad ones.
type player struct {
	*hall
	*rand.Rand
	items    []session.ItemID
	entries  []*session.MakeEntry
	readings []*session.AddReading
	people   []session.MemberID
	orgs     []session.OrganisationID
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
	for _, it := range p.shared().Boards[my].Items {
		if it.Edited {
			all = append(all, *it)
		}
	}
	return all
}

func (p *player) text() string {
	return fmt.Sprint(pick(p.Rand, []string{"prisons", "tư pháp", "ทำ", "niños"}), p.IntN(100))
}

// support names every organisation but a few.
func (p *player) support() []session.Support {
	var all []session.Support
	for _, o := range p.orgs[p.IntN(4):] {
		all = append(all, session.Support{Organisation: o})
	}
	return all
}

func (p *player) change() change {
	rung, reads := pick(p.Rand, session.Ladders()), pick(p.Rand, session.Audiences())
	phase := pick(p.Rand, session.Phases())
	item := recent(p.Rand, p.items)
	revision := 1 + p.IntN(2)
	switch p.IntN(22) {
	case 0, 1, 2:
		a := newItem(p.hall, p.text())
		a.Attribution, a.Audience, a.Quadrant = rung, reads, pick(p.Rand, session.Quadrants())
		p.items = append(p.items, a.Item)
		return a
	case 3:
		return &session.EditItem{Item: item, Revision: revision, Text: p.text()}
	case 4:
		return &session.MoveItem{Item: item, To: pick(p.Rand, session.Quadrants())}
	case 5:
		return &session.UndoItem{Item: item, Revision: revision}
	case 6:
		return &session.TakeBackItem{Item: item}
	case 7:
		return &session.ChangePhase{Board: my, From: phase, To: phase.Next(), Budget: p.IntN(4)}
	case 8:
		return &session.ChangePhase{Board: my, From: phase, To: phase.Back()}
	case 9, 10:
		return &session.CastVote{Board: my, Item: item, Dots: p.IntN(4)}
	case 11, 12, 18, 19, 20, 21:
		return p.entry(rung, reads, revision, item)
	case 13:
		return &session.ForgetMe{Contribution: string(item)}
	case 14, 15:
		edited := recent(p.Rand, p.edited())
		return &session.AnswerEdit{Contribution: string(edited.ID), Revision: edited.Revision, Restore: p.IntN(2) == 0}
	case 16:
		return &session.SaveDraft{Name: session.DraftName(p.text()[:4]), Value: []byte(p.text())[:p.IntN(3)]}
	}
	return &session.SetTimer{Meeting: kl, Minutes: p.IntN(90)}
}

// fields answers the questions of a register at random.
func (p *player) fields(r *session.Register, item session.ItemID) any {
	answers := map[string][]string{}
	for _, f := range r.Fields {
		switch f.Shape {
		case session.ShapeLine, session.ShapeText:
			answers[f.Key] = []string{p.text()}
		case session.ShapeChoice:
			answers[f.Key] = []string{pick(p.Rand, f.Values)}
		case session.ShapeSupport:
			for _, s := range p.support() {
				answers[f.Key] = append(answers[f.Key], string(s.Organisation))
			}
		case session.ShapeLinks:
			if p.IntN(2) == 0 {
				answers[f.Key] = []string{string(item)}
			}
		}
	}
	return r.Filled(r.Blank(), answers)
}

// entry changes what a register holds.
func (p *player) entry(rung session.Ladder, reads session.Audience, revision int, item session.ItemID) change {
	made := recent(p.Rand, p.entries)
	if made == nil || p.IntN(3) == 0 {
		r := pick(p.Rand, p.shared().Registers)
		m := newEntry(p.hall, r, p.fields(r, item))
		m.Attribution, m.Audience = rung, reads
		p.entries = append(p.entries, m)
		return m
	}
	r, id, org := made.Register, made.Entry, pick(p.Rand, p.orgs)
	if e := p.shared().Entries[id]; e != nil && p.IntN(2) == 0 {
		revision = e.Revision
	}
	switch p.IntN(6) {
	case 0, 1:
		return edits(r, id, revision, p.fields(r, item))
	case 2:
		return &session.ConfirmEntry{Register: r, Entry: id, Organisation: org}
	case 3:
		return &session.HandOver{Register: r, Entry: id, To: org}
	case 4:
		return p.reading(made, rung)
	}
	return &session.TakeBackEntry{Register: r, Entry: id}
}

// reading says how an entry stands, or takes that back.
func (p *player) reading(of *session.MakeEntry, rung session.Ladder) change {
	if said := recent(p.Rand, p.readings); said != nil && p.IntN(3) == 0 {
		return &session.TakeBackReading{Register: said.Register, Entry: said.Entry, Reading: said.ID}
	}
	a := &session.AddReading{Register: of.Register, Entry: of.Entry, Attribution: rung, Reading: session.Reading{
		ID: session.NewID[session.ReadingID](p.host.Random()), Kind: pick(p.Rand, []session.ReadingKind{session.Reported, session.Observed}),
		Completion: pick(p.Rand, session.Completions()), Line: p.text(), Evidence: p.text(),
	}}
	if stage, ok := of.Register.With(session.UseStage); ok && a.Kind == session.Reported {
		a.Stage = pick(p.Rand, stage.Values)
	}
	p.readings = append(p.readings, a)
	return a
}

// TestRereadingGivesTheSame after plays of random changes, refused ones among
// them; and no view that somebody still holds has changed meanwhile.
func TestRereadingGivesTheSame(t *testing.T) {
	accepted := map[string]int{}
	for seed := range uint64(4) {
		h := newHallIn(t, &storetest.Memory{})
		h.must(h.facilitator(), &session.OpenAgendaItem{Meeting: kl, Item: "swot"})
		p := &player{hall: h, Rand: rand.New(rand.NewPCG(seed, 2022))}
		for _, m := range h.shared().Present(kl) {
			p.people = append(p.people, m.ID)
			p.orgs = append(p.orgs, m.Organisation)
		}
		for range 5 { // so that some meet their own words again
			p.people = append(p.people, h.siti, h.facilitator())
		}
		held := map[*session.Shared]string{}
		for i := range 1500 {
			c := p.change()
			if err := h.do(pick(p.Rand, p.people), c); err == nil {
				accepted[fmt.Sprintf("%T", c)]++
			}
			if i%100 == 99 {
				h.sameAfterRereading()
				for _, a := range session.Audiences() {
					held[h.sharedBy(a)] = asJSON(t, whole(h.sharedBy(a)))
				}
			}
		}
		for s, was := range held {
			if asJSON(t, whole(s)) != was {
				t.Errorf("revision %v for %s has changed", s.Revision, s.Audience)
			}
		}
	}
	for _, c := range []change{
		&session.AddItem{}, &session.EditItem{}, &session.MoveItem{}, &session.UndoItem{}, &session.TakeBackItem{},
		&session.ChangePhase{}, &session.CastVote{}, &session.ForgetMe{}, &session.SaveDraft{}, &session.SetTimer{},
		&session.MakeEntry{}, &session.EditEntry{}, &session.ConfirmEntry{}, &session.TakeBackEntry{}, &session.HandOver{},
		&session.AddReading{}, &session.TakeBackReading{}, &session.AnswerEdit{},
	} {
		if accepted[fmt.Sprintf("%T", c)] == 0 {
			t.Errorf("no %T was accepted in any play: %v", c, accepted)
		}
	}
}
