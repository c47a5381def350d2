package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/lens"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/voting"
)

// onBoard makes a change to a board, and reports whether it is one.
func (p *screens) onBoard(v *visitor, change session.Change) bool {
	switch c := change.(type) {
	case *session.AddItem:
		p.gathers(v, c)
	case *voting.Cast:
		p.chooses(v, p.opensBoard(v, c.Board), c.Item)
		p.types(v, "+")
	case *session.ChangePhase:
		p.movesOn(v, c)
	case *lens.Confirm:
		p.matches(v, c)
	default:
		return false
	}
	return true
}

// gathers writes an item.
func (p *screens) gathers(v *visitor, c *session.AddItem) {
	p.said[method.ContributionID(c.Item)] = c.Text
	b := p.opensBoard(v, c.Board)
	if len(b.Layout.Parts) > 1 {
		p.types(v, fmt.Sprint(1+slices.Index(b.Layout.Parts, c.Part)))
	}
	p.presses(v, "a", p.word("composer.signed", "as", ""))
	p.turns(v, "\x0f", p.word("composer.signed", "as", p.word("attribution."+string(c.Attribution))))
	p.turns(v, "\x12", p.word("composer.readers", "audience", p.word("audience."+string(c.Audience))))
	p.presses(v, c.Text+enterKey, p.word("board.added"))
}

// chooses goes to an item of the board on the screen.
func (p *screens) chooses(v *visitor, b *session.Board, id method.ItemID) {
	p.t.Helper()
	for n, part := range b.Layout.Parts {
		for i, it := range b.In(part) {
			if it.Text == p.said[method.ContributionID(id)] {
				p.types(v, fmt.Sprint(n+1)+homeKey+strings.Repeat(downKey, i))
				return
			}
		}
	}
	p.t.Fatalf("the board has no %q", p.said[method.ContributionID(id)])
}

// movesOn takes a board a phase on, and says twice that it should where it is asked.
func (p *screens) movesOn(v *visitor, c *session.ChangePhase) {
	p.opensBoard(v, c.Board)
	reached := func() bool { return p.shared().Boards[c.Board].Phase == c.To }
	if p.types(v, "n"); !reached() {
		p.types(v, "n")
	}
	if !reached() {
		p.t.Fatalf("%s does not bring the board to %s:\n%s", v.name, c.To, v.Screen())
	}
}

// matches says of two items, by the code of the second, that they belong together.
func (p *screens) matches(v *visitor, c *lens.Confirm) {
	code, other := p.code(method.ContributionID(c.Items[0])), p.code(method.ContributionID(c.Items[1]))
	b, it := p.shared().ItemCoded(code)
	p.presses(v, "u", p.word("lens.title"))
	p.turns(v, tabKey, fmt.Sprintf("%s (%s)]", p.word("part.swot."+string(it.Part)), it.Part))
	p.turns(v, rightKey, "["+p.Languages.In(p.Language).Country(b.Country)+"]")
	v.goesDownTo(code)
	p.presses(v, "m", p.word("lens.other"))
	p.types(v, strings.ToLower(other))
	p.presses(v, sendKey, p.word("matches.confirmed"))
}
