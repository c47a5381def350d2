package desk

import (
	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/kit"
)

// What the author of a contribution sees and presses where somebody else has
// edited it; see [session.AnswerEdit].

// Edited reports whether somebody else has edited what the person wrote.
func (d *Desk) Edited(contribution string) bool {
	_, edited := d.Own.Originals[contribution]
	return edited
}

// AnswerKeys are those by which the author agrees, or brings their own words back.
func AnswerKeys(d *Desk, contribution string, revision int) kit.Keys {
	answer := func(restore bool) func() tea.Cmd {
		return func() tea.Cmd {
			return d.Do(&session.AnswerEdit{Contribution: contribution, Revision: revision, Restore: restore}, "")
		}
	}
	return kit.Keys{kit.On("a", d.T("key.agree"), answer(false)), kit.On("r", d.T("key.restore"), answer(true))}
}

// AnsweredEdit says what has become of the answer.
func AnsweredEdit(d *Desk, a *session.AnswerEdit) {
	if a.Restore {
		d.Say("original.restored")
	} else {
		d.Say("original.agreed")
	}
}

// OriginalSay tells the author what has happened to their words; below it stands
// what they wrote.
func OriginalSay(d *Desk, contribution string, open bool, w int) []string {
	say := "original.edited"
	if open && d.Own.Originals[contribution].By.Ladder() != method.Unattributed {
		say = "original.unsigned"
	}
	return kit.Indented(d.T(say), w, d.Theme.Key)
}

// OriginalAnswers are the author's own answers to the questions to which somebody
// else has given others.
func OriginalAnswers(d *Desk, own, now kit.Questions, w int) []string {
	var all []kit.Fact
	for i, q := range own {
		if !kit.Same(q.Values(), now[i].Values()) {
			all = append(all, kit.Fact{Label: q.Label, Value: q.Said(d.Look)})
		}
	}
	return d.Facts(all, w)
}
