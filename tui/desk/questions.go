package desk

import (
	"slices"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/questions"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/place"
)

// Questions is the board on which people ask those who speak in an item of the agenda;
// nil where there is none.
func Questions(d *Desk, a session.AgendaItem) *session.Board {
	if b := d.Shared.Boards[a.Board]; b != nil && b.Layout.Asks() {
		return b
	}
	return nil
}

// QuestionKeys lead there, from where people speak and from what they note down.
func QuestionKeys(d *Desk, a session.AgendaItem) kit.Keys {
	b := Questions(d, a)
	if b == nil {
		return nil
	}
	return kit.Keys{kit.On("q", d.T("key.questions", "n", len(questions.Waiting(b))), d.To(place.Board{ID: b.ID}))}
}

// QuestionRows say there how many questions wait, and which one most want asked.
func QuestionRows(d *Desk, a session.AgendaItem, w int) []string {
	b := Questions(d, a)
	if b == nil {
		return nil
	}
	waiting := questions.Waiting(b)
	if len(waiting) == 0 {
		return nil
	}
	first := slices.MaxFunc(waiting, func(x, y *session.Item) int { return x.Wanted - y.Wanted })
	say := d.T("questions.waiting", "n", len(waiting)) + d.Between() + ItemLabel(d, first)
	return kit.Styled(d.AtMost(1, say, w), d.Theme.Key)
}
