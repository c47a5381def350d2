package tui

import (
	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
)

// steer takes the keys of whoever steers a board: a phase on, a phase back. It
// reports whether the key was one of them.
func steer(d *desk, b *session.Board, key string) (tea.Cmd, bool) {
	if !d.may(session.Steer) {
		return nil, false
	}
	var to session.Phase
	sure := ""
	switch key {
	case "n":
		to = b.Phase.Next()
		sure = "steer.sure." + string(to)
	case "b":
		to = b.Phase.Back()
		if b.Phase == session.Voting {
			sure = "steer.sure.no_vote"
		}
	default:
		return nil, false
	}
	if to == "" || sure != "" && !d.confirm(key, sure, b.ID, b.Phase) {
		return nil, true
	}
	return d.do(&session.ChangePhase{Board: b.ID, From: b.Phase, To: to}, ""), true
}

func steerKeys(d *desk, b *session.Board) []hint {
	if !d.may(session.Steer) {
		return nil
	}
	var keys []hint
	if next := b.Phase.Next(); next != "" {
		keys = append(keys, hint{"n", d.t("key.to." + string(next))})
	}
	if back := b.Phase.Back(); back != "" {
		keys = append(keys, hint{"b", d.t("key.back_to", "phase", d.t("phase."+string(back)))})
	}
	return keys
}
