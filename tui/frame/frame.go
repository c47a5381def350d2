// Package frame holds the picture of one whole screen and finds the bytes that
// turn one picture into the next.
package frame

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
	// Cursor is where the person types, or hidden, what they have chosen.
	Cursor Cursor
	// Title is the title of the terminal's window. Leave it empty for a
	// terminal that has none: some would print it.
	Title string

	shared bool // from a Pool: others have the same one
}

// Cursor is the place of the cursor in cells from the top left corner. It stands
// there while it is hidden too: screen readers and braille displays follow it.
type Cursor struct {
	X, Y    int
	Visible bool
}

// row returns the row at y, empty where the frame has none.
func (f Frame) row(y int) string {
	if y >= len(f.Rows) {
		return ""
	}
	return f.Rows[y]
}
