package session_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/refusal"
)

// TestLayouts asserts what everything that reads a layout relies on.
func TestLayouts(t *testing.T) {
	names := map[string]bool{}
	for _, l := range session.Layouts() {
		if names[l.Name] || session.LayoutNamed(l.Name) != l || !slices.Contains(session.AgendaKinds(), session.AgendaKind(l.Name)) {
			t.Errorf("%s is the name of two layouts, or of no kind of agenda item", l.Name)
		}
		names[l.Name] = true
		letters := map[session.Part]bool{}
		for _, p := range l.Parts {
			if letters[p] || len(p) != 1 || strings.ToUpper(string(p)) != string(p) || !l.Has(p) {
				t.Errorf("%s: the letter %q", l.Name, p)
			}
			letters[p] = true
		}
		if !slices.IsSortedFunc(l.Phases, func(a, b session.Phase) int {
			return slices.Index(session.Phases(), a) - slices.Index(session.Phases(), b)
		}) {
			t.Errorf("%s: the phases are %v", l.Name, l.Phases)
		}
	}
	if l := session.LayoutNamed("plenary"); l != nil {
		t.Errorf("a plenary has the layout %s", l.Name)
	}
}

// TestPhasesFollowTheLayout: a round without a vote skips it.
func TestPhasesFollowTheLayout(t *testing.T) {
	for name, want := range map[string]string{
		"swot":  "gather>reveal>vote>discuss> discuss<vote<reveal<gather<",
		"round": "gather>reveal>discuss> discuss<reveal<gather<",
	} {
		l := session.LayoutNamed(name)
		var walk strings.Builder
		last := session.Phase("")
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

// on opens a board of a kind at the first meeting, about what it is called.
func (h *hall) on(kind session.AgendaKind) session.BoardID {
	h.Helper()
	id := session.BoardID("on-" + kind)
	h.Must(h.Facilitator(), &session.AddAgendaItem{Meeting: kl, Item: session.AgendaItem{
		ID: session.AgendaID(id), Kind: kind, Title: string(id), Board: id,
	}})
	return id
}

// TestEveryLayoutIsOneMechanism plays a board of each: what waits for the reveal is
// seen by its author alone, codes have the letters of the parts, and votes that are
// closed are kept.
func TestEveryLayoutIsOneMechanism(t *testing.T) {
	for _, l := range session.Layouts() {
		t.Run(l.Name, func(t *testing.T) {
			h := newHall(t)
			id := h.on(session.AgendaKind(l.Name))
			h.everyPart(id, l)
			if b := h.Shared().Boards[id]; len(b.Items) != 0 || len(b.Hidden) != len(l.Parts) || len(h.Own(h.Siti).Hidden[id]) != len(l.Parts) {
				t.Errorf("before the reveal everybody sees %s, and waiting are %v", halltest.AsJSON(t, b.Items), b.Hidden)
			}
			h.To(id, session.Revealed)
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

// everyPart adds an item to each part of a board, and tries one that it has not.
func (h *hall) everyPart(id session.BoardID, l *session.Layout) {
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
func (h *hall) votedOn(id session.BoardID, item session.ItemID) {
	h.Helper()
	b := h.Shared().Boards[id]
	if !b.Layout.Voted() {
		h.Refused(h.Do(h.Facilitator(), &session.ChangePhase{Board: id, From: session.Revealed, To: session.Voting}), refusal.WrongPhase)
		h.To(id, session.Discuss)
		h.Refused(h.Do(h.Siti, &session.CastVote{Board: id, Item: item, Dots: 1}), refusal.WrongPhase)
		if now := h.Shared().Boards[id]; len(now.Rounds) != 0 || now.Budget != 0 {
			h.Errorf("without a vote there are %v and %d dots", now.Rounds, now.Budget)
		}
		h.To(id, session.Revealed)
		return
	}
	h.To(id, session.Voting)
	h.Must(h.Siti, &session.CastVote{Board: id, Item: item, Dots: 2})
	h.To(id, session.Discuss)
	now := h.Shared().Boards[id]
	if n := now.Votes(now.Item(item)); n != 2 || len(now.Rounds) != len(b.Rounds)+1 {
		h.Errorf("%d dots are counted in the rounds %v", n, now.Rounds)
	}
}
