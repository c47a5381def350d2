package session_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// someParts are so many parts of a board of one's own.
func someParts(n int) (parts []layout.OwnPart) {
	for i := range n {
		parts = append(parts, layout.OwnPart{Title: fmt.Sprint("Part ", i), Question: "What then?"})
	}
	return parts
}

// ofOnesOwn is an item with a board of one's own.
func ofOnesOwn(parts ...layout.OwnPart) session.AgendaItem {
	return session.AgendaItem{ID: "own", Kind: method.OwnBoard, Title: "What next", Board: "own", Day: 1, Parts: parts}
}

// gives gives the item of one's own other parts.
func (h *hall) gives(parts ...layout.OwnPart) error {
	h.Helper()
	m := h.Shared().Meetings[kl]
	return h.Do(h.Facilitator(), &agenda.Change{Meeting: kl, Revision: m.Revision, Item: ofOnesOwn(parts...)})
}

// partsLike are the parts of the board of one's own, like "A Keep: what?".
func (h *hall) partsLike() string {
	h.Helper()
	l := h.Shared().Boards["own"].Layout
	var all []string
	for _, p := range l.Parts {
		own, _ := l.Own(p)
		all = append(all, string(p)+" "+own.Line())
	}
	return strings.Join(all, ", ")
}

// TestPartsOfOnesOwn: from one to six, each with a title, in words that are safe and read
// the same once they were written in one line.
func TestPartsOfOnesOwn(t *testing.T) {
	long := strings.Repeat("x", method.MaxTitle+1)
	for _, c := range []struct {
		parts []layout.OwnPart
		want  refusal.Code
		like  string
	}{
		{nil, refusal.Missing, ""},
		{[]layout.OwnPart{{}, {Title: " "}}, refusal.Missing, ""},
		{[]layout.OwnPart{{Question: "Why?"}}, refusal.Missing, ""},
		{[]layout.OwnPart{{Title: long[:method.MaxName+1]}}, refusal.TooLong, ""},
		{[]layout.OwnPart{{Title: "Keep", Question: long}}, refusal.TooLong, ""},
		{someParts(layout.MostOwn + 1), refusal.Full, ""},
		{[]layout.OwnPart{{Title: "Keep"}}, "", "A Keep"},
		{[]layout.OwnPart{{Title: " Keep\n\x1b[31m", Question: "what\u202e?"}, {}, {Title: "Seguir"}}, "", "A Keep: what?, B Seguir"},
		{[]layout.OwnPart{{Title: "At 10:30: all", Question: "who?"}}, "", "A At 10:30: all: who?"},
		{someParts(2), "", "A Part 0: What then?, B Part 1: What then?"},
	} {
		h := newHall(t)
		err := h.Do(h.Facilitator(), &agenda.Add{Meeting: kl, Item: ofOnesOwn(c.parts...)})
		if c.want != "" {
			h.Refused(err, c.want)
			continue
		}
		h.OK(err)
		if got := h.partsLike(); got != c.like {
			t.Errorf("%q became %q, want %q", c.parts, got, c.like)
		}
		a, _ := h.Shared().Meetings[kl].AgendaItem("own")
		for _, p := range a.Parts {
			if again := layout.ReadOwnPart(p.Line()); again != p || strings.Contains(p.Title, ": ") {
				t.Errorf("%+v is read again as %+v", p, again)
			}
		}
		h.SameAfterRereading()
	}
}

// TestPartsStayWhereSomethingIs: while the board is empty its parts come and go; later,
// their words are corrected and others added, and none goes, by whatever way.
func TestPartsStayWhereSomethingIs(t *testing.T) {
	h := newHall(t)
	parts := someParts(3)
	h.Must(h.Facilitator(), &agenda.Add{Meeting: kl, Item: ofOnesOwn(parts...)})
	h.OK(h.gives(parts[:1]...))
	h.OK(h.gives(parts[:2]...))
	a := h.NewItem("in the first")
	a.Board, a.Part = "own", "A"
	h.Must(h.Siti, a)
	h.Refused(h.gives(parts[:1]...), refusal.PartsStay)
	h.OK(h.gives(layout.OwnPart{Title: "Corrected"}, parts[1], parts[2]))
	if got, want := h.partsLike(), "A Corrected, B Part 1: What then?, C Part 2: What then?"; got != want {
		t.Errorf("the parts are %q, want %q", got, want)
	}
	h.To("own", layout.Revealed)
	if it := h.Item(a.Item); it.Code != "WN-A1" {
		t.Errorf("the code is %s", it.Code)
	}

	h.Must(h.Facilitator(), &agenda.Remove{Meeting: kl, Item: "own"})
	h.Refused(h.Do(h.Facilitator(), &agenda.Add{Meeting: kl, Item: ofOnesOwn(parts[:2]...)}), refusal.PartsStay)
	m := h.Shared().Meetings[kl]
	h.Refused(h.Do(h.Facilitator(), &session.ChangeMeeting{
		Meeting: kl, Revision: m.Revision, Details: m.MeetingDetails, Agenda: append(slices.Clone(m.Agenda), ofOnesOwn(parts[:2]...)),
	}), refusal.PartsStay)
	h.Must(h.Facilitator(), &agenda.Add{Meeting: kl, Item: ofOnesOwn(h.Shared().Boards["own"].Layout.OwnParts()...)})
	if b := h.Shared().Boards["own"]; b.Owner != "own" || len(b.Items) != 1 || len(b.Layout.Parts) != 3 {
		t.Errorf("put back, the board is %+v", b)
	}
	h.SameAfterRereading()
}

// TestOnlyOneKindHasPartsOfItsOwn, and one that gathers a day until which people write
// beforehand: others leave them out.
func TestOnlyOneKindHasPartsOfItsOwn(t *testing.T) {
	for kind, want := range map[method.AgendaKind]string{
		method.Plenary: "0 parts, ", method.SWOT: "0 parts, 2022-08-01", "parking": "0 parts, ", method.OwnBoard: "2 parts, 2022-08-01",
	} {
		h := newHall(t)
		a := ofOnesOwn(someParts(2)...)
		a.Kind, a.Before = kind, "2022-08-01"
		h.Must(h.Facilitator(), &agenda.Add{Meeting: kl, Item: a})
		is, _ := h.Shared().Meetings[kl].AgendaItem("own")
		if got := fmt.Sprintf("%d parts, %s", len(is.Parts), is.Before); got != want {
			t.Errorf("%s has %s, want %s", kind, got, want)
		}
	}
	if slices.Contains(method.WorkingGroup.GroupLayouts(), layout.Own) {
		t.Error("groups have boards whose parts nobody gives")
	}
}
