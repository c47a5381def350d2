// Package frame holds the picture of one whole screen and finds the bytes that
// turn one picture into the next.
package frame

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/charmbracelet/x/ansi"
)

// Frame is the picture of one whole screen. It is immutable once it is made, so
// that rows may be shared between frames and between people. Its zero value is
// the picture of a terminal about which nothing is known.
type Frame struct {
	// Rows are the lines from the top, with their styles as ANSI sequences and
	// already clean. Each is at most Width cells wide; there may be fewer than
	// Height of them, and those beyond are not drawn.
	Rows []string
	// Width and Height are the size of the screen in cells.
	Width, Height int
	// Cursor is where the person types.
	Cursor Cursor
	// Title is the title of the terminal's window. Leave it empty for a
	// terminal that has none: some would print it.
	Title string

	shared bool // from a Pool: others have the same one
}

// Cursor is the place of the cursor in cells from the top left corner.
type Cursor struct {
	X, Y    int
	Visible bool
}

// blank hides the cursor while the screen is drawn and clears everything.
const blank = ansi.HideCursor + ansi.ResetStyle + ansi.CursorHomePosition + ansi.EraseEntireScreen

// AppendDiff appends to dst what a terminal that shows prev must be sent to show
// next, nothing if they are equal. Changed rows are sent whole; a new size
// clears first. The terminal must not wrap lines by itself (DECAWM off), or the
// last cell of a row could begin the next one.
func AppendDiff(dst []byte, prev, next Frame) []byte {
	hidden := !prev.Cursor.Visible
	moved := prev.Cursor != next.Cursor
	if prev.Width != next.Width || prev.Height != next.Height {
		dst = append(dst, blank...)
		hidden, moved = true, true
		prev.Rows = nil
	}
	if prev.Title != next.Title {
		dst = append(dst, ansi.SetWindowTitle(printable(next.Title))...)
	}
	var scratch [2][]cell
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
			dst = appendChange(dst, y, before, after, &scratch)
		}
	}
	return appendCursor(dst, next.Cursor, hidden, moved)
}

// row returns the row at y, empty where the frame has none.
func (f Frame) row(y int) string {
	if y >= len(f.Rows) {
		return ""
	}
	return f.Rows[y]
}

// appendRow writes one row on a screen that is blank there.
func appendRow(dst []byte, y int, row string) []byte {
	dst = append(appendMove(dst, 0, y), row...)
	return append(dst, ansi.ResetStyle...)
}

// appendCursor puts the cursor where it belongs, if it is not there.
func appendCursor(dst []byte, c Cursor, hidden, moved bool) []byte {
	if c.Visible && moved {
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
