package lens

import (
	"slices"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/method"
)

// Gaps are what a meeting has written and nothing has come of, as far as the readers of
// a view see. Source: method.md, "Strategy".
type Gaps struct {
	Unanswered []Unanswered     // in the order of the boards
	Strategies []*session.Entry // for which nobody has promised anything
	Promised   []*session.Entry // for which no action is planned
	Asks       []*session.Entry // that no offer answers
}

// Unanswered are the items of an analysis that ask for an answer and have none, those
// with the most votes first.
type Unanswered struct {
	Board *session.Board
	Items []*session.Item
}

// GapsOf finds the gaps of a meeting with these boards.
func GapsOf(s *session.Shared, meeting method.MeetingID, boards []*session.Board) Gaps {
	var g Gaps
	for _, b := range boards {
		if items := unanswered(s, b); len(items) > 0 {
			g.Unanswered = append(g.Unanswered, Unanswered{b, items})
		}
	}
	action := func(e *session.Entry) bool { return e.Register.Name == "action" && promises(e) }
	g.Strategies = without(s, meeting, "strategy", promises)
	g.Promised = without(s, meeting, "commitment", action)
	if r := s.RegisterNamed(Offered); r != nil {
		g.Asks = slices.DeleteFunc(slices.Clone(s.EntriesOf(r, meeting)), func(e *session.Entry) bool { return !Unmet(s, e) })
	}
	return g
}

// N is how many there are.
func (g Gaps) N() int {
	n := len(g.Strategies) + len(g.Promised) + len(g.Asks)
	for _, u := range g.Unanswered {
		n += len(u.Items)
	}
	return n
}

// unanswered are the items of a board that neither a strategy nor a promise answers.
func unanswered(s *session.Shared, b *session.Board) []*session.Item {
	var all []*session.Item
	for _, p := range b.Layout.Answered {
		for _, it := range b.In(p) {
			if stands(it) && !slices.ContainsFunc(s.LedTo(method.ContributionID(it.ID)), answers) {
				all = append(all, it)
			}
		}
	}
	slices.SortStableFunc(all, func(x, y *session.Item) int { return b.Votes(y) - b.Votes(x) })
	return all
}

// answers reports whether an entry answers what it came from. What people only take away
// from it, or want to hear of, does not.
func answers(e *session.Entry) bool { return e.Register.Name == "strategy" || promises(e) }

// givenUp are the stages of what nobody will do any more.
var givenUp = []string{"withdrawn", "cancelled", "set-aside"}

// promises reports whether somebody does something by an entry, or has done it: they neither
// ask for it only, nor have given it up, nor has a meeting dropped it.
func promises(e *session.Entry) bool {
	dropped := slices.Contains(givenUp, e.Register.Answer(field.UseStage, e.Fields)) || e.Decided() == method.DropEntry
	return e.Register.Promises() && !asks(e) && !dropped
}

// stands reports whether the words of an item are there.
func stands(it *session.Item) bool { return !it.TakenBack && it.Moderation == nil }

// without are the entries that a meeting has added to a register and that have led to
// nothing of that kind. What is over by the account of its people needs nothing more.
func without(s *session.Shared, meeting method.MeetingID, register string, kind func(*session.Entry) bool) []*session.Entry {
	r := s.RegisterNamed(register)
	if r == nil {
		return nil
	}
	var all []*session.Entry
	for _, e := range s.EntriesOf(r, meeting) {
		over := r.Promises() && !e.Open()
		if !e.TakenBack && !over && !slices.ContainsFunc(s.LedTo(method.ContributionID(e.ID)), kind) {
			all = append(all, e)
		}
	}
	return all
}
