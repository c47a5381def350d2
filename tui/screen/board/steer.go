package board

import (
	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
)

// steer takes the keys of whoever steers a board: a phase on, a phase back. It
// reports whether the key was one of them.
func steer(d *desk.Desk, b *session.Board, key string) (tea.Cmd, bool) {
	if !d.May(session.Steer) {
		return nil, false
	}
	var to session.Phase
	switch key {
	case "n":
		to = b.Next()
	case "b":
		to = b.Back()
	default:
		return nil, false
	}
	if to == "" {
		return nil, true
	}
	if sure, n := unsure(d, b, to); sure != "" && !d.Confirm(key, "steer.sure."+sure, "n", n, "board", b.ID, "phase", b.Phase) {
		return nil, true
	}
	return d.Do(&session.ChangePhase{Board: b.ID, From: b.Phase, To: to}, ""), true
}

// unsure is the question before a step that nothing takes back, with the number
// that its sentence names. It is empty for a step that can be taken back.
func unsure(d *desk.Desk, b *session.Board, to session.Phase) (question string, n int) {
	switch {
	case to == session.Voting && len(b.Rounds) > 0:
		return "vote_again", 0
	case b.Phase == session.Gather, to == session.Voting, b.Phase == session.Voting && to == session.Discuss:
		return string(to), 0
	case b.Phase != session.Voting:
		return "", 0
	}
	if n := d.Watcher.Voted(b.ID); n > 0 {
		return "no_vote", n
	}
	return "nobody_voted", 0
}

func steerKeys(d *desk.Desk, b *session.Board) []kit.Hint {
	if !d.May(session.Steer) {
		return nil
	}
	var keys []kit.Hint
	switch next := b.Next(); {
	case next == session.Discuss && !b.Layout.Voted():
		keys = append(keys, d.Hint("n", "key.to.discuss_unvoted"))
	case next != "":
		keys = append(keys, d.Hint("n", "key.to."+string(next)))
	}
	switch back := b.Back(); back {
	case "":
	case session.Voting:
		keys = append(keys, d.Hint("b", "key.vote_again"))
	default:
		keys = append(keys, d.Hint("b", "key.back_to", "phase", d.T("phase."+string(back))))
	}
	return keys
}
