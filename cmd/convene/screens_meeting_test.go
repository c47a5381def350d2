package main

import (
	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/consent"
	"github.com/convene-ssh/convene/session/widening"
)

// ofMeeting makes a change to the meeting as a whole, and reports whether it is one.
func (p *screens) ofMeeting(v *visitor, change session.Change) bool {
	switch c := change.(type) {
	case *session.CloseMeeting:
		p.closes(v)
	case *widening.Ask:
		p.asks(v, c)
	case *widening.Answer:
		p.presses(v, "n", p.word("asked.title"))
		p.pointsAtRow(v, p.said[c.Contribution])
		p.types(v, map[consent.Answer]string{consent.AsItIs: "y", consent.Unnamed: "w", consent.No: "n"}[c.Answer])
	default:
		return false
	}
	return true
}

// closes closes the meeting, which is asked twice.
func (p *screens) closes(v *visitor) {
	short := p.shared().Meetings[p.meeting].Short
	p.presses(v, "z", begins(p.word("meeting.sure.close", "key", "z", "meeting", short)))
	p.presses(v, "z", begins(p.word("meeting.sure.forget", "key", "z", "meeting", short)))
	p.presses(v, "z", begins(p.word("meeting.closed")))
}

// asks asks the authors of some whether others may read them.
func (p *screens) asks(v *visitor, c *widening.Ask) {
	p.presses(v, "x", p.word("key.ask_authors"))
	p.presses(v, "w", p.word("asking.title"))
	p.turns(v, tabKey, "< "+p.word("audience."+string(c.To))+" >")
	for _, id := range c.Contributions {
		p.pointsAtRow(v, p.said[id])
		p.types(v, " ")
	}
}
