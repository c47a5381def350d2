package export

import (
	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/report/block"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/text"
)

// preview is a report to read on the screen.
type preview struct {
	kit.Scroll
	audience method.Audience // for which it is
	document block.Document
	sheet    sheet       // the document, set for its width
	prompt   *kit.Prompt // on which words are typed to look for, or nil
	sought   search
}

func (p *preview) Title(d *desk.Desk) string { return d.T("export.preview") }

// Gone reports whether the person no longer reads so much.
func (p *preview) Gone(d *desk.Desk) bool { return !d.Shared.AudienceOf(d.Member).Reads(p.audience) }

// Writing reports whether words are being typed to look for.
func (p *preview) Writing() bool { return p.prompt != nil }

// Update looks for what is typed while it is.
func (p *preview) Update(d *desk.Desk, msg tea.Msg) tea.Cmd {
	if p.prompt != nil {
		p.prompt.Update(msg)
		p.look(d, p.prompt.Value())
	}
	return nil
}

func (p *preview) Body(d *desk.Desk, w, h int) kit.Page {
	if p.sheet.width != w {
		p.set(d.Look, w)
	}
	var below kit.Page
	if p.prompt != nil {
		below = p.prompt.Draw(d.Look, d.T("export.look_for"), d.T("export.look_how"), w)
	}
	rows := p.View(d.Look, p.sheet.rows, w, h-len(below.Rows))
	if at, found := p.sought.row(); found && at >= p.Top() && at < p.Top()+len(rows) {
		rows[at-p.Top()] = d.Theme.Selected.Render(d.Fit(text.Unstyled(rows[at-p.Top()]), w))
	}
	return kit.Page{Rows: rows}.Above(below, h)
}

// set sets the document for a width. Whoever reads it stays in the part they read.
func (p *preview) set(look kit.Look, w int) {
	part := p.part()
	p.sheet = set(look, p.document, w)
	if part > 0 {
		p.toPart(part)
	}
	p.sought.rows = p.sheet.find(p.sought.words)
}

// part is the place among the parts of the one that is read, or -1 before the first.
func (p *preview) part() int {
	at := -1
	for i, row := range p.sheet.parts {
		if row <= p.Top() {
			at = i
		}
	}
	return at
}

// toPart shows a part, once they are set.
func (p *preview) toPart(at int) {
	if at < len(p.sheet.parts) {
		p.To(p.sheet.parts[at])
	}
}

// nextPart takes the key for the next part, or for the one before.
func (p *preview) nextPart(pressed string) tea.Cmd {
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
	if p.prompt != nil {
		return kit.Keys{
			kit.On("Enter", d.T("key.look_for"), kit.Now(func() {
				p.prompt = nil
				p.step(d, 0)
			})),
			kit.On("Esc", d.T("key.cancel"), kit.Now(func() {
				p.To(p.sought.from)
				p.prompt, p.sought = nil, search{}
			})),
		}
	}
	steps := kit.Among("n p", d.T("key.parts"), p.nextPart, "n", "p")
	if p.sought.words != "" {
		steps = kit.Among("n p", d.T("key.places"), func(pressed string) tea.Cmd {
			p.step(d, map[string]int{"n": 1, "p": -1}[pressed])
			return nil
		}, "n", "p")
	}
	return kit.Keys{
		kit.Among("Space", d.T("key.page"), p.Move, "space", "pgdown"),
		kit.On("c", d.T("key.contents"), d.Shows(func() desk.Screen { return newContents(p) })),
		kit.On("/", d.T("key.look_for"), kit.Now(func() {
			p.prompt, p.sought = kit.NewPrompt(method.MaxTitle), search{from: p.Top()}
		})),
		steps, p.Moves(d.Look).Without("space", "pgdown"),
		kit.On("Esc", d.T("key.back"), kit.Now(d.Back), "esc", "enter", "q"),
	}
}
