package lens_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/lens"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// compared is a hall with analyses of three countries, all revealed.
type compared struct {
	hall
	my, id, th map[string]method.ItemID // by the words
}

func newCompared(t *testing.T) compared {
	h := newHall(t)
	for _, c := range []method.Country{"ID", "TH"} {
		h.Must(h.Facilitator(), halltest.SwotOn(halltest.KL, method.BoardID("board-"+c), string(c), string(c), c))
	}
	c := compared{h, map[string]method.ItemID{}, map[string]method.ItemID{}, map[string]method.ItemID{}}
	for _, of := range []struct {
		at    map[string]method.ItemID
		board method.BoardID
		part  layout.Part
		words []string
	}{
		{c.my, halltest.Malaysia, "S", []string{"One way of counting children", "Partners"}},
		{c.my, halltest.Malaysia, "W", []string{"Few women interpret", "No money"}},
		{c.id, "board-ID", "W", []string{"We lack any way of counting the children", "NO MONEY!", "Interpréters are not women"}},
		{c.th, "board-TH", "W", []string{"no money", "Something else"}},
		{c.th, "board-TH", "O", []string{"Counting children: one way"}},
	} {
		for _, words := range of.words {
			of.at[words] = h.on(of.board, of.part, words, method.Members)
		}
	}
	for _, b := range []method.BoardID{halltest.Malaysia, "board-ID", "board-TH"} {
		h.To(b, layout.Revealed)
	}
	return c
}

func (c compared) lens(a method.Audience) lens.Lens {
	c.Helper()
	s := c.SharedBy(a)
	return lens.Through(s, s.BoardsOf(halltest.KL))
}

// told are matches in words.
func told(all []lens.Match) []string {
	var said []string
	for _, m := range all {
		words := []string{m.Sides[0].Item.Text, m.Sides[1].Item.Text}
		if m.Kind == lens.Shared {
			slices.Sort(words)
		}
		said = append(said, fmt.Sprintf("%s: %s (%s)", m.Kind, strings.Join(words, " | "), strings.Join(m.Why.Words, " ")))
	}
	slices.Sort(said)
	return said
}

// confirm is what a facilitator says of two items.
func confirm(x, y method.ItemID) *lens.Confirm {
	return &lens.Confirm{Meeting: halltest.KL, Items: [2]method.ItemID{x, y}}
}

// TestTheLensProposes what has words in common, stands under one heading, or has led to
// the same; it confirms nothing.
func TestTheLensProposes(t *testing.T) {
	c := newCompared(t)
	l := c.lens(method.Members)
	want := []string{
		"exchange: One way of counting children | We lack any way of counting the children (children counting)",
		"shared: NO MONEY! | No money (money no)",
		"shared: NO MONEY! | no money (money no)",
		"shared: No money | no money (money no)",
	}
	if got := told(l.Proposed); !slices.Equal(got, want) {
		t.Errorf("proposed is\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if len(l.Confirmed) > 0 {
		t.Errorf("confirmed is %q", told(l.Confirmed))
	}
	if got := c.lens(method.Public); len(got.Proposed) > 0 {
		t.Errorf("proposed to the public is %q", told(got.Proposed))
	}

	few, not := c.my["Few women interpret"], c.id["Interpréters are not women"]
	for _, id := range []method.ItemID{few, not} {
		c.Must(c.Facilitator(), &session.GroupItem{Item: id, Heading: "Interpreters"})
	}
	partners, other := c.my["Partners"], c.th["Something else"]
	c.from("action", "visit", method.Members, string(partners), string(other))
	l = c.lens(method.Members)
	for _, reason := range []func(lens.Reason) bool{
		func(r lens.Reason) bool { return r.Heading == "Interpreters" },
		func(r lens.Reason) bool { return len(r.Entries) == 1 && r.Entries[0].Title() == "visit" },
	} {
		if !slices.ContainsFunc(l.Proposed, func(m lens.Match) bool { return reason(m.Why) }) {
			t.Errorf("proposed is only %q", told(l.Proposed))
		}
	}
}

// TestPeopleConfirm what belongs together, and withdraw it; what they have confirmed
// stands for as long as both items do, in parts that belong together.
func TestPeopleConfirm(t *testing.T) {
	c := newCompared(t)
	my, id, th := c.my["No money"], c.id["NO MONEY!"], c.th["no money"]
	c.Must(c.Facilitator(), confirm(my, id))
	c.Must(c.Facilitator(), confirm(th, id))
	c.Must(c.Facilitator(), confirm(c.id["We lack any way of counting the children"], c.my["One way of counting children"]))
	stands := func(want ...string) {
		t.Helper()
		if got := told(c.lens(method.Members).Confirmed); !slices.Equal(got, want) {
			t.Errorf("confirmed is %q, want %q", got, want)
		}
	}
	exchange := "exchange: One way of counting children | We lack any way of counting the children ()"
	both := []string{"shared: NO MONEY! | No money ()", "shared: NO MONEY! | no money ()"}
	stands(append([]string{exchange}, both...)...)
	if got := c.lens(method.Public); len(got.Confirmed) > 0 || len(c.SharedBy(method.Public).Matches) > 0 {
		t.Errorf("the public is told of %v", c.SharedBy(method.Public).Matches)
	}
	if got := c.lens(method.Members).Overlay(layout.Weaknesses); len(got[0]) != 3 || len(got[1]) != 1 {
		t.Errorf("over each other are %v", got)
	}

	c.Refused(c.Do(c.Facilitator(), confirm(id, my)), refusal.Exists)
	for _, bad := range [][2]method.ItemID{
		{my, c.my["Few women interpret"]}, {c.my["Partners"], c.th["Counting children: one way"]}, {my, my},
	} {
		c.Refused(c.Do(c.Facilitator(), confirm(bad[0], bad[1])), refusal.Unmatched)
	}
	c.Refused(c.Do(c.Facilitator(), confirm(my, "nothing")), refusal.NotFound)

	c.Must(c.Facilitator(), &session.MoveItem{Item: c.my["One way of counting children"], To: layout.Opportunities})
	stands(both...)
	c.Must(c.Facilitator(), &session.UndoItem{Item: c.my["One way of counting children"], Revision: 2})
	stands(append([]string{exchange}, both...)...)
	c.Must(c.Siti, &session.TakeBackItem{Item: id})
	stands(exchange)
	name := c.lens(method.Members).Confirmed[0].Name()
	c.Must(c.Facilitator(), &lens.Withdraw{Meeting: halltest.KL, Match: name})
	stands()
	c.Refused(c.Do(c.Facilitator(), &lens.Withdraw{Meeting: halltest.KL, Match: name}), refusal.NotFound)
	c.Refused(c.Do(c.Facilitator(), confirm(my, id)), refusal.TakenBack)
	c.SameAfterRereading()
	stands()
}
