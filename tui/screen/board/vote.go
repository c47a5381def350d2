package board

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/ballot"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/voting"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
)

// voteKeys say something of the chosen item while people vote, each way with its own
// keys.
func (b *board) voteKeys(d *desk.Desk, it *session.Item) kit.Keys {
	sb := b.of(d)
	switch way := sb.Way; {
	case it == nil || sb.Phase != layout.Voting || !d.MayOn(sb, method.Vote):
		return nil
	case way == layout.Consent:
		return kit.Keys{
			kit.Among("+", d.T("key.consents"), func(string) tea.Cmd { return b.consent(d, it) }, "+", "="),
			kit.On("-", d.T("key.doubts"), d.Shows(func() desk.Screen { return b.newDoubts(d, it) })),
		}
	case way.Ranks():
		return kit.Keys{kit.Among("+ -", d.T("key.rank"), func(pressed string) tea.Cmd { return b.rank(d, it, pressed != "-") }, "+", "=", "-")}
	}
	return kit.Keys{kit.Among("+ -", d.T("key.vote"), func(pressed string) tea.Cmd {
		if pressed == "-" {
			return b.spend(d, it, -1)
		}
		return b.spend(d, it, 1)
	}, "+", "=", "-")}
}

// handsKey counts those who raise a hand for the chosen item.
func (b *board) handsKey(d *desk.Desk, it *session.Item) kit.Keys {
	sb := b.of(d)
	counts := it != nil && sb.Phase == layout.Voting && !sb.Way.Ranks() && !d.Current().Closed &&
		voting.Counts(d.Shared.Community, sb, d.Member, d.Role())
	return kit.Keys{}.If(counts, kit.On("c", d.T("key.hands"), d.Shows(func() desk.Screen { return b.newHands(d, it) })))
}

// ballotMark is what the person says of an item in the vote that is open.
func (b *board) ballotMark(d *desk.Desk, it *session.Item) ballot.Mark {
	return d.Own.Ballots[b.id][it.ID]
}

// spend gives an item dots, or takes them back.
func (b *board) spend(d *desk.Desk, it *session.Item, by int) tea.Cmd {
	return b.casts(d, func(cast ballot.Ballot) (session.Change, ballot.Ballot) {
		dots := max(0, cast[it.ID].N+by)
		return &voting.Cast{Board: b.id, Item: it.ID, Dots: dots}, cast.With(it.ID, ballot.Mark{N: dots})
	})
}

// casts changes what the person says in the vote, from what they said last.
func (b *board) casts(d *desk.Desk, change func(ballot.Ballot) (session.Change, ballot.Ballot)) tea.Cmd {
	return desk.InTurn(d, session.NameDraft("ballot", d.Meeting, string(b.id)), b.of(d).StillOn(d.Own.Ballots[b.id]), change)
}

// consent consents to an item; done again, it takes that back.
func (b *board) consent(d *desk.Desk, it *session.Item) tea.Cmd {
	return b.casts(d, func(cast ballot.Ballot) (session.Change, ballot.Ballot) {
		answer := ballot.Consents
		if cast[it.ID].Answer == answer {
			answer = ""
		}
		return &voting.Answer{Board: b.id, Item: it.ID, Answer: answer}, cast.With(it.ID, ballot.Mark{Answer: answer})
	})
}

// rank moves an item up or down in the person's order.
func (b *board) rank(d *desk.Desk, it *session.Item, up bool) tea.Cmd {
	return b.casts(d, func(cast ballot.Ballot) (session.Change, ballot.Ballot) {
		order := moved(cast.Order(), it.ID, up)
		return &voting.Rank{Board: b.id, Order: order}, ballot.Ranking(order)
	})
}

// moved moves an item one place up or down, where there is one. It comes in at the end, and
// leaves there.
func moved(order []method.ItemID, item method.ItemID, up bool) []method.ItemID {
	i := slices.Index(order, item)
	switch last := len(order) - 1; {
	case up && i < 0:
		return append(order, item)
	case up && i > 0:
		order[i-1], order[i] = order[i], order[i-1]
	case !up && i >= 0 && i == last:
		return order[:last]
	case !up && i >= 0:
		order[i+1], order[i] = order[i], order[i+1]
	}
	return order
}

// newDoubts asks what speaks against an item.
func (b *board) newDoubts(d *desk.Desk, it *session.Item) desk.Screen {
	now := b.ballotMark(d, it)
	answers := []ballot.Answer{ballot.Reserved, ballot.Objects}
	chosen := now.Answer
	if !slices.Contains(answers, chosen) {
		chosen = ballot.Reserved
	}
	answer := kit.OneField("answer", d.T("field.answer"), string(chosen), kit.EnumOptions(d.Look, "answer.", answers))
	reason := kit.WrappedField("reason", d.T("field.reason"), now.Reason, ballot.MaxReason)
	reason.Note = d.T("vote.reason_note")
	s := &desk.FormScreen{Form: &kit.Form{Fields: kit.Questions{reason, answer}}, Heading: "vote.doubts", About: called(it), ForAll: true} // what people type is the reason
	s.Name = session.NameDraft("doubts", d.Meeting, string(b.id), string(it.ID))
	s.Send = func(d *desk.Desk) tea.Cmd {
		return d.Do(&voting.Answer{Board: b.id, Item: it.ID, Answer: ballot.Answer(s.Get("answer")), Reason: s.Get("reason")}, s.Name)
	}
	s.Tells = func(d *desk.Desk, was *session.Shared) {
		seen, now := was.Boards[b.id], b.of(d)
		switch {
		case seen == nil || now == nil || seen.Phase != layout.Voting || desk.VotesOn(d, seen):
		case len(now.Rounds) > len(seen.Rounds):
			d.SayToTyping("writing.after_vote")
		default:
			d.SayToTyping("vote.broken_off", "board", now.Subject)
		}
	}
	return s.Open(d)
}

// called is an item by its code and its words.
func called(it *session.Item) string { return it.Code + "  " + it.Text }

// newHands asks how many people raise a hand for an item, or answer what.
func (b *board) newHands(d *desk.Desk, it *session.Item) desk.Screen {
	now, seen := d.Own.Hands[b.id][it.ID], b.of(d)
	count := func(key, words string, n int) *kit.Field {
		f := kit.LineField(key, d.T(words), "", 5)
		f.Propose(strconv.Itoa(n))
		return f
	}
	all := kit.Questions{count("hands", "field.hands", now.N)}
	if seen.Way == layout.Consent {
		all = kit.Questions{
			count("hands", "vote.hands.consents", now.N), count("reservations", "vote.hands.reservations", now.Reservations),
			count("objections", "vote.hands.objections", now.Objections),
		}
	}
	all[0].Note = d.T("vote.hands_note")
	s := &desk.FormScreen{Form: &kit.Form{Fields: all}, Heading: "vote.hands", About: called(it)}
	s.Send = func(d *desk.Desk) tea.Cmd {
		k := &voting.CountHands{Board: b.id, Item: it.ID}
		for i, n := range []*int{&k.Hands, &k.Reservations, &k.Objections}[:len(all)] {
			var ok bool
			if *n, ok = s.Number(d, all[i].Key, 0); !ok {
				return nil
			}
		}
		return d.Do(k, "")
	}
	s.Done = func(d *desk.Desk) tea.Cmd {
		d.SayWhile(func() bool { return desk.VotesOn(d, seen) }, "vote.hands_kept")
		return nil
	}
	return s.Open(d)
}

// newVote asks how people vote, and opens the vote.
func newVote(d *desk.Desk, b *session.Board) desk.Screen {
	all := desk.VoteFields(d, b.Way, b.Budget)
	s := &desk.FormScreen{Form: &kit.Form{Fields: all}, All: all, Heading: "vote.opens", Sends: "vote.opens"}
	s.Moved = func() { s.Fields = desk.WithoutBudget(all) }
	s.Send = func(d *desk.Desk) tea.Cmd {
		opens := &session.ChangePhase{Board: b.ID, From: b.Phase, To: layout.Voting, Way: layout.Way(s.Get("way"))}
		if s.Field("budget") != nil {
			var ok bool
			if opens.Budget, ok = s.Number(d, "budget", 1); !ok {
				return nil
			}
		}
		return d.Do(opens, "")
	}
	s.Done = func(d *desk.Desk) tea.Cmd {
		d.Notice = "" // that it is open, and what leads there: they are there
		return nil
	}
	return s.Open(d)
}

// voteSays says what the person has left to say in a vote, how many have voted, what the
// vote asks, and when its counts are shown, or where those of the last one stand.
func (b *board) voteSays(d *desk.Desk, sb *session.Board) string {
	var said []string
	asks, counts := d.T("phase.say.vote.looks_on"), "board.counts_hidden"
	if d.MayOn(sb, method.Vote) {
		said, asks = append(said, b.left(d, sb)), desk.VoteAsks(d, sb)
	}
	if n := d.Room.Voted(b.id); n > 0 {
		said = append(said, d.T("board.voted", "n", n))
	}
	if len(sb.Rounds) > 0 {
		counts = "board.last_vote"
	}
	return strings.Join(append(said, asks+" "+d.T(counts)), d.Between())
}

// left is how many dots or places the person has left, or how many items they have not
// answered.
func (b *board) left(d *desk.Desk, sb *session.Board) string {
	cast := sb.StillOn(d.Own.Ballots[b.id])
	switch {
	case sb.Way.Ranks():
		return d.T("vote.places_left", "n", sb.Budget-len(cast))
	case sb.Way == layout.Consent:
		n := 0
		for _, it := range sb.Items {
			if !it.TakenBack && it.Moderation == nil && cast[it.ID].Answer == "" {
				n++
			}
		}
		return d.T("vote.items_left", "n", n)
	}
	return d.T("board.dots_left", "n", sb.Budget-cast.Spent())
}
