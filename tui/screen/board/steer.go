package board

import (
	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
)

// steerKeys are those of whoever steers a board: a phase on, past a vote, a phase back,
// and how people vote.
func steerKeys(d *desk.Desk, b *session.Board) kit.Keys {
	if !d.MayOn(b, method.Steer) {
		return nil
	}
	on, back := "key.to."+string(b.Next()), d.T("key.back_to", "phase", d.T("phase."+string(b.Back())))
	if b.Next() == layout.Discuss && !b.Layout.Voted() {
		on = "key.to.discuss_unvoted"
	}
	if b.Back() == layout.Voting {
		back = d.T("key.vote_again")
	}
	ways := kit.On("v", d.T("key.way"), d.Shows(func() desk.Screen { return newVote(d, b) }))
	return kit.Keys{}.
		If(b.Next() != "", stepKey(d, b, "n", d.T(on), b.Next())).
		If(b.Skip() != "", stepKey(d, b, "s", d.T("key.skip_vote"), b.Skip())).
		If(b.Back() != "", stepKey(d, b, "b", back, b.Back())).
		If(b.Next() == layout.Voting || b.Back() == layout.Voting, ways)
}

// stepKey changes the phase. Before a step that nothing takes back it asks.
func stepKey(d *desk.Desk, b *session.Board, key, words string, to layout.Phase) kit.Key {
	return kit.On(key, words, func() tea.Cmd {
		if sure, n := unsure(d, b, to); sure != "" && !d.ConfirmForAll(key, "steer.sure."+sure, "n", n, "board", b.ID, "phase", b.Phase) {
			switch {
			case to == layout.Voting:
				d.Notice += " " + d.T("vote.way", "way", d.T("way."+string(b.Way)))
			case b.Phase == layout.Voting && to == layout.Discuss:
				d.Notice += " " + d.T("steer.voted", "n", d.Watcher.Voted(b.ID))
			}
			return nil
		}
		return d.Do(&session.ChangePhase{Board: b.ID, From: b.Phase, To: to}, "")
	})
}

// unsure is the question before a step that nothing takes back, with the number
// that its sentence names. It is empty for a step that can be taken back.
func unsure(d *desk.Desk, b *session.Board, to layout.Phase) (question string, n int) {
	switch {
	case to == layout.Voting && len(b.Rounds) > 0:
		return "vote_again", 0
	case b.Phase == layout.Gather, to == layout.Voting, b.Phase == layout.Voting && to == layout.Discuss:
		return string(to), 0
	case b.Phase != layout.Voting:
		return "", 0
	}
	if n := d.Watcher.Voted(b.ID); n > 0 {
		return "no_vote", n
	}
	return "nobody_voted", 0
}
