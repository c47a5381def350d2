package session_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/groups"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/voting"
)

// TestPhasesFollowTheLayout: a round without a vote skips it.
func TestPhasesFollowTheLayout(t *testing.T) {
	for name, want := range map[string]string{
		"swot":  "gather>reveal>vote>discuss> discuss<vote<reveal<gather<",
		"round": "gather>reveal>discuss> discuss<reveal<gather<",
	} {
		l := method.AgendaKind(name).Layout()
		var walk strings.Builder
		last := layout.Phase("")
		for p := l.Phases[0]; p != ""; p = l.Next(p) {
			walk.WriteString(string(p) + ">")
			last = p
		}
		walk.WriteByte(' ')
		for p := last; p != ""; p = l.Back(p) {
			walk.WriteString(string(p) + "<")
		}
		if walk.String() != want {
			t.Errorf("%s goes %s, want %s", name, walk.String(), want)
		}
	}
}

// on opens a board of a kind at the first meeting, about what it is called; where people
// work in groups, that of a group with Siti in it.
func (h *hall) on(kind method.AgendaKind) method.BoardID {
	h.Helper()
	if groups.Given(kind) {
		return h.inGroups(kind.GroupLayouts()[0], "A group")[0]
	}
	id := method.BoardID("on-" + kind)
	h.Must(h.Facilitator(), &agenda.Add{Meeting: kl, Item: session.AgendaItem{
		ID: method.AgendaID(id), Kind: kind, Title: string(id), Board: id, Parts: someParts(layout.MostOwn),
	}})
	return id
}

// TestEveryLayoutIsOneMechanism plays a board of each: what waits for the reveal is
// seen by its author alone, codes have the letters of the parts, and votes that are
// closed are kept.
func TestEveryLayoutIsOneMechanism(t *testing.T) {
	for _, l := range layout.Layouts() {
		t.Run(l.Name, func(t *testing.T) {
			h := newHall(t)
			id := h.on(method.AgendaKind(l.Name))
			l := h.Shared().Boards[id].Layout // with its parts
			h.everyPart(id, l)
			if l.Phases[0] != layout.Gather {
				h.openToAll(id, l)
				return
			}
			if b := h.Shared().Boards[id]; len(b.Items) != 0 || len(b.Hidden) != len(l.Parts) || len(h.Own(h.Siti).Hidden[id]) != len(l.Parts) {
				t.Errorf("before the reveal everybody sees %s, and waiting are %v", halltest.AsJSON(t, b.Items), b.Hidden)
			}
			h.To(id, layout.Revealed)
			b := h.Shared().Boards[id]
			for _, p := range l.Parts {
				in := b.In(p)
				if want := fmt.Sprintf("%s-%s1", b.Prefix, p); len(in) != 1 || in[0].Code != want {
					t.Errorf("in %s are %s, want %s", p, halltest.AsJSON(t, in), want)
				}
			}
			first := b.Items[0]
			to := l.Parts[(slices.Index(l.Parts, first.Part)+1)%len(l.Parts)]
			h.Must(h.Siti, &session.MoveItem{Item: first.ID, To: to})
			if want := fmt.Sprintf("%s-%s2", b.Prefix, to); h.Item(first.ID).Code != want {
				t.Errorf("moved to %s it is %s, want %s", to, h.Item(first.ID).Code, want)
			}
			for range 2 {
				h.votedOn(id, first.ID)
			}
			h.SameAfterRereading()
		})
	}
}

// openToAll checks a board that does not gather: everybody sees what is on it at once,
// with its code.
func (h *hall) openToAll(id method.BoardID, l *layout.Layout) {
	h.Helper()
	b := h.Shared().Boards[id]
	if len(b.Items) != len(l.Parts) || len(b.Hidden) != 0 || b.Phase != l.Phases[0] {
		h.Errorf("everybody sees %d items, and waiting are %v", len(b.Items), b.Hidden)
	}
	for _, it := range b.Items {
		if want := fmt.Sprintf("%s-%s1", b.Prefix, it.Part); it.Code != want {
			h.Errorf("in %s is %s, want %s", it.Part, it.Code, want)
		}
	}
	h.SameAfterRereading()
}

// everyPart adds an item to each part of a board, and tries one that it has not.
func (h *hall) everyPart(id method.BoardID, l *layout.Layout) {
	h.Helper()
	for _, p := range append(slices.Clone(l.Parts), "X", "") {
		a := h.NewItem("in " + string(p))
		a.Board, a.Part = id, p
		if err := h.Do(h.Siti, a); l.Has(p) != (err == nil) || err != nil && !halltest.IsRefusal(err, refusal.Invalid) {
			h.Errorf("in %q: %v", p, err)
		}
	}
}

// votedOn takes a board to the end of its phases, through a vote if it has one.
func (h *hall) votedOn(id method.BoardID, item method.ItemID) {
	h.Helper()
	b := h.Shared().Boards[id]
	if !b.Layout.Voted() {
		h.Refused(h.Do(h.Facilitator(), &session.ChangePhase{Board: id, From: layout.Revealed, To: layout.Voting}), refusal.WrongPhase)
		h.To(id, layout.Discuss)
		h.Refused(h.Do(h.Siti, &voting.Cast{Board: id, Item: item, Dots: 1}), refusal.WrongPhase)
		if now := h.Shared().Boards[id]; len(now.Rounds) != 0 || now.Budget != 0 {
			h.Errorf("without a vote there are %v and %d dots", now.Rounds, now.Budget)
		}
		h.To(id, layout.Revealed)
		return
	}
	h.To(id, layout.Voting)
	h.Must(h.Siti, &voting.Cast{Board: id, Item: item, Dots: 2})
	h.To(id, layout.Discuss)
	now := h.Shared().Boards[id]
	if n := now.Votes(now.Item(item)); n != 2 || len(now.Rounds) != len(b.Rounds)+1 {
		h.Errorf("%d dots are counted in the rounds %v", n, now.Rounds)
	}
}
