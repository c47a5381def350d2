package kit

import (
	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/tui/text"
)

// Prompt is a line at the foot of a screen on which something short is typed.
type Prompt struct{ text text.Field }

// NewPrompt asks for at most limit characters.
func NewPrompt(limit int) *Prompt { return &Prompt{text.NewField(limit, false)} }

// Value is what was typed.
func (p *Prompt) Value() string { return p.text.Value() }

// Update takes a key or a paste.
func (p *Prompt) Update(msg tea.Msg) {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		Edit(&p.text, msg)
	case tea.PasteMsg:
		p.text.Insert(msg.Content)
	}
}

// leastTyped is how much of what is typed is seen, whatever stands before it.
const leastTyped = 8

// Draw draws the line behind what it is about, and below it how it is answered.
func (p *Prompt) Draw(look Look, about, how string, w int) Page {
	about = look.Cut(" "+about+" ", max(0, w-leastTyped))
	left := text.Width(about)
	line, x := p.text.Line(w-left, look.Theme.Glyphs.Ellipsis)
	page := Page{Rows: []string{look.Theme.Key.Render(about) + line, look.Theme.Muted.Render(look.Cut(" "+how, w))}}
	page.Cursor.X, page.Cursor.Visible = left+x, true
	return page
}
