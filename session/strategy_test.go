package session_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// TestAStrategyJoinsWhatIsInsideWithWhatIsOutside: it is refused with what is missing,
// and tells which pairs it makes, wherever its items stand since.
func TestAStrategyJoinsWhatIsInsideWithWhatIsOutside(t *testing.T) {
	h := newHall(t)
	made := map[layout.Part]string{}
	for _, p := range halltest.SWOT.Parts {
		it := h.NewItem("words")
		it.Part = p
		h.Must(h.Siti, it)
		made[p] = string(it.Item)
	}
	h.Must(h.Facilitator(), &agenda.Add{Meeting: kl, Item: session.AgendaItem{
		ID: "round", Kind: method.Round, Title: "Round", Board: "round",
	}})
	other := h.NewItem("a challenge is no part of an analysis")
	other.Board, other.Part = "round", layout.Challenges
	h.Must(h.Siti, other)
	made[layout.Challenges] = string(other.Item)
	h.To(my, layout.Revealed)
	h.To("round", layout.Revealed)

	strategy := halltest.RegisterNamed("strategy")
	pairs := func(id method.EntryID) []layout.Part { return h.Shared().Pairs(h.Entry(id).Links()) }
	for _, c := range []struct {
		from    []layout.Part
		missing string
		pairs   []layout.Part
	}{
		{nil, "both", nil},
		{[]layout.Part{"C"}, "both", nil},
		{[]layout.Part{"S", "W"}, "outside", nil},
		{[]layout.Part{"T", "O", "C"}, "inside", nil},
		{[]layout.Part{"S", "O"}, "", []layout.Part{"SO"}},
		{[]layout.Part{"T", "C", "W"}, "", []layout.Part{"WT"}},
		{[]layout.Part{"W", "T", "S"}, "", []layout.Part{"ST", "WT"}},
	} {
		m := h.NewEntry(strategy, "title")
		var from []string
		for _, p := range c.from {
			from = append(from, made[p])
		}
		halltest.Says(m, "from", from...)
		err := h.Do(h.Siti, m)
		var refused *refusal.Error
		if c.missing != "" {
			if !errors.As(err, &refused) || refused.Code != refusal.Unpaired || refused.Args["missing"] != c.missing {
				t.Errorf("%s: got %v", c.from, err)
			}
			continue
		}
		h.OK(err)
		if got := pairs(m.Entry); !slices.Equal(got, c.pairs) {
			t.Errorf("%s make %s, want %s", c.from, got, c.pairs)
		}
		h.Refused(h.Do(h.Siti, h.Fill(m.Entry, 1, "from", made["S"])), refusal.Unpaired)
	}

	id := h.Make(h.Siti, strategy, "of the pair")
	h.Must(h.Siti, h.Fill(id, 1, "from", made["S"], made["T"]))
	h.Must(h.Siti, &session.MoveItem{Item: method.ItemID(made["S"]), To: layout.Weaknesses})
	if got := pairs(id); !slices.Equal(got, []layout.Part{"WT"}) {
		t.Errorf("after the item has moved: %s", got)
	}
	h.Must(h.Siti, &session.TakeBackItem{Item: method.ItemID(made["T"])})
	if got := pairs(id); !slices.Equal(got, []layout.Part{"WT"}) {
		t.Errorf("after the threat was taken back: %s", got)
	}
	h.Must(h.Siti, h.Edit(id, 2, "another title"))
	h.SameAfterRereading()
}
