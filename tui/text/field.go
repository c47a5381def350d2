package text

import (
	"strings"
	"unicode/utf8"

	"github.com/convene-ssh/convene/session/clean"
)

// spare is how many code points a field holds beyond its limit, so that a paste
// that is too long is there to be shortened.
const spare = 20_000

// Field is the text that somebody is writing, with a cursor. It moves by what
// people see as one character, and knows no clipboard but the terminal's. Make
// one with [NewField].
type Field struct {
	text      string
	at        int // the cursor: where a cluster begins, or the end
	limit     int
	multiline bool
}

// NewField returns an empty field for at most limit code points.
func NewField(limit int, multiline bool) Field {
	return Field{limit: limit, multiline: multiline}
}

// Multiline reports whether it takes line breaks.
func (f *Field) Multiline() bool { return f.multiline }

// Value returns the text as it was written. It may be over the limit.
func (f *Field) Value() string { return f.text }

// SetValue replaces the text and puts the cursor at its end.
func (f *Field) SetValue(s string) {
	f.Clear()
	f.Insert(s)
}

// Over returns by how many code points the text is too long, or 0.
func (f *Field) Over() int {
	return max(0, utf8.RuneCountInString(f.text)-f.limit)
}

// Full reports whether the text is as long as the field can hold. What does not
// fit is left out; whoever typed it has to be told.
func (f *Field) Full() bool { return f.Over() >= spare }

// Prepend puts a text in front of what is there. The cursor stays where it is.
func (f *Field) Prepend(s string) {
	f.text = s + f.text
	f.at += len(s)
}

// Insert puts typed or pasted text at the cursor, as [clean.Typed] leaves it; in
// a field of one line, line breaks become spaces. What is over the limit the field
// keeps nevertheless, up to 20,000 code points, and [Field.Over] says how much must go.
func (f *Field) Insert(s string) {
	if s = clean.Typed(s); !f.multiline {
		s = strings.ReplaceAll(s, "\n", " ")
	}
	if room := f.limit + spare - utf8.RuneCountInString(f.text); utf8.RuneCountInString(s) > room {
		s = string([]rune(s)[:max(0, room)])
	}
	f.replace(f.at, f.at, s)
}

// replace puts s where text[from:to] was and the cursor behind it. What comes
// together there may become one cluster, which the cursor then follows.
func (f *Field) replace(from, to int, s string) {
	f.text = f.text[:from] + s + f.text[to:]
	f.at = 0
	if at := from + len(s); at > 0 {
		f.at = nextCluster(f.text, at-1)
	}
}

// Clear empties the field.
func (f *Field) Clear() { f.text, f.at = "", 0 }

// Backspace deletes what is before the cursor. Where letters carry marks it takes back the
// last code point, as people typed it; of an emoji it takes the whole cluster.
func (f *Field) Backspace() { f.replace(backspaced(f.text, f.at), f.at, "") }

// Delete deletes the cluster after the cursor.
func (f *Field) Delete() { f.replace(f.at, nextCluster(f.text, f.at), "") }

// DeleteWord deletes from the cursor back to the beginning of the word.
func (f *Field) DeleteWord() { f.replace(prevWord(f.text, f.at), f.at, "") }

// DeleteBack deletes from the cursor back to where [Field.Home] leads, or the line break
// before it where the cursor is there.
func (f *Field) DeleteBack() {
	from := f.home()
	if from == f.at {
		from = max(0, from-1)
	}
	f.replace(from, f.at, "")
}

// Left moves by one cluster.
func (f *Field) Left() { f.at = prevCluster(f.text, f.at) }

// Right moves by one cluster.
func (f *Field) Right() { f.at = nextCluster(f.text, f.at) }

// WordLeft moves to the beginning of the word.
func (f *Field) WordLeft() { f.at = prevWord(f.text, f.at) }

// WordRight moves to the beginning of the next word.
func (f *Field) WordRight() { f.at = nextWord(f.text, f.at) }

// Begin moves to the beginning of the text.
func (f *Field) Begin() { f.at = 0 }

// Home moves to the beginning of what is between two line breaks.
func (f *Field) Home() { f.at = f.home() }

func (f *Field) home() int { return strings.LastIndexByte(f.text[:f.at], '\n') + 1 }

// End moves to the end of what is between two line breaks.
func (f *Field) End() {
	if i := strings.IndexByte(f.text[f.at:], '\n'); i >= 0 {
		f.at += i
	} else {
		f.at = len(f.text)
	}
}
