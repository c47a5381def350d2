package tui

import (
	"encoding/json"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/tui/text"
)

// composed is what a key did to what is being written.
type composed int

const (
	composeMore composed = iota // it goes on
	composeSend                 // it is to be sent
	composeAway                 // the person goes away from it
)

// editor changes words that stand already. Where somebody else has changed them
// meanwhile, it shows both versions and lets the person choose.
type editor struct {
	text     text.Field
	began    string // the words as they stood; empty where a draft came back
	revision int
	theirs   string
	offered  bool
	width    int // in which the text was drawn last
}

// newEditor changes words of at most limit characters.
func newEditor(words string, revision, limit int) *editor {
	e := &editor{text: text.NewField(limit, true), began: words, revision: revision}
	e.text.SetValue(words)
	return e
}

// editorDraft is what is kept of an editor. The revision that the words began
// from is part of it: an old draft must not silently replace newer words.
type editorDraft struct {
	Text     string
	Revision int
}

// pack is the draft, or nil while nothing is changed.
func (e *editor) pack() []byte {
	if e.text.Value() == e.began {
		return nil
	}
	body, err := json.Marshal(editorDraft{e.text.Value(), e.revision})
	if err != nil {
		return nil // strings and numbers always marshal
	}
	return body
}

// unpackEditor is the editor of a draft, or nil where it is none.
func unpackEditor(kept []byte, limit int) *editor {
	var d editorDraft
	if json.Unmarshal(kept, &d) != nil {
		return nil
	}
	e := newEditor(d.Text, d.Revision, limit)
	e.began = ""
	return e
}

// offer shows the version that stands now beside the person's own.
func (e *editor) offer(theirs string, revision int) {
	e.theirs, e.revision, e.offered = theirs, revision, true
}

func (e *editor) update(msg tea.Msg) composed {
	if paste, ok := msg.(tea.PasteMsg); ok {
		e.text.Insert(paste.Content)
		return composeMore
	}
	key, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return composeMore
	}
	switch key.String() {
	case "esc":
		return composeAway
	case "enter", "ctrl+s":
		return composeSend
	case "up":
		e.text.Up(e.width)
	case "down":
		e.text.Down(e.width)
	case "ctrl+t":
		if e.offered {
			e.text.SetValue(e.theirs)
			e.offered = false
		}
	default:
		edit(&e.text, key)
	}
	return composeMore
}

func (e *editor) draw(d *desk, w, h int) page {
	var p page
	if e.offered {
		p.rows = append(p.rows, d.Theme.Key.Render(d.cut("  "+d.t("editor.theirs"), w)))
		for _, row := range text.Wrap(e.theirs, max(1, w-4)) {
			p.rows = append(p.rows, "  "+row)
		}
		p.rows = append(p.rows, "", d.Theme.Key.Render(d.cut("  "+d.t("editor.mine"), w)))
	}
	e.width = max(1, w-4)
	rows, x, y := e.text.View(e.width, max(1, h-len(p.rows)-1))
	p.cursor.X, p.cursor.Y, p.cursor.Visible = x+2, y+len(p.rows), true
	for _, row := range rows {
		p.rows = append(p.rows, "  "+row)
	}
	if over := d.over(&e.text); over != "" {
		p.rows = append(p.rows, d.Theme.Error.Render(d.cut("  "+over, w)))
	}
	return p
}

func (e *editor) keys(d *desk) []hint {
	keys := []hint{{"Enter", d.t("key.save")}}
	if e.offered {
		keys = append(keys, hint{"Ctrl+T", d.t("key.take_theirs")})
	}
	return append(keys, hint{"Esc", d.t("key.keep_draft")})
}
