package session_test

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/ballot"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/voting"
)

// TestPhasesTakeOneStepFromWhatWasSeen; only a vote may be left out.
func TestPhasesTakeOneStepFromWhatWasSeen(t *testing.T) {
	all := append(layout.Phases(), "", "decide")
	for at, now := range layout.Phases() {
		h := newHall(t)
		h.To(my, now)
		for _, from := range all {
			for to, next := range all {
				one := to == at+1 || to == at-1 || now == layout.Revealed && next == layout.Discuss
				if from == now && one && to < len(layout.Phases()) {
					continue // allowed, and what the other tests do
				}
				err := h.Do(h.Facilitator(), &session.ChangePhase{Board: my, From: from, To: next})
				if !halltest.IsRefusal(err, refusal.WrongPhase) {
					t.Errorf("in %s, from %q to %q: got %v", now, from, next, err)
				}
			}
		}
	}
}

// TestPressingTwiceIsOneStep: two facilitators press at the same time.
func TestPressingTwiceIsOneStep(t *testing.T) {
	h := newHall(t)
	h.Must(h.Facilitator(), &session.ChangePhase{Board: my, From: layout.Gather, To: layout.Revealed})
	err := h.Do(h.Members[method.Organiser], &session.ChangePhase{Board: my, From: layout.Gather, To: layout.Revealed})
	h.Refused(err, refusal.WrongPhase)
	var refusal *refusal.Error
	if errors.As(err, &refusal); refusal.Args["phase"] != "reveal" {
		t.Errorf("the refusal does not say where the board is: %v", refusal)
	}
}

func TestWhatEachPhaseTakes(t *testing.T) {
	for _, now := range layout.Phases() {
		t.Run(string(now), func(t *testing.T) {
			h := newHall(t)
			id := h.Add(h.Siti, "text")
			h.To(my, now)
			votes := now == layout.Voting
			for _, c := range []change{
				h.NewItem("late"),
				&session.EditItem{Item: id, Revision: 1, Text: "better"},
				&session.MoveItem{Item: id, To: layout.Threats},
				&session.UndoItem{Item: id, Revision: 3},
			} {
				if err := h.Do(h.Siti, c); votes != halltest.IsRefusal(err, refusal.WrongPhase) {
					t.Errorf("%T: got %v", c, err)
				}
			}
			if err := h.Do(h.Siti, &voting.Cast{Board: my, Item: id, Dots: 1}); votes == halltest.IsRefusal(err, refusal.WrongPhase) {
				t.Errorf("vote: got %v", err)
			}
			err := h.Do(h.Facilitator(), &session.CloseMeeting{Meeting: kl})
			if (now == layout.Gather || votes) != halltest.IsRefusal(err, refusal.BoardsOpen) || err != nil && !strings.HasSuffix(err.Error(), "boards=Malaysia") {
				t.Errorf("close: got %v", err)
			}
		})
	}
}

func TestRevealDrawsOrderAndCodes(t *testing.T) {
	h := newHall(t)
	var wrote []method.ItemID
	for i := range 20 {
		wrote = append(wrote, h.Add(h.Siti, fmt.Sprint("item ", i)))
	}
	h.To(my, layout.Revealed)
	var shown []method.ItemID
	for i, it := range h.Shared().Boards[my].Items {
		shown = append(shown, it.ID)
		if want := fmt.Sprint("MY-S", i+1); it.Code != want {
			t.Errorf("place %d has the code %s, want %s", i, it.Code, want)
		}
	}
	if slices.Equal(shown, wrote) {
		t.Error("the order tells who wrote first")
	}
	slices.Sort(shown)
	slices.Sort(wrote)
	if !slices.Equal(shown, wrote) {
		t.Errorf("revealed %v of %v", shown, wrote)
	}
}

// TestAPartIsTheSameUntilItChanges: its picture is kept for as long.
func TestAPartIsTheSameUntilItChanges(t *testing.T) {
	h := newHall(t)
	strength := h.Add(h.Siti, "strength")
	weakness := h.NewItem("weakness")
	weakness.Part = layout.Weaknesses
	h.Must(h.Siti, weakness)
	h.To(my, layout.Revealed)
	for _, step := range []struct {
		name   string
		change change
	}{
		{"another one", h.NewItem("another strength")},
		{"an edit", &session.EditItem{Item: strength, Revision: 1, Text: "a great strength"}},
		{"one taken back", &session.TakeBackItem{Item: strength}},
	} {
		before := h.Shared().Boards[my]
		s, w := before.In(layout.Strengths), before.In(layout.Weaknesses)
		h.Must(h.Siti, step.change)
		after := h.Shared().Boards[my]
		if now := after.In(layout.Weaknesses); len(now) != 1 || &now[0] != &w[0] {
			t.Errorf("%s: the other part is not the same", step.name)
		}
		if now := after.In(layout.Strengths); len(now) > 0 && &now[0] == &s[0] {
			t.Errorf("%s: the part is the same", step.name)
		}
	}
	h.SameAfterRereading()
}

// TestCodesAreForEver through steps back, moves, takings back and a second
// meeting on the same subject.
func TestCodesAreForEver(t *testing.T) {
	h := newHall(t)
	first, second := h.Add(h.Siti, "first"), h.Add(h.Siti, "second")
	h.To(my, layout.Revealed)
	code := map[method.ItemID]string{first: h.Item(first).Code, second: h.Item(second).Code}
	h.To(my, layout.Gather)
	late := h.Add(h.Siti, "late")
	b := h.Shared().Boards[my]
	if len(b.Items) != 2 || b.Hidden[layout.Strengths] != 1 {
		t.Errorf("a step back shows %d items and hides %v", len(b.Items), b.Hidden)
	}
	h.To(my, layout.Revealed)
	if h.Item(first).Code != code[first] || h.Item(second).Code != code[second] || h.Item(late).Code != "MY-S3" {
		t.Errorf("codes after a second reveal: %v", h.Codes(my))
	}
	if last := h.Shared().Boards[my].Items[2].ID; last != late {
		t.Error("what was revealed later is not behind what people know")
	}

	h.Must(h.Siti, &session.TakeBackItem{Item: late})
	if it := h.Item(late); !it.TakenBack || it.Code != "MY-S3" || it.Text != "" {
		t.Errorf("the tombstone is %+v", it)
	}
	after := h.NewItem("after")
	h.Must(h.Siti, after)
	if got := h.Item(after.Item).Code; got != "MY-S4" {
		t.Errorf("an item added after the reveal got %s", got)
	}

	h.Convene("MY", "Malaysia", "board-2")
	again := h.NewItem("again")
	again.Board = "board-2"
	h.Must(h.Members[method.Organiser], again)
	h.Must(h.Members[method.Organiser], &session.ChangePhase{Board: "board-2", From: layout.Gather, To: layout.Revealed})
	if got := h.Codes("board-2"); !slices.Equal(got, []string{"MY-S5"}) {
		t.Errorf("the second meeting goes on with %v", got)
	}
}

func TestPrefixBelongsToOneSubject(t *testing.T) {
	h := newHall(t)
	for _, o := range []struct {
		meeting         method.MeetingID
		subject, prefix string
		want            refusal.Code
	}{
		{kl, "Malaysia", "MY", refusal.Exists},
		{kl, "malaysia", "MAL", refusal.Exists},
		{kl, "Malay\u200dsia", "MAL", refusal.Exists},
		{kl, "Myanmar", "my", refusal.Exists},
		{bangkok, "Myanmar", "MY", refusal.Exists},
		{kl, "Thailand", "T-H", refusal.BadPrefix},
		{kl, "Thailand", "ÑU", refusal.BadPrefix},
		{kl, "Thailand", "1", refusal.BadPrefix},
		{kl, "Thailand", "THAILAND", refusal.BadPrefix},
		{kl, "", "TH", refusal.Missing},
		{kl, strings.Repeat("a", method.MaxTitle+1), "TH", refusal.TooLong},
		{"nowhere", "Thailand", "TH", refusal.NotFound},
	} {
		err := h.Do(h.Members[method.Organiser], halltest.SwotOn(o.meeting, "b", o.subject, o.prefix, ""))
		if !halltest.IsRefusal(err, o.want) {
			t.Errorf("%+v: got %v", o, err)
		}
	}
	h.Convene("my", "malaysia", "b")
}

func TestMoveGivesANewCodeAndTheOldOneStillFindsIt(t *testing.T) {
	h := newHall(t)
	id := h.Add(h.Siti, "text")
	h.Must(h.Siti, &session.MoveItem{Item: id, To: layout.Weaknesses})
	h.To(my, layout.Revealed)
	if it := h.Item(id); it.Code != "MY-W1" || len(it.Former) != 0 {
		t.Errorf("moved while hidden: %+v", it)
	}
	h.Must(h.Siti, &session.MoveItem{Item: id, To: layout.Threats})
	h.Must(h.Siti, &session.MoveItem{Item: id, To: layout.Weaknesses})
	if got := h.Item(id).Code; got != "MY-W2" {
		t.Errorf("moved there and back: %s; a code is never given twice", got)
	}
	for _, code := range []string{"MY-W1", "my-w1", "MY-T1", "MY-W2", "my-w2"} {
		if _, it := h.Shared().ItemCoded(code); it == nil || it.ID != id {
			t.Errorf("%s finds %+v", code, it)
		}
	}
	for _, code := range []string{"", "MY-S1", "MY-W3"} {
		if _, it := h.Shared().ItemCoded(code); it != nil {
			t.Errorf("%q finds %+v", code, it)
		}
	}
}

// TestVotesAreAbsoluteWithinTheBudget plays one ballot, vote by vote.
func TestVotesAreAbsoluteWithinTheBudget(t *testing.T) {
	h := newHall(t)
	ids := map[string]method.ItemID{}
	for _, text := range []string{"a", "b", "gone"} {
		ids[text] = h.Add(h.Siti, text)
	}
	h.To(my, layout.Voting)
	for _, v := range []struct {
		item string
		dots int
		want refusal.Code
	}{
		{"a", 2, ""},
		{"a", 2, ""}, // said twice
		{"b", 2, refusal.OverBudget},
		{"b", 1, ""},
		{"gone", 1, refusal.OverBudget},
		{"a", 3, refusal.OverBudget},
		{"a", math.MaxInt, refusal.OverBudget},
		{"a", 0, ""},
		{"a", -1, refusal.Invalid},
		{"gone", 2, ""},
		{"nothing", 1, refusal.NotFound},
	} {
		err := h.Do(h.Siti, &voting.Cast{Board: my, Item: ids[v.item], Dots: v.dots})
		if v.want == "" && err != nil || v.want != "" && !halltest.IsRefusal(err, v.want) {
			t.Errorf("%d dots for %s: got %v, want %q", v.dots, v.item, err, v.want)
		}
	}
	h.Must(h.Siti, &session.TakeBackItem{Item: ids["gone"]})
	h.Refused(h.Do(h.Siti, &voting.Cast{Board: my, Item: ids["gone"], Dots: 1}), refusal.TakenBack)
	// The dots on what was taken back are free again.
	h.Must(h.Siti, &voting.Cast{Board: my, Item: ids["a"], Dots: 2})
	if ballot := h.Own(h.Siti).Ballots[my]; len(ballot) != 2 {
		t.Errorf("the ballot keeps what is gone: %v", ballot)
	}
	h.Must(h.Members[method.Scribe], &voting.Cast{Board: my, Item: ids["a"], Dots: 1})
	h.Must(h.Members[method.Participant], &voting.Cast{Board: my, Item: ids["a"], Dots: 0})
	h.To(my, layout.Discuss)
	b := h.Shared().Boards[my]
	if h.Votes(ids["a"]) != 3 || h.Votes(ids["b"]) != 1 || h.Votes(ids["gone"]) != 0 || len(b.Rounds) != 1 || b.Rounds[0].Voters != 2 {
		t.Errorf("counted %+v: %s", b, halltest.AsJSON(t, b.Items))
	}
	if left := h.OnShelf("ballot"); len(left) > 0 {
		t.Errorf("ballots are left: %v", left)
	}
}

// TestVotesAreKeptAsRounds: the last one shows until a new one closes, and a new
// one that is broken off changes none of them.
func TestVotesAreKeptAsRounds(t *testing.T) { synctest.Test(t, votesAreKeptAsRounds) }

func votesAreKeptAsRounds(t *testing.T) {
	h := newHall(t)
	first, second := h.Add(h.Siti, "first"), h.Add(h.Siti, "second")
	h.To(my, layout.Voting)
	h.Must(h.Siti, &voting.Cast{Board: my, Item: first, Dots: 3})
	h.To(my, layout.Discuss)
	closed := time.Now().UTC()
	time.Sleep(time.Hour)
	h.Must(h.Facilitator(), &session.ChangePhase{Board: my, From: layout.Discuss, To: layout.Voting, Budget: 1})
	if got := h.Own(h.Siti).Ballots[my]; len(got) != 0 {
		t.Errorf("the new vote begins with %v", got)
	}
	h.Refused(h.Do(h.Siti, &voting.Cast{Board: my, Item: second, Dots: 2}), refusal.OverBudget)
	h.Must(h.Siti, &voting.Cast{Board: my, Item: second, Dots: 1})
	h.To(my, layout.Revealed)
	if h.Votes(first) != 3 || h.Votes(second) != 0 {
		t.Errorf("what was broken off has changed %s", halltest.AsJSON(t, h.Shared().Boards[my].Items))
	}
	h.To(my, layout.Voting)
	late := h.Members[method.Scribe]
	h.Must(h.Siti, &voting.Cast{Board: my, Item: second, Dots: 1})
	h.Must(late, &voting.Cast{Board: my, Item: second, Dots: 1})
	h.To(my, layout.Discuss)
	if h.Votes(first) != 0 || h.Votes(second) != 2 {
		t.Errorf("counted %s", halltest.AsJSON(t, h.Shared().Boards[my].Items))
	}
	if it := h.Item(first); it.CountIn(0).N != 3 || it.CountIn(1).N != 0 || h.Item(second).CountIn(0).N != 0 {
		t.Errorf("the first round is not what it was: %s", halltest.AsJSON(t, h.Shared().Boards[my].Items))
	}
	rounds := h.Shared().Boards[my].Rounds
	want := []session.VoteRound{{Closed: closed, Budget: 3, Voters: 1, Way: layout.Dots}, {Closed: time.Now().UTC(), Budget: 1, Voters: 2, Way: layout.Dots}}
	if !slices.Equal(rounds, want) {
		t.Errorf("the rounds are %+v, want %+v", rounds, want)
	}
	h.SameAfterRereading()
}

// TestWhatIsTakenBackHasNoVotes, of no round: they would say how much it mattered.
func TestWhatIsTakenBackHasNoVotes(t *testing.T) {
	h := newHall(t)
	id := h.Add(h.Siti, "text")
	for range 2 {
		h.To(my, layout.Voting)
		h.Must(h.Siti, &voting.Cast{Board: my, Item: id, Dots: 2})
		h.To(my, layout.Discuss)
	}
	if it := h.Item(id); it.CountIn(0).N != 2 || it.CountIn(1).N != 2 {
		t.Fatalf("counted %v", it.Counts)
	}
	h.Must(h.Siti, &session.TakeBackItem{Item: id})
	if it := h.Item(id); len(it.Counts) > 0 {
		t.Errorf("the tombstone has %v", it.Counts)
	}
	h.SameAfterRereading()
}

// TestACountIsOfTheWordsThatWereVotedOn: where there are others now, it says so, until those
// are back or are voted on.
func TestACountIsOfTheWordsThatWereVotedOn(t *testing.T) {
	h := newHall(t)
	id := h.Add(h.Siti, "People stay in touch")
	vote := func() {
		h.To(my, layout.Voting)
		h.Must(h.Siti, &voting.Cast{Board: my, Item: id, Dots: 1})
		h.To(my, layout.Discuss)
	}
	says := func(step string, reworded ...bool) {
		t.Helper()
		it := h.Item(id)
		var got []bool
		for _, n := range it.Counts {
			got = append(got, n.Reworded)
		}
		if !slices.Equal(got, reworded) || it.Reworded() != reworded[len(reworded)-1] {
			t.Errorf("%s: the counts are of other words: %v", step, got)
		}
	}
	vote()
	says("voted on", false)
	h.Must(h.Siti, &session.EditItem{Item: id, Revision: 1, Text: "Nobody stays in touch"})
	says("edited", true)
	h.Must(h.Siti, &session.UndoItem{Item: id, Revision: 2})
	says("undone", false)
	h.Must(h.Facilitator(), &session.EditItem{Item: id, Revision: 3, Text: "Nobody stays in touch"})
	says("edited by somebody else", true)
	vote()
	says("voted on again", true, false)
	h.Must(h.Siti, &session.AnswerEdit{Contribution: string(id), Revision: 4, Restore: true})
	says("brought back", false, true)
	h.SameAfterRereading()
}

// TestNoReasonComesFirstByItsWords: nor by who gave it, or when. They stand in an order that is
// drawn.
func TestNoReasonComesFirstByItsWords(t *testing.T) {
	h := newHall(t)
	item, crowd := h.Add(h.Siti, "an item"), h.crowd(8)
	h.To(my, layout.Discuss)
	h.Must(h.Facilitator(), &session.ChangePhase{Board: my, From: layout.Discuss, To: layout.Voting, Way: layout.Consent})
	var given []string
	for i, who := range crowd {
		given = append(given, fmt.Sprint("reason ", i))
		h.Must(who, &voting.Answer{Board: my, Item: item, Answer: ballot.Objects, Reason: given[i]})
	}
	h.To(my, layout.Discuss)
	var stand []string
	for _, r := range h.Item(item).CountIn(len(h.Shared().Boards[my].Rounds) - 1).Reasons {
		stand = append(stand, r.Words)
	}
	if slices.Equal(stand, given) || !slices.Equal(slices.Sorted(slices.Values(stand)), given) {
		t.Errorf("they stand as %q", stand)
	}
}

// TestHowManyHaveVoted is what everybody is told of a vote that is open, and all of it.
func TestHowManyHaveVoted(t *testing.T) {
	h := newHall(t)
	id := h.Add(h.Siti, "text")
	voted := func(who session.MemberID) int {
		w, err := h.Host.Watch(t.Context(), cop, kl, who)
		h.OK(err)
		defer w.Close()
		return w.Voted(my)
	}
	h.To(my, layout.Voting)
	if n := voted(h.Facilitator()); n != 0 {
		t.Errorf("%d people have voted before the first", n)
	}
	for _, who := range []session.MemberID{h.Siti, h.Members[method.Scribe]} {
		h.Must(who, &voting.Cast{Board: my, Item: id, Dots: 1})
	}
	h.Must(h.Members[method.Participant], &voting.Cast{Board: my, Item: id, Dots: 1})
	h.Must(h.Members[method.Participant], &voting.Cast{Board: my, Item: id})
	for _, who := range []session.MemberID{h.Facilitator(), h.Siti, h.Members[method.Observer]} {
		if n := voted(who); n != 2 {
			t.Errorf("%s is told that %d people have voted, want 2", who, n)
		}
	}
	h.To(my, layout.Discuss)
	if n := voted(h.Siti); n != 0 {
		t.Errorf("%d people vote where nobody does", n)
	}
}

// TestAVoteMayBeLeftOut by whoever steers, and held later.
func TestAVoteMayBeLeftOut(t *testing.T) {
	h := newHall(t)
	id := h.Add(h.Siti, "text")
	skip := &session.ChangePhase{Board: my, From: layout.Revealed, To: layout.Discuss}
	h.Refused(h.Do(h.Facilitator(), &session.ChangePhase{Board: my, From: layout.Gather, To: layout.Discuss}), refusal.WrongPhase)
	h.Refused(h.Do(h.Facilitator(), skip), refusal.WrongPhase)
	h.To(my, layout.Revealed)
	h.Refused(h.Do(h.Siti, skip), refusal.NotAllowed)
	h.Must(h.Facilitator(), skip)
	if b := h.Shared().Boards[my]; b.Phase != layout.Discuss || len(b.Rounds) != 0 {
		t.Errorf("in the phase %s there were %v", b.Phase, b.Rounds)
	}
	h.To(my, layout.Voting)
	h.Must(h.Siti, &voting.Cast{Board: my, Item: id, Dots: 1})
	h.To(my, layout.Discuss)
	if b := h.Shared().Boards[my]; len(b.Rounds) != 1 || b.Votes(b.Item(id)) != 1 {
		t.Errorf("the vote that was held later is %v", b.Rounds)
	}
	h.SameAfterRereading()
}

// TestBallotsDoNotOutliveTheirVote: the facilitator steps back out of a vote.
// What was cast may neither stay on the shelf nor count against another budget.
func TestBallotsDoNotOutliveTheirVote(t *testing.T) {
	h := newHall(t)
	id := h.Add(h.Siti, "text")
	h.To(my, layout.Voting)
	h.Must(h.Siti, &voting.Cast{Board: my, Item: id, Dots: 3})
	h.Must(h.Facilitator(), &session.ChangePhase{Board: my, From: layout.Voting, To: layout.Revealed})
	if left := h.OnShelf("ballot"); len(left) > 0 {
		t.Errorf("ballots are left: %v", left)
	}
	h.Must(h.Facilitator(), &session.ChangePhase{Board: my, From: layout.Revealed, To: layout.Voting, Budget: 1})
	h.To(my, layout.Discuss)
	if n := h.Votes(id); n != 0 {
		t.Errorf("%d dots count within a budget of 1", n)
	}
}

func TestBudgetHasBounds(t *testing.T) {
	h := newHall(t)
	for _, n := range []int{-1, session.MaxBudget + 1} {
		h.Refused(h.Do(h.Facilitator(), &session.ChangePhase{Board: my, From: layout.Gather, To: layout.Revealed, Budget: n}), refusal.Invalid)
		h.Refused(h.Do(h.Facilitator(), &agenda.Add{Meeting: kl, Item: halltest.SwotOn(kl, "b", "TH", "TH", "").Item, Budget: n}), refusal.Invalid)
	}
	if n := h.Shared().Boards[my].Budget; n != session.DefaultBudget {
		t.Errorf("a board begins with a budget of %d", n)
	}
}
