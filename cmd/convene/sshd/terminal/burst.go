package terminal

import (
	"bytes"
	"strings"
	"time"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
)

const (
	// atOnce is the time within which nobody types two letters.
	atOnce = 10 * time.Millisecond
	// lineSilence ends a paste without brackets: some terminals send the lines of
	// one up to 50 ms apart.
	lineSilence = 80 * time.Millisecond
	// minLine is how many letters at once are a line that was pasted. Fewer may have
	// been typed while the line of the network stood still.
	minLine = 4
	// maxLine bounds what is held back in case that a line ends.
	maxLine = 4 << 10
)

// burst is text that comes faster than anybody types. Terminals without bracketed
// paste send a paste so, with Enter for the end of every line, and none of those
// may send off a half pasted text: several lines become one paste. The first line
// is held back until another one follows it; if none does, it counts as typed.
type burst struct {
	last    time.Time // something was read
	quick   bool      // nobody typed what is read now so fast, or all of it at once
	letters int       // that came at once up to now
	held    []byte    // letters, and "\r" for each Enter
	pasted  bool      // a line has followed another
}

// read notes when b was read.
func (u *burst) read(now time.Time, b []byte) {
	together := now.Sub(u.last) < atOnce
	u.last, u.quick = now, together || utf8.RuneCount(b) > 1
	if !together {
		u.letters = 0
	}
}

// lines reports whether a whole line is held back.
func (u *burst) lines() bool { return u.pasted || bytes.HasSuffix(u.held, []byte("\r")) }

// keep holds a letter or an Enter back, as many as a paste may have.
func (u *burst) keep(b []byte) {
	if len(u.held)+len(b) <= maxPaste {
		u.held = append(u.held, b...)
	}
}

// letter handles a letter.
func (d *decoder) letter(b []byte) {
	if d.burst.lines() && !d.burst.quick {
		d.release() // a single one, typed after a line that was sent
	}
	d.burst.pasted = d.burst.lines()
	d.burst.letters++
	d.burst.keep(b)
}

// enter handles Enter.
func (d *decoder) enter() {
	if d.burst.lines() || d.burst.letters >= minLine {
		d.burst.keep([]byte("\r"))
		return
	}
	d.release()
	d.burst.letters = 0
	d.keys = append(d.keys, tea.KeyPressMsg{Code: tea.KeyEnter})
}

// settle holds back, once all that was read is handled, only what may be the
// beginning of a paste: where more waits to be read, also half of a line.
func (d *decoder) settle(more bool) {
	if !d.burst.lines() && !(more && len(d.burst.held) < maxLine) {
		d.release()
	}
}

// release hands over what is held back: a paste, or keys.
func (d *decoder) release() {
	held, pasted := d.burst.held, d.burst.pasted
	d.burst.held, d.burst.pasted = nil, false
	if pasted {
		text := strings.ReplaceAll(string(held), "\r", "\n")
		d.keys = append(d.keys, tea.PasteMsg{Content: text})
		return
	}
	for len(held) > 0 {
		_, n := utf8.DecodeRune(held)
		key := tea.KeyPressMsg{Code: tea.KeyEnter}
		if held[0] != '\r' {
			_, event := d.events.Decode(held[:n])
			key = tea.KeyPressMsg(event.(uv.KeyPressEvent)) // it was one before it was held back
		}
		d.keys = append(d.keys, key)
		held = held[n:]
	}
}
