package lens_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/lens"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/moderation"
)

// TestTheChainIsWalkedBothWays from a weakness to an action and back, each step once,
// also where two entries say that they came from each other.
func TestTheChainIsWalkedBothWays(t *testing.T) {
	h := newHall(t)
	weak := string(h.on(halltest.Malaysia, layout.Weaknesses, "weak", method.Members))
	chance := string(h.on(halltest.Malaysia, layout.Opportunities, "chance", method.Public))
	h.To(halltest.Malaysia, layout.Revealed)
	strategy := string(h.from("strategy", "strategy", method.Members, weak, chance))
	promise := string(h.from("commitment", "promise", method.Public, strategy, weak))
	action := string(h.from("action", "action", method.Public, promise, chance))
	h.Must(h.Siti, h.Fill(method.EntryID(promise), 1, "from", strategy, weak, action))

	s := h.Shared()
	for _, c := range []struct {
		name      string
		got, want any
	}{
		{"why the action", lens.Why(s, method.ContributionID(action)), steps(promise, 1, strategy, 2, weak, 3, chance, 3)},
		{"why the weakness", lens.Why(s, method.ContributionID(weak)), steps()},
		{"so what of the weakness", lens.SoWhat(s, method.ContributionID(weak)), steps(strategy, 1, promise, 2, action, 3)},
		{"so what of the action", lens.SoWhat(s, method.ContributionID(action)), steps(promise, 1)},
		{"for the public", lens.Why(h.SharedBy(method.Public), method.ContributionID(action)), steps(promise, 1, chance, 1)},
	} {
		if fmt.Sprint(c.got) != fmt.Sprint(c.want) {
			t.Errorf("%s: got %v, want %v", c.name, c.got, c.want)
		}
	}
	if m, a, known := lens.Origin(s, method.ContributionID(weak)); !known || m.ID != halltest.KL || a.ID != "swot" {
		t.Errorf("the weakness was written in %v of %v, %v", a.ID, m, known)
	}
	if _, _, known := lens.Origin(s, method.ContributionID(action)); known {
		t.Error("nobody has said in which item of the agenda the action was written")
	}
}

// steps are ids and how far they are.
func steps(pairs ...any) []lens.Step {
	var all []lens.Step
	for p := range slices.Chunk(pairs, 2) {
		all = append(all, lens.Step{ID: method.ContributionID(p[0].(string)), Depth: p[1].(int)})
	}
	return all
}

// TestLinksStayWhole whatever is edited, grouped, ungrouped, moved, undone, hidden and
// taken back: each says what its author last said, leads to something that is there,
// and is walked both ways.
func TestLinksStayWhole(t *testing.T) {
	for seed := range uint64(4) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			p := &player{hall: newHall(t), Rand: rand.New(rand.NewPCG(seed, 1)), said: map[method.EntryID][]field.Link{}, codes: map[string]method.ItemID{}}
			for _, part := range []layout.Part{layout.Strengths, layout.Weaknesses, layout.Opportunities, layout.Threats} {
				p.items = append(p.items, p.on(halltest.Malaysia, part, "words", method.Members))
			}
			p.To(halltest.Malaysia, layout.Revealed)
			for range 120 {
				p.acts()
				p.checks()
			}
			p.SameAfterRereading()
			p.checks()
		})
	}
}

// player does what people do to items and entries, and remembers what the links should
// be.
type player struct {
	hall
	*rand.Rand
	items   []method.ItemID
	entries []method.EntryID
	said    map[method.EntryID][]field.Link
	codes   map[string]method.ItemID // every code that an item ever had
}

func pick[T any](r *rand.Rand, all []T) T { return all[r.IntN(len(all))] }

// acts does one thing. What is refused changes nothing.
func (p *player) acts() {
	p.Helper()
	it := p.Item(pick(p.Rand, p.items))
	part := pick(p.Rand, halltest.SWOT.Parts)
	p.codes[it.Code] = it.ID
	switch p.IntN(10) {
	case 0:
		p.items = append(p.items, p.on(halltest.Malaysia, part, "words", method.Members))
	case 1:
		_ = p.Do(p.Siti, &session.EditItem{Item: it.ID, Revision: it.Revision, Text: fmt.Sprint("words ", p.IntN(9))})
	case 2:
		_ = p.Do(p.Facilitator(), &session.GroupItem{Item: it.ID, Heading: pick(p.Rand, []string{"", "counting", "raids"})})
	case 3:
		_ = p.Do(pick(p.Rand, []session.MemberID{p.Siti, p.Facilitator()}), &session.MoveItem{Item: it.ID, To: part})
	case 4:
		_ = p.Do(p.Siti, &session.UndoItem{Item: it.ID, Revision: it.Revision})
	case 5:
		if p.IntN(3) == 0 && len(p.items) > 6 {
			_ = p.Do(p.Siti, &session.TakeBackItem{Item: it.ID})
		} else {
			_ = p.Do(p.Facilitator(), &moderation.Hide{Item: it.ID, Reason: "reason"})
		}
	default:
		p.writes()
	}
}

// writes makes an entry of others, says that it came from others, or takes it back.
func (p *player) writes() {
	p.Helper()
	var from []string
	var links []field.Link
	for range 1 + p.IntN(3) {
		id := string(pick(p.Rand, p.items))
		if len(p.entries) > 0 && p.IntN(2) == 0 {
			id = string(pick(p.Rand, p.entries))
		}
		from, links = append(from, id), append(links, field.Link{To: method.ContributionID(id)})
	}
	if len(p.entries) == 0 || p.IntN(3) > 0 {
		m := p.NewEntry(halltest.RegisterNamed(pick(p.Rand, []string{"strategy", "commitment", "action", "takeaway"})), "title")
		halltest.Says(m, "from", from...)
		if p.Do(p.Siti, m) == nil {
			p.entries, p.said[m.Entry] = append(p.entries, m.Entry), links
		}
		return
	}
	e := p.Entry(pick(p.Rand, p.entries))
	if p.IntN(4) == 0 {
		if p.Do(p.Siti, &session.TakeBackEntry{Register: e.Register, Entry: e.ID}) == nil {
			p.said[e.ID] = nil
		}
		return
	}
	if p.Do(pick(p.Rand, []session.MemberID{p.Siti, p.Facilitator()}), p.Fill(e.ID, e.Revision, "from", from...)) == nil {
		p.said[e.ID] = links
	}
}

// checks finds links that are not whole.
func (p *player) checks() {
	p.Helper()
	s := p.Shared()
	for id, want := range p.said {
		e := s.Entries[id]
		if !slices.Equal(e.Links(), want) {
			p.Fatalf("%s comes from %v, and its author has said %v", id, e.Links(), want)
		}
		for _, l := range e.Links() {
			if _, it := s.Item(method.ItemID(l.To)); it == nil && s.Entries[method.EntryID(l.To)] == nil {
				p.Fatalf("%s comes from %s, which is not there", id, l.To)
			}
		}
	}
	for code, id := range p.codes {
		if _, it := s.ItemCoded(code); it == nil || it.ID != id {
			p.Fatalf("%s does not find %s", code, id)
		}
	}
	up := p.pairs(func(id method.ContributionID) []lens.Step { return lens.Why(s, id) }, false)
	down := p.pairs(func(id method.ContributionID) []lens.Step { return lens.SoWhat(s, id) }, true)
	if !maps.Equal(up, down) {
		p.Fatalf("up leads %v, down leads %v", up, down)
	}
}

// pairs are all that a walk leads from and to, the other way round for one downwards.
func (p *player) pairs(walk func(method.ContributionID) []lens.Step, down bool) map[[2]method.ContributionID]bool {
	all := map[[2]method.ContributionID]bool{}
	note := func(id method.ContributionID) {
		for _, step := range walk(id) {
			pair := [2]method.ContributionID{id, step.ID}
			if down {
				pair = [2]method.ContributionID{step.ID, id}
			}
			if all[pair] {
				p.Fatalf("%s stands twice in the chain of %s", step.ID, id)
			}
			all[pair] = true
		}
	}
	for _, id := range p.items {
		note(method.ContributionID(id))
	}
	for _, id := range p.entries {
		note(method.ContributionID(id))
	}
	return all
}
