package voting_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/ballot"
	"github.com/convene-ssh/convene/session/consent"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/moderation"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/voting"
	"github.com/convene-ssh/convene/session/widening"
)

const (
	kl = halltest.KL
	my = halltest.Malaysia
)

// opened is a hall that votes in some way on items with these texts.
func opened(t *testing.T, w layout.Way, texts ...string) (h *halltest.Hall, ids []method.ItemID) {
	h = halltest.New(t)
	for _, text := range texts {
		ids = append(ids, h.Add(h.Siti, text))
	}
	h.To(my, layout.Revealed)
	open(h, w, 0)
	return h, ids
}

func open(h *halltest.Hall, w layout.Way, budget int) {
	h.Helper()
	from := h.Shared().Boards[my].Phase
	h.Must(h.Facilitator(), &session.ChangePhase{Board: my, From: from, To: layout.Voting, Way: w, Budget: budget})
}

func counted(h *halltest.Hall, id method.ItemID) ballot.Count {
	h.Helper()
	return h.Shared().Boards[my].Count(h.Item(id))
}

// TestWhoeverSteersChoosesTheWay when they open the vote; it stays for the next, and each
// round keeps its own.
func TestWhoeverSteersChoosesTheWay(t *testing.T) {
	h, _ := opened(t, layout.ByCountry, "text")
	h.To(my, layout.Discuss)
	h.To(my, layout.Voting)
	if b := h.Shared().Boards[my]; b.Way != layout.ByCountry {
		t.Errorf("the next vote is by %s", b.Way)
	}
	h.To(my, layout.Discuss)
	open(h, layout.Consent, 0)
	h.To(my, layout.Discuss)
	var ways []layout.Way
	for _, r := range h.Shared().Boards[my].Rounds {
		ways = append(ways, r.Way)
	}
	if !slices.Equal(ways, []layout.Way{layout.ByCountry, layout.ByCountry, layout.Consent}) {
		t.Errorf("the rounds were by %v", ways)
	}
	h.Refused(h.Do(h.Facilitator(), &session.ChangePhase{Board: my, From: layout.Discuss, To: layout.Voting, Way: "lots"}), refusal.Invalid)
	h.SameAfterRereading()
}

// TestEachWayTakesItsOwnBallots, and no other's.
func TestEachWayTakesItsOwnBallots(t *testing.T) {
	for _, w := range layout.Ways() {
		h, ids := opened(t, w, "one", "two")
		for _, c := range []struct {
			of     []layout.Way
			change session.Change
		}{
			{[]layout.Way{layout.Dots}, &voting.Cast{Board: my, Item: ids[0], Dots: 1}},
			{[]layout.Way{layout.Consent}, &voting.Answer{Board: my, Item: ids[0], Answer: ballot.Consents}},
			{[]layout.Way{layout.ByCountry, layout.ByOrganisation}, &voting.Rank{Board: my, Order: ids}},
			{[]layout.Way{layout.Dots, layout.Consent}, &voting.CountHands{Board: my, Item: ids[0], Hands: 3}},
			{[]layout.Way{layout.Consent}, &voting.CountHands{Board: my, Item: ids[0], Hands: 3, Objections: 1}},
		} {
			if err := h.Do(h.Facilitator(), c.change); slices.Contains(c.of, w) {
				h.OK(err)
			} else {
				h.Refused(err, refusal.OtherWay)
			}
		}
	}
}

// TestConsentHasReasons: who does not consent says why, and the last answer counts.
func TestConsentHasReasons(t *testing.T) {
	h, ids := opened(t, layout.Consent, "one", "gone")
	for _, c := range []struct {
		answer ballot.Answer
		reason string
		want   refusal.Code
	}{
		{ballot.Consents, "", ""},
		{ballot.Consents, "because", refusal.Invalid},
		{ballot.Objects, "", refusal.Missing},
		{ballot.Objects, " \x1b ", refusal.Missing},
		{ballot.Reserved, "", refusal.Missing},
		{ballot.Reserved, halltest.Long(ballot.MaxReason), refusal.TooLong},
		{"perhaps", "", refusal.Invalid},
		{"", "", ""}, // they say nothing any more
		{ballot.Objects, "too early", ""},
		{ballot.Reserved, "costs too much", ""},
	} {
		err := h.Do(h.Siti, &voting.Answer{Board: my, Item: ids[0], Answer: c.answer, Reason: c.reason})
		if c.want == "" && err != nil || c.want != "" && !halltest.IsRefusal(err, c.want) {
			t.Errorf("%s, %q: got %v, want %q", c.answer, c.reason, err, c.want)
		}
	}
	h.Refused(h.Do(h.Siti, &voting.Answer{Board: my, Item: "nothing", Answer: ballot.Consents}), refusal.NotFound)
	h.Must(h.Facilitator(), &voting.Answer{Board: my, Item: ids[0], Answer: ballot.Consents})
	h.Must(h.Facilitator(), &voting.Answer{Board: my, Item: ids[1], Answer: ballot.Consents})
	h.Must(h.Siti, &session.TakeBackItem{Item: ids[1]})
	h.Refused(h.Do(h.Siti, &voting.Answer{Board: my, Item: ids[1], Answer: ballot.Consents}), refusal.TakenBack)
	h.To(my, layout.Discuss)
	n := counted(h, ids[0])
	if n.N != 1 || n.Reservations != 1 || n.Objections != 0 || !slices.Equal(n.Reasons, []ballot.Reason{{Answer: ballot.Reserved, Words: "costs too much"}}) {
		t.Errorf("counted %+v", n)
	}
	if b := h.Shared().Boards[my]; b.Last().Voters != 2 || !counted(h, ids[1]).None() {
		t.Errorf("counted %s", halltest.AsJSON(t, b))
	}
	if left := h.OnShelf("ballot"); len(left) > 0 {
		t.Errorf("ballots are left: %v", left)
	}
	h.SameAfterRereading()
}

// TestNobodySeesAVoteBeforeItCloses, in whatever way they vote: neither an answer, a
// reason or an order nor a hand, in nobody's view but that of whoever said or counted it.
func TestNobodySeesAVoteBeforeItCloses(t *testing.T) {
	for _, w := range layout.Ways() {
		h, ids := opened(t, w, "one", "two")
		before, revision := h.Readers(h.Siti), h.Shared().Revision
		var cast []session.Change
		switch w {
		case layout.Dots:
			cast = []session.Change{&voting.Cast{Board: my, Item: ids[0], Dots: 2}}
		case layout.Consent:
			cast = []session.Change{&voting.Answer{Board: my, Item: ids[0], Answer: ballot.Objects, Reason: halltest.Secret}}
		default:
			cast = []session.Change{&voting.Rank{Board: my, Order: ids}}
		}
		for _, c := range cast {
			h.Must(h.Siti, c)
		}
		for who, seen := range h.Readers(h.Siti) {
			if seen != before[who] {
				t.Errorf("%s: %s sees the vote: %s", w, who, seen)
			}
		}
		if h.Shared().Revision != revision || strings.Contains(h.LogText(), halltest.Secret) {
			t.Errorf("%s: a vote moved the view, or is in the log", w)
		}
		if mine := h.Own(h.Siti).Ballots[my]; len(mine) == 0 {
			t.Errorf("%s: the voter does not see what they said", w)
		}
		if w.Ranks() {
			continue
		}
		scribe := h.Members[method.Scribe]
		before = h.Readers(scribe)
		h.Must(scribe, &voting.CountHands{Board: my, Item: ids[0], Hands: 7})
		for who, seen := range h.Readers(scribe) {
			if seen != before[who] {
				t.Errorf("%s: %s sees the hands: %s", w, who, seen)
			}
		}
		if got := h.Own(scribe).Hands[my][ids[0]].N; got != 7 || h.Shared().Revision != revision {
			t.Errorf("%s: whoever counted sees %d hands, and the view has moved: %v", w, got, h.Shared().Revision != revision)
		}
	}
}

// TestHandsAreANamedCount that is added at the close, and can be corrected until then.
func TestHandsAreANamedCount(t *testing.T) {
	h, ids := opened(t, layout.Dots, "one", "two")
	scribe := h.Members[method.Scribe]
	hands := func(who session.MemberID, item method.ItemID, n int) {
		h.Helper()
		h.Must(who, &voting.CountHands{Board: my, Item: item, Hands: n})
	}
	h.Must(h.Siti, &voting.Cast{Board: my, Item: ids[0], Dots: 2})
	hands(h.Facilitator(), ids[0], 70)
	hands(scribe, ids[0], 7)
	hands(scribe, ids[1], 4)
	hands(scribe, ids[1], 0)
	if got := h.Own(h.Facilitator()).Hands[my]; len(got) > 0 {
		t.Errorf("whoever was corrected still counts %v", got)
	}
	for _, n := range []int{-1, session.MaxMembers + 1} {
		h.Refused(h.Do(scribe, &voting.CountHands{Board: my, Item: ids[0], Hands: n}), refusal.Invalid)
	}
	h.SameAfterRereading()
	h.To(my, layout.Discuss)
	if n := counted(h, ids[0]); n.N != 9 || n.Hands != (ballot.Hands{N: 7, By: scribe}) {
		t.Errorf("counted %+v", n)
	}
	if n := counted(h, ids[1]); !n.None() || n.Hands.By != "" {
		t.Errorf("counted %+v", n)
	}
	if b := h.Shared().Boards[my]; b.Last().Voters != 1 {
		t.Errorf("%d have voted at a terminal", b.Last().Voters)
	}
	// A new vote begins without them, and so does one after a vote that was broken off.
	open(h, layout.Consent, 0)
	h.Must(scribe, &voting.CountHands{Board: my, Item: ids[0], Hands: 5})
	h.To(my, layout.Revealed)
	open(h, layout.Consent, 0)
	h.Must(scribe, &voting.CountHands{Board: my, Item: ids[0], Hands: 5, Reservations: 2, Objections: 1})
	h.Must(h.Siti, &voting.Answer{Board: my, Item: ids[0], Answer: ballot.Objects, Reason: "too early"})
	h.Must(scribe, &voting.CountHands{Board: my, Item: ids[1], Hands: 1})
	h.Must(h.Siti, &session.TakeBackItem{Item: ids[1]})
	h.To(my, layout.Discuss)
	n := counted(h, ids[0])
	if n.N != 5 || n.Reservations != 2 || n.Objections != 2 || n.Hands != (ballot.Hands{N: 5, Reservations: 2, Objections: 1, By: scribe}) {
		t.Errorf("counted %+v", n)
	}
	h.SameAfterRereading()
}

// TestWhoCountsHands: on the board of a working group also whoever writes for it.
func TestWhoCountsHands(t *testing.T) {
	h, ids := opened(t, layout.Dots, "one")
	for _, role := range method.Roles() {
		err := h.Do(h.Members[role], &voting.CountHands{Board: my, Item: ids[0], Hands: 1})
		b := h.Shared().Boards[my]
		if role.Counts() != voting.Counts(h.Shared().Community, b, h.Members[role], role) {
			t.Errorf("%s counts, or does not", role)
		}
		if role.Counts() {
			h.OK(err)
		} else {
			h.Refused(err, refusal.NotAllowed)
		}
	}
	b := *h.Shared().Boards[my]
	b.Group = &session.Group{Roles: map[session.MemberID]method.Role{h.Siti: method.Scribe}}
	if !voting.Counts(h.Shared().Community, &b, h.Siti, method.Participant) {
		t.Error("the scribe of a group does not count for it")
	}
}

// TestOrderHasItsPlaces, each item once.
func TestOrderHasItsPlaces(t *testing.T) {
	h, ids := opened(t, layout.ByCountry, "a", "b", "c", "d")
	for _, c := range []struct {
		order []method.ItemID
		want  refusal.Code
	}{
		{ids[:3], ""},
		{ids, refusal.NoPlace},
		{[]method.ItemID{ids[0], ids[0]}, refusal.Invalid},
		{[]method.ItemID{"nothing"}, refusal.NotFound},
		{nil, ""}, // they say nothing any more
	} {
		err := h.Do(h.Siti, &voting.Rank{Board: my, Order: c.order})
		if c.want == "" && err != nil || c.want != "" && !halltest.IsRefusal(err, c.want) {
			t.Errorf("%v: got %v, want %q", c.order, err, c.want)
		}
	}
	h.To(my, layout.Discuss)
	if b := h.Shared().Boards[my]; b.Last().Voters != 0 {
		t.Errorf("%d have voted", b.Last().Voters)
	}
}

// TestWhatIsSaidOfHiddenWordsMayBeTakenBack, or kept while the person says more of others:
// nobody is kept from voting because words were hidden.
func TestWhatIsSaidOfHiddenWordsMayBeTakenBack(t *testing.T) {
	for way, say := range map[layout.Way]struct {
		first, more, kept, less func(ids []method.ItemID) session.Change
	}{
		layout.Dots: {
			first: func(ids []method.ItemID) session.Change { return &voting.Cast{Board: my, Item: ids[0], Dots: 2} },
			more:  func(ids []method.ItemID) session.Change { return &voting.Cast{Board: my, Item: ids[0], Dots: 3} },
			kept:  func(ids []method.ItemID) session.Change { return &voting.Cast{Board: my, Item: ids[1], Dots: 1} },
			less:  func(ids []method.ItemID) session.Change { return &voting.Cast{Board: my, Item: ids[0], Dots: 1} },
		},
		layout.ByCountry: {
			first: func(ids []method.ItemID) session.Change { return &voting.Rank{Board: my, Order: ids[:1]} },
			more:  func(ids []method.ItemID) session.Change { return &voting.Rank{Board: my, Order: ids[1:3]} },
			kept:  func(ids []method.ItemID) session.Change { return &voting.Rank{Board: my, Order: ids[:2]} },
			less:  func(ids []method.ItemID) session.Change { return &voting.Rank{Board: my, Order: ids[1:2]} },
		},
		layout.Consent: {
			first: func(ids []method.ItemID) session.Change {
				return &voting.Answer{Board: my, Item: ids[0], Answer: ballot.Consents}
			},
			more: func(ids []method.ItemID) session.Change {
				return &voting.Answer{Board: my, Item: ids[0], Answer: ballot.Objects, Reason: "r"}
			},
			kept: func(ids []method.ItemID) session.Change {
				return &voting.Answer{Board: my, Item: ids[1], Answer: ballot.Consents}
			},
			less: func(ids []method.ItemID) session.Change { return &voting.Answer{Board: my, Item: ids[0]} },
		},
	} {
		h, ids := opened(t, way, "a", "b", "c")
		h.Must(h.Siti, say.first(ids))
		for _, hidden := range []method.ItemID{ids[0], ids[2]} {
			h.Must(h.Facilitator(), &moderation.Hide{Item: hidden, Reason: "it names a family"})
		}
		h.Refused(h.Do(h.Siti, say.more(ids)), refusal.Moderated)
		h.Must(h.Siti, say.kept(ids))
		h.Must(h.Siti, say.less(ids))
	}
}

// TestCountriesAndOrganisationsCountOnce; whoever has neither counts with the others who
// have none. The log tells what all of them have chosen together, and no more.
func TestCountriesAndOrganisationsCountOnce(t *testing.T) {
	people := []session.Profile{
		{Name: "1", Country: "TH", Organisation: "Rivers"}, {Name: "2", Country: "TH", Organisation: "Rivers"},
		{Name: "3", Country: "ID", Organisation: "Rivers"}, {Name: "4"}, {Name: "5"},
	}
	for w, want := range map[layout.Way][2]int{
		layout.ByCountry:      {1*30 + 2*20, 1*20 + 2*30}, // Thailand is for the first
		layout.ByOrganisation: {1*30 + 1*20, 1*20 + 1*30}, // Rivers is for the first
	} {
		h, ids := opened(t, w, "first", "second")
		turned := []method.ItemID{ids[1], ids[0]}
		for i, p := range people {
			order := ids
			if i > 1 {
				order = turned
			}
			h.Must(h.Join(kl, method.Participant, method.Members, p), &voting.Rank{Board: my, Order: order})
		}
		h.To(my, layout.Discuss)
		if got := [2]int{counted(h, ids[0]).N, counted(h, ids[1]).N}; got != want {
			t.Errorf("%s: %v points, want %v", w, got, want)
		}
		records := h.Records()
		if closed := string(records[len(records)-1].Body); strings.Contains(closed, "TH") || strings.Contains(closed, string(h.Organisation(h.Siti))) {
			t.Errorf("the log tells where somebody is from: %s", closed)
		}
		h.SameAfterRereading()
	}
}

// object lets everybody object to items, each with a reason.
func object(h *halltest.Hall, items []method.ItemID, reasons ...string) {
	h.Helper()
	for i, id := range items {
		h.Must(h.Members[method.Participant], &voting.Answer{Board: my, Item: id, Answer: ballot.Objects, Reason: reasons[i]})
	}
	h.To(my, layout.Discuss)
}

// TestReasonsGoWithTheItem that they are about, and those about others stay; also where
// one after the other is taken back, and there was more than one vote.
func TestReasonsGoWithTheItem(t *testing.T) {
	h, ids := opened(t, layout.Consent, "one", "two", "three", "undoubted")
	object(h, ids[:3], "the first reason", "the second reason", "the third reason")
	undoubted := string(ids[3])
	named := strings.Count(h.LogText(), undoubted)
	h.Must(h.Siti, &session.TakeBackItem{Item: ids[3]})
	if n := strings.Count(h.LogText(), undoubted); n != named+1 {
		t.Errorf("the log names an item without reasons %d times, and %d times before it was taken back", n, named)
	}
	open(h, layout.Consent, 0)
	object(h, ids[:2], "the fourth reason", "the fifth reason")
	left := []string{"first", "second", "third", "fourth", "fifth"}
	for i, gone := range [][]string{{"first", "fourth"}, {"second", "fifth"}} {
		h.Must(h.Siti, &session.TakeBackItem{Item: ids[i]})
		left = slices.DeleteFunc(left, func(word string) bool { return slices.Contains(gone, word) })
		text := h.LogText()
		for _, word := range []string{"first", "second", "third", "fourth", "fifth"} {
			if strings.Contains(text, "the "+word+" reason") != slices.Contains(left, word) {
				t.Errorf("after %d items were taken back, the log holds the %s reason, or does not: %s", i+1, word, text)
			}
		}
		h.SameAfterRereading()
	}
	if n := counted(h, ids[2]).Reasons; len(n) > 0 {
		t.Errorf("in the last vote nobody gave the reason %v", n)
	}
	if n := h.Item(ids[2]).CountIn(0); n.Objections != 1 || len(n.Reasons) != 1 {
		t.Errorf("of the first vote is left %+v", n)
	}
}

// TestWhoReadsReasons: those for whom the item was written. Whoever reads it since its
// author agreed to more does not, and nobody does while its words are hidden.
func TestWhoReadsReasons(t *testing.T) {
	h, ids := opened(t, layout.Consent, "one")
	object(h, ids, halltest.Secret)
	reads := func(say string, want ...method.Audience) {
		t.Helper()
		var all []method.Audience
		for _, a := range method.Audiences() {
			if strings.Contains(halltest.AsJSON(t, halltest.Whole(h.SharedBy(a))), halltest.Secret) {
				all = append(all, a)
			}
		}
		if !slices.Equal(all, want) {
			t.Errorf("%s: it is read by %v, want %v", say, all, want)
		}
	}
	reads("revealed", method.Members)
	asked := method.ContributionID(ids[0])
	h.Must(h.Facilitator(), &widening.Ask{Meeting: kl, Contributions: []method.ContributionID{asked}, To: method.Public})
	h.Must(h.Siti, &widening.Answer{Contribution: asked, Revision: 1, To: method.Public, Answer: consent.AsItIs})
	reads("widened", method.Members)
	if b := h.SharedBy(method.Public).Boards[my]; b.Count(b.Item(ids[0])).Objections != 1 {
		t.Error("the public does not read how many object")
	}
	h.Must(h.Facilitator(), &moderation.Hide{Item: ids[0], Reason: "it names a family"})
	reads("hidden")
	h.Must(h.Siti, &moderation.Appeal{Item: ids[0]})
	h.Must(h.Members[method.Organiser], &moderation.Restore{Item: ids[0]})
	reads("shown again", method.Members)
}
