package tui

import (
	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
)

// What the author of a contribution sees and presses where somebody else has
// edited it; see [session.AnswerEdit].

// edited reports whether somebody else has edited what the person wrote.
func (d *desk) edited(contribution string) bool {
	_, edited := d.own.Originals[contribution]
	return edited
}

// answerEdit takes the key by which the author agrees, or brings their own words
// back.
func answerEdit(d *desk, contribution string, revision int, key string) tea.Cmd {
	return d.do(&session.AnswerEdit{Contribution: contribution, Revision: revision, Restore: key == "r"}, "")
}

func answerKeys(d *desk) []hint {
	return []hint{{"a", d.t("key.agree")}, {"r", d.t("key.restore")}}
}

// answeredEdit says what has become of the answer.
func answeredEdit(d *desk, a *session.AnswerEdit) {
	if a.Restore {
		d.say("original.restored")
	} else {
		d.say("original.agreed")
	}
}

// originalSay tells the author what has happened to their words; below it stands
// what they wrote.
func originalSay(d *desk, contribution string, open bool, w int) []string {
	say := "original.edited"
	if open && d.own.Originals[contribution].By.Ladder() != session.Unattributed {
		say = "original.unsigned"
	}
	return indented(d.t(say), w, d.Theme.Key)
}

// originalAnswers are the author's own answers to the questions to which somebody
// else has given others.
func originalAnswers(d *desk, own, now []*field, w int) []string {
	var rows []string
	for i, q := range own {
		if !same(q.values(), now[i].values()) {
			rows = append(rows, fact{q.label, q.said(d)}.rows(d, w)...)
		}
	}
	return rows
}
