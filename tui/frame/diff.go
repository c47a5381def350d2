package frame

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/charmbracelet/x/ansi"
)

// blank hides the cursor while the screen is drawn and clears everything.
const blank = ansi.HideCursor + ansi.ResetStyle + ansi.CursorHomePosition + ansi.EraseEntireScreen

// AtOnce is how many bytes are sent at once. A longer difference is marked, so
// that terminals that can, show it when it is whole (mode 2026).
const AtOnce = 2 << 10

// brush is the memory that it takes to find a difference, for one after the
// other.
type brush struct {
	bytes []byte
	cells [2][]cell
}

// diff returns what a terminal that shows prev must be sent to show next,
// nothing if they are equal. A new size clears first. The terminal must not wrap
// lines by itself (DECAWM off), or the last cell of a row could begin the next
// one.
func (b *brush) diff(prev, next Frame) []byte {
	const begin, end = ansi.SetModeSynchronizedOutput, ansi.ResetModeSynchronizedOutput
	b.bytes = b.append(append(b.bytes[:0], begin...), prev, next)
	if len(b.bytes)-len(begin) <= AtOnce {
		return slices.Clone(b.bytes[len(begin):])
	}
	b.bytes = append(b.bytes, end...)
	return slices.Clone(b.bytes)
}

func (b *brush) append(dst []byte, prev, next Frame) []byte {
	hidden := !prev.Cursor.Visible
	moved := prev.Cursor.X != next.Cursor.X || prev.Cursor.Y != next.Cursor.Y
	if prev.Width != next.Width || prev.Height != next.Height {
		dst = append(dst, blank...)
		hidden, moved = true, true
		prev.Rows = nil
	}
	if prev.Title != next.Title {
		dst = append(dst, ansi.SetWindowTitle(printable(next.Title))...)
	}
	for y := range next.Height {
		before, after := prev.row(y), next.row(y)
		if before == after {
			continue
		}
		if !hidden {
			dst = append(dst, ansi.HideCursor...)
		}
		hidden, moved = true, true
		if before == "" {
			dst = appendRow(dst, y, after)
		} else {
			dst = appendChange(dst, y, next.Width, before, after, &b.cells)
		}
	}
	return appendCursor(dst, next.Cursor, hidden, moved)
}

// appendRow writes one row on a screen that is blank there.
func appendRow(dst []byte, y int, row string) []byte {
	dst = append(appendMove(dst, 0, y), row...)
	return append(dst, ansi.ResetStyle...)
}

// appendCursor puts the cursor where it belongs, if it is not there.
func appendCursor(dst []byte, c Cursor, hidden, moved bool) []byte {
	if moved {
		dst = appendMove(dst, c.X, c.Y)
	}
	switch {
	case c.Visible && hidden:
		dst = append(dst, ansi.ShowCursor...)
	case !c.Visible && !hidden:
		dst = append(dst, ansi.HideCursor...)
	}
	return dst
}

// appendMove moves the cursor to a cell counted from 0.
func appendMove(dst []byte, x, y int) []byte {
	dst = append(dst, "\x1b["...)
	dst = strconv.AppendInt(dst, int64(y+1), 10)
	dst = append(dst, ';')
	dst = strconv.AppendInt(dst, int64(x+1), 10)
	return append(dst, 'H')
}

// printable drops from a title whatever could end its sequence early: a title
// holds people's words, and no row's cleaning protects it.
func printable(title string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) && r != unicode.ReplacementChar {
			return r
		}
		return -1
	}, title)
}
