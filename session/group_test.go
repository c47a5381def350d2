package session_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/groups"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/moderation"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/register/commitment"
	"github.com/convene-ssh/convene/session/voting"
)

// side is the item in which people work in groups.
var side = session.InItem{Meeting: kl, Item: "side"}

// inGroups opens an item with groups of these names. Siti is in the first of them.
func (h *hall) inGroups(l *layout.Layout, names ...string) []method.BoardID {
	h.Helper()
	h.Must(h.Facilitator(), &agenda.Add{Meeting: kl, Item: session.AgendaItem{ID: side.Item, Kind: method.WorkingGroup, Title: "Side by side"}})
	m := &groups.Make{InItem: side, Layout: l.Name}
	for _, name := range names {
		m.Groups = append(m.Groups, groups.Named{Name: name})
	}
	h.Must(h.Facilitator(), m)
	var boards []method.BoardID
	for _, b := range groups.Of(h.Shared().Community, side) {
		boards = append(boards, b.ID)
	}
	h.Must(h.Siti, &groups.Choose{InItem: side, Group: boards[0]})
	return boards
}

// groupAttempts are those about groups, and by those who have a role in one.
func groupAttempts() []attempt {
	plain := method.WorkingGroup.GroupLayouts()[0]
	return []attempt{
		{"group.made/1", "", steerers, func(h *hall, _ session.MemberID) change {
			h.inGroups(plain, "A")
			return &groups.Make{InItem: side, Layout: plain.Name, Groups: []groups.Named{{Name: "B"}}}
		}},
		{"group.renamed/1", "", steerers, func(h *hall, _ session.MemberID) change {
			return &groups.Rename{InItem: side, Group: h.inGroups(plain, "A")[0], Name: "B"}
		}},
		{"group.renamed/1", "that they facilitate", contributors, func(h *hall, who session.MemberID) change {
			group := h.inGroups(plain, "A")[0]
			h.placed(author(h, who), group, method.Facilitator)
			return &groups.Rename{InItem: side, Group: group, Name: "B"}
		}},
		{"group.ended/1", "", steerers, func(h *hall, _ session.MemberID) change {
			return &groups.End{InItem: side, Group: h.inGroups(plain, "A")[0]}
		}},
		{"group.chosen/1", "", contributors, func(h *hall, _ session.MemberID) change {
			return &groups.Choose{InItem: side, Group: h.inGroups(plain, "A")[0]}
		}},
		{"group.placed/1", "another", steerers, func(h *hall, _ session.MemberID) change {
			return &groups.Place{InItem: side, Member: h.Siti, Group: h.inGroups(plain, "A", "B")[1], Role: method.Participant}
		}},
		{"group.placed/1", "to facilitate their own group", steerers, func(h *hall, who session.MemberID) change {
			group := h.inGroups(plain, "A")[0]
			h.placed(author(h, who), group, method.Participant)
			return &groups.Place{InItem: side, Member: author(h, who), Group: group, Role: method.Facilitator}
		}},
		{"group.spread/1", "", steerers, func(h *hall, _ session.MemberID) change {
			h.inGroups(plain, "A")
			return &groups.Spread{InItem: side, By: groups.Evenly}
		}},
		{"group.brought/1", "of their own group", contributors, func(h *hall, who session.MemberID) change {
			group := h.inGroups(plain, "A")[0]
			h.placed(author(h, who), group, method.Participant)
			return &groups.Bring{InItem: side, Marked: h.writtenOn(group)}
		}},
		{"group.brought/1", "of another group", steerers, func(h *hall, _ session.MemberID) change {
			return &groups.Bring{InItem: side, Marked: h.writtenOn(h.inGroups(plain, "A")[0])}
		}},
	}
}

// placed puts somebody into a group as what they are to be there.
func (h *hall) placed(member session.MemberID, group method.BoardID, role method.Role) {
	h.Helper()
	h.Must(h.Facilitator(), &groups.Place{InItem: side, Member: member, Group: group, Role: role})
}

// writtenOn is an item by Siti on the board of her group.
func (h *hall) writtenOn(board method.BoardID) method.ItemID {
	h.Helper()
	a := h.NewItem("by Siti")
	a.Board, a.Part = board, h.Shared().Boards[board].Layout.Parts[0]
	h.Must(h.Siti, a)
	return a.Item
}

// TestWhoDoesWhatInAGroup: who is in a group works on its board, who facilitates it
// steers there and nowhere else, and everybody else only reads.
func TestWhoDoesWhatInAGroup(t *testing.T) {
	const members = "organiser facilitator scribe participant "
	for deed, may := range map[string]string{
		"writes":         members + "siti",
		"edits":          "organiser facilitator scribe siti", // siti wrote it
		"moves it on":    "organiser facilitator scribe",
		"heads":          "organiser facilitator scribe",
		"votes":          members + "siti",
		"moves other on": "organiser facilitator elsewhere",
		"hides":          "organiser facilitator",
		"brings back":    "organiser facilitator scribe participant", // who are its facilitator and its scribe
		"notes down":     members + "siti",
	} {
		for _, name := range []string{"organiser", "facilitator", "scribe", "participant", "siti", "elsewhere", "alone", "observer", "interpreter"} {
			t.Run(deed+" "+name, func(t *testing.T) {
				h := newHall(t)
				err := h.Do(h.sides(name), h.inGroup(deed))
				if strings.Contains(may, name) {
					h.OK(err)
				} else {
					h.Refused(err, refusal.NotAllowed, refusal.NotInGroup)
				}
			})
		}
	}
}

// sides fills two groups. In the first are Siti, whoever is a participant of the meeting,
// and to facilitate it, the scribe of the meeting; who is elsewhere facilitates the
// other. It returns who has that name; alone is who is in none.
func (h *hall) sides(name string) session.MemberID {
	h.Helper()
	boards := h.inGroups(halltest.SWOT, "A", "B")
	h.placed(h.Members[method.Scribe], boards[0], method.Facilitator)
	h.placed(h.Members[method.Participant], boards[0], method.Scribe)
	other := h.Join(kl, method.Participant, method.Members, session.Profile{Name: "Other"})
	h.placed(other, boards[1], method.Facilitator)
	switch name {
	case "siti":
		return h.Siti
	case "elsewhere":
		return other
	case "alone":
		return h.Join(kl, method.Participant, method.Members, session.Profile{Name: "Alone"})
	}
	return h.Members[method.Role(name)]
}

// inGroup is something that people do on the board of the first group, on which Siti has
// written.
func (h *hall) inGroup(deed string) change {
	h.Helper()
	all := groups.Of(h.Shared().Community, side)
	first := all[0].ID
	written := h.writtenOn(first)
	step := func(b method.BoardID) change {
		phase := h.Shared().Boards[b].Phase
		return &session.ChangePhase{Board: b, From: phase, To: halltest.SWOT.Next(phase)}
	}
	switch deed {
	case "writes":
		a := h.NewItem("more")
		a.Board = first
		return a
	case "notes down":
		m := h.NewEntry(halltest.Registers()[0], "Neighbours host families")
		m.Agenda, m.Group = side.Item, first
		return m
	case "moves it on":
		return step(first)
	case "moves other on":
		return step(all[1].ID)
	}
	h.To(first, layout.Revealed)
	switch deed {
	case "heads":
		return &session.GroupItem{Item: written, Heading: "Money"}
	case "edits":
		return &session.EditItem{Item: written, Revision: 1, Text: "better"}
	case "brings back":
		return &groups.Bring{InItem: side, Marked: written}
	case "hides":
		return &moderation.Hide{Item: written, Reason: "it names a family"}
	}
	h.To(first, layout.Voting)
	return &voting.Cast{Board: first, Item: written, Dots: 1}
}

// TestARoleInAGroupEnds with the group, with another place and with the meeting's own
// word on who is in it.
func TestARoleInAGroupEnds(t *testing.T) {
	for how, ends := range map[string]func(h *hall, b []method.BoardID){
		"another place": func(h *hall, b []method.BoardID) { h.placed(h.Siti, b[0], method.Participant) },
		"another group": func(h *hall, b []method.BoardID) { h.Must(h.Siti, &groups.Choose{InItem: side, Group: b[1]}) },
		"no group":      func(h *hall, _ []method.BoardID) { h.Must(h.Siti, &groups.Choose{InItem: side}) },
		"its end":       func(h *hall, b []method.BoardID) { h.Must(h.Facilitator(), &groups.End{InItem: side, Group: b[0]}) },
		"the item's end": func(h *hall, _ []method.BoardID) {
			h.Must(h.Facilitator(), &agenda.Remove{Meeting: kl, Item: side.Item})
		},
	} {
		t.Run(how, func(t *testing.T) {
			h := newHall(t)
			b := h.inGroups(halltest.SWOT, "A", "B")
			h.placed(h.Siti, b[0], method.Facilitator)
			a := h.NewItem("so that the board stays")
			a.Board = b[0]
			h.Must(h.Siti, a)
			h.Must(h.Siti, &session.ChangePhase{Board: b[0], From: layout.Gather, To: layout.Revealed})
			ends(h, b)
			h.Refused(h.Do(h.Siti, &session.ChangePhase{Board: b[0], From: layout.Revealed, To: layout.Voting}), refusal.NotAllowed)
			h.SameAfterRereading()
		})
	}
}

// TestAGroupOfItsNameTakesABoardOnAgain: what was written is not lost with a group.
func TestAGroupOfItsNameTakesABoardOnAgain(t *testing.T) {
	h := newHall(t)
	b := h.inGroups(halltest.SWOT, "Shelters", "Interpreters")
	a := h.NewItem("Neighbours host families")
	a.Board = b[0]
	h.Must(h.Siti, a)
	h.To(b[0], layout.Revealed)
	code := h.Item(a.Item).Code
	for _, group := range b {
		h.Must(h.Facilitator(), &groups.End{InItem: side, Group: group})
	}
	boards := h.Shared().Boards
	if boards[b[1]] != nil || boards[b[0]] == nil || boards[b[0]].Owner != "" || boards[b[0]].Group != nil {
		t.Errorf("once the groups are gone there are %s", halltest.AsJSON(t, boards))
	}
	h.Must(h.Facilitator(), &groups.Make{InItem: side, Layout: "swot", Groups: []groups.Named{{Name: "Courts"}, {Name: " shelters "}}})
	all := groups.Of(h.Shared().Community, side)
	if len(all) != 2 || all[1].ID != b[0] || all[1].Phase != layout.Revealed || h.Item(a.Item).Code != code {
		t.Errorf("the groups are %s, want Shelters with its board, and %s", halltest.AsJSON(t, all), code)
	}
	h.SameAfterRereading()
}

// TestAGroupIsRenamed: what it has written keeps its codes, and what it has not written yet
// gets them from the new name.
func TestAGroupIsRenamed(t *testing.T) {
	h := newHall(t)
	b := h.inGroups(halltest.SWOT, "Shelters", "Interpreters")
	rename := func(group method.BoardID, name string) *groups.Rename {
		return &groups.Rename{InItem: side, Group: group, Name: name}
	}
	h.Must(h.Facilitator(), rename(b[1], " Two  words "))
	h.Must(h.Facilitator(), halltest.SwotOn(kl, "other", "Courts", "COU", ""))
	a := h.NewItem("Neighbours host families")
	a.Board = b[0]
	h.Must(h.Siti, a)
	h.To(b[0], layout.Revealed)
	code := h.Item(a.Item).Code
	h.Must(h.Facilitator(), rename(b[0], "Homes"))
	for i, want := range []string{"Homes SHE", "Two words TW"} {
		if got := h.Shared().Boards[b[i]]; got.Subject+" "+got.Prefix != want {
			t.Errorf("the group is %s with codes of %s, want %s", got.Subject, got.Prefix, want)
		}
	}
	if got := h.Item(a.Item).Code; got != code {
		t.Errorf("the item is %s, it was %s", got, code)
	}
	for name, want := range map[string]refusal.Code{"": refusal.Missing, "two WORDS": refusal.Exists, "courts": refusal.Exists} {
		h.Refused(h.Do(h.Facilitator(), rename(b[0], name)), want)
	}
	h.Refused(h.Do(h.Facilitator(), rename(my, "Anything")), refusal.NotFound)
	h.SameAfterRereading()
}

// TestGroupsOfTwoItemsMayShareNames: codes go on in the second item where they ended in
// the first, and the agenda can still be changed.
func TestGroupsOfTwoItemsMayShareNames(t *testing.T) {
	h := newHall(t)
	first := h.inGroups(halltest.SWOT, "One", "Two")[0]
	h.Must(h.Facilitator(), &agenda.Add{Meeting: kl, Item: session.AgendaItem{ID: "again", Kind: method.WorkingGroup, Title: "Once more"}})
	again := session.InItem{Meeting: kl, Item: "again"}
	h.Must(h.Facilitator(), &groups.Make{InItem: again, Layout: "swot", Groups: []groups.Named{{Name: "One"}}})
	h.Refused(h.Do(h.Facilitator(), &groups.Make{InItem: again, Layout: "swot", Groups: []groups.Named{{Name: "one"}}}), refusal.Exists)
	second := groups.Of(h.Shared().Community, again)[0].ID
	h.Must(h.Siti, &groups.Choose{InItem: again, Group: second})
	var codes []string
	for _, board := range []method.BoardID{first, second} {
		h.To(board, layout.Revealed)
		a := h.NewItem("on " + string(board))
		a.Board = board
		h.Must(h.Siti, a)
		codes = append(codes, h.Item(a.Item).Code)
	}
	if codes[0] != "ONE-S1" || codes[1] != "ONE-S2" {
		t.Errorf("the codes are %v", codes)
	}
	h.Must(h.Facilitator(), halltest.SwotOn(kl, "other", "Thailand", "TH", ""))
	h.Refused(h.Do(h.Facilitator(), halltest.SwotOn(kl, "one", "One", "ONE", "")), refusal.Exists)
}

// TestAGroupBringsBackWhatItMarks: what everybody sees, once, until it has no words any
// more.
func TestAGroupBringsBackWhatItMarks(t *testing.T) {
	h := newHall(t)
	b := h.inGroups(halltest.SWOT, "A", "B")
	first, second := h.writtenOn(b[0]), h.writtenOn(b[0])
	brought := func() (all []string) {
		for _, group := range groups.Of(h.Shared().Community, side) {
			for _, it := range groups.Brought(h.Shared().Community, group) {
				all = append(all, string(it.ID))
			}
		}
		slices.Sort(all)
		return all
	}
	says := func(of ...method.ItemID) {
		h.Helper()
		var want []string
		for _, id := range of {
			want = append(want, string(id))
		}
		slices.Sort(want)
		if got := brought(); !slices.Equal(got, want) {
			h.Errorf("the groups bring back %v, want %v", got, want)
		}
	}
	h.Refused(h.Do(h.Siti, &groups.Bring{InItem: side, Marked: first}), refusal.NotFound)
	h.To(b[0], layout.Revealed)
	for _, id := range []method.ItemID{first, second} {
		h.Must(h.Siti, &groups.Bring{InItem: side, Marked: id})
	}
	h.Refused(h.Do(h.Siti, &groups.Bring{InItem: side, Marked: first}), refusal.NotFound)
	h.Refused(h.Do(h.Siti, &groups.Bring{InItem: side, Marked: h.Add(h.Siti, "elsewhere")}), refusal.NotFound)
	says(first, second)
	h.Must(h.Siti, &groups.Bring{InItem: side, Marked: first, Not: true})
	h.Refused(h.Do(h.Siti, &groups.Bring{InItem: side, Marked: first, Not: true}), refusal.NotFound)
	says(second)
	h.SameAfterRereading()
	h.Must(h.Siti, &session.TakeBackItem{Item: second})
	says()
	h.Refused(h.Do(h.Siti, &groups.Bring{InItem: side, Marked: second}), refusal.TakenBack)
	h.placed(h.Members[method.Scribe], b[0], method.Scribe)
	h.Refused(h.Do(h.Siti, &groups.Bring{InItem: side, Marked: first}), refusal.NotAllowed)
}

// TestMergedMembersAreInTheirGroup, under whichever id they came into it.
func TestMergedMembersAreInTheirGroup(t *testing.T) {
	h := newHall(t)
	b := h.inGroups(halltest.SWOT, "A", "B")
	first, second := h.Members[method.Participant], h.Siti
	h.Must(h.Facilitator(), &groups.Place{InItem: side, Member: second, Group: b[0], Role: method.Facilitator})
	h.OK(h.Host.MergeMembers(h.Context(), h.PersonOf(h.Members[method.Organiser]), halltest.CoP,
		&session.MergeMembers{Meeting: kl, First: first, Second: second}))
	if got := h.Shared().InGroup(h.Shared().Boards[b[0]], first); got != method.Facilitator {
		t.Errorf("whoever is both is %q in the group", got)
	}
	h.Must(first, &groups.Choose{InItem: side, Group: b[1]})
	if at := groups.At(h.Shared().Community, side, first); at == nil || at.ID != b[1] {
		t.Error("whoever is both has not come into the other group")
	}
	if people := groups.People(h.Shared().Community, h.Shared().Boards[b[0]]); len(people) != 0 {
		t.Errorf("%d are still in the group that was left", len(people))
	}
}

// TestAnEntryIsMadeInAGroupOfItsItem, and in no other board.
func TestAnEntryIsMadeInAGroupOfItsItem(t *testing.T) {
	h := newHall(t)
	group := h.inGroups(method.WorkingGroup.GroupLayouts()[0], "A")[0]
	h.Must(h.Members[method.Organiser], &agenda.Add{Meeting: bangkok, Item: session.AgendaItem{ID: side.Item, Kind: method.WorkingGroup, Title: "Side by side"}})
	for name, test := range map[string]struct {
		meeting method.MeetingID
		item    method.AgendaID
		group   method.BoardID
		want    refusal.Code
	}{
		"its own":               {kl, side.Item, group, ""},
		"no board":              {kl, side.Item, "nowhere", refusal.NotFound},
		"the board of everyone": {kl, method.AgendaID(my), my, refusal.NotFound},
		"of another item":       {kl, method.AgendaID(my), group, refusal.NotFound},
		"of another meeting":    {bangkok, side.Item, group, refusal.NotFound},
	} {
		m := h.NewEntry(commitment.Register(), "Train judges")
		m.Meeting, m.Agenda, m.Group = test.meeting, test.item, test.group
		by := h.Siti
		if test.meeting != kl {
			by = h.Members[method.Organiser]
		}
		if err := h.Do(by, m); test.want == "" {
			h.OK(err)
		} else if !errors.Is(err, refusal.New(test.want)) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
