package session_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/convene-ssh/convene/session"
)

func TestPhasesTakeOneStepFromWhatWasSeen(t *testing.T) {
	all := append(session.Phases(), "", "decide")
	for at, now := range session.Phases() {
		h := newHall(t)
		h.to(my, now)
		for _, from := range all {
			for to, next := range all {
				one := to == at+1 || to == at-1
				if from == now && one && to < len(session.Phases()) {
					continue // allowed, and what the other tests do
				}
				err := h.do(h.facilitator(), &session.ChangePhase{Board: my, From: from, To: next})
				if !isRefusal(err, session.WrongPhase) {
					t.Errorf("in %s, from %q to %q: got %v", now, from, next, err)
				}
			}
		}
	}
}

// TestPressingTwiceIsOneStep: two facilitators press at the same time.
func TestPressingTwiceIsOneStep(t *testing.T) {
	h := newHall(t)
	h.must(h.facilitator(), &session.ChangePhase{Board: my, From: session.Gather, To: session.Revealed})
	err := h.do(h.members[session.Organiser], &session.ChangePhase{Board: my, From: session.Gather, To: session.Revealed})
	h.refused(err, session.WrongPhase)
	var refusal *session.Error
	if errors.As(err, &refusal); refusal.Args["phase"] != "reveal" {
		t.Errorf("the refusal does not say where the board is: %v", refusal)
	}
}

func TestWhatEachPhaseTakes(t *testing.T) {
	for _, now := range session.Phases() {
		t.Run(string(now), func(t *testing.T) {
			h := newHall(t)
			id := h.add(h.siti, "text")
			h.to(my, now)
			voting := now == session.Voting
			for _, c := range []change{
				newItem(h, "late"),
				&session.EditItem{Item: id, Revision: 1, Text: "better"},
				&session.MoveItem{Item: id, To: session.Threats},
				&session.UndoItem{Item: id, Revision: 3},
			} {
				if err := h.do(h.siti, c); voting != isRefusal(err, session.WrongPhase) {
					t.Errorf("%T: got %v", c, err)
				}
			}
			if err := h.do(h.siti, &session.CastVote{Board: my, Item: id, Dots: 1}); voting == isRefusal(err, session.WrongPhase) {
				t.Errorf("vote: got %v", err)
			}
			err := h.do(h.facilitator(), &session.CloseMeeting{Meeting: kl})
			if (now == session.Gather || voting) != isRefusal(err, session.BoardsOpen) || err != nil && !strings.HasSuffix(err.Error(), "boards=Malaysia") {
				t.Errorf("close: got %v", err)
			}
		})
	}
}

// codes lists the codes of a board in the order in which people see them.
func (h *hall) codes(b session.BoardID) []string {
	var all []string
	for _, it := range h.shared().Boards[b].Items {
		all = append(all, it.Code)
	}
	return all
}

func TestRevealDrawsOrderAndCodes(t *testing.T) {
	h := newHall(t)
	var wrote []session.ItemID
	for i := range 20 {
		wrote = append(wrote, h.add(h.siti, fmt.Sprint("item ", i)))
	}
	h.to(my, session.Revealed)
	var shown []session.ItemID
	for i, it := range h.shared().Boards[my].Items {
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
	strength := h.add(h.siti, "strength")
	weakness := newItem(h, "weakness")
	weakness.Part = session.Weaknesses
	h.must(h.siti, weakness)
	h.to(my, session.Revealed)
	for _, step := range []struct {
		name   string
		change change
	}{
		{"another one", newItem(h, "another strength")},
		{"an edit", &session.EditItem{Item: strength, Revision: 1, Text: "a great strength"}},
		{"one taken back", &session.TakeBackItem{Item: strength}},
	} {
		before := h.shared().Boards[my]
		s, w := before.In(session.Strengths), before.In(session.Weaknesses)
		h.must(h.siti, step.change)
		after := h.shared().Boards[my]
		if now := after.In(session.Weaknesses); len(now) != 1 || &now[0] != &w[0] {
			t.Errorf("%s: the other part is not the same", step.name)
		}
		if now := after.In(session.Strengths); len(now) > 0 && &now[0] == &s[0] {
			t.Errorf("%s: the part is the same", step.name)
		}
	}
	h.sameAfterRereading()
}

// TestCodesAreForEver through steps back, moves, takings back and a second
// meeting on the same subject.
func TestCodesAreForEver(t *testing.T) {
	h := newHall(t)
	first, second := h.add(h.siti, "first"), h.add(h.siti, "second")
	h.to(my, session.Revealed)
	code := map[session.ItemID]string{first: h.item(first).Code, second: h.item(second).Code}
	h.to(my, session.Gather)
	late := h.add(h.siti, "late")
	b := h.shared().Boards[my]
	if len(b.Items) != 2 || b.Hidden[session.Strengths] != 1 {
		t.Errorf("a step back shows %d items and hides %v", len(b.Items), b.Hidden)
	}
	h.to(my, session.Revealed)
	if h.item(first).Code != code[first] || h.item(second).Code != code[second] || h.item(late).Code != "MY-S3" {
		t.Errorf("codes after a second reveal: %v", h.codes(my))
	}
	if last := h.shared().Boards[my].Items[2].ID; last != late {
		t.Error("what was revealed later is not behind what people know")
	}

	h.must(h.siti, &session.TakeBackItem{Item: late})
	if it := h.item(late); !it.TakenBack || it.Code != "MY-S3" || it.Text != "" {
		t.Errorf("the tombstone is %+v", it)
	}
	after := newItem(h, "after")
	h.must(h.siti, after)
	if got := h.item(after.Item).Code; got != "MY-S4" {
		t.Errorf("an item added after the reveal got %s", got)
	}

	h.convene("MY", "Malaysia", "board-2")
	again := newItem(h, "again")
	again.Board = "board-2"
	h.must(h.members[session.Organiser], again)
	h.must(h.members[session.Organiser], &session.ChangePhase{Board: "board-2", From: session.Gather, To: session.Revealed})
	if got := h.codes("board-2"); !slices.Equal(got, []string{"MY-S5"}) {
		t.Errorf("the second meeting goes on with %v", got)
	}
}

// convene opens a board at the second meeting.
func (h *hall) convene(prefix, subject string, id session.BoardID) {
	h.Helper()
	h.must(h.members[session.Organiser], swotOn(bangkok, id, subject, prefix, ""))
}

func TestPrefixBelongsToOneSubject(t *testing.T) {
	h := newHall(t)
	for _, o := range []struct {
		meeting         session.MeetingID
		subject, prefix string
		want            session.Code
	}{
		{kl, "Malaysia", "MY", session.Exists},
		{kl, "malaysia", "MAL", session.Exists},
		{kl, "Malay\u200dsia", "MAL", session.Exists},
		{kl, "Myanmar", "my", session.Exists},
		{bangkok, "Myanmar", "MY", session.Exists},
		{kl, "Thailand", "T-H", session.BadPrefix},
		{kl, "Thailand", "ÑU", session.BadPrefix},
		{kl, "Thailand", "1", session.BadPrefix},
		{kl, "Thailand", "THAILAND", session.BadPrefix},
		{kl, "", "TH", session.Missing},
		{kl, strings.Repeat("a", session.MaxTitle+1), "TH", session.TooLong},
		{"nowhere", "Thailand", "TH", session.NotFound},
	} {
		err := h.do(h.members[session.Organiser], swotOn(o.meeting, "b", o.subject, o.prefix, ""))
		if !isRefusal(err, o.want) {
			t.Errorf("%+v: got %v", o, err)
		}
	}
	h.convene("my", "malaysia", "b")
}

func TestMoveGivesANewCodeAndTheOldOneStillFindsIt(t *testing.T) {
	h := newHall(t)
	id := h.add(h.siti, "text")
	h.must(h.siti, &session.MoveItem{Item: id, To: session.Weaknesses})
	h.to(my, session.Revealed)
	if it := h.item(id); it.Code != "MY-W1" || len(it.Former) != 0 {
		t.Errorf("moved while hidden: %+v", it)
	}
	h.must(h.siti, &session.MoveItem{Item: id, To: session.Threats})
	h.must(h.siti, &session.MoveItem{Item: id, To: session.Weaknesses})
	if got := h.item(id).Code; got != "MY-W2" {
		t.Errorf("moved there and back: %s; a code is never given twice", got)
	}
	for _, code := range []string{"MY-W1", "my-w1", "MY-T1", "MY-W2", "my-w2"} {
		if _, it := h.shared().ItemCoded(code); it == nil || it.ID != id {
			t.Errorf("%s finds %+v", code, it)
		}
	}
	for _, code := range []string{"", "MY-S1", "MY-W3"} {
		if _, it := h.shared().ItemCoded(code); it != nil {
			t.Errorf("%q finds %+v", code, it)
		}
	}
}

// TestVotesAreAbsoluteWithinTheBudget plays one ballot, vote by vote.
func TestVotesAreAbsoluteWithinTheBudget(t *testing.T) {
	h := newHall(t)
	ids := map[string]session.ItemID{}
	for _, text := range []string{"a", "b", "gone"} {
		ids[text] = h.add(h.siti, text)
	}
	h.to(my, session.Voting)
	for _, v := range []struct {
		item string
		dots int
		want session.Code
	}{
		{"a", 2, ""},
		{"a", 2, ""}, // said twice
		{"b", 2, session.OverBudget},
		{"b", 1, ""},
		{"gone", 1, session.OverBudget},
		{"a", 3, session.OverBudget},
		{"a", 0, ""},
		{"a", -1, session.Invalid},
		{"gone", 2, ""},
		{"nothing", 1, session.NotFound},
	} {
		err := h.do(h.siti, &session.CastVote{Board: my, Item: ids[v.item], Dots: v.dots})
		if v.want == "" && err != nil || v.want != "" && !isRefusal(err, v.want) {
			t.Errorf("%d dots for %s: got %v, want %q", v.dots, v.item, err, v.want)
		}
	}
	h.must(h.siti, &session.TakeBackItem{Item: ids["gone"]})
	h.refused(h.do(h.siti, &session.CastVote{Board: my, Item: ids["gone"], Dots: 1}), session.TakenBack)
	// The dots on what was taken back are free again.
	h.must(h.siti, &session.CastVote{Board: my, Item: ids["a"], Dots: 2})
	if ballot := h.own(h.siti).Ballots[my]; len(ballot) != 2 {
		t.Errorf("the ballot keeps what is gone: %v", ballot)
	}
	h.must(h.members[session.Scribe], &session.CastVote{Board: my, Item: ids["a"], Dots: 1})
	h.must(h.members[session.Participant], &session.CastVote{Board: my, Item: ids["a"], Dots: 0})
	h.to(my, session.Discuss)
	b := h.shared().Boards[my]
	if h.votes(ids["a"]) != 3 || h.votes(ids["b"]) != 1 || h.votes(ids["gone"]) != 0 || len(b.Rounds) != 1 || b.Rounds[0].Voters != 2 {
		t.Errorf("counted %+v: %s", b, asJSON(t, b.Items))
	}
	if left := h.onShelf("ballot"); len(left) > 0 {
		t.Errorf("ballots are left: %v", left)
	}
}

// votes is what the last vote counted for an item.
func (h *hall) votes(id session.ItemID) int {
	h.Helper()
	b, _ := h.shared().Item(id)
	return b.Votes(h.item(id))
}

// TestVotesAreKeptAsRounds: the last one shows until a new one closes, and a new
// one that is broken off changes none of them.
func TestVotesAreKeptAsRounds(t *testing.T) { synctest.Test(t, votesAreKeptAsRounds) }

func votesAreKeptAsRounds(t *testing.T) {
	h := newHall(t)
	first, second := h.add(h.siti, "first"), h.add(h.siti, "second")
	h.to(my, session.Voting)
	h.must(h.siti, &session.CastVote{Board: my, Item: first, Dots: 3})
	h.to(my, session.Discuss)
	closed := time.Now().UTC()
	time.Sleep(time.Hour)
	h.must(h.facilitator(), &session.ChangePhase{Board: my, From: session.Discuss, To: session.Voting, Budget: 1})
	if got := h.own(h.siti).Ballots[my]; len(got) != 0 {
		t.Errorf("the new vote begins with %v", got)
	}
	h.refused(h.do(h.siti, &session.CastVote{Board: my, Item: second, Dots: 2}), session.OverBudget)
	h.must(h.siti, &session.CastVote{Board: my, Item: second, Dots: 1})
	h.to(my, session.Revealed)
	if h.votes(first) != 3 || h.votes(second) != 0 {
		t.Errorf("what was broken off has changed %s", asJSON(t, h.shared().Boards[my].Items))
	}
	h.to(my, session.Voting)
	late := h.members[session.Scribe]
	h.must(h.siti, &session.CastVote{Board: my, Item: second, Dots: 1})
	h.must(late, &session.CastVote{Board: my, Item: second, Dots: 1})
	h.to(my, session.Discuss)
	if h.votes(first) != 0 || h.votes(second) != 2 {
		t.Errorf("counted %s", asJSON(t, h.shared().Boards[my].Items))
	}
	if it := h.item(first); it.VotesIn(0) != 3 || it.VotesIn(1) != 0 || h.item(second).VotesIn(0) != 0 {
		t.Errorf("the first round is not what it was: %s", asJSON(t, h.shared().Boards[my].Items))
	}
	rounds := h.shared().Boards[my].Rounds
	want := []session.VoteRound{{Closed: closed, Budget: 3, Voters: 1}, {Closed: time.Now().UTC(), Budget: 1, Voters: 2}}
	if !slices.Equal(rounds, want) {
		t.Errorf("the rounds are %+v, want %+v", rounds, want)
	}
	h.sameAfterRereading()
}

// TestWhatIsTakenBackHasNoVotes, of no round: they would say how much it mattered.
func TestWhatIsTakenBackHasNoVotes(t *testing.T) {
	h := newHall(t)
	id := h.add(h.siti, "text")
	for range 2 {
		h.to(my, session.Voting)
		h.must(h.siti, &session.CastVote{Board: my, Item: id, Dots: 2})
		h.to(my, session.Discuss)
	}
	if it := h.item(id); it.VotesIn(0) != 2 || it.VotesIn(1) != 2 {
		t.Fatalf("counted %v", it.Votes)
	}
	h.must(h.siti, &session.TakeBackItem{Item: id})
	if it := h.item(id); len(it.Votes) > 0 {
		t.Errorf("the tombstone has %v", it.Votes)
	}
	h.sameAfterRereading()
}

// TestWhoBreaksOffAVoteKnowsHowManyVoted, and nobody else does.
func TestWhoBreaksOffAVoteKnowsHowManyVoted(t *testing.T) {
	h := newHall(t)
	id := h.add(h.siti, "text")
	voted := func(who session.MemberID) int {
		w, err := h.host.Watch(t.Context(), cop, who)
		h.ok(err)
		defer w.Close()
		return w.Voted(my)
	}
	h.to(my, session.Voting)
	if n := voted(h.facilitator()); n != 0 {
		t.Errorf("%d people have voted before the first", n)
	}
	for _, who := range []session.MemberID{h.siti, h.members[session.Scribe]} {
		h.must(who, &session.CastVote{Board: my, Item: id, Dots: 1})
	}
	h.must(h.members[session.Participant], &session.CastVote{Board: my, Item: id, Dots: 1})
	h.must(h.members[session.Participant], &session.CastVote{Board: my, Item: id})
	if n := voted(h.facilitator()); n != 2 {
		t.Errorf("%d people have voted, want 2", n)
	}
	for _, who := range []session.MemberID{h.siti, h.members[session.Observer]} {
		if n := voted(who); n != 0 {
			t.Errorf("%s is told that %d people have voted", who, n)
		}
	}
}

// TestBallotsDoNotOutliveTheirVote: the facilitator steps back out of a vote.
// What was cast may neither stay on the shelf nor count against another budget.
func TestBallotsDoNotOutliveTheirVote(t *testing.T) {
	h := newHall(t)
	id := h.add(h.siti, "text")
	h.to(my, session.Voting)
	h.must(h.siti, &session.CastVote{Board: my, Item: id, Dots: 3})
	h.must(h.facilitator(), &session.ChangePhase{Board: my, From: session.Voting, To: session.Revealed})
	if left := h.onShelf("ballot"); len(left) > 0 {
		t.Errorf("ballots are left: %v", left)
	}
	h.must(h.facilitator(), &session.ChangePhase{Board: my, From: session.Revealed, To: session.Voting, Budget: 1})
	h.to(my, session.Discuss)
	if n := h.votes(id); n != 0 {
		t.Errorf("%d dots count within a budget of 1", n)
	}
}

func TestBudgetHasBounds(t *testing.T) {
	h := newHall(t)
	for _, n := range []int{-1, session.MaxBudget + 1} {
		h.refused(h.do(h.facilitator(), &session.ChangePhase{Board: my, From: session.Gather, To: session.Revealed, Budget: n}), session.Invalid)
		h.refused(h.do(h.facilitator(), &session.AddAgendaItem{Meeting: kl, Item: swotOn(kl, "b", "TH", "TH", "").Item, Budget: n}), session.Invalid)
	}
	if n := h.shared().Boards[my].Budget; n != session.DefaultBudget {
		t.Errorf("a board begins with a budget of %d", n)
	}
}
