package terminal

import (
	"bytes"
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// paste is a text between the brackets that a terminal puts around it. The text may
// hold an end itself, so that what follows would be keys: such an end does not
// count, since the true one comes at once.
type paste struct {
	begun  bool
	text   []byte
	ended  bool   // an end has come, which may be a false one
	behind []byte // what came after it
}

// take keeps text, or what comes behind its end.
func (p *paste) take(b []byte) {
	if p.ended {
		p.behind = p.bounded(p.behind, b)
	} else {
		p.text = p.bounded(p.text, b)
	}
}

func (p *paste) bounded(kept, b []byte) []byte {
	return append(kept, b[:min(len(b), maxPaste-len(kept))]...)
}

// join makes what came behind an end a part of the text.
func (p *paste) join() {
	p.text = p.bounded(p.text, p.behind)
	p.behind = nil
}

// words reports whether behind an end came what could be typed into a text, or
// send one off.
func (p *paste) words() bool {
	return bytes.ContainsFunc(p.behind, func(r rune) bool { return r == '\r' || r == '\n' || !unicode.IsControl(r) })
}

// bracketed handles the part of a paste that b begins with and returns its
// length, 0 if b may be the beginning of a bracket.
func (d *decoder) bracketed(b []byte) int {
	end := bytes.Index(b, []byte(ansi.BracketedPasteEnd))
	again := -1 // where another paste begins
	if d.paste.ended {
		again = bytes.Index(b, []byte(ansi.BracketedPasteStart))
	}
	if again >= 0 && (end < 0 || again < end) {
		d.paste.take(b[:again])
		d.again()
		return again + len(ansi.BracketedPasteStart)
	}
	if end >= 0 {
		d.paste.take(b[:end])
		d.paste.join()
		d.paste.ended = true
		return end + len(ansi.BracketedPasteEnd)
	}
	n := max(0, len(b)-len(ansi.BracketedPasteEnd)+1)
	for !strings.HasPrefix(ansi.BracketedPasteEnd, string(b[n:])) && !strings.HasPrefix(ansi.BracketedPasteStart, string(b[n:])) {
		n++
	}
	d.paste.take(b[:n])
	return n
}

// again handles the bracket that begins a paste right after the end of another:
// there may be keys such as Tab between two pastes, but no words.
func (d *decoder) again() {
	if d.paste.words() {
		d.paste.join()
		d.paste.ended = false
		return
	}
	d.unfinished(d.closed())
	d.paste.begun = true
}

// endPaste ends a paste, and goes on with what came behind it.
func (d *decoder) endPaste() {
	d.pending = append(d.closed(), d.pending...)
	d.decode(nil)
}

// closed hands over a paste and what came behind it, and returns the beginning of
// a unit that is left.
func (d *decoder) closed() []byte {
	p := d.paste
	d.paste = paste{}
	text := strings.ToValidUTF8(string(p.text), "")
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	if text != "" {
		d.keys = append(d.keys, tea.PasteMsg{Content: text})
	}
	return d.units(p.behind)
}
