package lens_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/lens"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/moderation"
	"github.com/convene-ssh/convene/session/voting"
)

// hall is a community with a meeting in which every role is taken.
type hall struct{ *halltest.Hall }

func newHall(t *testing.T) hall { return hall{halltest.New(t)} }

// on writes an item on a board.
func (h hall) on(board method.BoardID, part layout.Part, words string, a method.Audience) method.ItemID {
	h.Helper()
	it := h.NewItem(words)
	it.Board, it.Part, it.Audience = board, part, a
	h.Must(h.Siti, it)
	return it.Item
}

// from makes an entry that comes from others.
func (h hall) from(name, title string, a method.Audience, from ...string) method.EntryID {
	h.Helper()
	m := h.NewEntry(halltest.RegisterNamed(name), title)
	m.Audience = a
	of, _ := halltest.Shaped(m.Register, field.ShapeLinks)
	halltest.Says(m, of.Key, from...)
	h.Must(h.Siti, m)
	return m.Entry
}

// gaps are those that an audience sees, in words.
func (h hall) gaps(a method.Audience) string {
	h.Helper()
	s := h.SharedBy(a)
	g := lens.GapsOf(s, halltest.KL, s.BoardsOf(halltest.KL))
	var all []string
	for _, u := range g.Unanswered {
		for _, it := range u.Items {
			all = append(all, u.Board.Subject+": "+it.Text)
		}
	}
	for _, e := range slices.Concat(g.Strategies, g.Promised, g.Asks) {
		all = append(all, e.Title())
	}
	if g.N() != len(all) {
		h.Errorf("%d are counted: %q", g.N(), all)
	}
	return strings.Join(all, "; ")
}

func (h hall) wants(a method.Audience, want string) {
	h.Helper()
	if got := h.gaps(a); got != want {
		h.Errorf("%s: the gaps are %q, want %q", a, got, want)
	}
}

// TestWhatNothingAnswers are threats and weaknesses, once they are revealed, for as long
// as nothing has come of them that the reader sees, and those of most weight first.
func TestWhatNothingAnswers(t *testing.T) {
	h := newHall(t)
	weak := h.on(halltest.Malaysia, layout.Weaknesses, "weak", method.Public)
	threat := h.on(halltest.Malaysia, layout.Threats, "threat", method.Members)
	heavy := h.on(halltest.Malaysia, layout.Threats, "heavy", method.Members)
	gone := h.on(halltest.Malaysia, layout.Threats, "gone", method.Members)
	h.on(halltest.Malaysia, layout.Strengths, "strong", method.Public)
	h.wants(method.Members, "")
	h.To(halltest.Malaysia, layout.Voting)
	h.Must(h.Siti, &voting.Cast{Board: halltest.Malaysia, Item: heavy, Dots: 2})
	h.To(halltest.Malaysia, layout.Discuss)
	h.Must(h.Siti, &session.TakeBackItem{Item: gone})
	h.wants(method.Members, "Malaysia: heavy; Malaysia: threat; Malaysia: weak")
	h.wants(method.Public, "Malaysia: weak")

	commitment := h.from("commitment", "a promise", method.Members, string(weak), string(threat))
	h.wants(method.Members, "Malaysia: heavy; a promise")
	h.wants(method.Public, "Malaysia: weak")
	h.from("action", "an action", method.Members, string(commitment))
	h.wants(method.Members, "Malaysia: heavy")
	h.Must(h.Facilitator(), &moderation.Hide{Item: heavy, Reason: "It names somebody"})
	h.wants(method.Members, "")
	h.Must(h.Siti, &session.TakeBackEntry{Register: halltest.RegisterNamed("commitment"), Entry: commitment})
	h.wants(method.Members, "Malaysia: threat; Malaysia: weak")
}

// TestWhatWasGivenUpAnswersNothing, nor does what people only want to hear of, or ask for.
func TestWhatWasGivenUpAnswersNothing(t *testing.T) {
	h := newHall(t)
	weak := string(h.on(halltest.Malaysia, layout.Weaknesses, "weak", method.Members))
	h.To(halltest.Malaysia, layout.Discuss)
	h.from("topic", "a topic", method.Members, weak)
	h.from("takeaway", "a lesson", method.Members, weak)
	h.wants(method.Members, "Malaysia: weak")
	promise := h.from("commitment", "a promise", method.Members, weak)
	h.wants(method.Members, "a promise")
	action := h.from("action", "an action", method.Members, string(promise))
	h.wants(method.Members, "")
	says := func(register string, id method.EntryID, r session.Reading) {
		h.Must(h.Siti, &session.AddReading{Register: halltest.RegisterNamed(register), Entry: id, Reading: r, Attribution: method.Unattributed})
	}
	says("action", action, session.Reading{ID: "r-1", Kind: method.Reported, Stage: "cancelled"})
	h.wants(method.Members, "a promise")
	says("commitment", promise, session.Reading{ID: "r-2", Kind: method.Reported, Stage: "withdrawn", Line: "No funds"})
	h.wants(method.Members, "Malaysia: weak")
	says("commitment", promise, session.Reading{ID: "r-3", Kind: method.Reported, Stage: "fulfilled"})
	h.wants(method.Members, "")
	h.Must(h.Members[method.Organiser], &session.AddReading{
		Register: halltest.RegisterNamed("commitment"), Entry: promise, Attribution: method.Named,
		Reading: session.Reading{ID: "r-4", Kind: method.Decided, Meeting: halltest.Bangkok, Outcome: method.DropEntry, Line: "Nobody came"},
	})
	h.wants(method.Members, "Malaysia: weak")
}
