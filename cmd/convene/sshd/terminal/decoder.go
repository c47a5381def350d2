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
	// escapeSilence makes Escape a key, or Alt with a character that begins
	// sequences. Slow lines bring the bytes of one key up to 40 ms apart.
	escapeSilence = 100 * time.Millisecond
	// lostSilence ends what nobody can have pressed: a sequence or a paste whose end
	// got lost.
	lostSilence = time.Second

	maxSequence = 256      // bytes; of a longer one nothing is used
	maxPaste    = 64 << 10 // bytes; what follows is dropped
)

// keys are key presses, pastes and what the terminal says of itself.
type keys []tea.Msg

// decoder makes keys and pastes of the bytes of a terminal, however they are
// cut. Its memory is bounded. The zero value is ready.
type decoder struct {
	events   uv.EventDecoder
	pending  []byte // the beginning of a unit
	overlong bool   // the unit is too long, pending stands for it
	returned bool   // the last unit was a carriage return

	paste paste
	burst burst

	keys keys // decoded and not yet returned
}

// feed takes what was read at a time and returns what is complete: at most a
// message for each byte, and for each that was held back.
func (d *decoder) feed(now time.Time, b []byte) keys {
	d.burst.read(now, b)
	d.decode(b)
	d.settle(len(b) == readSize)
	return d.take()
}

func (d *decoder) decode(b []byte) {
	rest := d.units(append(d.pending, b...))
	d.pending = append(d.pending[:0], rest...)
	d.shorten()
}

// units handles what b begins with and returns the beginning of a unit that is
// left.
func (d *decoder) units(b []byte) []byte {
	for n := d.next(b); n > 0; n = d.next(b) {
		b = b[n:]
	}
	return b
}

// wait returns after how much silence to call expire, 0 for never.
func (d *decoder) wait() time.Duration {
	switch {
	case d.paste.ended, len(d.burst.held) > 0:
		return lineSilence
	case len(d.pending) > 0 && len(d.pending) <= 2 && d.pending[0] == ansi.ESC && !d.overlong && !d.paste.begun:
		return escapeSilence
	case len(d.pending) > 0 || d.paste.begun:
		return lostSilence
	}
	return 0
}

// expire returns what was held back for the sake of what did not come.
func (d *decoder) expire() keys {
	if d.paste.begun {
		d.paste.take(d.pending)
		d.pending = nil
		d.endPaste()
	}
	d.unfinished(d.pending)
	d.pending = nil
	d.release()
	return d.take()
}

// unfinished handles the beginning of a unit that does not go on.
func (d *decoder) unfinished(b []byte) {
	switch {
	case d.overlong:
		d.overlong = false
	case string(b) == "\x1b\x1b":
		d.unit(b[:1])
		d.unit(b[1:])
	case len(b) > 0:
		d.unit(b)
	}
}

func (d *decoder) take() keys {
	taken := d.keys
	d.keys = nil
	return taken
}

// next handles what b begins with and returns its length, 0 if more must come.
func (d *decoder) next(b []byte) int {
	if d.paste.begun {
		return d.bracketed(b)
	}
	n := unitLen(b)
	switch {
	case n == 0:
	case d.overlong || n > maxSequence:
		d.overlong = false
	default:
		d.unit(b[:n])
	}
	return n
}

// shorten keeps of an overlong sequence only what tells its kind, and the Escape
// that may begin its terminator.
func (d *decoder) shorten() {
	if d.paste.begun || len(d.pending) <= maxSequence {
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

// unit handles a letter, a control character or a sequence. Enter is a carriage
// return, a line feed or both, whichever the terminal sends.
func (d *decoder) unit(b []byte) {
	returned := d.returned
	d.returned = b[len(b)-1] == '\r'
	switch string(b) {
	case "\n":
		if !returned { // otherwise it is the second half of that Enter
			d.enter()
		}
	case "\r":
		d.enter()
	case ansi.BracketedPasteStart:
		d.release()
		d.paste.begun = true
	default:
		d.event(b)
	}
}

// event handles a key other than Enter, or something that the terminal says of
// itself.
func (d *decoder) event(b []byte) {
	switch event := d.read(b).(type) {
	case uv.BackgroundColorEvent:
		if event.Color != nil {
			d.keys = append(d.keys, tea.BackgroundColorMsg(event))
		}
	case uv.CursorPositionEvent:
		d.keys = append(d.keys, tea.CursorPositionMsg(event))
	case uv.KeyPressEvent:
		switch {
		case strings.ContainsFunc(event.Text, unicode.IsControl):
		case event.Text != "" && b[0] != ansi.ESC:
			d.letter(b)
		default:
			d.release()
			d.keys = append(d.keys, tea.KeyPressMsg(event))
		}
	}
}

// read decodes one unit, nil for what is neither a key nor asked for.
func (d *decoder) read(b []byte) uv.Event {
	if !utf8.Valid(b) {
		return nil // the decoder would see C1 controls
	}
	if letter, ok := bytes.CutPrefix(b, []byte("\x1b[[")); ok && len(letter) == 1 {
		if code := tea.KeyF1 + rune(letter[0]) - 'A'; code >= tea.KeyF1 && code <= tea.KeyF5 {
			return uv.KeyPressEvent{Code: code}
		}
		return nil
	}
	if len(b) > 3 && b[len(b)-1] == '_' {
		// A key of Windows' console, a mode that is never asked for: one may
		// claim to be 65,535 keys, and the decoder would make them.
		return nil
	}
	_, event := d.events.Decode(b)
	press, ok := event.(uv.KeyPressEvent)
	if !ok {
		return event
	}
	switch b[len(b)-1] {
	case ansi.BS:
		press.Code, press.Mod = tea.KeyBackspace, press.Mod&^tea.ModCtrl
	case ansi.LF:
		press.Code, press.Mod = tea.KeyEnter, press.Mod&^tea.ModCtrl
	}
	return press
}
