package tui

import (
	"encoding/json"
	"maps"
	"slices"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/tui/theme"
)

// versions are what a form that changes something keeps apart: the answers that it
// began with, and those that somebody else has saved meanwhile.
type versions struct {
	opened   map[string][]string // the answers that the form began with
	revision int                 // that they are of, 0 for something new
	clash    *clash              // with another version, or nil
}

// kept is a draft: all answers to something new, and those that were changed in
// something known, with the revision that they began from.
type kept struct {
	Revision int                 `json:"revision,omitempty"`
	Answers  map[string][]string `json:"answers"`
}

// pack is the draft of the answers, or nil where none was changed.
func (v *versions) pack(all []*field) []byte {
	changed := answers(all)
	maps.DeleteFunc(changed, func(key string, now []string) bool { return same(now, v.opened[key]) })
	if len(changed) == 0 {
		return nil
	}
	if v.revision == 0 {
		changed = answers(all)
	}
	body, err := json.Marshal(kept{v.revision, changed})
	if err != nil {
		return nil // strings always marshal
	}
	return body
}

// restore brings a draft back. Where it began from another version, its answers
// are not those that the form opens with now.
func (v *versions) restore(all []*field, draft []byte) {
	var k kept
	if json.Unmarshal(draft, &k) != nil {
		return // there is none
	}
	stale := k.Revision != v.revision
	v.revision = k.Revision
	for _, q := range all {
		if values, ok := k.Answers[q.key]; ok {
			q.set(values)
			if stale {
				delete(v.opened, q.key)
			}
		}
	}
}

// offer lays what somebody else has saved beside the person's own. It reports
// whether there is anything to choose.
func (v *versions) offer(mine, theirs []*field, revision int) bool {
	v.clash = newClash(mine, theirs, v.opened, revision)
	return len(v.clash.differ()) > 0
}

// choose takes a key where the person chooses. It reports true once they send.
func (v *versions) choose(to teller, msg tea.Msg) bool {
	switch v.clash.update(to, msg) {
	case composeAway:
		v.clash = nil
	case composeSend:
		return true
	}
	return false
}

// resolve returns the answers that were chosen. They take the place of the other
// version.
func (v *versions) resolve() []*field {
	all := v.clash.resolved()
	v.opened, v.revision, v.clash = answers(v.clash.theirs), v.clash.revision, nil
	return all
}

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

func (c *clash) update(to teller, msg tea.Msg) composed {
	key, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return composeMore
	}
	entries := c.entries(nil) // only to choose among
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
		if !c.sheet.update(msg, entries) {
			to.stray(key.String())
		}
	}
	return composeMore
}

func (c *clash) entries(d *desk) []entry {
	all := []entry{prose(func(w int) []string { return indented(d.t("clash.say"), w, d.Theme.Muted) })}
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
	mark, style := "( ) ", d.Theme.Muted
	if taken {
		mark, style = "(x) ", d.Theme.Key
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
