package board

import (
	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/questions"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
)

// askKeys are those of a question that waits for an answer: people say that they want it
// asked too, and whoever steers that it was answered.
func askKeys(d *desk.Desk, b *session.Board, it *session.Item) kit.Keys {
	if it == nil || !b.Layout.Asks() || it.Part != b.Layout.Asked || it.TakenBack || it.Moderation != nil {
		return nil
	}
	key, words, wants := "+", "key.want", d.Own.Ballots[b.ID][it.ID].N > 0
	if wants {
		key, words = "-", "key.want_not"
	}
	return kit.Keys{}.
		If(d.MayOn(b, method.Vote), kit.On(key, d.T(words), func() tea.Cmd {
			return d.Do(&questions.Want{Question: it.ID, Not: wants}, "")
		})).
		If(d.MayOn(b, method.Steer), kit.On("n", d.T("key.answered"), func() tea.Cmd {
			return d.Do(&session.MoveItem{Item: it.ID, To: b.Layout.Heard}, "")
		}))
}
