package main

import (
	"fmt"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/evaluation"
	"github.com/convene-ssh/convene/session/steps"
	"github.com/convene-ssh/convene/session/turns"
)

// inItem makes a change to an item of the agenda, and reports whether it is one.
func (p *screens) inItem(v *visitor, change session.Change) bool {
	switch c := change.(type) {
	case *agenda.Open:
		p.pointsAt(v, c.Item)
		p.types(v, "o")
	case *turns.Name:
		p.names(v, c)
	case *turns.Give:
		p.gives(v, c)
	case *steps.Take:
		p.opens(v, c.Item)
		p.presses(v, "n", p.word("step.of", "n", c.To.Step, "of", len(steps.Of(p.item(c.Item).Kind))))
	case *evaluation.Answer:
		p.evaluates(v, c)
	case *evaluation.Count:
		p.opens(v, c.Item)
		p.presses(v, "c", begins(p.word("evaluation.sure", "key", "c")))
		p.presses(v, "c", p.word("evaluation.people", "n", len(p.People)))
	default:
		return false
	}
	return true
}

// names lets somebody speak in an item.
func (p *screens) names(v *visitor, c *turns.Name) {
	p.opens(v, c.Item)
	p.presses(v, "w", p.word("turns.title"))
	p.presses(v, "a", p.word("field.speakers"))
	for _, s := range c.Speakers {
		name := p.shared().Members.Of(s.Member).Name
		p.types(v, name+enterKey)
	}
	p.presses(v, sendKey, p.word("turns.waiting"))
}

// gives gives the word to whoever is next, or to nobody.
func (p *screens) gives(v *visitor, c *turns.Give) {
	p.opens(v, c.Item)
	p.presses(v, "w", p.word("turns.title"))
	p.types(v, "n")
	if now := turns.Of(p.shared().Meetings[p.meeting], c.Item).Now; now != c.Speaker {
		p.t.Fatalf("the word has %v, not %v", now, c.Speaker)
	}
}

// evaluates says how the meeting was.
func (p *screens) evaluates(v *visitor, c *evaluation.Answer) {
	p.opens(v, c.Item)
	p.presses(v, "a", p.word("evaluation.scale_note", "most", evaluation.Most)[:20])
	for _, scale := range evaluation.Scales() {
		p.presses(v, fmt.Sprint(c.Answers.Scales[scale]), fmt.Sprintf("< %d >", c.Answers.Scales[scale]))
		p.types(v, tabKey)
	}
	for _, question := range evaluation.Asked() {
		p.types(v, c.Answers.Words[question]+tabKey)
	}
	p.presses(v, sendKey, p.word("evaluation.thanks"))
}
