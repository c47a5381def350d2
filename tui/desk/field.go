package desk

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/kit"
)

// DateField asks for a date and says how it is written.
func DateField(d *Desk, key, label string, value method.Date, note string) *kit.Field {
	return kit.DayField(key, label, string(value), note, time.Now().Year())
}

// DateOf reads the answer of a [DateField].
func DateOf(f *kit.Form, key string) method.Date { return method.Date(strings.TrimSpace(f.Get(key))) }

// DayOf is the day of some time in words.
func DayOf(d *Desk, at time.Time) string {
	return d.Words.Day(method.Date(at.UTC().Format(time.DateOnly)))
}

// VoteFields ask how people vote on a board.
func VoteFields(d *Desk, w layout.Way, budget int) kit.Questions {
	way := kit.OneField("way", d.T("field.way"), string(w), kit.EnumOptions(d.Look, "way.", layout.Ways()))
	way.Note = d.T("vote.way_note")
	each := kit.LineField("budget", d.T("board.form.dots"), "", 2)
	each.Propose(strconv.Itoa(budget))
	each.Note = d.T("vote.budget_note", "max", session.MaxBudget)
	return kit.Questions{way, each}
}

// WithoutBudget leaves out the question how many dots each person has, where the way is
// consent.
func WithoutBudget(all kit.Questions) kit.Questions {
	if all.Get("way") != string(layout.Consent) {
		return all
	}
	return slices.DeleteFunc(slices.Clone(all), func(q *kit.Field) bool { return q.Key == "budget" })
}
