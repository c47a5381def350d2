package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/tui/theme"
)

// clash is a version of a form's answers that somebody else has saved
// meanwhile, question by question beside the person's own.
type clash struct {
	mine, theirs []*field            // the same questions in the same order
	opened       map[string][]string // the answers that mine began from
	revision     int                 // of theirs
	take         map[string]bool     // the questions whose answer becomes theirs
	sheet        sheet
}

// newClash begins with the person's own version of what they have changed too,
// and with the other one of the rest.
func newClash(mine, theirs []*field, opened map[string][]string, revision int) *clash {
	c := &clash{mine: mine, theirs: theirs, opened: opened, revision: revision, take: map[string]bool{}}
	for _, i := range c.differ() {
		key := mine[i].key
		c.take[key] = same(mine[i].values(), opened[key])
	}
	return c
}

// differ lists the places of the questions that somebody else has answered
// anew, and otherwise than the person.
func (c *clash) differ() []int {
	var all []int
	for i := range c.mine {
		theirs := c.theirs[i].values()
		if !same(theirs, c.opened[c.mine[i].key]) && !same(theirs, c.mine[i].values()) {
			all = append(all, i)
		}
	}
	return all
}

// resolved are the questions with the answers that were chosen.
func (c *clash) resolved() []*field {
	all := slices.Clone(c.mine)
	for i, q := range c.theirs {
		if c.take[q.key] {
			all[i] = q
		}
	}
	return all
}

func (c *clash) update(d *desk, msg tea.Msg) composed {
	key, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return composeMore
	}
	entries := c.entries(d)
	switch key.String() {
	case "esc":
		return composeAway
	case "enter", "ctrl+s":
		return composeSend
	case "left", "right", "space":
		chosen := c.sheet.choice(entries)
		c.take[chosen] = !c.take[chosen]
	case "m", "t":
		for _, i := range c.differ() {
			c.take[c.mine[i].key] = key.String() == "t"
		}
	default:
		c.sheet.update(msg, entries)
	}
	return composeMore
}

func (c *clash) entries(d *desk) []entry {
	all := []entry{prose(func(w int) []string { return indented(d.t("clash.say"), w, d.theme.Muted) })}
	for _, i := range c.differ() {
		mine, theirs := c.mine[i], c.theirs[i]
		all = append(all, entry{mine.key, func(chosen bool, w int) []string {
			rows := []string{"", d.line(mine.label, chosen, w)}
			rows = append(rows, version(d, "editor.mine", mine, !c.take[mine.key], w)...)
			return append(rows, version(d, "editor.theirs", theirs, c.take[mine.key], w)...)
		}})
	}
	return all
}

// version draws one of the two answers to a question.
func version(d *desk, name string, q *field, taken bool, w int) []string {
	mark, style := "( ) ", d.theme.Muted
	if taken {
		mark, style = "(x) ", d.theme.Key
	}
	rows := []string{"   " + style.Render(d.cut(mark+d.t(name), w-3))}
	for _, row := range indented(q.said(d), w-5, theme.Style{}) {
		rows = append(rows, "     "+row)
	}
	return rows
}

func (c *clash) keys(d *desk) []hint {
	return []hint{
		{"Enter", d.t("key.save")}, {"Space", d.t("key.other_version")}, {"m", d.t("key.all_mine")},
		{"t", d.t("key.all_theirs")}, {"Esc", d.t("key.back")},
	}
}
