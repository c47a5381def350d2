package kit

import (
	"encoding/json"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/tui/text"
)

// Typed is what a key did to what is being written.
type Typed int

const (
	More Typed = iota // it goes on
	Send              // it is to be sent
	Away              // the person goes away from it
)

// Editor changes words that stand already. Where somebody else has changed them
// meanwhile, it shows both versions and lets the person choose.
type Editor struct {
	Text     text.Field
	began    string // the words as they stood; empty where a draft came back
	Revision int
	theirs   string
	offered  bool
	width    int // in which the text was drawn last
}

// NewEditor changes words of at most limit characters.
func NewEditor(words string, revision, limit int) *Editor {
	e := &Editor{Text: text.NewField(limit, true), began: words, Revision: revision}
	e.Text.SetValue(words)
	return e
}

// editorDraft is what is kept of an editor, with the revision that the words began
// from: an old draft must not silently replace newer words.
type editorDraft struct {
	Text     string
	Revision int
}

// Pack is the draft, or nil while nothing is changed.
func (e *Editor) Pack() []byte {
	if e.Text.Value() == e.began {
		return nil
	}
	return Packed(editorDraft{e.Text.Value(), e.Revision})
}

// UnpackEditor is the editor of a draft, or nil where it is none.
func UnpackEditor(kept []byte, limit int) *Editor {
	var d editorDraft
	if json.Unmarshal(kept, &d) != nil {
		return nil
	}
	e := NewEditor(d.Text, d.Revision, limit)
	e.began = ""
	return e
}

// Offer shows the version that stands now beside the person's own.
func (e *Editor) Offer(theirs string, revision int) {
	e.theirs, e.Revision, e.offered = theirs, revision, true
}

// Update takes a key or a paste.
func (e *Editor) Update(msg tea.Msg) Typed {
	if paste, ok := msg.(tea.PasteMsg); ok {
		e.Text.Insert(paste.Content)
		return More
	}
	key, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return More
	}
	switch key.String() {
	case "esc":
		return Away
	case "enter", "ctrl+s":
		return Send
	case "up":
		e.Text.Up(e.width)
	case "down":
		e.Text.Down(e.width)
	case "ctrl+t":
		if e.offered {
			e.Text.SetValue(e.theirs)
			e.offered = false
		}
	default:
		Edit(&e.Text, key)
	}
	return More
}

// Draw shows both versions where there are two, and the words being changed.
func (e *Editor) Draw(look Look, w, h int) Page {
	var p Page
	if e.offered {
		p.Rows = append(p.Rows, look.Theme.Key.Render(look.Cut("  "+look.T("editor.theirs"), w)))
		for _, row := range text.Wrap(e.theirs, max(1, w-4)) {
			p.Rows = append(p.Rows, "  "+row)
		}
		p.Rows = append(p.Rows, "", look.Theme.Key.Render(look.Cut("  "+look.T("editor.mine"), w)))
	}
	e.width = max(1, w-4)
	rows, x, y := e.Text.View(e.width, max(1, h-len(p.Rows)-1))
	p.Cursor.X, p.Cursor.Y, p.Cursor.Visible = x+2, y+len(p.Rows), true
	for _, row := range rows {
		p.Rows = append(p.Rows, "  "+row)
	}
	if over := look.Over(&e.Text); over != "" {
		p.Rows = append(p.Rows, look.Theme.Error.Render(look.Cut("  "+over, w)))
	}
	return p
}

// Keys lists what can be pressed.
func (e *Editor) Keys(look Look) Keys {
	keys := Keys{Shown("Enter", look.T("key.save"), "enter", "ctrl+s")}
	if e.offered {
		keys = append(keys, Shown("Ctrl+T", look.T("key.take_theirs")))
	}
	return append(keys, LineKey(look), Shown("Esc", look.T("key.keep_draft")))
}
