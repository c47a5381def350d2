package export

import (
	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session/report/block"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
)

// preview is a report to read on the screen.
type preview struct {
	kit.Scroll
	document block.Document
	sheet    sheet // the document, set for its width
}

func (p *preview) Title(d *desk.Desk) string { return d.T("export.preview") }

func (p *preview) Update(*desk.Desk, tea.Msg) tea.Cmd { return nil }

func (p *preview) Body(d *desk.Desk, w, h int) kit.Page {
	if p.sheet.width != w {
		p.sheet = set(d.Look, p.document, w)
	}
	return kit.Page{Rows: p.View(d.Look, p.sheet.rows, w, h)}
}

// turn takes the key for the next part, or for the one before.
func (p *preview) turn(pressed string) tea.Cmd {
	before, next := 0, p.Top()
	for _, row := range p.sheet.parts {
		switch {
		case row < p.Top():
			before = row
		case row > p.Top() && next == p.Top():
			next = row
		}
	}
	if pressed == "n" {
		p.To(next)
	} else {
		p.To(before)
	}
	return nil
}

func (p *preview) Keys(d *desk.Desk) kit.Keys {
	return kit.Keys{
		p.Moves(d.Look).Without("space", "pgdown"), kit.Among("Space", d.T("key.page"), p.Page, "space", "pgdown"),
		kit.Among("n p", d.T("key.parts"), p.turn, "n", "p"),
		kit.On("Esc", d.T("key.back"), kit.Now(d.Back), "esc", "enter", "q"),
	}
}
