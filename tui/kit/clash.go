package kit

import (
	"cmp"
	"maps"
	"slices"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/tui/theme"
)

// Versions are what a form that changes something keeps apart: the answers that it
// began with, and those that somebody else has saved meanwhile.
type Versions struct {
	Opened   map[string][]string // the answers that the form began with
	Revision int                 // that they are of, 0 for something new
	Clash    *clash              // with another version, or nil
	Of       string              // the question that says what the others are of, held by each draft; empty for none
}

// Pack is the draft of the answers, or nil where none was changed.
func (v *Versions) Pack(all Questions) []byte {
	changed := all.Answers()
	maps.DeleteFunc(changed, func(key string, now []string) bool { return Same(now, v.Opened[key]) })
	switch {
	case len(changed) == 0:
		return nil
	case v.Revision == 0:
		changed = all.Answers()
	case v.Of != "":
		changed[v.Of] = all.Find(v.Of).Values()
	}
	return kept{Revision: v.Revision, Answers: changed, Longest: all.longest(changed)}.pack()
}

// Restore brings a draft back. Where it began from another version, its answers
// are not those that the form opens with now.
func (v *Versions) Restore(all Questions, draft []byte) {
	k := unpacked(draft)
	if len(k.Answers) == 0 {
		return
	}
	all.Answer(k.Answers)
	if k.Revision != v.Revision {
		for key := range k.Answers {
			delete(v.Opened, key)
		}
	}
	v.Revision = k.Revision
}

// Offer lays what somebody else has saved beside the person's own. It reports
// whether there is anything to choose.
func (v *Versions) Offer(mine, theirs Questions, revision int) bool {
	v.Clash = newClash(mine, theirs, v.Opened, revision)
	return len(v.Clash.differ()) > 0
}

// Resolve returns the answers that were chosen. They take the place of the other
// version.
func (v *Versions) Resolve() Questions {
	all := v.Clash.resolved()
	v.Opened, v.Revision, v.Clash = v.Clash.theirs.Answers(), v.Clash.revision, nil
	return all
}

// clash is a version of a form's answers that somebody else has saved
// meanwhile, question by question beside the person's own.
type clash struct {
	mine, theirs Questions           // the same questions in the same order
	opened       map[string][]string // the answers that mine began from
	revision     int                 // of theirs
	take         map[string]bool     // the questions whose answer becomes theirs
	Sheet        Sheet
}

// newClash begins with the person's own version of what they have changed, and with the
// other one of the rest. It asks what is asked now: of what only one version has, there
// is nothing to choose.
func newClash(mine, theirs Questions, opened map[string][]string, revision int) *clash {
	c := &clash{theirs: theirs, opened: opened, revision: revision, take: map[string]bool{}}
	for _, q := range theirs {
		own := cmp.Or(mine.Find(q.Key), q)
		c.mine, c.take[q.Key] = append(c.mine, own), Same(own.Values(), opened[q.Key])
	}
	return c
}

// differ lists the places of the questions that both have answered anew, each otherwise.
func (c *clash) differ() []int {
	var all []int
	for i, q := range c.mine {
		mine, theirs, opened := q.Values(), c.theirs[i].Values(), c.opened[q.Key]
		if !Same(mine, opened) && !Same(theirs, opened) && !Same(theirs, mine) {
			all = append(all, i)
		}
	}
	return all
}

// resolved are the questions with the answers that were chosen.
func (c *clash) resolved() Questions {
	all := slices.Clone(c.mine)
	for i, q := range c.theirs {
		if c.take[q.Key] {
			all[i] = q
		}
	}
	return all
}

// flip takes the other version of an answer.
func (c *clash) flip(key string) { c.take[key] = !c.take[key] }

// takeAll takes one version of all answers.
func (c *clash) takeAll(theirs bool) {
	for _, i := range c.differ() {
		c.take[c.mine[i].Key] = theirs
	}
}

// takes reports whether one version of some answers is taken.
func (c *clash) takes(theirs bool) bool {
	return slices.ContainsFunc(c.differ(), func(i int) bool { return c.take[c.mine[i].Key] == theirs })
}

func (c *clash) Entries(look Look) Few {
	all := Few{Prose(func(w int) []string { return Indented(look.T("clash.say"), w, look.Theme.Muted) })}
	for _, i := range c.differ() {
		mine, theirs := c.mine[i], c.theirs[i]
		all = append(all, Entry{mine.Key, func(chosen bool, w int) []string {
			rows := []string{"", look.Line(mine.Label, chosen, w)}
			rows = append(rows, version(look, "clash.mine", mine, !c.take[mine.Key], w)...)
			return append(rows, version(look, "clash.theirs", theirs, c.take[mine.Key], w)...)
		}})
	}
	return all
}

// version draws one of the two answers to a question.
func version(look Look, name string, q *Field, taken bool, w int) []string {
	mark, style := "( ) ", look.Theme.Muted
	if taken {
		mark, style = "(x) ", look.Theme.Key
	}
	rows := []string{"   " + style.Render(look.Cut(mark+look.T(name), w-3))}
	for _, row := range Indented(q.Said(look), w-5, theme.Style{}) {
		rows = append(rows, "     "+row)
	}
	return rows
}

// Keys are those by which the person chooses and sends.
func (v *Versions) Keys(look Look, send func() tea.Cmd) Keys {
	c, all := v.Clash, v.Clash.Entries(look)
	flip := Now(func() { c.flip(c.Sheet.Choice(all)) })
	return Keys{On("Enter", look.T("key.save"), send, "enter", "ctrl+s")}.
		And(c.Sheet.About(all, On("Space", look.T("key.other_version"), flip, "space", "left", "right"))...).
		If(c.takes(true), On("m", look.T("key.all_mine"), Now(func() { c.takeAll(false) }))).
		If(c.takes(false), On("t", look.T("key.all_theirs"), Now(func() { c.takeAll(true) }))).
		And(c.Sheet.Moves(look, all).Without("space").Aside(), On("Esc", look.T("key.back"), Now(func() { v.Clash = nil })))
}

// Same reports whether two answers are the same, in whatever order.
func Same(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}
