package main

import (
	"fmt"
	"strings"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/groups"
	"github.com/convene-ssh/convene/session/lens"
	"github.com/convene-ssh/convene/session/method"
)

// groups makes a change to the working groups of an item of the agenda.
func (p *screens) groups(v *visitor, change session.Change) {
	switch c := change.(type) {
	case *groups.Make:
		p.opens(v, c.Item)
		p.presses(v, "a", p.word("field.layout"))
		for _, g := range c.Groups {
			p.types(v, g.Name)
			p.types(v, enterKey)
		}
		p.presses(v, sendKey, p.word("groups.people", "n", 0))
	case *groups.Choose:
		p.opens(v, c.Item)
		p.pointsAtRow(v, p.shared().Boards[c.Group].Subject)
		p.presses(v, "c", p.word("groups.yours"))
	case *groups.Place:
		p.opens(v, c.Item)
		p.pointsAtRow(v, p.shared().Members.Of(c.Member).Name)
		p.presses(v, "m", p.word("field.group_role"))
		v.choosesInForm(p.shared().Boards[c.Group].Subject)
		p.types(v, tabKey)
		v.choosesInForm(p.word("groups.role." + string(c.Role)))
		p.presses(v, sendKey, p.word("groups.role."+string(c.Role)))
	case *groups.Bring:
		b, _ := p.shared().ItemCoded(p.code(method.ContributionID(c.Marked)))
		p.chooses(v, p.opensBoard(v, b.ID), c.Marked)
		p.types(v, "p")
	}
}

// matches says of two items, by the code of the second, that they belong together.
func (p *screens) matches(v *visitor, c *lens.Confirm) {
	code, other := p.code(method.ContributionID(c.Items[0])), p.code(method.ContributionID(c.Items[1]))
	b, it := p.shared().ItemCoded(code)
	p.presses(v, "u", p.word("lens.title"))
	p.turns(v, tabKey, fmt.Sprintf("%s (%s)]", p.word("part.swot."+string(it.Part)), it.Part))
	p.turns(v, rightKey, "["+p.words.In(p.Language).Country(b.Country)+"]")
	v.goesDownTo(code)
	p.presses(v, "m", p.word("lens.other"))
	p.types(v, strings.ToLower(other))
	p.presses(v, sendKey, p.word("matches.confirmed"))
}
