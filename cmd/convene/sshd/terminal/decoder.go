package terminal

import (
	"bytes"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

const (
	// sequenceSilence after the beginning of a sequence makes it a key: Escape,
	// or Alt with a character.
	sequenceSilence = 50 * time.Millisecond
	// pasteSilence ends a paste whose end got lost.
	pasteSilence = time.Second
	// burst is the time within which nobody types text, Enter and text.
	burst = 10 * time.Millisecond

	maxSequence = 256      // bytes; of a longer one nothing is used
	maxPaste    = 64 << 10 // bytes; what follows is dropped
	maxEnters   = 256      // held back; so many at once are the empty lines of a text
)

// keys are key presses, pastes and what the terminal says of itself.
type keys []tea.Msg

// decoder makes keys and pastes of the bytes of a terminal, however they are
// cut. Its memory is bounded. The zero value is ready.
type decoder struct {
	events   uv.EventDecoder
	pending  []byte // the beginning of a unit
	overlong bool   // the unit is too long, pending stands for it

	pasting bool
	pasted  []byte

	enters   int // Enters that may turn out to be newlines
	lastText time.Time

	keys keys // decoded and not yet returned
}

// feed takes what was read at a time and returns what is complete: at most a
// message for each byte, and the Enters that were held back.
func (d *decoder) feed(now time.Time, b []byte) keys {
	rest := append(d.pending, b...)
	for n := d.next(now, rest); n > 0; n = d.next(now, rest) {
		rest = rest[n:]
	}
	d.pending = append(d.pending[:0], rest...)
	d.shorten()
	return d.take()
}

// wait returns after how much silence to call expire, 0 for never.
func (d *decoder) wait() time.Duration {
	switch {
	case d.pasting:
		return pasteSilence
	case len(d.pending) > 0:
		return sequenceSilence
	case d.enters > 0:
		return burst
	}
	return 0
}

// expire returns what was held back for the sake of what did not come.
func (d *decoder) expire() keys {
	pending := d.pending
	d.pending = nil
	switch {
	case d.pasting:
		d.keep(pending)
		d.endPaste()
	case d.overlong:
		d.overlong = false
	case string(pending) == "\x1b\x1b":
		d.unit(time.Time{}, pending[:1])
		d.unit(time.Time{}, pending[1:])
	case len(pending) > 0:
		d.unit(time.Time{}, pending)
	}
	d.releaseEnters(false)
	return d.take()
}

func (d *decoder) take() keys {
	taken := d.keys
	d.keys = nil
	return taken
}

// next handles what b begins with and returns its length, 0 if more must come.
func (d *decoder) next(now time.Time, b []byte) int {
	if d.pasting {
		return d.paste(b)
	}
	n := unitLen(b)
	switch {
	case n == 0:
	case d.overlong || n > maxSequence:
		d.overlong = false
	default:
		d.unit(now, b[:n])
	}
	return n
}

// shorten keeps of an overlong sequence only what tells its kind, and the Escape
// that may begin its terminator.
func (d *decoder) shorten() {
	if d.pasting || len(d.pending) <= maxSequence {
		return
	}
	d.overlong = true
	last := len(d.pending) - 1
	kept := d.pending[:2]
	if kept[1] == ansi.ESC {
		kept = d.pending[1:3]
	}
	if d.pending[last] == ansi.ESC {
		kept = append(kept, ansi.ESC)
	}
	d.pending = slices.Clone(kept)
}

// unit handles a letter, a control character or a sequence.
func (d *decoder) unit(now time.Time, b []byte) {
	switch {
	case string(b) == ansi.BracketedPasteStart:
		d.releaseEnters(false)
		d.pasting = true
		return
	case string(b) == "\r" && (d.enters > 0 || now.Sub(d.lastText) < burst):
		if d.enters == maxEnters {
			d.releaseEnters(true)
		}
		d.enters++
		return
	case string(b) == "\n" && d.enters > 0:
		return // the second half of a line's end
	}
	if bytes.HasPrefix(b, []byte(backgroundReply)) {
		d.background(b)
		return
	}
	key, ok := d.key(b)
	if !ok {
		return
	}
	d.releaseEnters(key.Text != "")
	if key.Text != "" {
		d.lastText = now
	}
	d.keys = append(d.keys, key)
}

// backgroundReply begins what a terminal answers to ansi.RequestBackgroundColor.
const backgroundReply = "\x1b]11;"

func (d *decoder) background(b []byte) {
	if _, event := d.events.Decode(b); event != nil {
		if c, ok := event.(uv.BackgroundColorEvent); ok && c.Color != nil {
			d.keys = append(d.keys, tea.BackgroundColorMsg(c))
		}
	}
}

// releaseEnters decides about the Enters that were held back. Terminals without
// bracketed paste send Enter for the end of every line, and none of them may
// send off a half pasted text: with text right before and after it, an Enter is
// a newline. The last one of a burst stays an Enter.
func (d *decoder) releaseEnters(textFollows bool) {
	key := tea.KeyPressMsg{Code: tea.KeyEnter}
	if textFollows {
		key = tea.KeyPressMsg{Code: 'j', Mod: tea.ModCtrl}
	}
	for ; d.enters > 0; d.enters-- {
		d.keys = append(d.keys, key)
	}
}

// key decodes one unit, if it is a key.
func (d *decoder) key(b []byte) (tea.KeyPressMsg, bool) {
	if !utf8.Valid(b) {
		return tea.KeyPressMsg{}, false // the decoder would see C1 controls
	}
	if letter, ok := bytes.CutPrefix(b, []byte("\x1b[[")); ok && len(letter) == 1 {
		code := tea.KeyF1 + rune(letter[0]) - 'A'
		return tea.KeyPressMsg{Code: code}, code >= tea.KeyF1 && code <= tea.KeyF5
	}
	if len(b) > 3 && b[len(b)-1] == '_' {
		// A key of Windows' console, a mode that is never asked for: one may
		// claim to be 65,535 keys, and the decoder would make them.
		return tea.KeyPressMsg{}, false
	}
	_, event := d.events.Decode(b)
	press, ok := event.(uv.KeyPressEvent)
	if !ok || strings.ContainsFunc(press.Text, unicode.IsControl) {
		return tea.KeyPressMsg{}, false
	}
	if b[len(b)-1] == ansi.BS {
		press.Code, press.Mod = tea.KeyBackspace, press.Mod&^tea.ModCtrl
	}
	return tea.KeyPressMsg(press), true
}

// paste handles the part of a paste that b begins with and returns its length,
// 0 if b may be the beginning of the paste's end.
func (d *decoder) paste(b []byte) int {
	if i := bytes.Index(b, []byte(ansi.BracketedPasteEnd)); i >= 0 {
		d.keep(b[:i])
		d.endPaste()
		return i + len(ansi.BracketedPasteEnd)
	}
	n := max(0, len(b)-len(ansi.BracketedPasteEnd)+1)
	for !strings.HasPrefix(ansi.BracketedPasteEnd, string(b[n:])) {
		n++
	}
	d.keep(b[:n])
	return n
}

func (d *decoder) keep(b []byte) {
	d.pasted = append(d.pasted, b[:min(len(b), maxPaste-len(d.pasted))]...)
}

func (d *decoder) endPaste() {
	text := strings.ToValidUTF8(string(d.pasted), "")
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	d.pasting, d.pasted = false, nil
	if text != "" {
		d.keys = append(d.keys, tea.PasteMsg{Content: text})
	}
}
