package main

import (
	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/groups"
	"github.com/convene-ssh/convene/session/method"
)

// inGroup makes a change to the working groups of an item of the agenda, and reports
// whether it is one.
func (p *screens) inGroup(v *visitor, change session.Change) bool {
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
	default:
		return false
	}
	return true
}
